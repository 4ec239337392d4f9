"""What the canvas says of things whose values a quiz hides."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Target
from nnviz.scene.time.stage import unreached
from nnviz.scene.values.model import Hit
from nnviz.session import Session, State
from nnviz.ui.paint.hover import Card

HINT = "Hidden until the pass reaches it"


def masked_card(state: Session | State, hit: Hit, card: Card) -> Card:
    """``card`` about what is under the pointer; a line's values are those of the layer that it comes from."""
    if hit.kind != "joint" or hit.source is None:
        return masked(state, hit.target, card)
    is_input = hit.source.layer in state.document.network.input_layers
    if not state.view.masked or is_input or "activate" not in unreached(state.moment, hit.source.layer):
        return card
    return replace(card, rows=(), hint=HINT)


def masked(state: Session | State, target: Target, card: Card) -> Card:
    """``card`` about ``target``, without the values that the pass hasn't reached while a quiz hides them."""
    if not state.view.masked or target.layer in state.document.network.input_layers:
        return card
    hidden = unreached(state.moment, target.layer)
    symbols = {"w · x"} if "multiply" in hidden else set()
    symbols |= {"z"} if "sum" in hidden else set()
    symbols |= {"a"} if "activate" in hidden else set()
    rows = tuple(row for row in card.rows if row.symbol not in symbols)
    return card if len(rows) == len(card.rows) else replace(card, rows=rows, hint=HINT)

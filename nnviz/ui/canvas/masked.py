"""What the canvas says of things whose values a quiz hides."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Target
from nnviz.scene.time.stage import HINT, unreached
from nnviz.session import Session, State
from nnviz.ui.paint.hover import Card


def masked(state: Session | State, target: Target, card: Card) -> Card:
    """``card`` about ``target``, without the values that the pass hasn't reached while a quiz hides them."""
    if not state.view.masked or target.layer in state.document.network.input_layers:
        return card
    hidden = unreached(state.moment, target.layer)
    symbols = {"w · x", "w · h"} if "multiply" in hidden else set()
    symbols |= {"z"} if "sum" in hidden else set()
    symbols |= {"a"} if "activate" in hidden else set()
    rows = tuple(row for row in card.rows if row.symbol not in symbols)
    return card if len(rows) == len(card.rows) else replace(card, rows=rows, hint=HINT)

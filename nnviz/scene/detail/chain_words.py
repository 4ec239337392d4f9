"""What is said of a number that is shifted and scaled in steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from types import MappingProxyType

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import unit_at
from nnviz.engine import Explanation
from nnviz.engine.arrays import Array
from nnviz.engine.steps import Chain, Step
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, counted_word, noun
from nnviz.scene.words.numbers import percent
from nnviz.scene.words.steps import value_text

MOST_LISTED = 8
"""Values of the sample with lines of their own."""
A_LOT = 2.0
"""Spreads from the mean that are much."""
_STEPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "centre": ("Centre", "take the mean {} away"),
        "scale": ("Scale", "divide by the spread"),
        "stretch": ("Stretch", "times {}"),
        "shift": ("Shift", "plus {}"),
    }
)


def step(of: Step, untrained: Collection[str]) -> tuple[str, str]:
    """A step's title, and what it does: ("Stretch", "times γ, learned")."""
    title, below = _STEPS[of.kind]
    below = below.format(of.symbol)
    is_learned = of.stored is not None and of.stored.parameter not in untrained
    return title, f"{below}, learned" if is_learned else below


def question(chain: Chain, noun: str, x: str) -> str:
    """What the page answers, from the number ``x`` itself; ``noun`` is what it stands in: "neuron", "map"."""
    if chain.operand("centre") is None:
        return f"How much is {x} in its own unit?"
    if chain.owner == "sample":
        return f"Is {x} a lot in this sample?"
    return f"Is {x} a lot for this {noun}?"


def answer(chain: Chain) -> str:
    """How far x lies from its mean, in spreads."""
    if chain.operand("centre") is None:
        return f"It is {value_text(chain.y)}."
    away = spreads(chain)
    if not isfinite(away):
        return "Its spread is 0: there is nothing to measure it by." if isfinite(chain.x) else ""
    if abs(away) < 5e-4:
        return "It is just its mean."
    side = "above" if away > 0 else "below"
    size = _amount(abs(away))
    if abs(away) < A_LOT:
        return f"It lies {size} {side} its mean."
    return f"{'Yes' if away > 0 else 'No, it is little'}: {size} {side} its mean."


def spreads(chain: Chain) -> float:
    """(x − μ) / σ."""
    return (chain.x - chain.mean) / chain.spread if chain.spread else float("nan")


def _amount(size: float) -> str:
    text = f"{size:.2f}"
    return "1 spread" if text == "1.00" else f"{text} spreads"


def comes_from(source: int) -> str:
    """Which layer x comes from: "from layer 1", "from the input"."""
    return f"from layer {source}" if source else "from the input"


def legend(used: Chain, examples: int | None, noun: str) -> str:
    """What the grey bars are; nothing where there are none."""
    if used.among is not None:
        return f"the {amount(len(used.among), 'value')} of this sample"
    return "" if examples is None else f"{examples:,} {noun}"


def what_is_next(document: Document, target: Target) -> str:
    """Who takes the answer."""
    network = document.network
    if target.layer == len(network.layers):
        return "the output"
    after = [n for n in range(1, len(network.layers) + 1) if target.layer in network.sources(n)]
    if len(after) == 1:
        return f"{names.layer(document, after[0])} comes next"
    return f"{amount(len(after), 'layer')} take it" if after else ""


def whose(
    document: Document, why: Explanation, used: Chain, trained: Chain | None, *, has_batch: bool
) -> tuple[str, ...]:
    """Whose μ and σ² these are, in up to three sentences."""
    if used.owner == "sample":
        count = 0 if used.among is None else len(used.among)
        return (
            f"This sample’s: of the {_many(count)} that come in with it, anew for each sample.",
            "Training does the same.",
        )
    if trained is None:
        return ("Measured once, on the training data. Training leaves them alone.",)
    where = f"One pair for each {'map' if len(why.unit) == 3 else 'neuron'}, stored in the network."
    moves = "Nothing was trained here: μ, σ², γ and β stand in the file."
    if document.is_trained():
        share = percent(why.definition.follows_batches, 0)
        moves = f"Each step of training moved the stored ones {share} of the way to those of its batch."
    return (moves, "" if has_batch else "There is no batch to show.", where)


def whose_in_short(why: Explanation, used: Chain) -> str:
    """The same in a sentence, for use."""
    if used.owner == "sample":
        return "μ and σ² are this sample’s own, in use and in training alike."
    if not why.definition.follows_batches:
        return "μ and σ were measured on the training data."
    return "μ and σ² are the stored ones, as always in use. Training takes those of its batch."


def values(document: Document, layer: int, among: Array) -> tuple[tuple[str, str], ...]:
    """(name, value) of each value of a sample; of many the first, and how many more there are."""
    shape = document.network.shapes[layer]
    kept = among if len(among) <= MOST_LISTED else among[: MOST_LISTED - 1]
    rows = [
        (names.capital(names.unit(document, layer, unit_at(i, shape))), value_text(value))
        for i, value in enumerate(kept.tolist())
    ]
    rest = among[len(kept) :]
    if len(rest):
        total = float(np.sum(rest, dtype=np.float64))
        rows.append((f"{len(rest):,} more, together", value_text(total)))
    return tuple(rows)


def _many(count: int) -> str:
    return f"{counted_word(count)} {noun(count, 'value')}"

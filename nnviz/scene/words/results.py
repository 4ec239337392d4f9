"""How good a network is, in words for as much room as there is."""

from __future__ import annotations

from nnviz.document import Score
from nnviz.plaintext import visible
from nnviz.scene.words import numbers


def result(score: Score) -> str:
    """``93.3% correct``, or of numbers ``R² 0.999``."""
    if score.metric == "accuracy":
        return f"{numbers.percent(score.value)} correct"
    return f"R² {numbers.number(score.value, 3, numbers.within(6))}"


def results(score: Score) -> tuple[str, ...]:
    """The result and what it was measured on, from full to short."""
    short, examples = result(score), visible(score.examples)
    return f"{short} on {score.count:,} {examples}", f"{short} on {examples}", short

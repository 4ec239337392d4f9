"""What is said and drawn of a network's starts: how many of them solve the task."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import number


@dataclass(frozen=True)
class StartBar:
    """One seed: how much of the loss of an answer that never changes is gone, 0 to 1, whether that solves it,
    and what is said of it."""

    seed: int
    share: float
    is_solved: bool
    says: str


def bar(seed: int, loss: float, threshold: float, solved: float) -> StartBar:
    """``threshold`` is the loss that solves it: ``solved`` times that of an answer that never changes."""
    share = min(max(1 - loss * solved / threshold, 0.0), 1.0) if threshold > 0 else 0.0
    found = "solves it" if loss <= threshold else "doesn’t solve it"
    ends = "its numbers ran away" if loss == float("inf") else f"its loss ends at {number(loss, 3)}"
    return StartBar(seed, share, loss <= threshold, f"Seed {seed} {found}: {ends}. Press it to begin there.")


def head(solved: int, tried: int, wanted: int) -> str:
    """How many of them solve it, or how far trying has come."""
    if tried < wanted:
        return f"{tried} of {wanted} tried"
    verb = "solves" if solved == 1 else "solve"
    return f"{solved} of {amount(tried, 'start')} {verb} it"


def note(threshold: float) -> str:
    """What solving it means."""
    return f"loss at the end {number(threshold, 2)} or less"

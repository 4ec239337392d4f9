"""The four steps: how far each has come at a moment, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document.lab import LabView
from nnviz.scene.lab import steps


@dataclass(frozen=True)
class Story:
    """Where time stands. ``share``: how much of every hidden function is the identity already; ``cells``,
    ``biases``: how much of the product of matrices, and of the one bias, is there; ``is_one``: both ways are
    compared. All but the last go from 0 to 1."""

    step: int
    share: float
    cells: float
    biases: float
    is_one: bool


def story(view: LabView) -> Story:
    """The moment of the part's own time."""
    step, progress = steps.current(view)
    done = [1.0 if step > number else progress if step == number else 0.0 for number in (1, 2, 3, 4)]
    return Story(step, done[0], done[1], done[2], done[3] > 0)


def stage_at(told: Story, chosen: int, count: int) -> int:
    """Which of ``count`` products is shown, from 1: the chosen one, or the one that time has come to."""
    if chosen:
        return min(chosen, count)
    return min(int(told.cells * count) + 1, count) if told.step == 2 else (count if told.step > 2 else 1)


def cells_there(told: Story, chosen: int, stage: int, count: int, cells: int) -> int:
    """How many of a product's ``cells`` are there, in reading order."""
    passed = told.cells * count - (stage - 1) if not chosen else told.cells
    return min(max(round(min(max(passed, 0.0), 1.0) * cells), 0), cells)

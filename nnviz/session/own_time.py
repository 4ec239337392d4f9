"""Pages with a time of their own, apart from the forward pass: the lab, and a training step opened up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from nnviz.document import View
from nnviz.scene.lab import steps
from nnviz.scene.step import blocks
from nnviz.scene.step.blocks import Block
from nnviz.session.changes import Change


class OwnTime(Protocol):
    """Where such a page stands in its time. ``change`` is what is announced when it moves."""

    change: Change

    @property
    def runs(self) -> bool:
        """Whether there is any time to pass."""

    @property
    def seconds(self) -> float:
        """Where it stands."""

    @property
    def end(self) -> float:
        """Where it ends."""

    def moved(self, to: float) -> dict[str, Any]:
        """The parts of the view that stand elsewhere then."""

    def stepped(self, count: int) -> dict[str, Any]:
        """The same, so many steps on or back."""


class LabTime:
    """The time of the lab's part that is shown."""

    change = Change.LAB

    def __init__(self, view: View) -> None:
        self._lab = view.lab

    @property
    def runs(self) -> bool:
        """Whether this part goes step by step."""
        return self._lab.part in steps.COUNTS

    @property
    def seconds(self) -> float:
        """Where it stands."""
        return steps.seconds(self._lab)

    @property
    def end(self) -> float:
        """Where it ends."""
        return steps.end(self._lab.part)

    def moved(self, to: float) -> dict[str, Any]:
        """The lab at another place in time."""
        return {"lab": steps.moved(self._lab, to)}

    def stepped(self, count: int) -> dict[str, Any]:
        """The lab some steps on."""
        return {"lab": steps.stepped(self._lab, count)}


class StepTime:
    """The time of a training step that is opened up."""

    change = Change.TRAINING

    def __init__(self, view: View, found: tuple[Block, ...]) -> None:
        self._view, self._blocks = view.step, found

    @property
    def runs(self) -> bool:
        """Whether there is a step to show."""
        return bool(self._blocks)

    @property
    def end(self) -> float:
        """Where it ends."""
        return blocks.end(self._blocks)

    @property
    def seconds(self) -> float:
        """Where it stands."""
        return min(max(self._view.seconds, 0.0), self.end)

    def moved(self, to: float) -> dict[str, Any]:
        """The step at another place in time."""
        return {"step": replace(self._view, seconds=min(max(to, 0.0), self.end))}

    def stepped(self, count: int) -> dict[str, Any]:
        """The step some blocks on."""
        return self.moved(blocks.stepped(self._blocks, self.seconds, count))

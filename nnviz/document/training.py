"""What the Train page keeps of a document: examples, recipe, and the runs so far. Frozen values.

:class:`Training` is part of the document: its edits can be undone. :class:`TrainView` and :class:`StepView`
are parts of the view, as camera and moment are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from nnviz.data import Dataset
from nnviz.data.scaling import Standardization
from nnviz.data.sources import Preparation, Source
from nnviz.engine import Checkpoint, Network, Recipe

PARTS = ("data", "curves", "examples")
"""The parts of the Train page, in the order of their tabs."""
READINGS = ("chain", "nudges")
"""How one step is read: as links of the chain rule, or as three ways to change an answer."""
DIGITS = (3, 6)
"""Digits after the point in a step that is opened up: enough to follow, or to check by hand."""
MOST_KEPT = 64 * 2**20
"""Bytes of kept steps that a run may hold."""
MOST_RUNS = 20


def _no_floats() -> np.ndarray:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, eq=False)
class Curves:
    """How a run went, step by step.

    ``losses`` (steps,) float32: entry k is the loss of the batch of step k + 1, as it was before the step.
    ``checks`` (k,) int64, ascending, are the steps at which was looked; of the same length, NaN where there
    is none: ``training_loss`` and ``training_score``, means over the batches since the look before, and
    ``validation_loss`` and ``validation_score``. A score is the run's ``metric``.
    """

    losses: np.ndarray = field(default_factory=_no_floats)
    checks: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    training_loss: np.ndarray = field(default_factory=_no_floats)
    validation_loss: np.ndarray = field(default_factory=_no_floats)
    training_score: np.ndarray = field(default_factory=_no_floats)
    validation_score: np.ndarray = field(default_factory=_no_floats)

    @property
    def steps(self) -> int:
        """Steps that were taken."""
        return len(self.losses)

    @property
    def best(self) -> int | None:
        """The step with the lowest validation loss, or training loss where nothing was held out; None where
        nothing finite was found."""
        judged = self.validation_loss
        if not np.isfinite(judged).any():
            judged = self.training_loss
        if not np.isfinite(judged).any():
            return None
        return int(self.checks[int(np.nanargmin(np.where(np.isfinite(judged), judged, np.nan)))])


@dataclass(frozen=True)
class Trouble:
    """Where numbers stopped being finite: in ``step``, from 1, in ``what`` ("the output of", "the parameters
    of" or "the gradient of") of layer ``layer`` of the network that learns; ``unit`` is the unit's index
    without the batch, of a kernel its channel alone."""

    step: int
    layer: int
    unit: tuple[int, ...]
    what: str


@dataclass(frozen=True, eq=False)
class Run:
    """One training run.

    ``network`` is what learned, with its first weights, on the scaled numbers that ``before`` and ``after``
    stand for. ``recipes`` say from which step on which recipe held, the first from step 0. ``kept`` are the
    steps that can be gone back to, ascending, the first is step 0. ``metric`` is ``"accuracy"`` or ``"r2"``.
    ``branch_of``: the name of the run that it left, and the step where it did; up to there it is the same.
    ``data`` names what it learned from.
    """

    name: str
    network: Network
    recipes: tuple[tuple[int, Recipe], ...]
    curves: Curves = field(default_factory=Curves)
    kept: tuple[Checkpoint, ...] = ()
    trouble: Trouble | None = None
    metric: str = "accuracy"
    branch_of: tuple[str, int] | None = None
    before: Standardization | None = None
    after: Standardization | None = None
    data: str = ""

    @property
    def steps(self) -> int:
        """Steps that were taken."""
        return self.curves.steps

    def recipe(self, step: int) -> Recipe:
        """The recipe of the step that follows ``step`` others."""
        return next(recipe for start, recipe in reversed(self.recipes) if start <= step)

    def nearest(self, step: int) -> Checkpoint:
        """The kept step nearest to ``step``."""
        return min(self.kept, key=lambda kept: abs(kept.step - step))


@dataclass(frozen=True, eq=False)
class Training:
    """What a person trains with, and what came of it.

    ``data`` are all examples as raw numbers, those to learn from first, the ``held_out`` ones last; None
    where they lie in a file that can't be found any more. ``source`` says where they come from. ``recipe`` is
    that of the next run. ``run`` is the number in ``runs`` of the run that the document's network belongs to,
    which stands at its step ``step``; None: to none.
    """

    data: Dataset | None
    source: Source
    preparation: Preparation
    recipe: Recipe
    runs: tuple[Run, ...] = ()
    run: int | None = None
    step: int = 0

    @property
    def current(self) -> Run | None:
        """The run that the network belongs to."""
        return None if self.run is None else self.runs[self.run]


@dataclass(frozen=True)
class TrainView:
    """What is looked at on the Train page.

    ``part`` is one of :data:`PARTS`. ``is_log``: the loss has a log scale. ``smoothing`` is the width of a
    median in steps, 0: none. ``enlarged`` is the neuron whose answer at every point of the plane is shown
    large, (layer, unit); None: the output. ``is_compared``: all runs in one chart. ``cell`` is the cell of
    the confusion matrix whose examples are shown, (true class, predicted class). ``seen``: it is made of the
    training examples. ``brush`` is what the pointer does on the plane: ``"look"``, ``"paint"``, ``"move"`` or
    ``"erase"``; ``brush_class`` is the class that it paints.
    """

    part: str = "curves"
    is_log: bool = True
    smoothing: int = 0
    enlarged: tuple[int, int] | None = None
    is_compared: bool = False
    cell: tuple[int, int] | None = None
    seen: bool = False
    brush: str = "look"
    brush_class: int = 0


@dataclass(frozen=True)
class StepView:
    """What is looked at in one training step that is opened up.

    ``seconds`` is the place on its own timeline. ``parameter`` is the weight or bias in hand: layer of the
    document's network, name, index; None: the one with the largest gradient. ``example`` is the row of the
    batch whose own numbers are shown, None: that with the largest loss. ``reading`` is one of
    :data:`READINGS`. ``digits`` are those that numbers have after the point at first. ``target`` is what a
    person wants to come out of the current input, as its example has it; None: what its example says.
    """

    seconds: float = math.inf
    parameter: tuple[int, str, tuple[int, ...]] | None = None
    example: int | None = None
    reading: str = "chain"
    digits: int = 3
    target: tuple[float, ...] | None = None

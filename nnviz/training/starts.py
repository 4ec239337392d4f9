"""The same recipe from other seeds: how many of its starts find a way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Document
from nnviz.document.training import Run, Training
from nnviz.engine import Network, Trainer, TrainingDivergedError
from nnviz.training import begin, going_on

SEEDS = 10
SOLVED = 0.1
"""A start has solved it where the loss of its last epoch is at most this share of that of the best answer
that never changes."""
WAIT = 200
"""Steps between two questions whether anybody still waits."""


@dataclass(frozen=True)
class Start:
    """One seed's way. ``loss`` is the median of its steps' losses in the last epoch; infinite where numbers
    ran away."""

    seed: int
    loss: float


@dataclass(frozen=True)
class Starts:
    """The ways of some seeds. ``threshold``: a loss up to it solves the task."""

    found: tuple[Start, ...]
    threshold: float

    @property
    def solved(self) -> tuple[Start, ...]:
        """The starts that solve it."""
        return tuple(start for start in self.found if start.loss <= self.threshold)


def tried(
    document: Document,
    training: Training,
    seeds: range = range(SEEDS),
    is_wanted: Callable[[], bool] = lambda: True,
) -> Iterator[Starts]:
    """Train the document's layers from the new weights of each of the ``seeds``; what has been found so far,
    after each. Ends early where nobody waits any more.

    Raises:
        NNVizError: nothing can be trained.
    """
    going_on.check(document, training)
    first = begin.first_run(document, training)
    threshold = SOLVED * _never_changing(first, training)
    found: tuple[Start, ...] = ()
    for seed in seeds:
        start = _way(first, training, seed, is_wanted)
        if start is None:
            return
        found = (*found, start)
        yield Starts(found, threshold)


def _never_changing(run: Run, training: Training) -> float:
    """The loss of the best answer that is always the same, the mean of the targets: what a network gives that
    can't tell examples apart."""
    assert training.data is not None
    loss = training.recipe.loss
    y = begin.lesson_of(run, training.data).learned[1]
    y = loss.prepare(y, len(y), run.network.output_shape, run.network.dtype)
    return loss.value(np.broadcast_to(y.mean(axis=0), y.shape), y)


def _way(run: Run, training: Training, seed: int, is_wanted: Callable[[], bool]) -> Start | None:
    assert training.data is not None
    network = run.network
    network = Network.build(network.input_shape, network.layers, seed, network.dtype)
    recipe = replace(training.recipe, seed=seed)
    trainer = Trainer(network, begin.lesson_of(run, training.data).learned, recipe)
    total, epoch = recipe.steps(trainer.samples), recipe.steps_per_epoch(trainer.samples)
    last: list[float] = []
    try:
        while trainer.step < total:
            if not is_wanted():
                return None
            last = [*last, *trainer.advance(min(WAIT, total - trainer.step))][-epoch:]
    except TrainingDivergedError:
        return Start(seed, float("inf"))
    return Start(seed, float(np.median(last)))

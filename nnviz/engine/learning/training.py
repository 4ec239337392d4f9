"""Training: a generator that walks through the data and yields snapshots of what became of the network."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.graph import describe
from nnviz.engine.learning import losses, optimizers, schedules
from nnviz.engine.learning.backpropagation import loss_of
from nnviz.engine.learning.evaluation import Evaluation, LayerHealth, evaluate, metrics_of
from nnviz.engine.learning.learner import Learner
from nnviz.engine.learning.losses import CrossEntropy, Loss
from nnviz.engine.learning.optimizers import Adam, Optimizer
from nnviz.engine.learning.outputs import check_output
from nnviz.engine.learning.schedules import Constant, Schedule
from nnviz.engine.network import Network
from nnviz.engine.numbers import real, shown, whole
from nnviz.errors import DivergenceError, InputError, OptionError

# Step 0 is judged on at most this many training samples; judging all would take as long as training on them.
FIRST_LOOK = 256

Data = tuple[Any, Any]


@dataclass(frozen=True)
class Recipe:
    """How to train: everything but the network and the data."""

    epochs: int = 1
    batch_size: int = 32
    optimizer: Optimizer = field(default_factory=Adam)
    loss: Loss = field(default_factory=CrossEntropy)
    seed: int = 0
    schedule: Schedule = field(default_factory=Constant)
    l1: float = 0.0  # adds l1 · sign(w) to the gradient of weights
    l2: float = 0.0  # adds l2 · w to the gradient of weights
    clip: float | None = None  # the longest the gradient of all parameters together may be
    every: int | None = None  # steps between snapshots; None: one an epoch

    def __post_init__(self) -> None:
        whole(self.epochs, "epochs", least=0)
        whole(self.batch_size, "batch_size")
        whole(self.seed, "seed", least=0)
        if self.every is not None:
            whole(self.every, "every")
        schedules.check(self.schedule)
        if not (0 <= real(self.l1, "l1") < math.inf and 0 <= real(self.l2, "l2") < math.inf):
            raise OptionError("l1 and l2 are numbers of 0 or more.")
        if self.clip is not None and not 0 < real(self.clip, "clip") < math.inf:
            raise OptionError(f"clip is the longest allowed gradient, a number above 0, not {self.clip}.")


@dataclass(frozen=True)
class Snapshot:
    """Training as it stood after ``step`` steps.

    ``loss`` and the training metrics are means over the batches since the snapshot before, each taken while
    training passed through it; those of step 0 are over the first 256 training samples at most.
    """

    step: int
    epoch: int  # full epochs behind it
    loss: float
    metrics: dict[str, float]  # loss, and accuracy or r2; the same with validation_ in front
    network: Network
    losses: tuple[float, ...] = ()  # of each step since the snapshot before
    confusion: Array | None = None  # counts by (true class, predicted class), of the validation data if given
    health: dict[int, LayerHealth] | None = None  # by layer number, from the latest batch
    rate: float | None = None  # the learning rate of the latest step


class TrainingDivergedError(DivergenceError):
    """Training met a number that isn't finite. ``snapshot`` is the last one that was finite throughout."""

    def __init__(self, step: int, layer: int, what: str, snapshot: Snapshot) -> None:
        kind = snapshot.network.layer(layer).kind
        super().__init__(
            f"Training ran away at step {step}: {what} layer {layer} ({kind}) stopped being finite. "
            "Try a smaller learning rate."
        )
        self.step = step
        self.layer = layer
        self.snapshot = snapshot


def train(
    network: Network,
    data: Data,
    validation: Data | None = None,
    epochs: int = 1,
    batch_size: int = 32,
    optimizer: Optimizer | str = "adam",
    loss: Loss | str = "cross_entropy",
    seed: int = 0,
    *,
    schedule: Schedule | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    clip: float | None = None,
    every: int | None = None,
) -> Iterator[Snapshot]:
    """Train on ``data`` = (x, y), yielding a snapshot at step 0, then every ``every`` steps or every epoch.

    x is a batch as ``predict`` takes it; y has the output's shape, or is class numbers (N,) for
    cross-entropy, or (N,) for a single output. Batches are shuffled by ``seed``; the same seed gives the
    same bits. Arguments are checked here, at the call: :class:`InputError`, :class:`OptionError`.
    While it runs, :class:`TrainingDivergedError` names the step and layer at which numbers ran away.
    """
    recipe = Recipe(
        epochs,
        batch_size,
        optimizers.get(optimizer),
        losses.get(loss),
        seed,
        Constant() if schedule is None else schedule,
        l1,
        l2,
        clip,
        every,
    )
    x, y = admit_data(network, data, recipe.loss, "training")
    held_out = None if validation is None else admit_data(network, validation, recipe.loss, "validation")
    return _run(network, x, y, held_out, recipe)


def admit_data(network: Network, data: Data, loss: Loss, what: str) -> tuple[list[Array], Array]:
    """Inputs and targets ready for training; :class:`InputError` or :class:`OptionError` if unfit for it."""
    if not isinstance(network, Network):
        raise OptionError(f"What is trained is a Network, not {shown(network)}.")
    for number, layer in enumerate(network.layers, start=1):
        if not layer.trainable:
            raise OptionError(f"{describe(number, layer)} can be run but not trained; take it out first.")
    check_output(loss, network)
    try:
        x, y = data
    except (TypeError, ValueError):
        raise InputError(f"The {what} data is a pair (x, y).") from None
    arrays = network.admit(x)
    samples = len(arrays[0])
    if samples == 0:
        raise InputError(f"The {what} data holds no samples.")
    if not all(np.isfinite(array).all() for array in arrays):
        raise InputError(f"The {what} data holds numbers that aren't finite; remove those rows.")
    return arrays, loss.prepare(y, samples, network.output_shape, network.dtype)


def _run(
    network: Network, x: list[Array], y: Array, held_out: tuple[list[Array], Array] | None, recipe: Recipe
) -> Iterator[Snapshot]:
    learner = Learner(network, recipe.optimizer, recipe.loss, recipe.seed, recipe.l1, recipe.l2, recipe.clip)
    samples, size = len(y), min(recipe.batch_size, len(y))
    steps_per_epoch = -(-samples // size)
    total = recipe.epochs * steps_per_epoch
    look = slice(0, FIRST_LOOK)
    first = evaluate(network, [array[look] for array in x], y[look], recipe.loss)
    judged = None if held_out is None else evaluate(network, *held_out, recipe.loss)
    latest = Snapshot(
        0, 0, first.loss, metrics_of(first, judged), network, (), (judged or first).confusion, None
    )
    yield latest

    random = np.random.default_rng(recipe.seed)
    record = _Record()
    step = 0
    for epoch in range(recipe.epochs):
        order = random.permutation(samples)
        # One gather an epoch, then slices: a gather a step costs a tiny network a tenth of its step.
        shuffled, targets = [array[order] for array in x], y[order]
        for start in range(0, samples, size):
            batch = slice(start, start + size)
            rate = recipe.optimizer.rate * recipe.schedule.factor(step, total)
            step += 1
            z, a, finite = learner.step([array[batch] for array in shuffled], targets[batch], rate)
            if not finite:
                raise _diverged(learner, step, latest)
            record.add(z, a, targets[batch])
            at_end = start + size >= samples
            if (step % recipe.every == 0 or step == total) if recipe.every else at_end:
                if not learner.finite():
                    raise _diverged(learner, step, latest)
                latest = replace(
                    _snapshot(learner.network(), step, epoch + at_end, record, held_out, recipe.loss),
                    health=learner.health(),
                    rate=rate,
                )
                record = _Record()
                yield latest


class _Record:
    """Scores, outputs and targets of each step since the last snapshot."""

    def __init__(self) -> None:
        self._steps: list[tuple[Array, Array, Array]] = []

    def add(self, z: Array, a: Array, y: Array) -> None:
        self._steps.append((z, a, y))

    def settle(self, network: Network, loss: Loss) -> tuple[Evaluation, tuple[float, ...]]:
        """(what the steps together come to, the loss of each step).

        Losses are taken here, of all steps at once: one by one they would double a tiny network's step.
        """
        z, a, y = (np.concatenate(arrays) for arrays in zip(*self._steps, strict=True))
        each = loss_of(network, loss, z, a, y)
        sizes = np.array([len(step[2]) for step in self._steps])
        sums = np.add.reduceat(each, np.cumsum(sizes) - sizes, dtype=np.float64)
        return Evaluation.of(a, y, float(each.mean()), loss), tuple((sums / sizes).tolist())


def _snapshot(
    network: Network,
    step: int,
    epoch: int,
    record: _Record,
    held_out: tuple[list[Array], Array] | None,
    loss: Loss,
) -> Snapshot:
    seen, step_losses = record.settle(network, loss)
    judged = None if held_out is None else evaluate(network, *held_out, loss)
    confusion = (judged or seen).confusion
    return Snapshot(step, epoch, seen.loss, metrics_of(seen, judged), network, step_losses, confusion)


def _diverged(learner: Learner, step: int, latest: Snapshot) -> TrainingDivergedError:
    layer, what = learner.first_non_finite()
    return TrainingDivergedError(step, layer, what, latest)


def best(snapshots: Sequence[Snapshot]) -> Snapshot:
    """The snapshot with the lowest validation loss, or the lowest loss where nothing was held out."""
    return min(snapshots, key=lambda snapshot: snapshot.metrics.get("validation_loss", snapshot.loss))

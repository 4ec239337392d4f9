"""Training: a generator that walks through the data and yields snapshots of what became of the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nnviz.engine.arrays import Array
from nnviz.engine.learning import losses, optimizers
from nnviz.engine.learning.divergence import TrainingDivergedError
from nnviz.engine.learning.evaluation import LayerHealth
from nnviz.engine.learning.losses import Loss
from nnviz.engine.learning.optimizers import Optimizer
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.learning.schedules import Constant, Schedule
from nnviz.engine.learning.trainer import Data, Trainer
from nnviz.engine.network import Network


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
    frozen_layers: tuple[int, ...] = (),
    frozen_biases: bool = False,
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
        frozen_layers,
        frozen_biases,
    )
    return _run(Trainer(network, data, recipe, validation))


def _run(trainer: Trainer) -> Iterator[Snapshot]:
    recipe, samples = trainer.recipe, trainer.samples
    epoch = recipe.steps_per_epoch(samples)
    total = recipe.steps(samples)
    latest = _snapshot(trainer, (), None)
    yield latest
    while trainer.step < total:
        steps = min(recipe.every or epoch, total - trainer.step)
        try:
            step_losses = trainer.advance(steps)
            rate = recipe.rate(trainer.step - 1, samples)
            latest = _snapshot(trainer, step_losses, rate)
        except TrainingDivergedError as error:
            raise error.after(latest) from None
        yield latest


def _snapshot(trainer: Trainer, step_losses: tuple[float, ...], rate: float | None) -> Snapshot:
    found = trainer.check()
    return Snapshot(
        trainer.step,
        trainer.epoch,
        found.loss,
        found.metrics,
        trainer.network(),
        step_losses,
        found.confusion,
        found.health,
        rate,
    )


def best(snapshots: Sequence[Snapshot]) -> Snapshot:
    """The snapshot with the lowest validation loss, or the lowest loss where nothing was held out."""
    return min(snapshots, key=lambda snapshot: snapshot.metrics.get("validation_loss", snapshot.loss))

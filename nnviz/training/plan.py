"""All that is decided before training starts, as one value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.data.scaling import Standardization
from nnviz.document import Document
from nnviz.engine import Adam, Cosine, Network, Recipe
from nnviz.engine.learning import losses, optimizers
from nnviz.engine.learning.optimizers import Optimizer
from nnviz.errors import OptionError
from nnviz.training import holdout, scaling
from nnviz.training.holdout import FEWEST_TO_JUDGE
from nnviz.training.losses import loss_for

RATE = 0.01
BATCH = 16
EPOCHS, STEPS = 30, 3000
"""By default at least so many epochs and so many steps: tiny sets need many epochs."""
LARGE_SETS = ((100_000, 512, 10), (10_000, 64, 20))
"""Of more examples than the first number, so many make a step, and so many epochs are gone through."""
OFTEN = 4
"""A network with so many times as many parameters as there are examples can learn them by heart."""
CALM_RATE, DECAY = 0.002, 1e-3
"""It learns more slowly, and its weights are kept small: MNIST's digits, which it hasn't seen, it reads at
95.5 % so, and at 92.0 % at the rate of the others (means of six and three seeds, 784-64-10)."""
OPTIMIZER = Adam.name


@dataclass(frozen=True)
class Options:
    """What a person may choose; None, and the rest, follow from network and data. ``optimizer`` is a name in
    ``engine.optimizers``; ``scale`` brings columns to one scale, as :class:`Preparation` says."""

    epochs: int | None = None
    seed: int = 0
    rate: float | None = None
    batch_size: int | None = None
    optimizer: str | None = None
    scale: str | None = None


@dataclass(frozen=True, eq=False)
class TrainingPlan:
    """One training run. ``network`` is what learns, on the scaled numbers of ``parts``; the network that
    results takes and gives raw ones, by the layers that ``before`` and ``after`` stand for."""

    data: Dataset
    network: Network
    parts: holdout.Split
    recipe: Recipe
    before: Standardization | None
    after: Standardization | None

    def result(self, network: Network) -> Network:
        """``network``, as it came from training, with its scaling: raw numbers in and out."""
        return scaling.wrapped(network, self.before, self.after)


def plan(document: Document, data: Dataset, options: Options | None = None) -> TrainingPlan:
    """Decide how the document's layers are trained from new weights on ``data``, whose shape fits them.

    Raises:
        NNVizError: the options make no sense, or the layers can't be trained.
    """
    options = options or Options()
    layers, _, _ = scaling.core(document.network)
    network = Network.build(document.network.input_shape, layers, options.seed)
    parts = holdout.split(data)
    before = scaling.of_inputs(document, parts.inputs, options.scale)
    after = scaling.of_targets(network, parts.targets)
    parts = _scaled(parts, before, after)
    return TrainingPlan(data, network, parts, recipe_for(network, data, options), before, after)


def recipe_for(network: Network, data: Dataset, options: Options) -> Recipe:
    """How ``network``, without scaling layers, is trained on ``data``.

    Raises:
        OptionError: the options make no sense, or no loss suits the output and the targets.
    """
    count = len(data.training)
    batch, epochs = _pace(count)
    if options.batch_size is not None:
        batch, epochs = options.batch_size, max(EPOCHS, _epochs(count, options.batch_size))
    _check_batch(network, batch)
    is_calm = count >= FEWEST_TO_JUDGE and network.parameter_count > OFTEN * count
    return Recipe(
        epochs=epochs if options.epochs is None else options.epochs,
        batch_size=batch,
        optimizer=_optimizer(options, CALM_RATE if is_calm else RATE),
        schedule=Cosine(),
        loss=losses.get(loss_for(network, data.targets)),
        seed=options.seed,
        l2=DECAY if is_calm else 0.0,
    )


def _check_batch(network: Network, batch: int) -> None:
    for number, layer in enumerate(network.layers, start=1):
        if batch == 1 and layer.follows_batches and len(network.shapes[number]) == 1:
            raise OptionError(
                f"Layer {number} ({layer.kind}) measures how a batch varies, and one example doesn't; choose "
                "a batch of 2 or more."
            )


def _pace(count: int) -> tuple[int, int]:
    """(Examples of a step, epochs) for so many examples."""
    for most, batch, epochs in LARGE_SETS:
        if count > most:
            return batch, epochs
    return BATCH, max(EPOCHS, _epochs(count, BATCH))


def _epochs(count: int, batch: int) -> int:
    """Epochs that come to STEPS."""
    return STEPS // -(-count // batch)


def _optimizer(options: Options, rate: float) -> Optimizer:
    """The one that was chosen, at its own usual rate where none was; ``rate`` is Adam's."""
    name = options.optimizer or OPTIMIZER
    if options.rate is not None:
        return optimizers.get(name, rate=options.rate)
    return optimizers.get(name) if name != OPTIMIZER else Adam(rate)


def _scaled(
    parts: holdout.Split, before: Standardization | None, after: Standardization | None
) -> holdout.Split:
    def inputs(values: np.ndarray) -> np.ndarray:
        return before.apply(values) if before else values

    def targets(values: np.ndarray) -> np.ndarray:
        return after.apply(values.reshape(len(values), -1)) if after else values

    return holdout.Split(
        inputs(parts.inputs),
        targets(parts.targets),
        inputs(parts.judged_inputs),
        targets(parts.judged_targets),
    )

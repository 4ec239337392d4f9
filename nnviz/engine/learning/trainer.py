"""Training, step by step: it can be stopped anywhere and goes on from there to the bit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.graph import describe
from nnviz.engine.learning.divergence import TrainingDivergedError
from nnviz.engine.learning.evaluation import Evaluation, LayerHealth, evaluate, metrics_of
from nnviz.engine.learning.learner import Learner
from nnviz.engine.learning.losses import Loss
from nnviz.engine.learning.outputs import check_output
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.learning.record import Record
from nnviz.engine.network import Network
from nnviz.engine.numbers import shown
from nnviz.errors import InputError, OptionError

Data = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Training as it stood after ``step`` steps. From it, it goes on to the bit as it went on then.

    ``epoch`` are the full epochs behind it, ``position`` the examples of the next one that were used.
    ``parameters`` are keyed as ``Network.parameters()``. ``memory`` are the optimiser's vectors by name, each
    as long as all parameters that gradient descent moves, after ``memory_step`` steps of its own.
    """

    step: int
    epoch: int
    position: int
    parameters: Mapping[str, Array]
    memory: Mapping[str, Array]
    memory_step: int = 0

    @cached_property
    def nbytes(self) -> int:
        """Bytes that its arrays take."""
        return sum(array.nbytes for part in (self.parameters, self.memory) for array in part.values())


@dataclass(frozen=True)
class Check:
    """What was found when training was looked at.

    ``metrics`` are means over the batches since the look before, each taken while training passed through
    it; with ``validation_`` in front those of the validation data. ``confusion`` counts by (true class,
    predicted class), of the validation data if there is any. ``health`` is that of the latest batch.
    """

    loss: float
    metrics: dict[str, float]
    confusion: Array | None
    health: dict[int, LayerHealth] | None


class Trainer:
    """Takes steps. The order of the examples depends on the seed and the epoch alone, dropout on the seed and
    the step alone: any step can be taken again from what stood before it."""

    def __init__(
        self,
        network: Network,
        data: Data,
        recipe: Recipe,
        validation: Data | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        """Train ``network`` on ``data`` = (x, y), from ``checkpoint`` on where there is one.

        Raises :class:`InputError` or :class:`OptionError` for what can't be trained.
        """
        self._data = data
        self._inputs, self._targets = admit_data(network, data, recipe.loss, "training")
        self._validation = validation
        self._judged = self._admitted(network, recipe)
        self._recipe = recipe
        self._network = network
        self._begin(checkpoint or Checkpoint(0, 0, 0, network.parameters(), {}))

    def _begin(self, at: Checkpoint) -> None:
        self.step, self.epoch = at.step, at.epoch
        self._position = at.position
        self._total = max(self._recipe.steps(self.samples), 1)
        self._learner = Learner(
            self._network.with_parameters(at.parameters), self._recipe, at.memory, at.memory_step
        )
        self._record = Record()
        self._shuffle()

    def _admitted(self, network: Network, recipe: Recipe) -> tuple[list[Array], Array] | None:
        if self._validation is None:
            return None
        return admit_data(network, self._validation, recipe.loss, "validation")

    @property
    def recipe(self) -> Recipe:
        """How the next step is taken."""
        return self._recipe

    @property
    def samples(self) -> int:
        """Examples that are learned from."""
        return len(self._targets)

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        return self._recipe.optimizer.rate * self._recipe.schedule.factor(self.step, self._total)

    def change(self, recipe: Recipe) -> None:
        """Take the next steps by another recipe. What the optimiser remembers stays, where the new one
        remembers the same.

        Raises :class:`InputError` or :class:`OptionError` where it doesn't suit network or data.
        """
        if recipe.loss != self._recipe.loss:
            self._inputs, self._targets = admit_data(self._network, self._data, recipe.loss, "training")
            self._judged = self._admitted(self._network, recipe)
        at = self.checkpoint()
        self._recipe = recipe
        record = self._record
        self._begin(at)
        self._record = record

    def batch(self) -> np.ndarray:
        """The numbers of the examples of the next step's batch, in the order of the data."""
        return self._order[self._position : self._position + self._recipe.batch_size]

    def advance(self, steps: int = 1) -> tuple[float, ...]:
        """Take so many steps; the loss of each batch, as it was before its step.

        Raises :class:`TrainingDivergedError` at a gradient that isn't finite; nothing moved in that step.
        """
        for _ in range(steps):
            self._take_step()
        return self._record.settle(self._network, self._recipe.loss)

    def _take_step(self) -> None:
        batch = slice(self._position, self._position + self._recipe.batch_size)
        targets = self._shuffled_targets[batch]
        z, a, finite = self._learner.step(
            [array[batch] for array in self._shuffled], targets, self.rate, self.step
        )
        if not finite:
            self.step += 1
            raise self._diverged()
        self.step += 1
        self._record.add(z, a, targets)
        self._position += len(targets)
        if self._position >= self.samples:
            self.epoch, self._position = self.epoch + 1, 0
            self._shuffle()

    def _shuffle(self) -> None:
        """The order of the epoch that begins. Where one batch holds all examples, it makes no difference."""
        if self._recipe.batch_size >= self.samples:
            self._order = np.arange(self.samples)
            self._shuffled, self._shuffled_targets = self._inputs, self._targets
            return
        self._order = order_of(self._recipe.seed, self.epoch, self.samples)
        # One gather an epoch, then slices: a gather a step costs a tiny network a tenth of its step.
        self._shuffled = [array[self._order] for array in self._inputs]
        self._shuffled_targets = self._targets[self._order]

    def checkpoint(self) -> Checkpoint:
        """Training as it stands, in arrays of its own."""
        memory, count = self._learner.memory()
        return Checkpoint(
            self.step,
            self.epoch,
            self._position,
            self.network().parameters(),
            MappingProxyType(memory),
            count,
        )

    def network(self) -> Network:
        """The network as it stands, in arrays of its own."""
        return self._learner.network()

    def check(self) -> Check:
        """Look at what the steps since the last look came to, and at the validation data.

        Raises :class:`TrainingDivergedError` where a parameter isn't finite any more.
        """
        if not self._learner.finite():
            raise self._diverged()
        loss = self._recipe.loss
        judged = None if self._judged is None else evaluate(self.network(), *self._judged, loss)
        self._record.settle(self._network, loss)
        seen = self._record.evaluation(loss) or self._first_look(loss)
        self._record = Record()
        confusion = (judged or seen).confusion
        return Check(seen.loss, metrics_of(seen, judged), confusion, self._learner.health() or None)

    def _first_look(self, loss: Loss) -> Evaluation:
        """Before any step: judging all examples would take as long as training on them."""
        look = slice(0, FIRST_LOOK)
        return evaluate(self.network(), [array[look] for array in self._inputs], self._targets[look], loss)

    def _diverged(self) -> TrainingDivergedError:
        layer, unit, what = self._learner.first_non_finite()
        return TrainingDivergedError(self.step, layer, unit, what, self._network.layer(layer).kind)


FIRST_LOOK = 256
"""Examples that training is judged on before its first step, at most."""
_ORDER = 0
"""The stream of random numbers that shuffles; dropout has one of its own."""


def order_of(seed: int, epoch: int, samples: int) -> np.ndarray:
    """The order in which an epoch, counted from 0, goes through the examples."""
    random = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_ORDER, epoch)))
    return random.permutation(samples)


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

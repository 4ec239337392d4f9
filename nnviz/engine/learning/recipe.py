"""A recipe: how to train, apart from the network and the data."""

import math
from dataclasses import dataclass, field

from nnviz.engine.learning import schedules
from nnviz.engine.learning.losses import CrossEntropy, Loss
from nnviz.engine.learning.optimizers import Adam, Optimizer
from nnviz.engine.learning.schedules import Constant, Schedule
from nnviz.engine.numbers import real, whole
from nnviz.errors import OptionError


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
    frozen_layers: tuple[int, ...] = ()  # numbers of layers that stay as they are
    frozen_biases: bool = False  # every bias stays as it is

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

    def freezes(self, layer: int, parameter: str) -> bool:
        """Whether a parameter of layer number ``layer`` stays as it is."""
        return layer in self.frozen_layers or (self.frozen_biases and parameter == "bias")

    def steps_per_epoch(self, samples: int) -> int:
        """Batches that ``samples`` examples make; the last one may be smaller."""
        return -(-samples // min(self.batch_size, samples))

    def steps(self, samples: int) -> int:
        """Steps of all epochs together."""
        return self.epochs * self.steps_per_epoch(samples)

    def rate(self, step: int, samples: int) -> float:
        """The learning rate, schedule included, of the step that follows ``step`` others."""
        return self.optimizer.rate * self.schedule.factor(step, max(self.steps(samples), 1))

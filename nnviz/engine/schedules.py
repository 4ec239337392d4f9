"""Schedules: the factor by which the learning rate is multiplied at each step of training."""

import math
from dataclasses import dataclass

from nnviz.errors import OptionError


@dataclass(frozen=True)
class Constant:
    """The same learning rate throughout."""

    def factor(self, step: int, total: int) -> float:
        """The factor at ``step``, counted from 0, of ``total`` steps."""
        return 1.0


@dataclass(frozen=True)
class StepDecay:
    """Multiplied by ``rate`` after every ``every`` steps."""

    every: int
    rate: float = 0.5

    def __post_init__(self) -> None:
        if self.every < 1 or not 0 < self.rate <= 1:
            raise OptionError("A step schedule needs every >= 1 and a rate above 0 and up to 1.")

    def factor(self, step: int, total: int) -> float:
        return float(self.rate ** (step // self.every))


@dataclass(frozen=True)
class Cosine:
    """Falls along half a cosine from 1 to ``least`` at the last step (Loshchilov & Hutter 2017, SGDR)."""

    least: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.least <= 1:
            raise OptionError("A cosine schedule ends at a factor between 0 and 1.")

    def factor(self, step: int, total: int) -> float:
        return self.least + (1 - self.least) * 0.5 * (1 + math.cos(math.pi * min(step / total, 1)))


@dataclass(frozen=True)
class WarmUp:
    """Rises in a straight line to 1 over the first ``steps``, then follows another schedule."""

    steps: int
    then: "Schedule" = Constant()

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise OptionError("A warm-up takes at least 1 step.")

    def factor(self, step: int, total: int) -> float:
        if step < self.steps:
            return (step + 1) / self.steps
        return self.then.factor(step - self.steps, max(total - self.steps, 1))


Schedule = Constant | StepDecay | Cosine | WarmUp

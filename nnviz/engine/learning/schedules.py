"""Schedules: the factor by which the learning rate is multiplied at each step of training."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import real, shown, whole
from nnviz.errors import OptionError


@dataclass(frozen=True)
class Constant:
    """The same learning rate throughout."""

    name: ClassVar[str] = "constant"
    title: ClassVar[str] = "constant"

    def factor(self, step: int, total: int) -> float:
        """The factor at ``step``, counted from 0, of ``total`` steps."""
        return 1.0


@dataclass(frozen=True)
class StepDecay:
    """Multiplied by ``rate`` after every ``every`` steps."""

    name: ClassVar[str] = "step_decay"
    title: ClassVar[str] = "in steps"

    every: int
    rate: float = 0.5

    def __post_init__(self) -> None:
        whole(self.every, "A step schedule's every")
        if not 0 < real(self.rate, "A step schedule's rate") <= 1:
            raise OptionError(f"A step schedule's rate is a number above 0 and up to 1, not {self.rate}.")

    def factor(self, step: int, total: int) -> float:
        return float(self.rate ** (step // self.every))


@dataclass(frozen=True)
class Cosine:
    """Falls along half a cosine from 1 to ``least`` at the last step (Loshchilov & Hutter 2017, SGDR)."""

    name: ClassVar[str] = "cosine"
    title: ClassVar[str] = "along a cosine"

    least: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= real(self.least, "A cosine schedule's least") <= 1:
            raise OptionError("A cosine schedule ends at a factor between 0 and 1.")

    def factor(self, step: int, total: int) -> float:
        return self.least + (1 - self.least) * 0.5 * (1 + math.cos(math.pi * min(step / total, 1)))


@dataclass(frozen=True)
class WarmUp:
    """Rises in a straight line to 1 over the first ``steps``, then follows another schedule."""

    name: ClassVar[str] = "warm_up"
    title: ClassVar[str] = "warm-up"

    steps: int
    then: "Schedule" = Constant()

    def __post_init__(self) -> None:
        whole(self.steps, "A warm-up's number of steps")
        check(self.then)

    def factor(self, step: int, total: int) -> float:
        if step < self.steps:
            return (step + 1) / self.steps
        return self.then.factor(step - self.steps, max(total - self.steps, 1))


def check(schedule: object) -> None:
    """Raise :class:`OptionError` for what isn't a schedule."""
    if not isinstance(schedule, (Constant, StepDecay, Cosine, WarmUp)):
        raise OptionError(
            f"A schedule is Constant(), StepDecay(...), Cosine() or WarmUp(...), not {shown(schedule)}."
        )


Schedule = Constant | StepDecay | Cosine | WarmUp

_TABLE: Mapping[str, type[Schedule]] = MappingProxyType(
    {kind.name: kind for kind in (Constant, StepDecay, Cosine, WarmUp)}
)


def names() -> tuple[str, ...]:
    """The names of all schedules."""
    return tuple(_TABLE)


def get(name: str, **options: Any) -> Schedule:
    """The schedule called ``name``.

    Raises:
        UnknownNameError, OptionError: there is none, or it doesn't take these options.
    """
    if name not in _TABLE:
        raise unknown_name("schedule", name, _TABLE)
    try:
        return _TABLE[name](**options)
    except TypeError:
        raise OptionError(f"The schedule {name} doesn't take {', '.join(options)}.") from None

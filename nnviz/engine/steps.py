"""A number that is shifted and scaled one step after the other: what normalising layers do to each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from nnviz.engine.arrays import Array

StepKind = Literal["centre", "scale", "stretch", "shift"]
Owner = Literal["training", "sample", "batch"]
SIGNS: Mapping[str, str] = MappingProxyType({"centre": "−", "scale": "÷", "stretch": "×", "shift": "+"})


@dataclass(frozen=True)
class Stored:
    """The number of the layer's that a step takes: its parameter's name and place, its value, its letter."""

    parameter: str
    index: tuple[int, ...]
    value: float
    symbol: str


@dataclass(frozen=True)
class Step:
    """One operation: the number before it, ``sign``, ``operand``, and ``result``.

    ``symbol`` is the operand's, ``name`` the result's in letters. ``stored`` is None where the operand comes
    from the values themselves and can't be set.
    """

    kind: StepKind
    operand: float
    result: float
    symbol: str
    name: str
    stored: Stored | None = None

    @property
    def sign(self) -> str:
        """The operation: −, ÷, × or +."""
        return SIGNS[self.kind]

    def of(self, values: Array) -> Array:
        """What the step makes of other numbers."""
        if self.kind == "centre":
            return values - self.operand
        if self.kind == "scale":
            return values / self.operand
        return values * self.operand if self.kind == "stretch" else values + self.operand


@dataclass(frozen=True)
class Chain:
    """x and all that is done to it. The last step's result is the unit's z.

    ``mean`` and ``variance`` describe the values that x is one of: those seen in ``training``, the other
    values of the same ``sample``, or those of one training ``batch``. ``epsilon`` is what is added to the
    variance, 0 where nothing is.
    """

    x: float
    steps: tuple[Step, ...]
    mean: float
    variance: float
    owner: Owner
    epsilon: float = 0.0
    among: Array | None = field(default=None, compare=False, repr=False)
    """All the values of the sample, flat, where ``mean`` and ``variance`` are theirs."""

    @property
    def spread(self) -> float:
        """σ, the root of the variance."""
        return float(self.variance**0.5)

    @property
    def y(self) -> float:
        """What comes out."""
        return self.steps[-1].result

    @property
    def slope(self) -> float:
        """∂y/∂x. Where mean and variance are those of the sample's n values, they follow x a little."""
        found = 1.0
        for step in self.steps:
            if step.kind == "scale":
                found = found / step.operand if step.operand else float("nan")
            elif step.kind == "stretch":
                found *= step.operand
        if self.among is None:
            return found
        spread = self.operand("scale") or float("nan")
        away, count = (self.x - self.mean) / spread, len(self.among)
        return found * (1 - (1 + away * away) / count)

    def operand(self, kind: StepKind) -> float | None:
        """The operand of a step; None where there is no such step."""
        return next((step.operand for step in self.steps if step.kind == kind), None)


def chain(
    x: float,
    operands: tuple[tuple[StepKind, float, str, str, Stored | None], ...],
    mean: float,
    variance: float,
    owner: Owner,
    epsilon: float = 0.0,
) -> Chain:
    """The steps on ``x``, in order, each of (kind, operand, its letter, the result's letters, stored)."""
    steps: list[Step] = []
    value = x
    for kind, operand, symbol, name, stored in operands:
        value = _apply(kind, value, operand)
        steps.append(Step(kind, operand, value, symbol, name, stored))
    return Chain(x, tuple(steps), mean, variance, owner, epsilon)


def _apply(kind: StepKind, value: float, operand: float) -> float:
    if kind == "centre":
        return value - operand
    if kind == "scale":
        return value / operand if operand else float("nan")
    return value * operand if kind == "stretch" else value + operand

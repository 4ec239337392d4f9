"""An update, term by term: what an optimiser works out for one parameter, in letters and in numbers.

Each optimiser says its own (:meth:`nnviz.engine.learning.optimizers.Optimizer.terms`), in the order in which
it works them out; a loss says its slope. A formula is a row of parts: signs, and quantities that have a
letter and a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """A number with its letter: η and 0.5. ``given``: somebody chose it, it wasn't computed. ``power`` is the
    exponent that it has here, itself a quantity."""

    letter: str
    value: float
    given: bool = False
    power: Quantity | None = None


Part = str | Quantity
TIMES, PLUS, MINUS, OVER = " · ", " + ", " − ", " / "
"""The signs between quantities. Letters need none for a product; numbers have ×."""


@dataclass(frozen=True)
class Term:
    """One quantity of an update: what it is called, its letter, and the formula that makes it.

    ``compute`` takes the numbers of the quantities among ``parts``, powers taken, in their order. ``before``
    is what the quantity was before this step, where it is remembered from step to step.
    """

    name: str
    letter: str
    parts: tuple[Part, ...]
    compute: Callable[..., float]
    before: float | None = None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that it is made of."""
        return tuple(part for part in self.parts if isinstance(part, Quantity))

    @property
    def value(self) -> float:
        """What the formula makes; NaN where it would divide by 0 or leaves all numbers."""
        return self.of(*(quantity.value for quantity in self.quantities))

    def of(self, *values: float) -> float:
        """The same for other numbers in place of the quantities'."""
        powers = (1 if q.power is None else q.power.value for q in self.quantities)
        try:
            return self.compute(*(v**p for v, p in zip(values, powers, strict=True)))
        except (ZeroDivisionError, OverflowError, ValueError):
            return math.nan

    @property
    def known(self) -> Quantity:
        """It as a part of the terms after it."""
        return Quantity(self.letter, self.value)


@dataclass(frozen=True)
class Moving:
    """One parameter in one step: what it is, its gradient as the optimiser gets it, and what the optimiser
    remembers of it. ``steps`` are counted with this one; ``decays``: whether weight decay applies."""

    weight: float
    gradient: float
    memory: Mapping[str, float]
    steps: int
    rate: float
    decays: bool

    @property
    def w(self) -> Quantity:
        """The parameter itself."""
        return Quantity("w", self.weight)

    @property
    def g(self) -> Quantity:
        """The gradient."""
        return Quantity("g", self.gradient)

    @property
    def eta(self) -> Quantity:
        """The learning rate."""
        return Quantity("η", self.rate, given=True)


def squared(quantity: Quantity) -> Quantity:
    """The same with the exponent 2."""
    return Quantity(quantity.letter, quantity.value, quantity.given, Quantity("2", 2, given=True))


def stepped(moving: Moving, step: Quantity) -> Term:
    """The new weight: w − η · step."""
    parts = (moving.w, MINUS, moving.eta, TIMES, step)
    return Term("new weight", "w", parts, lambda w, eta, g: w - eta * g, moving.weight)


def divided_step(moving: Moving, direction: Quantity, square: Quantity, epsilon: float) -> Term:
    """The new weight: w − η · direction / (√square + ε)."""
    under = ("(√", square, PLUS, Quantity("ε", epsilon, given=True), ")")
    return Term(
        "new weight",
        "w",
        (moving.w, MINUS, moving.eta, TIMES, direction, OVER, *under),
        lambda w, eta, g, s, tiny: w - eta * g / (math.sqrt(s) + tiny),
        moving.weight,
    )


def averaged(name: str, letter: str, share: Quantity, before: float, new: Quantity) -> Term:
    """An average that forgets: ``share`` of what it was, and the rest of what is ``new``."""
    rest = Quantity(f"(1 − {share.letter})", 1 - share.value, given=True)
    parts = (share, TIMES, Quantity(letter, before), PLUS, rest, TIMES, new)
    return Term(name, letter, parts, lambda kept, old, rest, new: kept * old + rest * new, before)


def correction(of: Term, share: Quantity, steps: int) -> Term:
    """What an average that began at 0 lacks after so many steps: 1 − βᵗ."""
    power = Quantity(share.letter, share.value, True, Quantity("t", steps, given=True))
    parts = (Quantity("1", 1, given=True), MINUS, power)
    return Term(f"correction of {of.letter}", f"c_{of.letter}", parts, lambda one, power: one - power)


def corrected(of: Term, by: Term) -> Term:
    """An average over its correction."""
    parts = (of.known, OVER, by.known)
    return Term(f"{of.name}, corrected", f"{of.letter}\u0302", parts, lambda above, below: above / below)

"""An update, term by term: what an optimiser works out for one parameter, in letters and in numbers.

Each optimiser says its own (:meth:`nnviz.engine.learning.optimizers.Optimizer.terms`), in the order in
which it works them out. A formula is a row of parts: signs, and quantities that have a letter and a number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """A number with its letter: η and 0.5. ``power`` is the exponent that it has here, itself a quantity."""

    letter: str
    value: float
    power: Quantity | None = None


Part = str | Quantity
TIMES, PLUS, MINUS, OVER = " · ", " + ", " − ", " / "
"""The signs between quantities. Letters need none for a product; numbers have ×."""


@dataclass(frozen=True)
class Term:
    """One quantity of an update: what it is called, its letter, what it is made of, and what that makes.

    ``before`` is what it was before this step, where it is remembered from step to step.
    """

    name: str
    letter: str
    parts: tuple[Part, ...]
    value: float
    before: float | None = None

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
    def g(self) -> Quantity:
        """The gradient."""
        return Quantity("g", self.gradient)

    @property
    def eta(self) -> Quantity:
        """The learning rate."""
        return Quantity("η", self.rate)


def squared(quantity: Quantity) -> Quantity:
    """The same with the exponent 2."""
    return Quantity(quantity.letter, quantity.value, Quantity("2", 2))


def moved(weight: float, name: str, *step: Part, change: float) -> Term:
    """The new weight: the old one less a step."""
    return Term(name, "w", (Quantity("w", weight), MINUS, *step), weight - change, weight)


def averaged(name: str, letter: str, share: Quantity, before: float, new: Quantity, new_value: float) -> Term:
    """An average that forgets: ``share`` of what it was, and the rest of what is ``new``."""
    rest = Quantity(f"(1 − {share.letter})", 1 - share.value)
    value = share.value * before + (1 - share.value) * new_value
    parts = (share, TIMES, Quantity(letter, before), PLUS, rest, TIMES, new)
    return Term(name, letter, parts, value, before)


def correction(letter: str, share: Quantity, steps: int) -> Term:
    """What an average that began at 0 lacks after so many steps: 1 − βᵗ."""
    power = Quantity(share.letter, share.value, Quantity("t", steps))
    return Term(
        f"correction of {letter}", f"{letter}ₜ", (Quantity("1", 1), MINUS, power), 1 - share.value**steps
    )


def corrected(of: Term, by: Term) -> Term:
    """An average over its correction."""
    value = of.value / by.value if by.value else math.nan
    return Term(f"{of.name}, corrected", f"{of.letter}\u0302", (of.known, OVER, by.known), value)


def divided_step(
    weight: float, rate: Quantity, direction: Quantity, square: Quantity, epsilon: float
) -> Term:
    """w − η · direction / (√square + ε)."""
    root = math.sqrt(square.value) + epsilon
    step = rate.value * direction.value / root if root else math.nan
    under = (" / (√", square, PLUS, Quantity("ε", epsilon), ")")
    return moved(weight, "new weight", rate, TIMES, direction, *under, change=step)

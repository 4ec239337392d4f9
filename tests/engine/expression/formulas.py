"""Formulas at random, by a grammar of their own: what they mean is left to Python."""

from __future__ import annotations

import random

SMOOTH = (
    "exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh",
    "sigmoid", "softplus", "erf",
)  # fmt: skip
CORNERED = ("abs", "relu", "sign", "floor")
NUMBERS = ("0.5", "2", "1.7", "3", "0.1", "pi", "e", "1e-2")
KINDS = ("sum", "product", "quotient", "power", "smooth", "smooth", "corner", "several", "where")
COMPARISONS = ("<", "<=", ">", ">=")


class Formulas:
    """Draws one formula after the other; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def draw(self) -> str:
        """A formula in which z stands at least once."""
        while "z" not in (text := self._part(self._random.randint(1, 4))):
            pass
        return text

    def _part(self, depth: int) -> str:
        draw = self._random
        if depth == 0:
            return draw.choice(("z", "z", "z", draw.choice(NUMBERS)))
        kind = draw.choice(
            ("sum", "product", "quotient", "power", "smooth", "smooth", "corner", "several", "where")
        )
        return getattr(self, f"_{kind}")(depth - 1)

    def _sum(self, depth: int) -> str:
        return f"({self._part(depth)} {self._random.choice('+-')} {self._part(depth)})"

    def _product(self, depth: int) -> str:
        return f"{self._sign()}({self._part(depth)})*({self._part(depth)})"

    def _quotient(self, depth: int) -> str:
        above = self._part(depth)
        while (below := self._part(depth)) == above:
            pass
        return f"({above})/({below})"

    def _power(self, depth: int) -> str:
        base = self._part(depth)
        if self._random.random() < 0.2:
            return f"({self._random.choice(NUMBERS)})**({base})"
        return f"({base})**{self._random.choice(('2', '3', '-1', '0.5', '1.5', '-2'))}"

    def _smooth(self, depth: int) -> str:
        return f"{self._sign()}{self._random.choice(SMOOTH)}({self._part(depth)})"

    def _corner(self, depth: int) -> str:
        return f"{self._random.choice(CORNERED)}({self._part(depth)})"

    def _several(self, depth: int) -> str:
        if self._random.random() < 0.3:
            return f"clip({self._part(depth)}, -1, {self._random.choice(NUMBERS)})"
        parts = ", ".join(self._part(depth) for _ in range(self._random.randint(2, 3)))
        return f"{self._random.choice(('max', 'min'))}({parts})"

    def _where(self, depth: int) -> str:
        condition = f"{self._part(0)} {self._random.choice(COMPARISONS)} {self._part(depth)}"
        return f"where({condition}, {self._part(depth)}, {self._part(depth)})"

    def _sign(self) -> str:
        return self._random.choice(("", "", "-"))

"""A function of one's own: any formula in z, as :mod:`nnviz.engine.functions.expression` reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.expression.latex import latex
from nnviz.engine.functions.expression.measured import FAR, Measured, measured
from nnviz.engine.functions.expression.program import Program, program
from nnviz.errors import ExpressionError

LONGEST_FORMULA = 64
"""Characters of an expression that is still typeset: a longer one would be too small to read."""


@dataclass(frozen=True)
class OwnFunction(ActivationFunction):
    """``expression`` is a formula in z of up to 1,000 characters: ``OwnFunction("max(0.1*z, z)")``.

    It is computed in float64 and given back in z's type, its derivative exact, by dual numbers. Its range and
    slopes are measured for z from −10 to 10. Whether what comes out are shares is not: between the places
    that are looked at it may leave 0 to 1, so ``gives_shares`` is False.

    Raises:
        ExpressionError: it can't be read, or it is finite nowhere from −10 to 10.
    """

    expression: str = ""

    name = "own"
    title = "Own f(z)"
    use = "Where you want to see what a function of your own does."
    source = "Written in z; slope by Wengert 1964, A simple automatic derivative evaluation program"
    chosen_by_name = False

    def __post_init__(self) -> None:
        # Errors name places in what was typed: it is read as it came, before its spaces are put in order.
        computes = program(self.expression)
        typed = len(self.expression)
        object.__setattr__(self, "expression", " ".join(self.expression.split()))
        if measured(self.expression) is None:
            is_infinite = np.isinf(computes.value(np.linspace(-FAR, FAR, 21))).all()
            said = "is infinite for every z" if is_infinite else "is a finite number for no z"
            raise ExpressionError(f"This {said} from −{FAR:g} to {FAR:g}.", 0, typed)

    @property
    def written(self) -> str:
        return self.expression

    @property
    def program(self) -> Program:
        """What computes it."""
        return program(self.expression)

    @property
    def measured(self) -> Measured:
        """What it does for z from −10 to 10."""
        found = measured(self.expression)
        assert found is not None, "it was looked at when it was made"
        return found

    def forward(self, z: Array) -> Array:
        return self.program.value(z)

    def derivative(self, z: Array) -> Array:
        return self.program.slope(z)

    @property
    def formula(self) -> str:  # type: ignore[override]  # made of the expression
        return f"f(z) = {self._typeset()}"

    @property
    def derivative_formula(self) -> str:  # type: ignore[override]
        if len(self.expression) > LONGEST_FORMULA:
            return r"f'(z) = \frac{d f(z)}{d z}"
        return rf"f'(z) = \frac{{d}}{{d z}} ({self._typeset()})"

    def _typeset(self) -> str:
        if len(self.expression) > LONGEST_FORMULA:
            return rf"\text{{a formula of {len(self.expression):,} characters}}"
        return latex(self.program.written)

    @property
    def range(self) -> str:  # type: ignore[override]
        low, high = map(_short, self.measured.values)
        finite = " where finite" if self.measured.infinite or self.measured.undefined else ""
        return f"[{low}, {high}]{finite}, measured for |z| ≤ {FAR:g}"

    @property
    def character(self) -> str:  # type: ignore[override]
        found = self.measured
        if not found.steepest:
            what = "Its slope is 0 everywhere" if not found.is_constant else "The same for every z"
            return f"{what}, so nothing is learned through it."
        low, high = map(_short, found.slopes)
        ends = "; flat at both ends" if found.flat_ends else ""
        slope = f"is {low} everywhere" if low == high else f"lies between {low} and {high}"
        return f"Its slope {slope}, measured for z from −{FAR:g} to {FAR:g}{ends}."

    @property
    def saturates(self) -> bool:  # type: ignore[override]  # measured
        return self.measured.flat_ends

    @property
    def steepest(self) -> float:  # type: ignore[override]
        return self.measured.steepest


def _short(value: float) -> str:
    """Three digits: "−0.278", "4.54e−5"."""
    digits, _, exponent = f"{value:.3g}".partition("e")
    return (f"{digits}e{int(exponent)}" if exponent else digits).replace("-", "−")

"""Arithmetic and functions of numbers, each number by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.lessons.language.errors import NoNumberError, UnknownHereError

MOST_DIGITS = 10
"""Digits after the point that a number is rounded to."""
_UNEVEN = "These are not as many numbers on the one side as on the other."


@dataclass(frozen=True)
class Function:
    """A function of so many numbers, or collections of them; ``meaning`` and ``example`` for people."""

    compute: Callable[..., Array]
    fewest: int
    most: int
    meaning: str
    example: str

    def of(self, *given: Array) -> Array:
        """Its value.

        Raises:
            NNVizError: it has none there, or there are not as many numbers in each place.
        """
        with np.errstate(all="ignore"):
            try:
                return np.asarray(self.compute(*given))
            except ValueError:
                raise UnknownHereError(_UNEVEN) from None


def worked(sign: str, left: Array, right: Array) -> Array:
    """``left`` and ``right`` added, subtracted, multiplied, divided, or the one to the power of the other.

    Raises:
        NNVizError: something is divided by 0, or there are not as many numbers on both sides.
    """
    if sign == "/" and (right == 0).any():
        raise NoNumberError("This divides by 0.")
    if sign == "^" and (left == 0).any() and (right < 0).any():
        raise NoNumberError("0 has no power below 0: that would divide by 0.")
    if sign == "^" and (left < 0).any() and (right != np.round(right)).any():
        raise NoNumberError("A number below 0 has whole powers alone.")
    with np.errstate(all="ignore"):
        try:
            return np.asarray(_SIGNS[sign](left, right))
        except ValueError:
            raise UnknownHereError(_UNEVEN) from None


_SIGNS: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power}
)


def _logarithm(x: Array) -> Array:
    if (x <= 0).any():
        raise NoNumberError("Only numbers above 0 have a logarithm.")
    return np.asarray(np.log(x))


def _root(x: Array) -> Array:
    if (x < 0).any():
        raise NoNumberError("Only numbers from 0 up have a square root.")
    return np.asarray(np.sqrt(x))


def _rounded(x: Array, digits: Array | None = None) -> Array:
    if digits is None:
        return np.asarray(np.round(x))
    if digits.size != 1 or not 0 <= float(digits.reshape(())) <= MOST_DIGITS:
        raise NoNumberError(f"A number is rounded to 0 to {MOST_DIGITS} digits.")
    return np.asarray(np.round(x, int(digits.reshape(()))))


def _largest(*numbers: Array) -> Array:
    found = numbers[0]
    for other in numbers[1:]:
        found = np.maximum(found, other)
    return found


def _smallest(*numbers: Array) -> Array:
    found = numbers[0]
    for other in numbers[1:]:
        found = np.minimum(found, other)
    return found


MATHEMATICS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": Function(np.abs, 1, 1, "its size, whatever its sign", "abs(z of 1:3)"),
        "max": Function(_largest, 2, 20, "the larger of two or more", "max(0, z of 1:3)"),
        "min": Function(_smallest, 2, 20, "the smaller of two or more", "min(a of 1:3, a of 1:4)"),
        "exp": Function(np.exp, 1, 1, "e to its power", "exp(score of 3)"),
        "ln": Function(_logarithm, 1, 1, "the natural logarithm", "-ln(share of 3)"),
        "sqrt": Function(_root, 1, 1, "the square root", "sqrt(units of layer 0)"),
        "round": Function(_rounded, 1, 2, "rounded, to so many digits", "round(z of 1:3, 1)"),
    }
)
"""By the name that stands before the brackets."""

"""When a printed equation holds: digits are added until it does, and ≈ is written where none suffice."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nnviz.scene.words.numbers import number

LEAST = 2
MOST = 4


@dataclass(frozen=True)
class SumText:
    """``total`` ``operator`` ``bias`` ``relation`` ``z``: "5.53", "−", "0.06", "=", "5.47"."""

    total: str
    operator: str
    bias: str
    relation: str
    z: str
    decimals: int


@dataclass(frozen=True)
class AnswerText:
    """The whole of one unit's arithmetic in printed numbers; ``same`` relates f(z) to ``y``."""

    sum: SumText
    same: str
    y: str


def sum_text(total: float, bias: float, z: float) -> SumText:
    """Print ``total`` + ``bias`` = ``z`` with the fewest digits (2 to 4) at which the printed sum is true."""
    decimals, holds = fewest_digits(lambda digits: _sum_holds(total, bias, z, digits))
    return _sum_at(total, bias, z, decimals, holds)


def answer_text(
    total: float, bias: float, z: float, y: float, f: Callable[[float], float], least: int = LEAST
) -> AnswerText:
    """Print y = f(total + bias) = f(z) = y so that both steps are true as printed, or marked ≈."""

    def both(digits: int) -> bool:
        return _sum_holds(total, bias, z, digits) and value_holds(z, y, f, digits)

    decimals, _ = fewest_digits(both, least)
    summed = _sum_at(total, bias, z, decimals, _sum_holds(total, bias, z, decimals))
    return AnswerText(summed, sign_of(value_holds(z, y, f, decimals)), number(y, decimals))


def fewest_digits(holds: Callable[[int], bool], least: int = LEAST) -> tuple[int, bool]:
    """The fewest digits from ``least`` to 4 for which ``holds`` is true, or (4, False)."""
    for digits in range(least, MOST + 1):
        if holds(digits):
            return digits, True
    return MOST, False


def value_holds(z: float, y: float, f: Callable[[float], float], digits: int) -> bool:
    """Whether f of the printed z prints as y does. What is not finite is never claimed to be rounded."""
    if not (math.isfinite(z) and math.isfinite(y)):
        return True
    shown = _printed(z, digits)
    if shown is None or _claims_certainty(y, digits):
        return False
    return number(f(float(shown)), digits) == number(y, digits)


def _claims_certainty(y: float, digits: int) -> bool:
    """Whether a share a little below 1 would print as 1."""
    return y < 1.0 and _printed(y, digits) == 1


def product_holds(x: float, w: float, product: float, digits: int) -> bool:
    """Whether the printed x times the printed w prints as the product does."""
    if not all(map(math.isfinite, (x, w, product))):
        return True
    left, right, result = (_printed(value, digits) for value in (x, w, product))
    if left is None or right is None or result is None:
        return False
    # What is very small prints as 0 whatever the digits: 0.0112 × 0.0315 = 0 would be no equation.
    is_near = abs(left * right - result) <= Decimal(1).scaleb(-digits)
    return is_near and number(float(left * right), digits) == number(product, digits)


def sign_of(holds: bool) -> str:
    """``=`` or ``≈``."""
    return "=" if holds else "≈"


def _sum_at(total: float, bias: float, z: float, decimals: int, holds: bool) -> SumText:
    operator = "−" if bias < 0 else "+"
    size = number(abs(bias), decimals)
    return SumText(number(total, decimals), operator, size, sign_of(holds), number(z, decimals), decimals)


def _sum_holds(total: float, bias: float, z: float, digits: int) -> bool:
    if not all(map(math.isfinite, (total, bias, z))):
        return True
    parts = [_printed(value, digits) for value in (total, bias, z)]
    if any(part is None for part in parts):
        return False
    return parts[0] + parts[1] == parts[2]  # type: ignore[operator]


def _printed(value: float, digits: int) -> Decimal | None:
    """The number that a reader sees, exactly; None where what is printed is not a plain number."""
    try:
        return Decimal(number(value, digits).replace("−", "-").replace(",", ""))
    except InvalidOperation:
        return None

"""When a printed equation holds: digits are added until it does, and ≈ is written where none suffice.

Parts and results are judged as they are read: from the printed texts, in exact decimals.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from nnviz.scene.words.numbers import MINUS, MOST_DECIMALS, number, read, signed

LEAST = 2
ABOUT = "≈ "
"""What stands before a result that doesn't follow from its parts as they are printed."""


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


@dataclass(frozen=True)
class ProductText:
    """``x`` × ``w`` ``relation`` ``product``: "5.95", "0.83", "=", "+4.94"."""

    x: str
    w: str
    relation: str
    product: str


def sum_text(total: float, bias: float, z: float) -> SumText:
    """Print ``total`` + ``bias`` = ``z`` with the fewest digits (2 to 4) at which the printed sum is true."""
    decimals, holds = adding_digits((total, bias), z)
    return _sum_at(total, bias, z, decimals, holds)


def answer_text(
    total: float, bias: float, z: float, y: float, f: Callable[[float], float], least: int = LEAST
) -> AnswerText:
    """Print y = f(total + bias) = f(z) = y so that both steps are true as printed, or marked ≈."""

    def both(digits: int) -> bool:
        return sum_holds((total, bias), z, digits) and value_holds(z, y, f, digits)

    decimals, _ = fewest_digits(both, least)
    summed = _sum_at(total, bias, z, decimals, sum_holds((total, bias), z, decimals))
    return AnswerText(summed, sign_of(value_holds(z, y, f, decimals)), number(y, decimals))


def product_text(x: float, w: float, product: float, decimals: int, most: int = MOST_DECIMALS) -> ProductText:
    """Print one product with the fewest digits, from ``decimals`` to ``most``, at which it is true as read;
    with ``decimals`` and ≈ where none are enough."""
    texts = [_product_at(x, w, product, digits) for digits in range(decimals, most + 1)]
    return next((text for text in texts if text.relation == "="), texts[0])


def equation(x: float, w: float, product: float, decimals: int = LEAST) -> str:
    """A product that holds at the digits it shows, or says that it doesn't: "5.95 × 0.83 = +4.94"."""
    text = product_text(x, w, product, decimals)
    return f"{text.x} × {text.w} {text.relation} {text.product}"


def fewest_digits(holds: Callable[[int], bool], least: int = LEAST) -> tuple[int, bool]:
    """The fewest digits from ``least`` to 4 for which ``holds`` is true, or (4, False)."""
    for digits in range(least, MOST_DECIMALS + 1):
        if holds(digits):
            return digits, True
    return MOST_DECIMALS, False


def adding_digits(terms: Sequence[float], total: float, otherwise: int = MOST_DECIMALS) -> tuple[int, bool]:
    """The fewest digits from 2 to 4 at which printed terms make the total, or (``otherwise``, False)."""
    digits, holds = fewest_digits(lambda digits: sum_holds(terms, total, digits))
    return digits if holds else otherwise, holds


def sum_holds(terms: Sequence[float], total: float, digits: int) -> bool:
    """Whether the terms add up to the total when all are printed with ``digits``."""
    return texts_add_up([number(term, digits) for term in terms], number(total, digits))


def quotient_holds(total: float, count: int, result: float, digits: int) -> bool:
    """Whether the printed total over ``count`` makes the printed result."""
    if not (math.isfinite(total) and math.isfinite(result)):
        return True
    above, below = read(number(total, digits)), read(number(result, digits))
    return above is not None and below is not None and rounds_to(above / count, below)


def value_holds(z: float, y: float, f: Callable[[float], float], digits: int) -> bool:
    """Whether f of the printed z prints as y does, in the precision of the network: e^−600 is 0 to it."""
    if not (math.isfinite(z) and math.isfinite(y)):
        return True
    shown = read(number(z, digits))
    if shown is None:
        return False
    with np.errstate(all="ignore"):
        found = float(np.float32(f(float(shown))))
    return number(found, digits) == number(y, digits)


def texts_add_up(terms: Sequence[str], total: str) -> bool:
    """Whether printed terms make the printed total. What is not finite is never claimed to be rounded."""
    parts, result = [read(term) for term in terms], read(total)
    if result is None or None in parts:
        return False
    known = [part for part in (*parts, result) if part is not None]
    return not all(part.is_finite() for part in known) or sum(known[:-1], Decimal(0)) == result


def texts_multiply(x: str, w: str, product: str) -> bool:
    """Whether the printed factors make the printed product, rounded to the digits it shows; only 0 is "0"."""
    left, right, result = read(x), read(w), read(product)
    if left is None or right is None or result is None:
        return False
    if not (left.is_finite() and right.is_finite() and result.is_finite()):
        return True
    return rounds_to(left * right, result)


def texts_combine(left: str, sign: str, right: str, result: str) -> bool:
    """Whether one printed number ``sign`` another makes the printed result: with −, +, × or ÷."""
    a, b, c = read(left), read(right), read(result)
    if a is None or b is None or c is None:
        return False
    if not (a.is_finite() and b.is_finite() and c.is_finite()) or (sign == "÷" and not b):
        return True
    if sign in "+−":
        return (a + b if sign == "+" else a - b) == c
    return rounds_to(a * b if sign == "×" else a / b, c)


def sign_of(holds: bool) -> str:
    """``=`` or ``≈``."""
    return "=" if holds else "≈"


def marked(text: str, holds: bool) -> str:
    """A result where no sign of equality stands before it: as it is, or "≈ 4.94"."""
    return text if holds else f"{ABOUT}{text}"


def as_term(text: str) -> str:
    """A signed number as a further term of a sum: "+ 0.42", "− 0.12"."""
    return f"{text[0]} {text[1:]}" if text[0] in f"+{MINUS}" else f"+ {text}"


def rounds_to(exact: Decimal, result: Decimal) -> bool:
    """Whether ``result`` is ``exact`` rounded to the digits it shows; only 0 is 0."""
    exponent = result.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(exact - result) <= Decimal(5).scaleb(exponent - 1) if result else not exact


def _product_at(x: float, w: float, product: float, digits: int) -> ProductText:
    left, right, result = number(x, digits), number(w, digits), signed(product, digits)
    return ProductText(left, right, sign_of(texts_multiply(left, right, result)), result)


def _sum_at(total: float, bias: float, z: float, decimals: int, holds: bool) -> SumText:
    operator = MINUS if bias < 0 else "+"
    size = number(abs(bias), decimals)
    return SumText(number(total, decimals), operator, size, sign_of(holds), number(z, decimals), decimals)

"""Printed equations read as a person with a calculator reads them: from the text alone, in exact decimals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases").glob("*.nnviz"))}
"""Small networks whose numbers are hard to print."""

NUMBER = r"[+−]?\d+(?:\.\d+)?(?:e−?\d+)?"
PRODUCT = re.compile(rf"(?<![\d.])({NUMBER}) × ({NUMBER}) ([=≈]) ({NUMBER})(?![\d.])")
SHARE = re.compile(
    rf" = e\^(?P<power>\(.+?\)|{NUMBER}) / .+? (?P<first>[=≈]) (?P<part>{NUMBER}) / (?P<total>{NUMBER})"
    rf" (?P<second>[=≈]) (?P<y>{NUMBER})"
)
"""Softmax's arithmetic: " = e^9.173 / ∑ⱼ e^zⱼ ≈ 9637 / 9715 = 0.992"."""
FALSE_ZERO = re.compile(r"(?<![\d.e−])[+−]?0\.0+(?![\d.]|\d*[1-9])")


def read(text: str) -> Decimal:
    """The number that is printed."""
    assert re.fullmatch(NUMBER, text), text
    return Decimal(text.replace("−", "-"))


def rounded(exact: Decimal, like: Decimal) -> set[Decimal]:
    """``exact`` to the digits of ``like``; a 5 may go either way."""
    unit = Decimal(1).scaleb(int(like.as_tuple().exponent))
    return {exact.quantize(unit, way) for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)}


def products_in(text: str) -> list[tuple[str, str, str, str]]:
    """Every "x × w = product" of a text: x, w, the sign between, the product."""
    return PRODUCT.findall(text)


def check_product(x: str, w: str, relation: str, product: str) -> None:
    """An equals sign is never false; only 0 is 0."""
    result = read(product)
    if relation == "=":
        assert result in rounded(read(x) * read(w), result), (x, w, product)
        assert result or not read(x) * read(w), (x, w, product)


def check_share(text: str) -> None:
    """In e^(28 − 48) the largest score is taken off, as the network does."""
    found = SHARE.search(text)
    assert found, text
    power, first, part, total, second, y = found.group("power", "first", "part", "total", "second", "y")
    score = sum(map(read, terms_of(power.strip("()"))))
    if first == "=":
        assert read(part) in rounded(Decimal(score).exp(), read(part)), text
    if second == "=":
        assert read(y) in rounded(read(part) / read(total), read(y)), text


def check_sum(terms: Iterable[str], relation: str, total: str) -> None:
    """An equals sign is never false, and ≈ stands nowhere else."""
    terms = list(terms)
    assert (relation == "=") == (sum(map(read, terms), Decimal(0)) == read(total)), (terms, relation, total)


def check_value(z: str, relation: str, y: str, f: Callable[[float], float]) -> None:
    """f of the printed z is the printed y where an equals sign says so."""
    result = read(y)
    if relation == "=":
        unit = float(Decimal(1).scaleb(int(result.as_tuple().exponent)))
        assert abs(f(float(read(z))) - float(result)) <= 0.5001 * unit, (z, y)


def terms_of(text: str) -> list[str]:
    """The terms of "5.53 − 0.06 + 1.00"."""
    return [term.replace("+−", "−") for term in re.sub(r"(^| )([+−]) ", r" \2", text).split()]

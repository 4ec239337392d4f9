"""Softmax's arithmetic in printed numbers: e^z of one score over the sum of all, true as read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, fsum, isfinite, log

from nnviz.scene.words.equation import sign_of
from nnviz.scene.words.numbers import MINUS, MOST_DECIMALS, number, read, whole

LEAST_DECIMALS = 3
_LARGEST, _LEAST = 1e5, 1e-2
"""Sums of e^z that are printed as they are; outside, every score is lessened by the largest."""
_FIGURES = 4
"""Digits of the sum and of its part."""


@dataclass(frozen=True)
class ShareText:
    """``e^power`` ``first`` ``part``, and ``part`` / ``total`` ``second`` ``y``.

    As in "9.173", "9634", "9712", "0.992". ``less`` follows each score in its power where the largest is
    taken off, as in " − 48"; "" elsewhere. ``next`` is the largest score of the others, "" where there is
    none. ``first`` and ``second`` are ``=`` or ``≈``.
    """

    power: str
    next: str
    less: str
    first: str
    part: str
    total: str
    second: str
    y: str


@dataclass(frozen=True)
class LogarithmText:
    """z − ln Σ e^z: ``z`` ``operator`` ``logarithm`` ``relation`` ``y``."""

    z: str
    operator: str
    logarithm: str
    relation: str
    y: str


def share_text(
    scores: Sequence[float], place: int, y: float, least: int = LEAST_DECIMALS
) -> ShareText | None:
    """Print the share of the score at ``place``, which is ``y``, with the fewest digits of its score at which
    both steps are true as read; None where a score isn't finite."""
    if not all(map(isfinite, scores)):
        return None
    largest = _taken_off(scores)
    parts = [exp(score - largest) for score in scores]
    total, part = fsum(parts), parts[place]
    above, below = _figures(part), _figures(total)
    every = range(least, MOST_DECIMALS + 1)
    others = [score for i, score in enumerate(scores) if i != place]
    after = max(others, default=None)
    found = [_share_at(scores[place], after, largest, above, below, y, digits) for digits in every]
    # max takes the first of equals: the one with the fewest digits.
    return max(found, key=lambda text: (text.second == "=", text.first == "="))


def in_a_sentence(text: ShareText) -> str:
    """``e^9.173 / Σ e^z ≈ 9637 / 9715 = 0.992``."""
    power, each = text.power, "z"
    if text.less:
        power, each = f"({power}{text.less})", f"(z{text.less})"
    return f"e^{power} / Σ e^{each} {text.first} {text.part} / {text.total} {text.second} {text.y}"


def logarithm_text(scores: Sequence[float], place: int, y: float, decimals: int) -> LogarithmText | None:
    """Print the logarithm of the same share; None where a score isn't finite."""
    if not all(map(isfinite, scores)):
        return None
    largest = max(scores)
    logarithm = largest + log(fsum(exp(score - largest) for score in scores))
    z, printed, result = (number(value, decimals) for value in (scores[place], logarithm, y))
    exact = [read(text) for text in (z, printed, result)]
    holds = None not in exact and exact[0] - exact[1] == exact[2]  # type: ignore[operator]
    operator = "+" if logarithm < 0 else MINUS
    return LogarithmText(z, operator, printed.removeprefix(MINUS), sign_of(holds), result)


def _taken_off(scores: Sequence[float]) -> float:
    """What is taken off every score, as the network does: nothing where e^z can be printed without."""
    largest = max(scores)
    top = exp(min(largest, 700.0))
    return 0.0 if top >= _LEAST and len(scores) * top <= _LARGEST else largest


def _share_at(
    z: float, after: float | None, largest: float, above: str, below: str, y: float, digits: int
) -> ShareText:
    power, off = _score(z, digits), _score(largest, digits)
    less = "" if not largest else f" + {off[1:]}" if off.startswith(MINUS) else f" {MINUS} {off}"
    result = number(y, digits)
    shown, taken = read(power), read(off)
    assert shown is not None
    assert taken is not None
    first = _rounds((shown - taken).exp(), above)
    over, under = read(above), read(below)
    second = over is not None and under is not None and bool(under) and _rounds(over / under, result)
    other = "" if after is None else _score(after, digits)
    return ShareText(power, other, less, sign_of(first), above, below, sign_of(second), result)


def _score(value: float, digits: int) -> str:
    """A score in a power: a whole number has no digits after its point."""
    return whole(value) if value == round(value) and abs(value) < _LARGEST else number(value, digits)


def _figures(value: float) -> str:
    """A sum or a part of it, with so many figures; a whole number has no digits after its point."""
    before = len(str(int(value))) if value >= 1 else 0
    return _score(value, max(_FIGURES - before, 0))


def _rounds(exact: Decimal, text: str) -> bool:
    """Whether a text is the exact number rounded to the digits that it shows; only 0 is 0."""
    result = read(text)
    if result is None:
        return False
    exponent = result.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(exact - result) <= Decimal(5).scaleb(exponent - 1) if result else not exact

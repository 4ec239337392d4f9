"""The bench's numbers as they are printed: true as read, or marked with ≈."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, Overflow

import numpy as np

from nnviz.scene.lab.softmax.working import Working, sigmoid_of_difference
from nnviz.scene.words.equation import rounds_to, sign_of, texts_add_up
from nnviz.scene.words.numbers import (
    MINUS,
    MOST_DECIMALS,
    Fits,
    decimals_of,
    number,
    read,
    scientific,
    signed,
)

DECIMALS = 3
CHANGE_DECIMALS = (4, 5, 3)
"""Digits of changes, those that are tried first first."""
Write = Callable[[float, int, Fits | None], str]


@dataclass(frozen=True)
class Rows:
    """The texts of each row, column by column; ``total`` is the sum of the powers, with "≈ " where its
    printed parts don't make it; ``whole`` is the 1 that the shares add up to, in the same way."""

    scores: tuple[str, ...]
    below: tuple[str, ...]
    powers: tuple[str, ...]
    total: str
    shares: tuple[str, ...]
    whole: str
    errors: tuple[str, ...]


def rows(working: Working, fits: Fits, fits_cell: Fits) -> Rows:
    """Print every row; ``fits`` and ``fits_cell`` say whether a text has room in a column and in a cell."""
    powers = tuple(cell(value, fits) for value in working.powers)
    shares, whole = _adding_up(working.shares, 1.0, fits)
    return Rows(
        _row(working.scores, fits),
        _row(working.below, fits),
        powers,
        _total(powers, working.total),
        shares,
        whole,
        tuple(cell(value, fits_cell, signed) for value in working.errors),
    )


def _row(values: np.ndarray, fits: Fits) -> tuple[str, ...]:
    """A row of numbers with as many digits as they have, at most 3."""
    digits = decimals_of(values)
    return tuple(cell(value, fits, number, digits) for value in values)


def cell(value: float, fits: Fits, write: Write = number, most: int = DECIMALS) -> str:
    """A number with as many digits, ``most`` to none, as have room."""
    text = ""
    for digits in range(most, -1, -1):
        text = write(float(value), digits, fits)
        if fits(text):
            break
    short = scientific(float(value), 0)
    return short if value and read(text) == 0 and fits(short) else text


def _total(powers: Sequence[str], total: float) -> str:
    text = number(total, DECIMALS)
    return text if _makes(powers, text) else f"≈ {text}"


def _makes(parts: Sequence[str], total: str) -> bool:
    """Whether printed parts make the printed total, rounded to its digits; what isn't finite isn't judged."""
    numbers, result = [read(part) for part in parts], read(total)
    if result is None or None in numbers:
        return False
    known = [part for part in (*numbers, result) if part is not None]
    if not all(part.is_finite() for part in known):
        return True
    return rounds_to(sum(known[:-1], Decimal(0)), result)


def _adding_up(values: np.ndarray, total: float, fits: Fits) -> tuple[tuple[str, ...], str]:
    """Shares with 3 digits, or 4 where only these make the whole as read."""
    first: tuple[str, ...] = tuple(cell(value, fits) for value in values)
    if not np.isfinite(values).all():
        return first, "NaN"
    for digits in (DECIMALS, MOST_DECIMALS):
        texts = tuple(number(float(value), digits, fits) for value in values)
        if all(map(fits, texts)) and texts_add_up(texts, number(total)):
            return texts, "1"
    return first, "≈ 1"


@dataclass(frozen=True)
class Quotient:
    """``e^power`` / ``total`` ``first`` ``part`` / ``total`` ``second`` ``y``; the signs are = or ≈."""

    power: str
    total: str
    first: str
    part: str
    second: str
    y: str


def quotient(working: Working, place: int) -> Quotient:
    """The share of the score at ``place`` with the fewest digits at which both steps are true as read."""
    power, part = float(working.below[place]), float(working.powers[place])
    y = float(working.shares[place])
    found = [_quotient_at(power, part, working.total, y, digits) for digits in (DECIMALS, MOST_DECIMALS)]
    return max(found, key=lambda text: (text.second == "=", text.first == "="))


def _quotient_at(power: float, part: float, total: float, y: float, digits: int) -> Quotient:
    texts = [number(power, min(decimals_of(power), digits))]
    texts += [number(value, digits) for value in (part, total, y)]
    p, a, s, q = (read(text) for text in texts)
    is_finite = all(np.isfinite([power, part, total, y]))
    first = second = True
    if is_finite:
        assert p is not None
        assert a is not None
        assert s is not None
        assert q is not None
        first = _is_power(p, a)
        second = bool(s) and rounds_to(a / s, q)
    return Quotient(texts[0], texts[2], sign_of(first), texts[1], sign_of(second), texts[3])


def _is_power(power: Decimal, part: Decimal) -> bool:
    try:
        return rounds_to(power.exp(), part)
    except Overflow:
        return False


@dataclass(frozen=True)
class Error:
    """``y`` − ``t`` ``relation`` ``result``; over ``temperature`` where that isn't 1, else empty."""

    y: str
    t: str
    temperature: str
    relation: str
    result: str


def error(working: Working, place: int) -> Error:
    """The arithmetic of (y − t) / T at ``place``."""
    t = int(place == working.target)
    value, share = float(working.errors[place]), float(working.shares[place])
    warm = "" if working.temperature == 1 else number(working.temperature, decimals_of(working.temperature))
    found = []
    for digits in (DECIMALS, MOST_DECIMALS):
        y, result = number(share, digits), signed(value, digits)
        left, right = read(y), read(result)
        holds = True
        if np.isfinite(share):
            assert left is not None
            assert right is not None
            exact = left - t
            over = read(warm) if warm else None
            holds = exact == right if over is None else bool(over) and rounds_to(exact / over, right)
        found.append(Error(y, str(t), warm, sign_of(holds), result))
    return max(found, key=lambda text: text.relation == "=")


@dataclass(frozen=True)
class Changes:
    """Who gains and who pays: lines of (place, text), the last others' together as ``rest`` (empty where
    there are none left), and what all of them add up to."""

    lines: tuple[tuple[int, str], ...]
    rest: str
    together: str


def changes(working: Working, place: int) -> Changes:
    """Of raising the score at ``place``: its own share's change, the two largest others', and the rest's."""
    found = working.raised(place).astype(np.float64)
    others = sorted((i for i in range(working.count) if i != place), key=lambda i: -abs(found[i]))
    shown, left = (place, *others[:2]), others[2:]
    if not np.isfinite(found).all():
        rest = "NaN" if left else ""
        return Changes(tuple((i, signed(found[i])) for i in shown), rest, "NaN")
    values = [found[i] for i in shown] + ([float(found[left].sum())] if left else [])
    made = [[signed(value, digits) for value in values] for digits in CHANGE_DECIMALS]
    texts = next((one for one in made if texts_add_up(one, "0")), None)
    together = "0" if texts is not None else "≈ 0"
    texts = texts or made[0]
    lines = tuple(zip(shown, texts, strict=False))
    return Changes(lines, texts[-1] if left else "", together)


def sigmoid_words(working: Working, place: int, letters: tuple[str, str]) -> str:
    """Of two scores: "y₀ = σ(z₀ − z₁) = σ(1.5) = 0.818"; with ≈ where the printed share isn't that."""
    own, other = letters
    difference, y = sigmoid_of_difference(working, place)
    over = "" if working.temperature == 1 else " / T"
    inside = f"z{own} {MINUS} z{other}"
    letters_text = f"σ(({inside}){over})" if over else f"σ({inside})"
    for digits in (DECIMALS, MOST_DECIMALS):
        shown, result = number(difference, digits), number(y, digits)
        value = read(shown)
        assert value is not None
        with np.errstate(over="ignore"):
            holds = number(float(1 / (1 + np.exp(-np.float64(float(value))))), digits) == result
        if holds:
            break
    return f"y{own} = {letters_text} = σ({shown}) {sign_of(holds)} {result}"

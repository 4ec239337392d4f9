"""Formulas of a step as values: in letters, in numbers, and whether they hold as they are printed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nnviz.engine.learning.terms import MINUS, PLUS, TIMES, Part, Quantity, Term
from nnviz.scene.words.equation import rounds_to, sign_of
from nnviz.scene.words.mathematics import Fraction, Lowered, Math, Raised, plain
from nnviz.scene.words.numbers import MINUS as NEGATIVE
from nnviz.scene.words.numbers import MOST_DECIMALS, number, read, signed, trimmed, whole

_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_HATS = {"ŷ": "y\u0302", "ŝ": "s\u0302"}


@dataclass(frozen=True)
class Line:
    """An equation: ``left`` = ``letters`` = ``numbers`` ``relation`` ``result``. Any of the middle two may be
    empty."""

    left: Math
    letters: Math
    numbers: Math
    relation: str
    result: str

    @property
    def whole(self) -> Math:
        """All of it in a row."""
        middle: Math = ()
        for part in (self.letters, self.numbers):
            if part:
                middle = (*middle, " = ", *part)
        return (*self.left, *middle, f" {self.relation} ", self.result)

    @property
    def shorter(self) -> Math:
        """Without the letters, for where room is short."""
        return Line(self.left, (), self.numbers, self.relation, self.result).whole

    @property
    def halves(self) -> tuple[Math, Math]:
        """The shorter form on two lines, broken before its last +."""
        places = [place for place, part in enumerate(self.numbers) if part == PLUS]
        if not places:
            return self.shorter, ()
        first, last = self.numbers[: places[-1]], self.numbers[places[-1] + 1 :]
        return (*self.left, " = ", *first), ("+ ", *last, f" {self.relation} ", self.result)

    @property
    def text(self) -> str:
        """The same for those who hear it."""
        return plain(self.whole)


def digits_for(digits: int) -> range:
    """How many digits are tried: those that were asked for, and more up to the house's most."""
    return range(digits, max(digits, MOST_DECIMALS) + 1)


def line(left: str, term: Term, digits: int, lettered: bool = True) -> Line:
    """A term as an equation with the fewest digits at which it holds as printed, else marked ≈."""
    chosen, holds = digits, False
    for tried in digits_for(digits):
        if _holds(term, tried):
            chosen, holds = tried, True
            break
    letters = letters_of(term.parts) if lettered else ()
    # One quantity that is another: its number would stand there twice.
    numbers = numbers_of(term.parts, chosen) if len(term.parts) > 1 else ()
    return Line(symbol(left), letters, numbers, sign_of(holds), number(term.value, chosen))


def _holds(term: Term, digits: int) -> bool:
    """Whether the printed quantities make the printed value, rounded to the digits that it shows."""
    read_ = [read(printed(quantity, digits)) for quantity in term.quantities]
    result = read(number(term.value, digits))
    if result is None or None in read_:
        return False
    if not all(part is not None and part.is_finite() for part in (*read_, result)):
        return True
    found = term.of(*(float(part) for part in read_ if part is not None))
    return math.isfinite(found) and rounds_to(Decimal(f"{found:.12g}"), result)


def printed(quantity: Quantity, digits: int) -> str:
    """A quantity's number: what somebody chose with all its digits, what was computed with so many."""
    return whole(quantity.value) if quantity.given else number(quantity.value, digits)


def letters_of(parts: Sequence[Part]) -> Math:
    """A formula in letters, where a product needs no sign."""
    found: Math = ()
    for part in parts:
        if isinstance(part, Quantity):
            found = (*found, *symbol(part.letter), *_power(part, part.power.letter if part.power else ""))
        else:
            found = (*found, "\u2009" if part == TIMES else part)
    return found


def numbers_of(parts: Sequence[Part], digits: int) -> Math:
    """The same in numbers. What is negative stands in brackets wherever a sign stands before it."""
    found: Math = ()
    for place, part in enumerate(parts):
        if not isinstance(part, Quantity):
            found = (*found, " × " if part == TIMES else part)
            continue
        text = printed(part, digits)
        before = parts[place - 1] if place else ""
        is_bracketed = before == "(" and _closes(parts, place)
        if text.startswith(NEGATIVE) and (part.power or (before != "" and not is_bracketed)):
            text = f"({text})"
        found = (*found, text, *_power(part, printed(part.power, digits) if part.power else ""))
    return found


def _closes(parts: Sequence[Part], place: int) -> bool:
    return place + 1 < len(parts) and parts[place + 1] in (")", MINUS, PLUS)


def _power(part: Quantity, text: str) -> Math:
    return (Raised((text,)),) if part.power else ()


@lru_cache(256)
def symbol(letter: str) -> Math:
    """A letter as mathematics writes it: "∂L/∂w" one over the other, "β₁" with its index, "c_m"."""
    if letter.startswith("∂") and "/" in letter:
        above, _, below = letter.partition("/")
        return (Fraction((above,), ("∂", *symbol(below.removeprefix("∂")))),)
    if "_" in letter:
        first, _, index = letter.partition("_")
        return (*symbol(first), Lowered(index))
    letter = "".join(_HATS.get(one, one) for one in letter)
    first = letter.rstrip("".join(_SUBSCRIPTS))
    index = "".join(_SUBSCRIPTS[one] for one in letter[len(first) :])
    return (first, Lowered(index)) if index else (first,)


def slope(what: float, digits: int) -> str:
    """A slope of the loss: its sign is what it is about, so + is printed."""
    return signed(what, digits)


def bare(letter: str, value: float) -> Term:
    """A number that no formula here makes."""
    return Term("slope", letter, (), lambda: value)


def product(one: Quantity, other: Quantity, letter: str = "p") -> Term:
    """A product of two quantities."""
    return Term("product", letter, (one, TIMES, other), lambda x, y: x * y)


def total(pairs: Sequence[tuple[Quantity, Quantity]], rest: Quantity | None, letter: str) -> Term:
    """A sum of products, and what all others come to together."""
    parts: list[Part] = []
    for one, other in pairs:
        parts += [*((PLUS,) if parts else ()), one, TIMES, other]
    if rest is not None:
        parts += [PLUS, rest]

    def compute(*numbers: float) -> float:
        last = 2 * len(pairs)
        return sum(numbers[i] * numbers[i + 1] for i in range(0, last, 2)) + sum(numbers[last:])

    return Term("sum", letter, tuple(parts), compute)


def trimmed_number(value: float, digits: int) -> str:
    """What came in, without needless zeros: "0.98", "1"."""
    return trimmed(number(value, digits))

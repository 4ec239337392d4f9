"""How people count: maps, kernels, channels, rows and columns from 1; neurons and classes from 0.

Neurons keep the number that they have as a class or in a formula (h₀); nobody says "row 0" of a picture.
Code, commands and files count everything from 0. This is the one place that turns the one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import SupportsInt

from nnviz.document import Unit
from nnviz.engine.arrays import shape_text
from nnviz.engine.numbers import amount, noun

__all__ = [
    "acts",
    "amount",
    "are",
    "counted",
    "counted_word",
    "index_text",
    "noun",
    "of_shape",
    "ordinal",
    "part",
    "uncounted",
]


def part(some: int, all_: int, one: str, many: str = "") -> str:
    """Some of all there are, in words: "1 of 2 layers", "1 of 1 layer"."""
    return f"{some:,} of {amount(all_, one, many)}"


def are(count: int) -> str:
    """The verb for so many: one is, none or more are."""
    return "is" if count == 1 else "are"


def acts(count: int, verb: str) -> str:
    """What so many do: one slides, more slide."""
    return f"{verb}s" if count == 1 else verb


def of_shape(shape: Sequence[int], one: str) -> str:
    """So many things in rows and columns: "8 × 8 pixels", "1 × 1 pixel"."""
    return f"{shape_text(shape)} {noun(prod(shape), one)}"


def ordinal(number: int) -> str:
    """A place in a row, as people write it: 1st, 2nd, 13th, 32nd."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number:,}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


def counted(place: Iterable[SupportsInt]) -> tuple[int, ...]:
    """(channel, row, column), or a part of it, as people count."""
    return tuple(int(number) + 1 for number in place)


def uncounted(place: Iterable[int]) -> tuple[int, ...]:
    """What people typed, as arrays count; 0 becomes −1, which is nowhere."""
    return tuple(number - 1 for number in place)


WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted_word(count: int) -> str:
    """A small number as a word, a larger one in digits: "nine", "1,000"."""
    return WORDS[count] if count < len(WORDS) else f"{count:,}"


def index_text(unit: Unit | tuple[int, ...]) -> str:
    """A unit as it stands after a letter or a colon: ``7``, or ``1,10,13`` in an image."""
    if isinstance(unit, int):
        return str(unit)
    return ",".join(map(str, counted(unit) if len(unit) > 1 else unit))

"""Columns read part by part: numbers as float32, texts as numbers of categories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.data.tables import numbers
from nnviz.engine.numbers import amount, noun
from nnviz.errors import InputError
from nnviz.plaintext import LONGEST_NAME

MOST_ODD = 0.05
"""A column of numbers with a larger share of words is none."""
_NAMED = 3
"""Lines that are named at most."""


class NumberColumn:
    """A column of numbers. ``missing``, ``read``: how many values were missing and how many read."""

    def __init__(self, file: str, name: str, decimal: str) -> None:
        self.missing = self.read = 0
        self.name = name
        self._file, self._decimal = file, decimal
        self._odd: list[tuple[int, str]] = []
        self._odd_count = 0
        self._infinite: list[int] = []
        self._infinite_count = 0

    def add(self, cells: Sequence[str], lines: Sequence[int]) -> np.ndarray:
        """The values of the next cells, (n,) float32, NaN where one is missing, no number or infinite."""
        found = numbers.read(cells, self._decimal)
        values = found.values.astype(np.float32)
        gaps = int(np.isnan(values).sum())
        self.missing += gaps
        self.read += len(cells) - gaps
        if gaps:
            odd, infinite = np.flatnonzero(found.odd), np.flatnonzero(found.infinite)
            self._odd_count += len(odd)
            self._infinite_count += len(infinite)
            self._odd += [(lines[place], cells[place].strip()) for place in odd[: _NAMED - len(self._odd)]]
            self._infinite += [lines[place] for place in infinite[: _NAMED - len(self._infinite)]]
        return values

    def notes(self) -> list[str]:
        """Sentences about what was no number.

        Raises:
            InputError: that was too much of it.
        """
        found = []
        if self._odd:
            line, cell = self._odd[0]
            if self._odd_count > MOST_ODD * (self.read + self._odd_count):
                raise InputError(
                    f"{self._file}, line {line}: “{cell[: numbers.SHOWN]}” isn't a number; take "
                    f"{self.name} as a category, or leave it out."
                )
            where = _where([line for line, _ in self._odd], self._odd_count)
            found.append(
                f"“{cell[: numbers.SHOWN]}” isn't a number ({self.name}, {where}): it counts as missing."
            )
        if self._infinite:
            where = _where(self._infinite, self._infinite_count)
            found.append(f"{self.name} is infinite in {where}: that counts as missing.")
        return found


def _where(lines: Sequence[int], count: int) -> str:
    named = ", ".join(f"{line:,}" for line in lines)
    more = f" and {count - len(lines):,} more" if count > len(lines) else ""
    return f"{noun(count, 'line')} {named}{more}"


class TextColumn:
    """A column of texts, each different one a number in the order in which they come."""

    def __init__(self, file: str, name: str, most: int) -> None:
        self.missing = self.read = 0
        self.name = name
        self._file, self._most = file, most
        self._codes: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        """The different texts, by number."""
        return tuple(self._texts)

    def add(self, cells: Sequence[str], lines: Sequence[int]) -> np.ndarray:
        """The numbers of the next cells' texts, (n,) int32, −1 where one is missing.

        Raises:
            InputError: there are too many different ones, or one is too long.
        """
        try:
            codes = list(map(self._codes.__getitem__, cells))
        except KeyError:
            for place, cell in enumerate(cells):
                if cell not in self._codes:
                    self._learn(cell, lines[place])
            codes = list(map(self._codes.__getitem__, cells))
        found = np.array(codes, np.int32)
        gaps = int((found < 0).sum())
        self.missing += gaps
        self.read += len(found) - gaps
        return found

    def _learn(self, cell: str, line: int) -> None:
        text = cell.strip()
        if numbers.is_missing(text):
            self._codes[cell] = -1
            return
        if len(text) > LONGEST_NAME:
            raise InputError(
                f"{self._file}, line {line}: a value has more than {LONGEST_NAME:,} characters; shorten it."
            )
        self._codes[cell] = self._texts.setdefault(text, len(self._texts))
        if len(self._texts) > self._most:
            raise InputError(
                f"{self._file}: {self.name} holds more than {amount(self._most, 'different text')}; leave it "
                "out, or choose another column."
            )

    def notes(self) -> list[str]:
        """Sentences about what was odd: nothing is."""
        return []

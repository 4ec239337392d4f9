"""The first part of a table, from which it is guessed and previewed: all of it where it is small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnviz.data.tables import source
from nnviz.data.tables.model import Choices
from nnviz.data.tables.rows import Rows, whole_head
from nnviz.errors import InputError

LOOKED_LINES, LOOKED_CHARACTERS = 20_000, 2_000_000
MOST_ABOVE = 20
"""Rows above a table at most."""


@dataclass(frozen=True)
class Sample:
    """Lines of a table with their numbers, and whether there are no more. ``comments`` began with ``#``."""

    path: Path
    numbers: tuple[int, ...]
    lines: tuple[str, ...]
    comments: int
    is_whole: bool

    def rows(self, delimiter: str) -> tuple[list[int], list[list[str]]]:
        """The rows that a delimiter makes of the lines, as they stand, with their line numbers.

        Raises:
            InputError: it makes none.
        """
        return Rows(self.path, _Numbered(self), delimiter).part(LOOKED_LINES)

    def cut(self, delimiter: str) -> Cut:
        """The rows that a delimiter makes of the lines."""
        try:
            numbers, rows = self.rows(delimiter)
        except InputError:
            # With this delimiter it is no table; with another it may be one.
            numbers, rows = [], []
        if not self.is_whole and len(rows) > 1:
            # The last may go on where the sample ends.
            numbers, rows = numbers[:-1], rows[:-1]
        cells = [[cell.strip() for cell in row] for row in rows]
        widths = Counter(map(len, cells))
        width = max(widths, key=lambda one: (widths[one], one), default=0)
        above = _above(cells, width)
        if cells[above:]:
            cells[above] = whole_head(cells[above], width)
        return Cut(delimiter, tuple(numbers[above:]), cells[above:], width, widths[width], above)


@dataclass(frozen=True)
class Cut:
    """Rows of stripped cells, each with the number of its line. ``width`` is the number of cells that most
    rows have, the more of two as frequent, 0 where there are none; ``even`` rows have it. ``above`` rows
    stood before them and are none of them."""

    delimiter: str
    numbers: tuple[int, ...]
    rows: list[list[str]]
    width: int
    even: int
    above: int

    def uneven(self) -> list[tuple[int, int]]:
        """(number of the line, number of cells) of the others."""
        cut = zip(self.numbers, self.rows, strict=True)
        return [(line, len(row)) for line, row in cut if len(row) != self.width]


def _above(rows: list[list[str]], width: int) -> int:
    """How many rows stand above a table: a title, say. They have one cell or two where most have more; a row
    of names may be one short."""
    for place, row in enumerate(rows[: MOST_ABOVE + 1]):
        if len(row) == width or (len(row) == width - 1 and width > 3):
            return place
        if len(row) > 2:
            return 0
    return 0


class _Numbered:
    def __init__(self, sample: Sample) -> None:
        self.number = 0
        self._lines = zip(sample.numbers, sample.lines, strict=True)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        return line


def take(path: Path, choices: Choices) -> Sample:
    """Read the first part of a table in the encoding of ``choices``, without the lines that it skips.

    Raises:
        FileError, InputError: it can't be read.
    """
    numbers: list[int] = []
    kept: list[str] = []
    size = 0
    with source.opened(path, choices.encoding, choices.comment) as lines:
        is_whole = True
        for line in lines:
            if len(kept) >= LOOKED_LINES or (size >= LOOKED_CHARACTERS and len(kept) > 2):
                is_whole = False
                break
            numbers.append(lines.number)
            kept.append(line)
            size += len(line)
        return Sample(path, tuple(numbers), tuple(kept), lines.skipped, is_whole)

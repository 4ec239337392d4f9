"""Lines of text cut into rows of cells, with the number of the line that each of them stands in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from nnviz.errors import InputError

CELLS = 200_000
"""Cells that are held as texts at a time."""


class NumberedLines(Protocol):
    """Lines, and the number of that which came last."""

    number: int

    def __iter__(self) -> Iterator[str]: ...


def whole_head(names: list[str], width: int) -> list[str]:
    """A first line with one name less than there are columns, as R writes it: it names no column of rows."""
    return ["row", *names] if len(names) == width - 1 and width > 2 else names


class Rows:
    """The rows of an open table that hold anything, part by part."""

    def __init__(self, path: Path, lines: NumberedLines, delimiter: str, above: int = 0) -> None:
        self._path, self._lines = path, lines
        spaced = delimiter == " "
        source: Iterable[str] = (" ".join(line.split()) for line in lines) if spaced else lines
        self._reader = csv.reader(source, delimiter=delimiter, skipinitialspace=not spaced)
        if above:
            self.part(above)

    def part(self, most: int | None = None) -> tuple[list[int], list[list[str]]]:
        """The next rows, so many at most, with their line numbers; by default about CELLS cells of them.

        Raises:
            InputError: a quote isn't closed, or the text can't be decoded.
        """
        numbers: list[int] = []
        rows: list[list[str]] = []
        for row in self._each():
            rows.append(row)
            numbers.append(self._lines.number)
            if most is None:
                most = max(1, CELLS // len(row))
            if len(rows) >= most:
                break
        return numbers, rows

    def _each(self) -> Iterator[list[str]]:
        begun = self._lines.number + 1
        try:
            for row in self._reader:
                if any(row) and any(map(str.strip, row)):
                    yield row
                begun = self._lines.number + 1
        except csv.Error as problem:
            raise InputError(
                f"{self._path.name} isn't a table: {problem}, in what begins in line {begun}; a quote "
                "there may not be closed."
            ) from None

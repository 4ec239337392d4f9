"""Two lines as they stand in the file, cut where the columns part."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.data.tables import RawLine

SHOWN = 2
LONGEST = 60
"""Letters of a cell that are shown."""


@dataclass(frozen=True)
class Piece:
    """A part of a line: ``is_marked``, it is a decimal mark."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Strip:
    """A line's cells in pieces, and what stands between two of them, as people see it."""

    number: int
    cells: tuple[tuple[Piece, ...], ...]
    delimiter: str


def strips(lines: tuple[RawLine, ...], delimiter: str) -> tuple[Strip, ...]:
    """The first two lines."""
    shown = {"\t": "⇥", " ": "␣"}.get(delimiter, delimiter)
    return tuple(Strip(line.number, _cells(line), shown) for line in lines[:SHOWN])


def _cells(line: RawLine) -> tuple[tuple[Piece, ...], ...]:
    bounds = [0, *(place for span in line.delimiters for place in span), len(line.text)]
    return tuple(_pieces(line, start, stop) for start, stop in zip(bounds[::2], bounds[1::2], strict=True))


def _pieces(line: RawLine, start: int, stop: int) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = start
    for mark, end in line.decimals:
        if start <= mark < stop:
            found += [Piece(line.text[at:mark]), Piece(line.text[mark:end], True)]
            at = end
    rest = line.text[at:stop]
    return (*found, Piece(rest if len(rest) <= LONGEST else f"{rest[:LONGEST]}…"))

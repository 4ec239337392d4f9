"""Where the parts of the arithmetic strip stand, for drawing and for pointing alike."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.arithmetic import Grid, Strip
from nnviz.scene.tiles import Box

LARGEST_CELL = 60.0
_PAD, _HEAD, _SIGN, _ARROW, _TERMS, _SUMS = 14.0, 24.0, 34.0, 30.0, 196.0, 146.0
_LEAST_SUMS = 134.0
"""Pixels that a channel and its sum need at the smallest text."""
_RESULT = 92.0


@dataclass(frozen=True, eq=False)
class GridPlace:
    """A grid of numbers on the strip: upper left corner and size of a cell."""

    kind: str
    grid: Grid
    x: float
    y: float
    cell: float

    @property
    def width(self) -> float:
        """Of all cells."""
        return float(self.grid.values.shape[1] * self.cell)

    @property
    def height(self) -> float:
        """Of all cells."""
        return float(self.grid.values.shape[0] * self.cell)

    def box(self, row: int, column: int) -> Box:
        """The place of one number."""
        x, y = self.x + column * self.cell, self.y + row * self.cell
        return x, y, x + self.cell, y + self.cell

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, column) under a point."""
        row, column = int((y - self.y) // self.cell), int((x - self.x) // self.cell)
        rows, columns = self.grid.values.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None


@dataclass(frozen=True, eq=False)
class StripPlaces:
    """``grids`` are the window, the kernel and the products; ``sums`` a box a row; ``arrow`` is x0, x1, y of
    the arrow to the terms; ``terms`` their boxes; ``head`` where the window's number stands; ``result`` the
    box of the cell that pooling fills."""

    grids: tuple[GridPlace, ...]
    sums: tuple[Box, ...]
    arrow: tuple[float, float, float]
    terms: tuple[Box, ...]
    head: tuple[float, float]
    result: Box | None = None


def places(strip: Strip, box: Box, s: float) -> StripPlaces:
    """Place a strip's parts in ``box`` at scale ``s``; cells are as large as there is room, at most 60."""
    pad = _PAD * s
    left, top, right, bottom = box[0] + pad, box[1] + 0.7 * pad, box[2] - pad, box[3] - 0.8 * pad
    head = max(_HEAD * s, 18.0)
    grids = [("inputs", strip.inputs)]
    if strip.weights is not None and strip.products is not None:
        grids += [("weights", strip.weights), ("products", strip.products)]
    rows, columns = strip.inputs.values.shape
    across = max(_SUMS * s, _LEAST_SUMS) if strip.sums else 0.0
    fixed = (_TERMS + _ARROW) * s + across + (len(grids) - 1) * _SIGN * s
    cell = min(
        LARGEST_CELL * s, (bottom - top - head) / rows, (right - left - fixed) / (len(grids) * columns)
    )
    cell = float(int(cell)) if cell >= 4 else max(cell, 0.5)
    y = round(top + head + (bottom - top - head - rows * cell) / 2)
    x = left
    placed = []
    for kind, grid in grids:
        placed.append(GridPlace(kind, grid, float(round(x)), float(y), cell))
        x += columns * cell + _SIGN * s
    x += -_SIGN * s + 0.3 * _ARROW * s
    sums = _rows(x, top + head, x + across, bottom, len(strip.sums), 22.0 * s) if strip.sums else ()
    x += across
    arrow = (x, x + 0.6 * _ARROW * s, y + rows * cell / 2)
    x += _ARROW * s
    result = None
    if strip.result is not None:
        side = min(_RESULT * s, bottom - top - head)
        result = (x, arrow[2] - side / 2, x + side, arrow[2] + side / 2)
        x += side + 2 * pad
    end = min(right, x + 1.35 * _TERMS * s)
    terms = _rows(x, top + head + 10.0 * s, end, bottom - 18.0 * s, len(strip.terms), 34.0 * s)
    return StripPlaces(tuple(placed), sums, arrow, terms, (x, top + head / 2), result)


def _rows(x0: float, y0: float, x1: float, y1: float, count: int, most: float) -> tuple[Box, ...]:
    """``count`` rows one under the other in the middle of the room."""
    pitch = min((y1 - y0) / max(count, 1), most)
    first = (y0 + y1) / 2 - count * pitch / 2
    return tuple((x0, first + i * pitch, x1, first + (i + 1) * pitch) for i in range(count))

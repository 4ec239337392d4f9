"""Where the parts of the arithmetic strip stand, for drawing and for pointing alike."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.layout.strip_size import PAD, PRINTED, head_height
from nnviz.scene.layout.tiles import Box
from nnviz.scene.values.arithmetic import Grid, Strip

LARGEST_CELL = 60.0
KEPT = 0.75
"""A panel of the pooling stands beside the sum where it leaves the cells this share of their size."""
_SIGN, _ARROW, _TERMS, _SUMS = 34.0, 30.0, 196.0, 156.0
_POOL_CELL, _POOL_RESULT, _NARROW = 37.0, 50.0, 164.0
_LEAST_POOL_CELL, _LEAST_TERMS = 35.0, 140.0
"""Pixels that a number with two decimals, and a term, need at the smallest text."""
_LEAST_SUMS = 150.0
"""Pixels that a channel and its sum need at the smallest text."""
_RESULT = 92.0
TWO_DECIMALS, UNSIGNED = 42.0, 34.0
"""Pixels across that "−1.24" and "0.56" need in a cell at the smallest text."""
LINE = 14.0
"""Pixels from one line of the smallest text to the next."""
CLOSE = 0.6
"""How close the signs between grids may come, as a share of their usual room."""


@dataclass(frozen=True, eq=False)
class GridPlace:
    """A grid of numbers on the strip: upper left corner, height and width of a cell."""

    kind: str
    grid: Grid
    x: float
    y: float
    cell: float
    wide: float

    @property
    def width(self) -> float:
        """Of all cells."""
        return float(self.grid.values.shape[1] * self.wide)

    @property
    def height(self) -> float:
        """Of all cells."""
        return float(self.grid.values.shape[0] * self.cell)

    def box(self, row: int, column: int) -> Box:
        """The place of one number."""
        x, y = self.x + column * self.wide, self.y + row * self.cell
        return x, y, x + self.wide, y + self.cell

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, column) under a point."""
        row, column = int((y - self.y) // self.cell), int((x - self.x) // self.wide)
        rows, columns = self.grid.values.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None


@dataclass(frozen=True, eq=False)
class PoolPlace:
    """The panel of the pooling that follows: its window, the arrow (x0, x1, y) to the box that it fills, and
    the line before it: x, y0, y1. Its words begin at the window's left, ``head`` high."""

    grid: GridPlace
    arrow: tuple[float, float, float]
    result: Box
    line: tuple[float, float, float]
    head: float


@dataclass(frozen=True, eq=False)
class StripPlaces:
    """``grids`` are the window, the kernel and the products; ``sums`` a box a row; ``arrow`` is x0, x1, y of
    the arrow to the terms; ``terms`` their boxes; ``head`` where the window's number stands; ``result`` the
    box of the cell that pooling fills; ``pool`` the panel of a pooling that follows, where there is room."""

    grids: tuple[GridPlace, ...]
    sums: tuple[Box, ...]
    arrow: tuple[float, float, float]
    terms: tuple[Box, ...]
    head: tuple[float, float]
    result: Box | None = None
    pool: PoolPlace | None = None


def fitting(strip: Strip, box: Box, s: float) -> Strip:
    """The strip with no more sums of channels than ``box`` has lines for at scale ``s``."""
    _, top, _, bottom = _inner(box, s)
    return strip.with_sums(max(int((bottom - top - head_height(s)) / LINE), 2))


def places(strip: Strip, box: Box, s: float) -> StripPlaces:
    """Place a strip's parts in ``box`` at scale ``s``; cells are as large as there is room, at most 60."""
    pad = PAD * s
    left, top, right, bottom = _inner(box, s)
    head = head_height(s)
    room = (left, top + head, right, bottom)
    across = max(_SUMS * s, _LEAST_SUMS) if strip.sums else 0.0
    cell = _cell(strip, room, across + _TERMS * s, s)
    if cell < PRINTED:
        cell = min(_cell(strip, room, across + _narrow(s), s), PRINTED)
    panel = 0.0
    if strip.pooled is not None:
        panel = _panel(strip.pooled, s)
        beside = _cell(strip, room, across + _narrow(s) + panel, s)
        cell, panel = (beside, panel) if beside >= max(KEPT * cell, min(cell, PRINTED)) else (cell, 0.0)
    rows, columns = strip.inputs.values.shape
    y = round(top + head + (bottom - top - head - rows * cell) / 2)
    x = left
    placed = []
    widths, sign = _widths(strip, cell, right - left - across - _narrow(s) - panel - _ARROW * s, s)
    for (kind, grid), wide in zip(_grids(strip), widths, strict=True):
        placed.append(GridPlace(kind, grid, float(round(x)), float(y), cell, wide))
        x += columns * wide + sign
    x += -sign + 0.3 * _ARROW * s
    sums = (
        _rows(x, top + head, x + across, bottom, len(strip.sums), max(22.0 * s, LINE)) if strip.sums else ()
    )
    x += across
    arrow = (x, x + 0.6 * _ARROW * s, y + rows * cell / 2)
    x += _ARROW * s
    result = None
    if strip.result is not None:
        side = min(_RESULT * s, bottom - top - head)
        result = (x, arrow[2] - side / 2, x + side, arrow[2] + side / 2)
        x += side + 2 * pad
    end = min(right - panel, x + 1.35 * _TERMS * s)
    terms = _rows(x, top + head + 10.0 * s, end, bottom - 18.0 * s, len(strip.terms), max(34.0 * s, LINE + 3))
    pool = None
    if panel and strip.pooled is not None:
        pool = _pool(strip.pooled, (end, top, right, bottom), top + head / 2, arrow[2], s)
    return StripPlaces(tuple(placed), sums, arrow, terms, (x, top + head / 2), result, pool)


def _inner(box: Box, s: float) -> Box:
    """What the margins leave of a strip's box."""
    pad = PAD * s
    return box[0] + pad, box[1] + 0.7 * pad, box[2] - pad, box[3] - 0.8 * pad


def _grids(strip: Strip) -> list[tuple[str, Grid]]:
    if strip.weights is None or strip.products is None:
        return [("inputs", strip.inputs)]
    return [("inputs", strip.inputs), ("weights", strip.weights), ("products", strip.products)]


def _cell(strip: Strip, room: Box, beside: float, s: float) -> float:
    """The largest cell with which all grids fit ``room``, and ``beside`` pixels of something else."""
    rows, columns = strip.inputs.values.shape
    count = len(_grids(strip))
    free = room[2] - room[0] - beside - _ARROW * s - (count - 1) * _SIGN * s
    cell = min(max(LARGEST_CELL * s, PRINTED), (room[3] - room[1]) / rows, free / (count * columns))
    return float(int(cell)) if cell >= 4 else max(cell, 0.5)


def _widths(strip: Strip, cell: float, free: float, s: float) -> tuple[list[float], float]:
    """How wide the cells of each grid are, and what stands between grids. Where square cells have room for
    numbers but not for two decimals and a sign, they are wider, and the signs between them closer."""
    grids, columns, sign = _grids(strip), strip.inputs.values.shape[1], _SIGN * s
    square = [cell] * len(grids)
    if not strip.weighs or not PRINTED <= cell < TWO_DECIMALS:
        return square, sign
    is_signed = [strip.inputs.ramp == "signed", True, True]
    wanted = [max(cell, TWO_DECIMALS) if signed else max(cell, UNSIGNED) for signed in is_signed]
    if columns * sum(wanted) + 2 * CLOSE * sign > free:
        # A number without a sign has room in less.
        wanted = [TWO_DECIMALS if signed else UNSIGNED for signed in is_signed]
    rest = free - columns * sum(wanted)
    return (wanted, min(rest / 2, sign)) if rest >= 2 * CLOSE * sign else (square, sign)


def _narrow(s: float) -> float:
    """The least width of the terms."""
    return max(_NARROW * s, _LEAST_TERMS)


def _pool_sides(s: float) -> tuple[float, float]:
    """Of a cell of the panel's window, and of what comes out."""
    cell = max(_POOL_CELL * s, _LEAST_POOL_CELL)
    return cell, cell * _POOL_RESULT / _POOL_CELL


def _panel(pooled: Strip, s: float) -> float:
    """The least width of the panel of a pooling."""
    cell, result = _pool_sides(s)
    return float(2 * PAD * s + pooled.inputs.values.shape[1] * cell + _ARROW * s + result)


def _pool(pooled: Strip, room: Box, head: float, middle: float, s: float) -> PoolPlace:
    """The panel of a pooling in ``room``, as large as a window of the usual size at most."""
    rows = pooled.inputs.values.shape[0]
    more = (room[2] - room[0]) / _panel(pooled, s)
    cell, result = (side * min(more, LARGEST_CELL / _POOL_CELL) for side in _pool_sides(s))
    cell = float(int(min(cell, (room[3] - room[1] - 50.0 * s) / rows)))
    x = round(room[0] + 2 * PAD * s)
    grid = GridPlace("inputs", pooled.inputs, float(x), float(round(middle - rows * cell / 2)), cell, cell)
    start = x + grid.width
    end = start + _ARROW * s
    box = (end, middle - result / 2, end + result, middle + result / 2)
    arrow = (start + 0.2 * _ARROW * s, end - 0.2 * _ARROW * s, middle)
    return PoolPlace(grid, arrow, box, (room[0] + PAD * s, room[1], room[3]), head)


def _rows(x0: float, y0: float, x1: float, y1: float, count: int, most: float) -> tuple[Box, ...]:
    """``count`` rows one under the other in the middle of the room."""
    pitch = min((y1 - y0) / max(count, 1), most)
    first = (y0 + y1) / 2 - count * pitch / 2
    return tuple((x0, first + i * pitch, x1, first + (i + 1) * pitch) for i in range(count))

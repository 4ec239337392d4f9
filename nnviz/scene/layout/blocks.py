"""How one layer's units stand together, before it is known where on the canvas: discs, pixels, cells.

Every function gives a :class:`UnitBlock`: offsets from the block's middle across, final positions down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from nnviz.engine.arrays import Array

SMALLEST_TEXT = 13.0
"""Pixels; no text in the window is smaller."""
MOST_IN_LINE = 24
"""Discs in one straight column; more are staggered."""
MOST_DISCS = 96
"""Units drawn as discs; more become cells on a plate."""
MOST_PIXELS_IN_COLUMN = 64

_STAGGERED_PER_COLUMN = 32
_RADIUS_SHARE, _CLOSEST_SHARE = 0.4, 0.44
_RADIUS_OF_A_NUMBER = 12.8
_LARGEST_RADIUS = 36.0
_RADIUS_AT_TEN = 23.5
_LARGEST_PITCH = 150.0
_CROWDED_WIDTH, _CROWDED_PITCH = 3.2, 4.0
"""Pixels across under which a deep network's columns can't be told apart at zoom 1; then discs stand so many
times that width apart."""
_CELL_SHARE = 0.43
_ROW_GAP = 1.1
_ROWS_OF_CELLS = (8, 16, 32, 64, 128)


@dataclass(frozen=True)
class Room:
    """The part of the canvas for units: ``top`` to ``bottom``, at most ``width`` wide, at scale ``s``."""

    top: float
    bottom: float
    width: float
    s: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, eq=False)
class UnitBlock:
    """A layer's units: ``dx`` (n,) from the block's middle, ``y`` (n,) on the canvas.

    ``left`` and ``right`` reach from the middle to the outermost mark on that side, brackets and plate
    included. ``plate`` is (half width, top, bottom). ``brackets`` (m, 3) are dx, top, bottom.
    """

    form: str
    dx: Array
    y: Array
    radius: float
    left: float
    right: float
    plate: tuple[float, float, float] | None = None
    brackets: Array | None = None
    bracket_labels: tuple[str, ...] = ()
    row_length: int = 0

    @property
    def pitch(self) -> float:
        """Distance down from one unit to the next; infinite where there is no other."""
        return float(np.diff(self.y).min()) if len(self.y) > 1 else math.inf

    def plate_at(self, middle: float) -> tuple[float, float, float, float] | None:
        """x0, y0, x1, y1 of the plate where the block's middle stands at ``middle``; None without a plate."""
        if self.plate is None:
            return None
        half, top, bottom = self.plate
        return middle - half, top, middle + half, bottom

    def brackets_at(self, middle: float) -> Array | None:
        """The brackets (m, 3) on the canvas where the block's middle stands at ``middle``."""
        return None if self.brackets is None else self.brackets + np.array([middle, 0.0, 0.0])


def of_layer(count: int, room: Room) -> UnitBlock:
    """Neurons: one column of discs, a staggered one, or cells on a plate."""
    if count <= MOST_IN_LINE:
        return discs(count, room)
    if count <= MOST_DISCS:
        return discs(count, room, columns=math.ceil(count / _STAGGERED_PER_COLUMN))
    return cells(count, room)


def discs(count: int, room: Room, columns: int = 1) -> UnitBlock:
    """Discs top to bottom; in several columns each is a step lower than the one before it, side by side."""
    share = _RADIUS_SHARE * columns
    # height = (count - 1) pitch + 2 radius, with radius = share * pitch
    pitch = room.height / (count - 1 + 2 * share)
    wanted = share * pitch
    if columns == 1 and wanted < _RADIUS_OF_A_NUMBER:
        # Where numbers would just not fit, the discs come closer.
        wanted = max(wanted, min(_CLOSEST_SHARE * pitch, _RADIUS_OF_A_NUMBER))
    radius = min(wanted, _largest_radius(count, columns, room))
    if count > 1:
        largest = _LARGEST_PITCH * room.s
        if room.width < _CROWDED_WIDTH:
            # As narrow as that, columns are seen far enlarged or not at all: down goes with across.
            largest = _CROWDED_PITCH * room.width
        pitch = min((room.height - 2 * radius) / (count - 1), largest)
    step = 2.3 * radius
    y = room.middle + (np.arange(count) - (count - 1) / 2) * pitch
    dx = (np.arange(count) % columns - (columns - 1) / 2) * step
    half = radius + step * (columns - 1) / 2
    return UnitBlock("disc", dx, y, radius, half, half)


def cells(count: int, room: Room) -> UnitBlock:
    """A plate of cells in reading order, 8 a row, or more where 8 would make them too small."""
    pitches = {n: min(room.height / math.ceil(count / n), room.width / n) for n in _ROWS_OF_CELLS}
    per_row = max(_ROWS_OF_CELLS, key=lambda n: (pitches[n], -n))
    pitch = min(pitches[per_row], 14 * room.s)
    return plate(count, per_row, pitch, room)


def pixels(height: int, width: int, channels: int, room: Room) -> UnitBlock:
    """An image: one column of bracketed rows up to 64 pixels, a pixel grid above."""
    count = channels * height * width
    if count <= MOST_PIXELS_IN_COLUMN and height > 1:
        return _pixel_column(height * channels, width, room)
    rows = height * channels
    largest = 9.0 * max(1.0, min(28 / max(rows, width), 2.5)) * room.s
    pitch = min(largest, room.width / width, room.height / rows)
    return replace(plate(count, width, pitch, room), row_length=width)


def _pixel_column(rows: int, width: int, room: Room) -> UnitBlock:
    pitch = min(room.height / (rows * (width + _ROW_GAP) - _ROW_GAP), 24 * room.s)
    group = (width + _ROW_GAP) * pitch
    top = room.middle - (rows * group - _ROW_GAP * pitch) / 2
    row = np.arange(rows)
    first = top + row * group
    y = (first[:, None] + (np.arange(width) + 0.5) * pitch).ravel()
    radius = _CELL_SHARE * pitch
    aside = radius + max(8.0 * room.s, 5.0)
    brackets = np.column_stack([np.full(rows, -aside), first, first + width * pitch])
    return UnitBlock(
        "cell",
        np.zeros(rows * width),
        y,
        radius,
        left=aside + 1.2 * SMALLEST_TEXT,
        right=radius,
        brackets=brackets,
        bracket_labels=tuple(str(number) for number in row + 1) if group >= SMALLEST_TEXT else (),
        row_length=width,
    )


def plate(count: int, per_row: int, pitch: float, room: Room) -> UnitBlock:
    """Cells ``pitch`` apart in reading order on a plate 4 pixels larger, half-way down ``room``."""
    rows = math.ceil(count / per_row)
    across = min(per_row, count)
    unit = np.arange(count)
    dx = (unit % per_row - (across - 1) / 2) * pitch
    y = room.middle + (unit // per_row - (rows - 1) / 2) * pitch
    rim = 4.0 * room.s
    half = across * pitch / 2 + rim
    behind = (half, room.middle - rows * pitch / 2 - rim, room.middle + rows * pitch / 2 + rim)
    return UnitBlock("cell", dx, y, _CELL_SHARE * pitch, half, half, plate=behind)


def _largest_radius(count: int, columns: int, room: Room) -> float:
    per_column = count / columns
    by_count = min(_LARGEST_RADIUS, _RADIUS_AT_TEN * math.sqrt(10 / per_column)) * room.s
    across = room.width / (2 + 2.3 * (columns - 1))
    return min(by_count, across)

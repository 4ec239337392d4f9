"""Where an edge starts and ends: at the rims of its units, aimed at their middles."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column


def rim_to_rim(before: Column, here: Column, source: Array, target: Array, chosen: Array) -> Array:
    """(n, 4) x0, y0, x1, y1 of the lines from positions ``source`` to ``target``.

    A line stops at a disc's rim or a cell's side. A plate hides what crosses it: there a line stops at the
    plate's rim, unless it is ``chosen`` (n,) bool, and still aims at its own cell.
    """
    x0, y0 = before.x[source], before.y[source]
    x1, y1 = here.x[target], here.y[target]
    dx, dy = x1 - x0, y1 - y0
    length = np.hypot(dx, dy)
    start = _share(before, source, (x0, y0), (dx, dy, length), chosen)
    end = 1.0 - _share(here, target, (x1, y1), (-dx, -dy, length), chosen)
    return np.column_stack([x0 + start * dx, y0 + start * dy, x0 + end * dx, y0 + end * dy])


def _share(
    column: Column,
    units: Array,
    at: tuple[Array, Array],
    way: tuple[Array, Array, Array],
    chosen: Array,
) -> Array:
    """The share of each line that lies within its unit or that unit's plate.

    ``units`` (n,) are positions in the column, ``at`` their places, ``way`` how far the lines go across and
    down, and their lengths.
    """
    if column.parts:
        first, second = column.parts
        ends = [_share(part, units, at, way, chosen) for part in (first, second)]
        return np.where(units < len(first.units), *ends)
    dx, dy, length = way
    if column.form == "disc":
        return column.radius / length
    rim = column.radius / np.abs(dx)
    if column.plate is None:
        return rim
    left, top, right, bottom = column.plate
    across = np.where(dx > 0, right - at[0], at[0] - left) / np.abs(dx)
    with np.errstate(divide="ignore"):
        down = np.where(dy > 0, bottom - at[1], at[1] - top) / np.abs(dy)
    # A steep line leaves the plate above or below, not at its side.
    return np.where(chosen, rim, np.maximum(np.minimum(across, down), np.minimum(rim, down)))

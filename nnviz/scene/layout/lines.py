"""Where an edge starts and ends: at the rims of its units, aimed at their middles."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column


def rim_to_rim(
    before: Column, here: Column, source: Array, target: Array, chosen: Array, in_gap: bool = False
) -> Array:
    """(n, 4) x0, y0, x1, y1 of the lines from positions ``source`` to ``target``.

    A line stops at a disc's rim or a cell's side. A plate hides what crosses it: there a line stops at the
    plate's rim, unless it is ``chosen`` (n,) bool, and still aims at its own cell. A steep one leaves the
    plate above or below; where that is another layer's place (``in_gap``), beside its cell's row.
    """
    x0, y0 = before.x[source], before.y[source]
    x1, y1 = here.x[target], here.y[target]
    dx, dy = x1 - x0, y1 - y0
    start = _end(before, source, (x0, y0), (dx, dy), chosen, in_gap)
    end = _end(here, target, (x1, y1), (-dx, -dy), chosen, in_gap)
    return np.column_stack([*start, *end])


Points = tuple[Array, Array]


def _end(column: Column, units: Array, at: Points, way: Points, chosen: Array, in_gap: bool) -> Points:
    """Where each line leaves its unit or that unit's plate: ``units`` (n,) are positions in the column,
    ``at`` their places, ``way`` how far the lines go across and down."""
    if column.parts:
        first, second = column.parts
        ends = [_end(part, units, at, way, chosen, in_gap) for part in (first, second)]
        is_first = units < len(first.units)
        return np.where(is_first, ends[0][0], ends[1][0]), np.where(is_first, ends[0][1], ends[1][1])
    (x, y), (dx, dy) = at, way
    rim = column.radius / (np.hypot(dx, dy) if column.form == "disc" else np.abs(dx))
    if column.form == "disc" or column.plate is None:
        return x + rim * dx, y + rim * dy
    left, top, right, bottom = column.plate
    across = np.maximum(np.where(dx > 0, right - x, x - left) / np.abs(dx), rim)
    with np.errstate(divide="ignore"):
        down = np.where(dy > 0, bottom - y, y - top) / np.abs(dy)
    is_steep = (down < across) & ~chosen
    rim = column.radius / np.maximum(np.abs(dx), np.abs(dy))
    share = np.where(chosen, rim, across if in_gap else np.minimum(across, down))
    return x + share * dx, np.where(is_steep & in_gap, y, y + share * dy)

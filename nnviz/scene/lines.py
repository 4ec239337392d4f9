"""Where an edge starts and ends: at the rims of its units, aimed at their middles."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.model import Column


def rim_to_rim(before: Column, here: Column, source: Array, target: Array, chosen: Array) -> Array:
    """(n, 4) x0, y0, x1, y1 of the lines from positions ``source`` to ``target``.

    A line stops at a disc's rim or a cell's side. A plate hides what crosses it: there a line stops at the
    plate's rim, unless it is ``chosen`` (n,) bool, and still aims at its own cell.
    """
    x0, y0 = before.x[source], before.y[source]
    x1, y1 = here.x[target], here.y[target]
    dx, dy = x1 - x0, y1 - y0
    length = np.hypot(dx, dy)
    start = _share(before, before.plate[2] if before.plate else None, x0, dx, length, chosen)
    end = 1.0 - _share(here, here.plate[0] if here.plate else None, x1, -dx, length, chosen)
    return np.column_stack([x0 + start * dx, y0 + start * dy, x0 + end * dx, y0 + end * dy])


def _share(
    column: Column, plate_side: float | None, x: Array, dx: Array, length: Array, chosen: Array
) -> Array:
    """The share of the line from ``x``, going ``dx`` across, that lies within the unit or its plate."""
    if column.form == "disc":
        return column.radius / length
    rim = column.radius / np.abs(dx)
    if plate_side is None:
        return rim
    return np.where(chosen, rim, np.maximum((plate_side - x) / dx, rim))

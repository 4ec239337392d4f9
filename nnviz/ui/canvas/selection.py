"""From the selected unit to its neighbours, by the arrow keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from nnviz.document import Target
from nnviz.scene import map_neighbours
from nnviz.scene.model import Column, Layout

ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
"""Columns and units to go for each arrow."""


def neighbour(layout: Layout, selection: Target | None, key: int) -> Target:
    """The next unit of the layer, or the nearest of the next layer; the ends hold."""
    columns, units = ARROWS[Qt.Key(key)]
    if layout.images is not None and selection is not None:
        return map_neighbours.neighbour(layout, selection, columns, units)
    at = _place(layout, selection)
    if at is None:
        last = layout.columns[-1]
        return Target(last.layer, last.unit(0))
    here, position = at
    if units:
        position = min(max(position + units, 0), len(here.units) - 1)
        return Target(here.layer, here.unit(position))
    place = min(max(layout.columns.index(here) + columns, 0), len(layout.columns) - 1)
    there = layout.columns[place]
    if there is here:
        return Target(here.layer, here.unit(position))
    away = np.hypot(there.x - here.x[position], there.y - here.y[position])
    return Target(there.layer, there.unit(int(away.argmin())))


def _place(layout: Layout, selection: Target | None) -> tuple[Column, int] | None:
    if selection is None:
        return None
    column = layout.column(selection.layer)
    position = column.position(selection.unit)
    return None if position is None else (column, position)

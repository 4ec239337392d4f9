"""From the selected unit to its neighbours, by the arrow keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from nnviz.document import Target
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.view import map_neighbours

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
    found = [_nearest(column, here, position) for column in _beside(layout, here, columns)]
    if not found:
        return Target(here.layer, here.unit(position))
    return min(found, key=lambda pair: pair[0])[1]


def _beside(layout: Layout, here: Column, step: int) -> list[Column]:
    """The layers of the next rank to the right (``step`` 1) or to the left (-1): one, or several in bands."""
    middle = _middle(here)
    away = {column.layer: step * (_middle(column) - middle) for column in layout.columns if len(column.units)}
    ahead = [distance for distance in away.values() if distance > 1.0]
    return [c for c in layout.columns if ahead and abs(away.get(c.layer, 0.0) - min(ahead)) <= 1.0]


def _middle(column: Column) -> float:
    return float(column.x.min() + column.x.max()) / 2 if len(column.x) else 0.0


def _nearest(column: Column, here: Column, position: int) -> tuple[float, Target]:
    away = np.hypot(column.x - here.x[position], column.y - here.y[position])
    place = int(away.argmin())
    return float(away[place]), Target(column.layer, column.unit(place))


def _place(layout: Layout, selection: Target | None) -> tuple[Column, int] | None:
    if selection is None:
        return None
    column = layout.column(selection.layer)
    position = column.position(selection.unit)
    return None if position is None else (column, position)

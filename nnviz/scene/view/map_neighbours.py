"""From a selected unit to its neighbours by the arrow keys, where layers are images."""

from __future__ import annotations

import numpy as np

from nnviz.document import Target
from nnviz.document.units import flat_of, unit_at
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.time.windows import Cell
from nnviz.scene.view.levels import place

_SAME_RANK = 16.0
"""Pixels between the middles of layers that stand one under the other: some have names beside their tiles."""


def neighbour(layout: Layout, selection: Target, layers: int, units: int) -> Target:
    """The next unit of the layer in reading order, or the one at the same place of the layer before or
    after; the ends hold."""
    shape = layout.column(selection.layer).shape
    if units:
        flat = flat_of(selection.unit, shape) + units
        return Target(selection.layer, unit_at(min(max(flat, 0), int(np.prod(shape)) - 1), shape))
    there = _beside(layout, selection, layers)
    if there is None:
        return selection
    share = (flat_of(selection.unit, shape) + 0.5) / float(np.prod(shape))
    if isinstance(selection.unit, int) or len(there.shape) != 3:
        return Target(there.layer, unit_at(int(share * np.prod(there.shape)), there.shape))
    return Target(there.layer, _same_place(selection.unit, shape, there.shape))


def _beside(layout: Layout, selection: Target, step: int) -> Column | None:
    """The layer of the next rank to the right (``step`` 1) or to the left, nearest to the unit's height."""
    places = {column.layer: _middle(layout, column) for column in layout.columns}
    x, _ = places[selection.layer]
    (_, y), _ = place(layout, selection)
    ahead = {n: step * (there[0] - x) for n, there in places.items() if step * (there[0] - x) > _SAME_RANK}
    if not ahead:
        return None
    rank = [n for n, away in ahead.items() if away - min(ahead.values()) <= _SAME_RANK]
    return layout.column(min(rank, key=lambda n: abs(places[n][1] - y)))


def _middle(layout: Layout, column: Column) -> tuple[float, float]:
    images = layout.images
    tiles = images.of_layer(column.layer) if images is not None else None
    if images is not None and tiles is not None:
        x0, y0, x1, y1 = tiles.outline
        kernels = images.kernels_of(column.layer)
        # Layers of a rank stand in its middle with their kernels.
        left = x0 if kernels is None else kernels.tiles.outline[0]
        return (left + x1) / 2, (y0 + y1) / 2
    return float(column.x.min() + column.x.max()) / 2, float(column.y.min() + column.y.max()) / 2


def _same_place(unit: Cell, here: tuple[int, ...], there: tuple[int, ...]) -> Cell:
    channel, row, column = unit
    return (
        min(channel, there[0] - 1),
        int((row + 0.5) * there[1] / here[1]),
        int((column + 0.5) * there[2] / here[2]),
    )

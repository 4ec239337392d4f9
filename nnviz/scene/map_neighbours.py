"""From a selected unit to its neighbours by the arrow keys, where layers are images."""

from __future__ import annotations

import numpy as np

from nnviz.document import Target
from nnviz.scene.model import Layout
from nnviz.scene.windows import Cell


def neighbour(layout: Layout, selection: Target, layers: int, units: int) -> Target:
    """The next unit of the layer in reading order, or the one at the same place of the layer before or
    after; the ends hold."""
    shape = layout.column(selection.layer).shape
    if units:
        flat = _flat(selection, shape) + units
        return _target(selection.layer, min(max(flat, 0), int(np.prod(shape)) - 1), shape)
    numbers = [column.layer for column in layout.columns]
    place = min(max(numbers.index(selection.layer) + layers, 0), len(numbers) - 1)
    there = layout.columns[place]
    if there.layer == selection.layer:
        return selection
    share = (_flat(selection, shape) + 0.5) / float(np.prod(shape))
    if isinstance(selection.unit, int) or len(there.shape) != 3:
        return _target(there.layer, int(share * np.prod(there.shape)), there.shape)
    return Target(there.layer, _same_place(selection.unit, shape, there.shape))


def _same_place(unit: Cell, here: tuple[int, ...], there: tuple[int, ...]) -> Cell:
    channel, row, column = unit
    return (
        min(channel, there[0] - 1),
        int((row + 0.5) * there[1] / here[1]),
        int((column + 0.5) * there[2] / here[2]),
    )


def _flat(target: Target, shape: tuple[int, ...]) -> int:
    return target.unit if isinstance(target.unit, int) else int(np.ravel_multi_index(target.unit, shape))


def _target(layer: int, flat: int, shape: tuple[int, ...]) -> Target:
    if len(shape) != 3:
        return Target(layer, flat)
    channel, row, column = np.unravel_index(flat, shape)
    return Target(layer, (int(channel), int(row), int(column)))

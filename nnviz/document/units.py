"""A unit's other names: its place in flat order, and its index in its layer's arrays."""

from __future__ import annotations

import numpy as np

from nnviz.document.model import Target, Unit
from nnviz.engine.arrays import Shape


def flat_of(unit: Unit, shape: Shape) -> int:
    """The place of ``unit`` in flat order among its layer's values of ``shape``, row by row from 0."""
    return unit if isinstance(unit, int) else int(np.ravel_multi_index(unit, shape))


def unit_at(flat: int, shape: Shape) -> Unit:
    """The unit at place ``flat``: (channel, row, column) in a layer of maps, elsewhere the number itself."""
    return flat if len(shape) != 3 else unit_of(tuple(int(i) for i in np.unravel_index(flat, shape)))


def index_of(unit: Unit) -> tuple[int, ...]:
    """``unit`` as an index of its layer's values, without the batch."""
    return unit if isinstance(unit, tuple) else (unit,)


def unit_of(index: tuple[int, ...]) -> Unit:
    """The unit that an index of a layer's values, without the batch, names."""
    return (index[0], index[1], index[2]) if len(index) == 3 else index[0]


def target_of(origin: tuple[int, tuple[int, ...]]) -> Target:
    """The unit that an explanation names as (layer, index)."""
    layer, index = origin
    return Target(layer, unit_of(index))

"""A layer's weights as a picture: one cell a weight, or the strongest of several where they are very many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Box, Column, Layout
from nnviz.scene.values.scales import Scales

_MARGIN = 12.0
_NARROWEST = 24.0
_EXPONENT = 0.75


@dataclass(frozen=True, eq=False)
class HeatStrip:
    """The weights into ``layer``: sources from top to bottom, targets from left to right, by their numbers.

    ``shares`` (rows, columns) are -1..1 of the layer's largest \\|w\\|, the exponent of the visual
    specification applied, NaN where a weight is no number. ``rows`` and ``columns`` (n + 1,) say which
    sources and targets a cell stands for: those from one bound to the next.
    """

    layer: int
    source_layer: int
    box: Box
    shares: Array
    rows: Array
    columns: Array
    weight: Array

    def at(self, x: float, y: float) -> tuple[int, int, int] | None:
        """(source, target, how many weights) of the cell at a layout point: the strongest weight in it."""
        x0, y0, x1, y1 = self.box
        if not (x0 <= x < x1 and y0 <= y < y1):
            return None
        row = int((y - y0) / (y1 - y0) * (len(self.rows) - 1))
        column = int((x - x0) / (x1 - x0) * (len(self.columns) - 1))
        top, bottom = int(self.rows[row]), int(self.rows[row + 1])
        left, right = int(self.columns[column]), int(self.columns[column + 1])
        cell = np.abs(self.weight[top:bottom, left:right])
        strongest = int(np.argmax(np.where(np.isfinite(cell), cell, np.inf)))
        source, target = divmod(strongest, right - left)
        return top + source, left + target, cell.size


def strips(layout: Layout, network: Network, scales: Scales) -> tuple[HeatStrip, ...]:
    """One strip in every gap of a dense layer that is wide enough."""
    found = []
    for number, layer in enumerate(network.layers, start=1):
        if not layer.fully_connected:
            continue
        before, here = layout.column(network.sources(number)[0]), layout.column(number)
        box = _box(layout, before, here)
        if box is not None and len(before.units) and len(here.units):
            weight = network.layer_parameters(number)["weight"]
            found.append(_strip(number, before.layer, box, weight, scales.layers[number].largest_weight))
    return tuple(found)


def hit(layout: Layout, strip: HeatStrip, x: float, y: float) -> tuple[Target, Target, int] | None:
    """(source, target, how many weights the cell holds) under a layout point."""
    found = strip.at(x, y)
    if found is None:
        return None
    source, target, count = found
    before, here = layout.column(strip.source_layer), layout.column(strip.layer)
    return (
        Target(strip.source_layer, _unit(before, source)),
        Target(strip.layer, _unit(here, target)),
        count,
    )


def _unit(column: Column, flat: int) -> int | tuple[int, int, int]:
    return column.unit(int(np.flatnonzero(column.units == flat)[0]))


def _box(layout: Layout, before: Column, here: Column) -> Box | None:
    left = before.plate[2] if before.plate else float((before.x + before.radii).max())
    right = here.plate[0] if here.plate else float((here.x - here.radii).min())
    margin = _MARGIN * layout.scale
    ends = [end for column in (before, here) for end in (column.y - column.radii, column.y + column.radii)]
    top, bottom = float(min(end.min() for end in ends)), float(max(end.max() for end in ends))
    if right - left < _NARROWEST + 2 * margin:
        return None
    return left + margin, top, right - margin, bottom


def _strip(layer: int, source_layer: int, box: Box, weight: Array, largest: float) -> HeatStrip:
    """Cells of at least a pixel: where there are more weights than pixels, the strongest of each cell."""
    rows = _bounds(weight.shape[0], int(box[3] - box[1]))
    columns = _bounds(weight.shape[1], int(box[2] - box[0]))
    with np.errstate(all="ignore"):
        high = np.maximum.reduceat(np.maximum.reduceat(weight, rows[:-1], axis=0), columns[:-1], axis=1)
        low = np.minimum.reduceat(np.minimum.reduceat(weight, rows[:-1], axis=0), columns[:-1], axis=1)
        strongest = np.where(high >= -low, high, low) / largest
        shares = np.sign(strongest) * np.minimum(np.abs(strongest), 1.0) ** _EXPONENT
    return HeatStrip(layer, source_layer, box, shares, rows, columns, weight)


def _bounds(count: int, most: int) -> Array:
    """Bounds of at most ``most`` groups of nearly equal size."""
    return np.linspace(0, count, min(count, max(most, 1)) + 1).astype(int)

"""What is under a point of the screen: a unit, an output bar, or an edge."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnviz.document import Camera, Target
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Layout
from nnviz.scene.layout.skips import along
from nnviz.scene.values.model import Edges, Hit
from nnviz.scene.view.camera import Point, Size, transform

NODE_REACH = 18.0
EDGE_REACH = 6.0
"""Screen pixels from a unit's middle and from an edge that still hit it."""
FAINT = 0.15
"""An edge of less opacity is no more than ground: a click beside it means the ground, unless the edge is the
selected unit's."""


def pick(
    layout: Layout,
    edges_by_layer: Mapping[int, Edges],
    camera: Camera,
    size: Size,
    point: Point,
) -> Hit | None:
    """What a screen point means: a chip that folds a layer, else the nearest unit within max(radius, 18 px),
    else a bar, else the nearest edge within 6 px that can be told from the ground, the selected unit's first.

    At last a line that passes values on: of kind ``"skip"``, its ``index`` the places of skip connection and
    line.
    """
    view = transform(layout, camera, size)
    x, y = view.to_layout(point)
    hit = _chip(layout, x, y, view.scale) or _unit(layout, x, y, view.scale)
    if hit is None:
        hit = _bar(layout, x, y, view.scale)
    if hit is None:
        hit = _edge(layout, edges_by_layer, x, y, EDGE_REACH / view.scale)
    if hit is None:
        hit = _skip(layout, x, y, EDGE_REACH / view.scale)
    return hit


def _chip(layout: Layout, x: float, y: float, scale: float) -> Hit | None:
    for chip in layout.chips:
        x0, y0, x1, y1 = chip.box
        if x0 <= x <= x1 and abs(y - (y0 + y1) / 2) <= max((y1 - y0) / 2, NODE_REACH / scale):
            return Hit("fold", Target(chip.layer, 0))
    return None


def _unit(layout: Layout, x: float, y: float, scale: float) -> Hit | None:
    best: tuple[float, Hit] | None = None
    for column in layout.columns:
        if not len(column.units):
            continue
        away = np.hypot(column.x - x, column.y - y)
        position = int(away.argmin())
        distance, radius = float(away[position]), column.part_at(position).radius
        if distance > max(radius, NODE_REACH / scale):
            continue
        # A point inside one unit means that one, even where a small neighbour's middle is nearer.
        outside = max(distance - radius, 0.0)
        if best is None or outside < best[0]:
            best = outside, Hit("unit", Target(column.layer, column.unit(position)))
    return None if best is None else best[1]


def _bar(layout: Layout, x: float, y: float, scale: float) -> Hit | None:
    bars = layout.bars
    if bars is None or not bars.x0 <= x <= bars.text_x:
        return None
    away = np.abs(np.array(bars.y) - y)
    position = int(away.argmin())
    if away[position] > max(bars.height / 2, NODE_REACH / scale):
        return None
    column = layout.columns[-1]
    return Hit("bar", Target(column.layer, column.unit(position)))


def _edge(
    layout: Layout, edges_by_layer: Mapping[int, Edges], x: float, y: float, reach: float
) -> Hit | None:
    best: tuple[bool, float, Edges, int] | None = None
    for edges in edges_by_layer.values():
        if not edges.drawn:
            continue
        away = _distances(edges.lines, x, y)
        bright = np.flatnonzero(~edges.chosen & (edges.opacity >= FAINT))
        for pool in (np.flatnonzero(edges.chosen), bright):
            if not len(pool):
                continue
            position = int(pool[away[pool].argmin()])
            found = (not edges.chosen[position], float(away[position]), edges, position)
            if found[1] <= reach and (best is None or found[:2] < best[:2]):
                best = found
    if best is None:
        return None
    edges, position = best[2:]
    before, here = layout.column(edges.source_layer), layout.column(edges.layer)
    return Hit(
        "edge",
        Target(edges.layer, here.unit(int(edges.target[position]))),
        Target(edges.source_layer, before.unit(int(edges.source[position]))),
    )


def _skip(layout: Layout, x: float, y: float, reach: float) -> Hit | None:
    best: tuple[float, int, int] | None = None
    for number, skips in enumerate(layout.skips):
        low, high = skips.reach
        if not (low[0] - reach <= x <= high[0] + reach and low[1] - reach <= y <= high[1] + reach):
            continue
        lines = along(skips)
        pieces = np.concatenate([lines[:, :-1], lines[:, 1:]], axis=2)
        away = _distances(pieces.reshape(-1, 4), x, y).reshape(pieces.shape[:2]).min(axis=1)
        line = int(away.argmin())
        if away[line] <= reach and (best is None or away[line] < best[0]):
            best = float(away[line]), number, line
    if best is None:
        return None
    number, line = best[1:]
    skips = layout.skips[number]
    target = _end(layout, skips.layer, int(skips.target[line]))
    source = _end(layout, skips.source_layer, int(skips.source[line]))
    return Hit("skip", target, source, (number, line))


def _end(layout: Layout, layer: int, position: int) -> Target:
    """A unit, or the first one of a map."""
    column = layout.column(layer)
    return Target(layer, (position, 0, 0) if column.form == "tile" else column.unit(position))


def _distances(lines: Array, x: float, y: float) -> Array:
    """(n,) distances from a point to line segments (n, 4)."""
    dx, dy = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    length = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip(((x - lines[:, 0]) * dx + (y - lines[:, 1]) * dy) / length, 0.0, 1.0)
    return np.asarray(np.hypot(lines[:, 0] + along * dx - x, lines[:, 1] + along * dy - y))

"""Skip connections between image layers: which map goes where, a line for each that has a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np

from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout.places import Column, SkipConnection
from nnviz.scene.layout.skips import Ends, Lane, points_of
from nnviz.scene.layout.tiles import Box, ImageLayers, Tiles

_APART = 10.0
"""Between the ends of lines from several sources at one tile, at scale 1."""
_MOST_LINES = 12
"""Channels drawn a line each; more are one thick line."""


def route(
    network: Network,
    columns: Sequence[Column],
    images: ImageLayers,
    slots: Sequence[tuple[float, float]],
    lanes: Mapping[tuple[int, int], Lane],
    s: float,
) -> tuple[SkipConnection, ...]:
    """The lines into every layer but those whose weights are drawn as edges. ``slots`` are the left and right
    ends of the ranks, ``lanes`` those of (layer, rank)."""
    ranks = graph.ranks_of(network)
    found = []
    for layer in range(1, len(network.shapes)):
        definition, sources = network.layer(layer), network.sources(layer)
        if definition.fully_connected:
            continue
        start = 0
        for place, source in enumerate(sources):
            offset = start if definition.alignment == "stacked" else 0
            start += network.shapes[source][0]
            aside = (place - (len(sources) - 1) / 2) if definition.alignment == "same" else 0.0
            ends = _ends(network, columns, images, (source, layer), offset, aside * _APART * s)
            past = [lanes[source, between] for between in range(ranks[source] + 1, ranks[layer])]
            points = points_of(ends, past, slots[ranks[source] : ranks[layer] + 1], s)
            found.append(SkipConnection(layer, source, points, ends.source, ends.target, ends.is_bundle))
    return tuple(found)


def _ends(
    network: Network,
    columns: Sequence[Column],
    images: ImageLayers,
    pair: tuple[int, int],
    offset: int,
    aside: float,
) -> Ends:
    """Where the lines between two layers leave and arrive; ``aside`` parts those that meet at one tile."""
    source, layer = pair
    before, kernels = images.of_layer(source), images.kernels_of(layer)
    here = images.of_layer(layer) if kernels is None else kernels.tiles
    if before is not None and here is not None:
        count = len(before.x)
        to = np.arange(count) + offset if kernels is None or kernels.of_chosen else np.arange(len(here.x))
        if kernels is not None and not kernels.of_chosen and _is_single(here) and len(here.x) <= _MOST_LINES:
            return _fan(before, here)
        is_paired = to[-1] < len(here.x) and _is_single(before) and _is_single(here)
        if is_paired and count <= _MOST_LINES:
            return _paired(before, here, to, aside)
        box = here.outline
        if kernels is None:
            # Beside the rows that they fill, but left of all tiles: none stands in the way.
            part = _part(here, offset, count).outline
            box = box[0], part[1], box[2], part[3]
        return _bundle(_box(before, columns[source]), box, (count, len(to)), aside, offset)
    if before is not None and here is None and _is_single(before) and len(before.x) <= _MOST_LINES:
        return _gathered(before, columns[layer], offset)
    into = min(prod(network.shapes[source]), prod(network.shapes[layer]) - offset)
    counts = into if before is None else len(before.x), into
    return _bundle(_box(before, columns[source]), _box(here, columns[layer]), counts, aside, offset)


def _paired(before: Tiles, here: Tiles, to: Array, aside: float) -> Ends:
    """Each channel's own line to the tile that it goes to."""
    down = min(abs(aside), 0.3 * here.size[1]) * np.sign(aside)
    count = len(before.x)
    start = np.column_stack([before.x + before.size[0], before.y + before.size[1] / 2])
    end = np.column_stack([here.x[to], here.y[to] + here.size[1] / 2 + down])
    return Ends(np.arange(count), to, start, end, False)


def _fan(before: Tiles, here: Tiles) -> Ends:
    """From the one channel of a picture to every kernel."""
    count = len(here.x)
    _, y0, x1, y1 = before.outline
    start = np.tile([[x1, (y0 + y1) / 2]], (count, 1))
    end = np.column_stack([here.x, here.y + here.size[1] / 2])
    return Ends(np.zeros(count, np.int64), np.arange(count), start, end, False)


def _gathered(before: Tiles, here: Column, offset: int) -> Ends:
    """From each map to where its values begin and end in a row of neurons."""
    count = len(before.x)
    per_map = min(before.shape[1] * before.shape[2], max((len(here.y) - offset) // count, 1))
    first = offset + np.arange(count) * per_map
    ys = [here.y[at : at + per_map] for at in first.tolist()]
    x = _box(None, here)[0]
    start = np.column_stack([before.x + before.size[0], before.y + before.size[1] / 2])
    end = np.array([[x, (y.min() + y.max()) / 2] for y in ys])
    return Ends(np.arange(count), first, start, end, False)


def _bundle(before: Box, here: Box, counts: tuple[int, int], aside: float, offset: int = 0) -> Ends:
    """One line for all of a layer."""
    start = np.array([[before[2], (before[1] + before[3]) / 2]])
    end = np.array([[here[0], (here[1] + here[3]) / 2 + aside]])
    return Ends(np.arange(counts[0]), np.arange(counts[1]) + offset, start, end, True)


def _part(tiles: Tiles, start: int, count: int) -> Tiles:
    """The tiles that one source of a Concat fills."""
    if start + count > len(tiles.x):
        return tiles
    part = slice(start, start + count)
    return Tiles(tiles.layer, (count, *tiles.shape[1:]), tiles.x[part], tiles.y[part], tiles.cell)


def _is_single(tiles: Tiles) -> bool:
    """Whether tiles stand one under the other."""
    return bool((tiles.x == tiles.x[0]).all())


def _box(tiles: Tiles | None, column: Column) -> Box:
    if tiles is not None:
        return tiles.outline
    if column.plate is not None:
        return column.plate
    r = column.radius
    return (
        float(column.x.min()) - r,
        float(column.y.min()) - r,
        float(column.x.max()) + r,
        float(column.y.max()) + r,
    )

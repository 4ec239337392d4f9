"""Level 1 of the zoom, and the map: one block a layer, painted with its real values, ribbons between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, prod, sqrt

import numpy as np

from nnviz.document import Document
from nnviz.engine import Network, Trace
from nnviz.engine.arrays import Array, shape_text
from nnviz.scene.detail.page import Box
from nnviz.scene.layout.places import Layout
from nnviz.scene.layout.ranks import is_chain
from nnviz.scene.time import easing
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.values.scales import LayerScale, Scales
from nnviz.scene.view import block_graph
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.pictures import picture_shape

MANY_EDGES = 50_000
"""Above so many edges a network needs its map."""

_LARGEST_SHARE = 0.8
"""The widest block as a share of its slot."""
_LEAST_SLOT = 6.0
_LONGEST_COLUMN = 16


@dataclass(frozen=True)
class OverviewBlock:
    """One layer. ``box`` is its place, ``rows`` x ``columns`` its cells, ``channels`` of them side by side
    in a grid of ``across``. ``name``, ``count``, ``function`` and ``parameters`` stand below it, from
    ``foot`` on. ``reach`` is left and right of all blocks of its rank: ribbons run level as far."""

    layer: int
    box: Box
    rows: int
    columns: int
    channels: int
    across: int
    name: str
    count: str
    parameters: str
    function: str = ""
    foot: float = 0.0
    reach: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Overview:
    """All blocks in a box, and which of them are joined: pairs of positions in ``blocks``. ``routes`` are the
    lanes that each ribbon passes other blocks in; ``slot`` is the width of a rank.

    ``note`` says so where not every layer has a block.
    """

    box: Box
    blocks: tuple[OverviewBlock, ...]
    ribbons: tuple[tuple[int, int], ...]
    parameters: str
    note: str = ""
    routes: tuple[tuple[Box, ...], ...] = ()
    slot: float = 0.0


def overview(document: Document, box: Box, words: float = 0.0) -> Overview:
    """Lay one block a layer out in ``box``, from left to right, larger layers taller.

    ``words`` is the height of what is written under a block: it is kept free where blocks stand one under
    the other, as they do in a network that isn't a chain.
    """
    network = document.network
    layers = len(network.shapes)
    every = max(1, ceil(layers * _LEAST_SLOT / max(box[2] - box[0], 1.0)))
    shown = [n for n in range(layers) if n % every == 0 or n == layers - 1]
    spots = None if every > 1 or is_chain(network) else block_graph.spots(network, box, words)
    if spots is None:
        slot = (box[2] - box[0]) / len(shown)
        bands = {n: (box[0] + i * slot, box[1], box[0] + (i + 1) * slot, box[3]) for i, n in enumerate(shown)}
    else:
        bands = dict(spots.bands)
    most = max(prod(shape) for shape in network.shapes)
    blocks = _standing([_block(document, n, bands[n], most) for n in shown], is_level=spots is None)
    ribbons = _ribbons(network, shown)
    routes = tuple(
        () if spots is None else block_graph.routes(network, spots, blocks[a].layer, blocks[b].layer)
        for a, b in ribbons
    )
    total = sum(value.size for value in network.parameters().values())
    note = f"one of every {every} layers is drawn" if every > 1 else ""
    slot = bands[0][2] - bands[0][0]
    return Overview(box, blocks, ribbons, amount(total, "parameter"), note, routes, slot)


def _standing(blocks: list[OverviewBlock], is_level: bool) -> tuple[OverviewBlock, ...]:
    """Blocks with their words' place, in one line under all of them where they are ``is_level``, and with
    how far those of one rank reach."""
    lowest = max(block.box[3] for block in blocks)
    found = []
    for block in blocks:
        middle = (block.box[0] + block.box[2]) / 2
        same = [other.box for other in blocks if abs((other.box[0] + other.box[2]) / 2 - middle) < 0.5]
        reach = min(box[0] for box in same), max(box[2] for box in same)
        found.append(replace(block, foot=lowest if is_level else block.box[3], reach=reach))
    return tuple(found)


def shares(trace: Trace, scales: Scales, timeline: Timeline, moment: Moment, layer: int) -> Array:
    """One layer's values as shares of full colour, -1..1, in flat order; NaN for what has no value yet."""
    values = trace[layer].a[0].ravel()
    scale = scales.layers[layer]
    found = _share(values, scale)
    if layer < moment.layer:
        return found
    if layer > moment.layer:
        return np.full(found.shape, np.nan)
    is_last = timeline.phases[-1] is timeline.phases[moment.index]
    last = is_last or timeline.phases[moment.index + 1].layer != layer
    if not last or moment.progress <= 0:
        return np.full(found.shape, np.nan)
    if moment.phase in ("input", "pool"):
        arrived = np.arange(found.size) < moment.progress * found.size
        return np.where(arrived, found, np.nan)
    return found * min(easing.out_cubic(moment.progress), 1.0)


def grid(block: OverviewBlock, values: Array) -> Array:
    """(rows, columns) of a block's values with its channels side by side; NaN between and beyond them."""
    whole = np.full(block.channels * block.rows * block.columns, np.nan)
    whole[: values.size] = values
    tiles = whole.reshape(block.channels, block.rows, block.columns)
    if block.channels == 1:
        return np.asarray(tiles[0])
    down = ceil(block.channels / block.across)
    result = np.full((down * (block.rows + 1) - 1, block.across * (block.columns + 1) - 1), np.nan)
    for channel, tile in enumerate(tiles):
        row, column = divmod(channel, block.across)
        top, left = row * (block.rows + 1), column * (block.columns + 1)
        result[top : top + block.rows, left : left + block.columns] = tile
    return result


def frame_of(layout: Layout, map_: Overview, seen: Box) -> Box:
    """Where the part ``seen`` of the layout (layout pixels) lies on the map."""
    layout_x, map_x = _across(layout, map_)
    x0, x1 = np.interp([seen[0], seen[2]], layout_x, map_x).tolist()
    top, bottom = map_.box[1], map_.box[3]
    share = [min(max(y / layout.size[1], 0.0), 1.0) for y in (seen[1], seen[3])]
    return x0, top + share[0] * (bottom - top), x1, top + share[1] * (bottom - top)


def point_of(layout: Layout, map_: Overview, point: tuple[float, float]) -> tuple[float, float]:
    """The layout point that a point of the map means."""
    layout_x, map_x = _across(layout, map_)
    x = float(np.interp(point[0], map_x, layout_x))
    share = (point[1] - map_.box[1]) / (map_.box[3] - map_.box[1])
    return x, min(max(share, 0.0), 1.0) * layout.size[1]


def _across(layout: Layout, map_: Overview) -> tuple[Array, Array]:
    """Matching positions across, on the layout and on the map, both increasing."""
    by_layer = {block.layer: (block.box[0] + block.box[2]) / 2 for block in map_.blocks}
    pairs = [(0.0, map_.box[0]), (layout.size[0], map_.box[2])]
    for column in layout.columns:
        tiles = layout.images.of_layer(column.layer) if layout.images is not None else None
        if column.layer not in by_layer:
            continue
        if tiles is not None:
            x0, _, x1, _ = tiles.outline
            pairs.append(((x0 + x1) / 2, by_layer[column.layer]))
        elif len(column.x):
            pairs.append((float(column.x.mean()), by_layer[column.layer]))
    pairs.sort()
    found = np.array(pairs)
    return found[:, 0], np.maximum.accumulate(found[:, 1])


def _block(document: Document, layer: int, box: Box, most: int) -> OverviewBlock:
    """One layer's block in its part of the picture, ``box``."""
    network = document.network
    middle, slot = (box[0] + box[2]) / 2, box[2] - box[0]
    channels, rows, columns = _cells(document, layer)
    across = ceil(sqrt(channels))
    aspect = (across * columns) / (ceil(channels / across) * rows)
    count = prod(network.shapes[layer])
    share = 0.3 + 0.7 * np.log1p(count) / np.log1p(most)
    height = share * (box[3] - box[1])
    width = min(max(height * aspect, 0.06 * height), _LARGEST_SHARE * slot)
    # One scale both ways: cells stay square, as far as one thin column allows.
    height = min(height, width / aspect) if aspect >= 0.06 else height
    y = (box[1] + box[3]) / 2
    parameters = sum(value.size for value in network.layer_parameters(layer).values()) if layer else 0
    return OverviewBlock(
        layer=layer,
        box=(middle - width / 2, y - height / 2, middle + width / 2, y + height / 2),
        rows=rows,
        columns=columns,
        channels=channels,
        across=across,
        name=names.layer(document, layer),
        count=shape_text(network.shapes[layer]),
        parameters=f"{parameters:,}" if parameters else "",
        function=_function(document, layer),
    )


def _cells(document: Document, layer: int) -> tuple[int, int, int]:
    """(channels, rows, columns) of a layer's values."""
    shape = document.network.shapes[layer]
    image = picture_shape(document) if layer == 0 else None
    if image is not None:
        return image
    if len(shape) == 3:
        return shape[0], shape[1], shape[2]
    count = prod(shape)
    if count <= _LONGEST_COLUMN:
        return 1, count, 1
    columns = max(2, round(sqrt(count / 2)))
    return 1, ceil(count / columns), columns


def _function(document: Document, layer: int) -> str:
    activation = document.network.layer(layer).activation if layer else None
    return "" if activation is None else names.function(activation)


def _ribbons(network: Network, shown: list[int]) -> tuple[tuple[int, int], ...]:
    place = {layer: i for i, layer in enumerate(shown)}
    if len(shown) < len(network.shapes):
        return tuple((i, i + 1) for i in range(len(shown) - 1))
    return tuple(
        (place[source], place[layer]) for layer in shown if layer for source in network.sources(layer)
    )


def _share(values: Array, scale: LayerScale) -> Array:
    share = np.clip(np.nan_to_num(values / scale.activation, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    if scale.signed:
        return np.asarray(np.sign(share) * np.abs(share) ** 0.75)
    return np.asarray(np.maximum(share, 0.0) ** 0.8)

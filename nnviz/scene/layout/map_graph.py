"""Where the layers of a network on images stand that isn't a chain: ranks left to right, bands one under the
other, lines from layer to layer that pass every tile in a lane beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nnviz.document import Document
from nnviz.engine import Network
from nnviz.scene.layout import headings, map_parts, map_skips
from nnviz.scene.layout import map_chain as maps
from nnviz.scene.layout import map_headings as map_words
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout import unit_graph as graph_layout
from nnviz.scene.layout.blocks import Room
from nnviz.scene.layout.map_parts import BLOCK_SHARE, MapPart
from nnviz.scene.layout.margins import legend_strip
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.layout.skips import Lane
from nnviz.scene.layout.strip_size import slider_box
from nnviz.scene.layout.tiles import Arrow, Head, ImageLayers, KernelTiles, Tiles
from nnviz.scene.layout.unit_graph import Band

_GAP, _MOST_OF_RANK = 26.0, 0.3
"""Between two ranks, at scale 1: lines turn there; where ranks are many, this share of each."""
_INSIDE = 30.0
"""The gap between a layer's kernels and its maps, at scale 1: an arrow stands there."""
_LEAST_NAMED = 60.0
"""Pixels: with less for kernels or maps no number stands beside a kernel."""
_LEAST_CELL = 1.0
_ROOMY = 6.0
"""Pixels between ranks: with less a tile half a pixel aside would be in a line's way."""
BEHIND = "Neurons and maps share columns here: some edges may pass behind a map."
HINT = "Layers stand close together here: zoom in to tell them apart, or click a cell to see its sum."


@dataclass(frozen=True, eq=False)
class _Standing:
    """One layer's parts, kernels before maps, in its band."""

    band: Band
    parts: tuple[MapPart, ...]
    inside: float

    def width(self, scale: float, s: float) -> float:
        """What they take side by side."""
        between = (len(self.parts) - 1) * self.inside
        return sum(part.width(scale, s) for part in self.parts) + between


@dataclass(frozen=True, eq=False)
class _Slot:
    """The layers of one rank, from top to bottom."""

    layers: tuple[_Standing, ...]

    def width(self, scale: float, s: float) -> float:
        """What the widest of them takes."""
        return max(standing.width(scale, s) for standing in self.layers)


@dataclass(frozen=True, eq=False)
class _Placed:
    """A part where it stands: the middle of it, its tiles unless it is a block, its band, its head."""

    part: MapPart
    middle: float
    tiles: Tiles | None
    band: Band
    head: Head


def arrange(document: Document, size: tuple[float, float], s: float, has_strip: bool = True) -> Layout:
    """Lay a graph of image layers out on a canvas of ``size`` at scale ``s``. ``has_strip``: with room for
    the arithmetic below, where a layer slides a window."""
    network = document.network
    width, height = size
    legend = legend_strip(width, height, s)
    strip = maps.strip_box(network, legend, s) if has_strip else None
    title, subtitle = headings.head_lines(s)
    top = subtitle + max(18.0 * s, 13.0)
    bottom = (legend[1] if strip is None else strip[1]) - max(10.0 * s, 6.0)
    room = Room(top, bottom, BLOCK_SHARE * width, s)
    rows = [graph_layout.bands_of(document, row, top, bottom, s) for row in graph.arrange(network)]
    bars = maps.bars_of(network, document, room, width, s)
    margin = max(22.0 * s, 12.0)
    right = width - margin if bars is None else bars.x0 - 16.0 * s
    apart = min(_GAP * s, _MOST_OF_RANK * (right - margin) / len(rows))
    slots = _slots(document, rows, room, (right - margin, apart), width)
    left = max(margin, map_parts.overhang(network, 0).left * slots[0].layers[0].parts[0].cell + 6.0)
    scale, gap = maps.fit(slots, right - left, s, apart / s)
    starts = maps.starts(slots, left, scale, gap, s)
    ends = [(x, x + slot.width(scale, s)) for x, slot in zip(starts, slots, strict=True)]
    placed = _placed(slots, ends, gap, room, scale, bars)
    columns = sorted((_column(document, one, s) for one in placed if not one.part.is_kernel), key=_number)
    if bars is not None:
        bars = replace(bars, y=tuple(float(y) for y in columns[-1].y))
    images = _images(document, placed, room, strip)
    lanes = {
        (band.place.layer, number): Lane((band.top + band.bottom) / 2, band.bottom - band.top)
        for number, row in enumerate(rows)
        for band in row
        if band.place.is_lane
    }
    # Lines turn clear of tiles that stand on whole pixels, up to one beside where their slot begins.
    rim = min(2.0, gap / 3)
    clear = [(start - rim, end + rim) for start, end in ends]
    skips = map_skips.route(network, columns, images, clear, lanes, s)
    return Layout(size, s, tuple(columns), bars, legend, (), subtitle - title, images, skips=skips)


def _number(column: Column) -> int:
    return column.layer


def _slots(
    document: Document,
    rows: Sequence[Sequence[Band]],
    room: Room,
    across: tuple[float, float],
    width: float,
) -> list[_Slot]:
    """The layers of each rank, their tiles as large as bands and width allow. ``across`` is all the width,
    and what lies between two ranks."""
    network = document.network
    layers = [[band for band in row if not band.place.is_lane] for row in rows]
    kernels = sum(any(network.layer(band.place.layer).has_kernels for band in row if band.place.layer)
                  for row in layers)  # fmt: skip
    count = len(layers) + kernels
    inside = min(_INSIDE * room.s, across[1])
    share = (across[0] - (len(layers) - 1) * across[1] - kernels * inside) / count
    last = len(network.layers)
    slots = []
    for row in layers:
        rooms = {b.place.layer: replace(room, top=b.top, bottom=b.bottom) for b in row}
        if last not in rooms:
            # The answer's neurons stay as large as the bars beside them ask for.
            narrow = min(room.width, 0.8 * share)
            rooms = {n: replace(own, width=narrow) for n, own in rooms.items()}
        parts = {n: map_parts.parts_of_layer(document, n, rooms[n], share, width) for n in rooms}
        vectors = {n: found[0].block for n, found in parts.items() if found[0].block is not None}
        alike = graph_layout.of_one_form({n: b for n, b in vectors.items() if b is not None}, rooms)
        for n, block in alike.items():
            parts[n] = (replace(parts[n][0], block=block),)
        if share < _LEAST_NAMED * room.s:
            parts = {n: tuple(replace(part, beside=0.0) if part.is_kernel else part for part in found)
                     for n, found in parts.items()}  # fmt: skip
        slots.append(_Slot(tuple(_Standing(band, parts[band.place.layer], inside) for band in row)))
    return slots


def _placed(
    slots: Sequence[_Slot],
    ends: Sequence[tuple[float, float]],
    gap: float,
    room: Room,
    scale: float,
    bars: Bars | None,
) -> list[_Placed]:
    found = []
    for slot, (start, end) in zip(slots, ends, strict=True):
        limits = (max(start - gap / 2, 4.0), end + gap / 2)
        for standing in slot.layers:
            x = (start + end - standing.width(scale, room.s)) / 2
            middles = []
            for part in standing.parts:
                middles.append(x + part.width(scale, room.s) / 2)
                x += part.width(scale, room.s) + standing.inside
            heads = _heads(standing, middles, limits, room.s)
            own = replace(room, top=standing.band.top, bottom=standing.band.bottom)
            for part, middle, head in zip(standing.parts, middles, heads, strict=True):
                at = middle - part.width(scale, room.s) / 2
                tiles = maps.place(part, at, own, scale, room.s, on_pixels=gap >= _ROOMY)
                found.append(_Placed(part, middle, tiles, standing.band, head))
    return found


def _heads(
    standing: _Standing, middles: Sequence[float], limits: tuple[float, float], s: float
) -> list[Head]:
    words = [part.words for part in standing.parts]
    heads = map_words.within(words, middles, limits, s)
    if standing.band.head is None:
        return heads
    return [replace(head, y=graph_layout.head_of(standing.band, s), is_below=True) for head in heads]


def _column(document: Document, placed: _Placed, s: float) -> Column:
    column = maps.column_of(document, placed.part, placed.middle, placed.head, s)
    return replace(column, is_below=placed.band.head is not None)


def _images(
    document: Document,
    placed: Sequence[_Placed],
    room: Room,
    strip: tuple[float, float, float, float] | None,
) -> ImageLayers:
    network = document.network
    found: Mapping[bool, list[Tiles]] = {True: [], False: []}
    for one in placed:
        if one.tiles is not None:
            found[one.part.is_kernel].append(one.tiles)
    own = [tiles for tiles in found[False] if tiles.layer == 0]
    return ImageLayers(
        tiles=tuple(sorted(found[False], key=lambda tiles: tiles.layer)),
        kernels=tuple(
            KernelTiles(tiles, network.shapes[network.sources(tiles.layer)[0]][0] > 1)
            for tiles in found[True]
        ),
        arrows=tuple(_arrows(found[True], found[False], room.s)),
        heads=tuple(one.head for one in placed),
        strip=strip,
        slider=None if not own else slider_box(own[0], map_parts.overhang(network, 0).below, strip, room.s),
        hint=_hint(network, found[False]),
    )


def _hint(network: Network, shown: Sequence[Tiles]) -> str:
    """What a person must know to read the picture, where it can't be kept clear."""
    if min((tiles.cell for tiles in shown), default=9.0) < _LEAST_CELL:
        return HINT
    ranks = graph.ranks_of(network)
    images = {ranks[n] for n, shape in enumerate(network.shapes) if len(shape) == 3}
    dense = [n for n in range(1, len(network.shapes)) if network.layer(n).fully_connected]
    ends = {ranks[end] for n in dense for end in (n, *network.sources(n))}
    return BEHIND if images & ends else ""


def _arrows(kernels: Sequence[Tiles], maps_: Sequence[Tiles], s: float) -> list[Arrow]:
    """From the kernels of a convolution to its maps."""
    arrows = []
    for before in kernels:
        after = next(tiles for tiles in maps_ if tiles.layer == before.layer)
        start = before.outline[2] + (map_words.NAME * s if before.names else 0.0)
        middle = (after.outline[1] + after.outline[3]) / 2
        is_level = len(before.x) == len(after.x) and bool((after.x == after.x[0]).all()) and before.names
        ys = (before.y + before.size[1] / 2).tolist() if is_level else [middle]
        arrows += [Arrow(start + 4.0 * s, after.outline[0] - 4.0 * s, y) for y in ys]
    return [arrow for arrow in arrows if arrow.x1 - arrow.x0 >= 7.0]

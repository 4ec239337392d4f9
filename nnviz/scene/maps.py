"""Where the layers of a network on images stand: picture, kernels, maps, pooled maps, then neurons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine import Conv2D, Dense, Network
from nnviz.scene import blocks, headings, map_words, windows
from nnviz.scene.blocks import Block, Room
from nnviz.scene.margins import MOST_BARS, legend_strip, output_bars
from nnviz.scene.model import Bars, Column, Layout
from nnviz.scene.tiles import Arrow, Box, Head, ImageLayers, KernelTiles, Tiles

STRIP, TALL_STRIP = 236.0, 280.0
"""Heights of the arithmetic strip at scale 1: for kernels of up to three rows, and for larger ones."""

_INPUT_SHARE, _INPUT_SHARE_ALONE = 0.215, 0.36
"""Most of the width that the picture takes, beside output bars and without them."""
_LARGEST_CELL, _LARGEST_KERNEL_CELL = 30.0, 27.0
_BETWEEN_TILES = 0.11
_LEAST_GAP = 15.0
_BLOCK_SHARE = 0.05
_MOST_COLUMNS = 32
_LABEL_SHARE = 0.12
_LEAST_LABELLED = 11.5
"""Pixels: a smaller disc has no room for a letter."""


@dataclass(frozen=True, eq=False)
class _Part:
    """One thing in the row from left to right: tiles of ``shape``, or a block of neurons. ``beside`` is the
    room for a name at the right of each tile."""

    layer: int
    shape: tuple[int, int, int] = (0, 0, 0)
    columns: int = 1
    cell: float = 0.0
    is_kernel: bool = False
    beside: float = 0.0
    block: Block | None = None
    words: map_words.Words = field(default_factory=lambda: map_words.Words((), ()))

    @property
    def rows(self) -> int:
        return math.ceil(self.shape[0] / self.columns)

    def width(self, scale: float, s: float) -> float:
        if self.block is not None:
            return self.block.left + self.block.right + self.beside
        return (self.columns - 1) * self.step(scale, s) + self.shape[2] * self.cell * scale + self.beside

    def step(self, scale: float, s: float) -> float:
        """From one tile to the next in its row."""
        tile = self.shape[2] * self.cell * scale
        return tile + self.beside + _apart(tile, s)


def has_images(network: Network) -> bool:
    """Whether any layer, or the input, is an image."""
    return any(len(shape) == 3 for shape in network.shapes)


def arrange(document: Document, size: tuple[float, float], s: float) -> Layout:
    """Lay a network on images out on a canvas of ``size`` at scale ``s``."""
    network = document.network
    width, height = size
    legend = legend_strip(width, height, s)
    strip = _strip(network, legend, s)
    top = headings.head_lines(s)[1] + max(18.0 * s, 13.0)
    bottom = (legend[1] if strip is None else strip[1]) - max(10.0 * s, 6.0)
    room = Room(top, bottom, _BLOCK_SHARE * width, s)
    bars = _bars(network, document, room, width, s)
    margin = max(22.0 * s, 12.0)
    right = width - margin if bars is None else bars.x0 - 16.0 * s
    parts = _parts(document, room, right - margin, width, bars is not None)
    left = max(margin, _overhang(network, 0)[1] * parts[0].cell + 6.0)
    scale, gap = _fit(parts, right - left, s)
    starts = _starts(parts, left, scale, gap, s)
    placed = [_place(part, x, room, scale, s) for part, x in zip(parts, starts, strict=True)]
    middles = [x + part.width(scale, s) / 2 for part, x in zip(parts, starts, strict=True)]
    heads = map_words.heads([part.words for part in parts], middles, bars, width, s)
    columns = tuple(
        _column(document, part, middle, head, s)
        for part, middle, head in zip(parts, middles, heads, strict=True)
        if not part.is_kernel
    )
    images = ImageLayers(
        tiles=tuple(
            tiles
            for part, tiles in zip(parts, placed, strict=True)
            if tiles is not None and not part.is_kernel
        ),
        kernels=tuple(
            KernelTiles(tiles, network.shapes[network.sources(part.layer)[0]][0] > 1)
            for part, tiles in zip(parts, placed, strict=True)
            if tiles is not None and part.is_kernel
        ),
        arrows=tuple(_arrows(network, parts, placed, middles, room, scale)),
        heads=tuple(heads),
        strip=strip,
    )
    title, subtitle = headings.head_lines(s)
    return Layout(size, s, columns, bars, legend, (), subtitle - title, images)


def _strip(network: Network, legend: Box, s: float) -> Box | None:
    sliding = [layer for layer in range(1, len(network.shapes)) if windows.slides(network, layer)]
    if not sliding:
        return None
    tallest = max(windows.of_layer(network, layer).kernel[0] for layer in sliding)
    height = STRIP if tallest <= 3 else TALL_STRIP
    bottom = legend[1] - 2.0 * s
    return legend[0], bottom - max(height * s, 120.0), legend[2], bottom


def _bars(network: Network, document: Document, room: Room, width: float, s: float) -> Bars | None:
    outputs = prod(network.output_shape)
    if len(network.output_shape) == 3 or outputs > MOST_BARS:
        return None
    return output_bars(document, blocks.discs(outputs, room), width, s)


# what there is, from left to right


def _parts(document: Document, room: Room, across: float, width: float, has_bars: bool) -> list[_Part]:
    network = document.network
    shapes = network.shapes
    convolutions = [n for n in range(1, len(shapes)) if isinstance(network.layer(n), Conv2D)]
    count = len(shapes) + len(convolutions)
    share = (across - (count - 1) * _LEAST_GAP * room.s) / count
    parts: list[_Part] = []
    columns = 1
    for layer, shape in enumerate(shapes):
        words = map_words.of_layer(document, layer)
        if len(shape) != 3:
            block = _block(network, layer, room)
            beside = _label_room(document, block, width, room.s) if layer == len(shapes) - 1 else 0.0
            parts.append(_Part(layer, block=block, beside=beside, words=words))
            continue
        image = (shape[0], shape[1], shape[2])
        limit = (_INPUT_SHARE if has_bars else _INPUT_SHARE_ALONE) * width if layer == 0 else share
        if not _keeps_channels(network, layer, image[0]):
            columns = _columns(image, room, limit)
        over = _overhang(network, layer)[0]
        if layer in convolutions:
            parts.append(_kernel_part(document, layer, columns, room, limit))
        parts.append(_tile_part(layer, image, columns, room, limit, words, over=over))
    return parts


def _label_room(document: Document, block: Block, width: float, s: float) -> float:
    """Width for the outputs' names at the right of their discs; 0 where they stand inside."""
    labels = headings.output_labels(document, block)
    if not labels or (headings.fits_inside(labels, block) and block.radius >= _LEAST_LABELLED):
        return 0.0
    return headings.label_gap(s) + headings.label_width(labels, s, _LABEL_SHARE * width)


def _overhang(network: Network, layer: int) -> tuple[int, int]:
    """(rows above and below, columns to the left) of padding that windows over a layer reach into."""
    after = [n for n in range(layer + 1, len(network.shapes)) if layer in network.sources(n)[:1]]
    sliding = [windows.of_layer(network, n) for n in after if windows.slides(network, n)]
    rows = max((found.before[0] + found.after[0] for found in sliding), default=0)
    return rows, max((found.before[1] for found in sliding), default=0)


def _keeps_channels(network: Network, layer: int, channels: int) -> bool:
    """Whether each channel stands for the same thing as in the layer before, so that rows go on."""
    if layer == 0 or isinstance(network.layer(layer), Conv2D):
        return False
    before = network.shapes[network.sources(layer)[0]]
    return len(before) == 3 and before[0] == channels


def _block(network: Network, layer: int, room: Room) -> Block:
    count = prod(network.shapes[layer])
    if layer > 0 and isinstance(network.layer(layer), Dense):
        return blocks.discs(count, room) if count <= MOST_BARS else blocks.of_layer(count, room)
    return blocks.cells(count, room) if layer else blocks.of_layer(count, room)


def _columns(shape: tuple[int, int, int], room: Room, across: float) -> int:
    """How many columns of tiles make the tiles largest."""

    def scale(columns: int) -> float:
        rows = math.ceil(shape[0] / columns)
        return min(room.height / rows / shape[1], across / columns / shape[2])

    return max(range(1, min(shape[0], _MOST_COLUMNS) + 1), key=lambda columns: (scale(columns), -columns))


def _tile_part(
    layer: int,
    shape: tuple[int, int, int],
    columns: int,
    room: Room,
    across: float,
    words: map_words.Words,
    largest: float = _LARGEST_CELL,
    is_kernel: bool = False,
    over: int = 0,
) -> _Part:
    rows = math.ceil(shape[0] / columns)
    pitch = room.height / rows
    tall = pitch - (_apart(pitch, room.s) if rows > 1 else 0.0)
    cell = min(tall / (shape[1] + over), across / columns / shape[2], largest * room.s)
    return _Part(layer, shape, columns, cell, is_kernel, words=words)


def _kernel_part(document: Document, layer: int, columns: int, room: Room, across: float) -> _Part:
    out, channels, height, width = document.network.layer_parameters(layer)["weight"].shape
    is_of_chosen = document.network.shapes[document.network.sources(layer)[0]][0] > 1
    shape = (channels if is_of_chosen else out, height, width)
    if is_of_chosen:
        columns = _columns(shape, room, across)
    words = map_words.of_kernels(document, layer)
    part = _tile_part(layer, shape, columns, room, across, words, _LARGEST_KERNEL_CELL, True)
    return part if is_of_chosen else replace(part, beside=map_words.NAME * room.s)


# where it stands


def _apart(tile: float, s: float) -> float:
    """The gap between two tiles of one layer."""
    return max(_BETWEEN_TILES * tile, min(4.0, 0.3 * tile)) * min(1.0, max(s, 0.5))


def _fit(parts: Sequence[_Part], across: float, s: float) -> tuple[float, float]:
    """(scale of the tiles, gap between parts) that just fill the width."""
    least = _LEAST_GAP * s

    def free(scale: float) -> float:
        return across - sum(part.width(scale, s) for part in parts)

    gaps = max(len(parts) - 1, 1)
    low, high = 0.02, 1.0
    if free(high) < gaps * least:
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if free(middle) >= gaps * least else (low, middle)
        high = low
    return high, max(free(high), 0.0) / gaps


def _starts(parts: Sequence[_Part], left: float, scale: float, gap: float, s: float) -> list[float]:
    starts = []
    x = left
    for part in parts:
        starts.append(x)
        x += part.width(scale, s) + gap
    return starts


def _place(part: _Part, x: float, room: Room, scale: float, s: float) -> Tiles | None:
    if part.block is not None:
        return None
    channels, height, width = part.shape
    cell = _even(part.cell * scale)
    # What rounding the cells down has freed stays at both sides.
    tile = part.cell * scale * width
    spare = (tile - cell * width) / 2
    index = np.arange(channels)
    across = x + spare + (index % part.columns) * part.step(scale, s)
    pitch = room.height / part.rows
    down = room.top + (index // part.columns + 0.5) * pitch - cell * height / 2
    names = map_words.tile_names(part.shape[0], part.layer, part.is_kernel)
    return Tiles(part.layer, part.shape, np.round(across), np.round(down), cell, names)


def _even(cell: float) -> float:
    """Cells of whole pixels where they are large enough: each value is as large as the next."""
    return float(math.floor(cell)) if cell >= 2.0 else cell


def _column(document: Document, part: _Part, middle: float, head: Head, s: float) -> Column:
    shape = tuple(document.network.shapes[part.layer])
    nothing = np.empty(0)
    column = Column(
        layer=part.layer,
        title="",
        subtitle="",
        heading=(middle, head.y),
        form="tile",
        shape=shape,
        units=np.empty(0, np.int64),
        x=nothing,
        y=nothing,
        radius=0.0,
    )
    block = part.block
    if block is None:
        return column
    middle += (block.left - block.right - part.beside) / 2
    plate = None
    if block.plate is not None:
        half, top, bottom = block.plate
        plate = (middle - half, top, middle + half, bottom)
    is_last = part.layer == len(document.network.layers)
    labels = headings.output_labels(document, block) if is_last else ()
    return replace(
        column,
        form=block.form,
        units=np.arange(len(block.y)),
        x=middle + block.dx,
        y=block.y,
        radius=block.radius,
        labels=labels,
        label_side="right" if part.beside else "inside",
        label_width=max(part.beside - headings.label_gap(s), 0.0),
        label_gap=headings.label_gap(s),
        plate=plate,
    )


def _arrows(
    network: Network,
    parts: Sequence[_Part],
    placed: Sequence[Tiles | None],
    middles: Sequence[float],
    room: Room,
    scale: float,
) -> list[Arrow]:
    arrows: list[Arrow] = []
    for (part, tiles, x), (after, there, to) in pairwise(zip(parts, placed, middles, strict=True)):
        is_source = (
            after.layer == part.layer if part.is_kernel else part.layer in network.sources(after.layer)
        )
        if after.is_kernel or not is_source or (tiles is None and there is None):
            continue
        start = x + part.width(scale, room.s) / 2
        end = to - after.width(scale, room.s) / 2
        aligned = tiles is not None and there is not None and part.columns == after.columns == 1
        if aligned and tiles is not None and len(tiles.x) == after.shape[0]:
            ys = (tiles.y + tiles.size[1] / 2).tolist()
            arrows += [Arrow(start + 5 * room.s, end - 5 * room.s, y) for y in ys]
        else:
            arrows.append(Arrow(start + 5 * room.s, end - 5 * room.s, room.middle))
    return [arrow for arrow in arrows if arrow.x1 - arrow.x0 >= 7.0]

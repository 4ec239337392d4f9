"""Where the layers of a network on images stand: picture, kernels, maps, pooled maps, then neurons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine import Network
from nnviz.scene.layout import blocks, folding, headings
from nnviz.scene.layout import map_headings as map_words
from nnviz.scene.layout.blocks import Room
from nnviz.scene.layout.large import Fold
from nnviz.scene.layout.map_parts import (
    BLOCK_SHARE,
    LEAST_GAP,
    MapPart,
    Wide,
    is_wide_row,
    overhang,
    parts_of,
    with_pills,
)
from nnviz.scene.layout.margins import MOST_BARS, legend_strip, output_bars
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.layout.strip_size import printed_height, slider_box, slider_height
from nnviz.scene.layout.tiles import Arrow, Box, Head, ImageLayers, KernelTiles, Tiles
from nnviz.scene.time import windows

STRIP, TALL_STRIP = 236.0, 280.0
"""Heights of the arithmetic strip at scale 1: for kernels of up to three rows, and for larger ones."""
LEAST_STRIP = 120.0
"""Pixels of its height at least."""

MOST_PRINTED = 5
"""Rows of a kernel for which the strip is made so tall that numbers fit the cells, ..."""
LARGEST_SHARE = 0.4
"""... as long as this share of the height is enough for it; the maps need the rest."""
_FOR_NUMBERS = 0.9
"""Tiles become so much smaller for the numbers on the paths into a chosen neuron, and no more."""
_FOR_ARROWS = 17.5
"""Between two parts at scale 1, where an arrow has room."""
_SEARCH, _SEARCH_WIDTH, _LEAST_SEARCH, _LEAST_SEARCH_WIDTH = 38.0, 236.0, 36.0, 160.0
"""Height and width of the search field at scale 1, and in pixels at least."""
_SLIDER_SHARE = 0.3
"""Of the height: where the slider would take more, the input is worth more."""


def has_images(network: Network) -> bool:
    """Whether any layer, or the input, is an image."""
    return any(len(shape) == 3 for shape in network.shapes)


def arrange(
    document: Document,
    size: tuple[float, float],
    s: float,
    fold: Fold | None = None,
    has_strip: bool = True,
) -> Layout:
    """Lay a network on images out on a canvas of ``size`` at scale ``s``; ``fold`` is its folded layer.
    ``has_strip``: with room for the arithmetic below, where a layer slides a window."""
    network = document.network
    width, height = size
    legend = legend_strip(width, height, s)
    strip = strip_box(network, legend, s) if has_strip else None
    top = headings.head_lines(s)[1] + max(18.0 * s, 13.0)
    bottom = (legend[1] if strip is None else strip[1]) - max(10.0 * s, 6.0)
    room = Room(top, bottom, BLOCK_SHARE * width, s)
    bars = bars_of(network, document, room, width, s)
    margin = max(22.0 * s, 12.0)
    right = width - margin if bars is None else bars.x0 - 16.0 * s
    parts = parts_of(document, room, input_room(room, strip), right - margin, width, bars is not None, fold)
    left = max(margin, overhang(network, 0).left * parts[0].cell + 6.0)
    roomy = [with_pills(part, s) for part in parts]
    scale, gap = fit(roomy, right - left, s, _FOR_ARROWS)
    if scale >= _FOR_NUMBERS:
        parts = roomy
    else:
        scale, gap = fit(parts, right - left, s)
    begins = starts(parts, left, scale, gap, s)
    above = input_room(room, strip)
    placed = [
        place(part, x, room if part.layer or part.is_kernel else above, scale, s)
        for part, x in zip(parts, begins, strict=True)
    ]
    middles = [x + part.width(scale, s) / 2 for part, x in zip(parts, begins, strict=True)]
    heads = map_words.heads([part.words for part in parts], middles, bars, width, s)
    columns = tuple(
        column_of(document, part, middle, head, s)
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
        slider=_slider(network, placed, strip, s),
    )
    title, subtitle = headings.head_lines(s)
    folded = {part.layer: part.folded for part in parts if part.folded is not None}
    across = [float(columns[layer].x[0]) for layer in folded]
    words = folding.chips(folded.items(), across, s)
    layout = Layout(size, s, columns, bars, legend, (), subtitle - title, images, tuple(words))
    has_row = any(is_wide_row(part) for part in parts[1:-1])
    return replace(layout, search=_search_box(images, subtitle, s)) if has_row else layout


def _search_box(images: ImageLayers, subtitle: float, s: float) -> Box | None:
    """Between the input and its head, where there is room."""
    first = images.of_layer(0)
    if first is None:
        return None
    x0, tile, x1, _ = first.outline
    beside = min((shown.tiles.outline[0] for shown in images.kernels), default=x1)
    x1 = max(x1, min(x0 + _SEARCH_WIDTH * s, beside - 12.0 * s))
    top = subtitle + max(18.0 * s, 14.0)
    bottom = top + max(_SEARCH * s, _LEAST_SEARCH)
    is_wide = x1 - x0 >= _LEAST_SEARCH_WIDTH
    return (x0, top, x1, bottom) if is_wide and bottom + first.cell + 4.0 <= tile else None


def input_room(room: Room, strip: Box | None) -> Room:
    """The input's room: the slider that moves the window stands under it."""
    spared = 0.0 if strip is None else min(slider_height(room.s), _SLIDER_SHARE * room.height)
    return replace(room, bottom=room.bottom - spared)


def _slider(network: Network, placed: Sequence[Tiles | None], strip: Box | None, s: float) -> Box | None:
    tiles = placed[0]
    return None if tiles is None else slider_box(tiles, overhang(network, 0).below, strip, s)


def strip_box(network: Network, legend: Box, s: float) -> Box | None:
    """The place of the arithmetic strip above the legend; None where no layer slides a window."""
    sliding = [layer for layer in range(1, len(network.shapes)) if windows.slides(network, layer)]
    if not sliding:
        return None
    tallest = max(windows.of_layer(network, layer).kernel[0] for layer in sliding)
    height = STRIP if tallest <= 3 else TALL_STRIP
    bottom = legend[1] - 2.0 * s
    printed = printed_height(min(tallest, MOST_PRINTED), s)
    least = printed if printed <= LARGEST_SHARE * bottom else LEAST_STRIP
    return legend[0], bottom - max(height * s, least), legend[2], bottom


def bars_of(network: Network, document: Document, room: Room, width: float, s: float) -> Bars | None:
    """The output bars; None beside maps, or where there are too many."""
    outputs = prod(network.output_shape)
    if len(network.output_shape) == 3 or outputs > MOST_BARS:
        return None
    return output_bars(document, blocks.discs(outputs, room), width, s)


def fit(parts: Sequence[Wide], across: float, s: float, apart: float = LEAST_GAP) -> tuple[float, float]:
    """(scale of the tiles, gap between parts of at least ``apart`` at scale 1) that just fill the width."""
    least = apart * s

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


def starts(parts: Sequence[Wide], left: float, scale: float, gap: float, s: float) -> list[float]:
    """The left end of each part, ``gap`` apart."""
    found = []
    x = left
    for part in parts:
        found.append(x)
        x += part.width(scale, s) + gap
    return found


def place(
    part: MapPart, x: float, room: Room, scale: float, s: float, on_pixels: bool = True
) -> Tiles | None:
    """A part's tiles from ``x`` on, spread over the height of ``room``; None for a block of neurons.

    ``on_pixels``: they begin on whole pixels, up to half a pixel beside.
    """
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
    if on_pixels:
        across, down = np.round(across), np.round(down)
    return Tiles(part.layer, part.shape, across, down, cell, names)


def _even(cell: float) -> float:
    """Cells of whole pixels where they are large enough: each value is as large as the next."""
    # A hair below is rounding.
    return float(math.floor(cell + 0.05)) if cell >= 2.0 else cell


def column_of(document: Document, part: MapPart, middle: float, head: Head, s: float) -> Column:
    """A layer's column: without units where it is an image."""
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
    if part.folded is not None:
        return folding.placed(column, part.folded, middle)
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
        plate=block.plate_at(middle),
    )


def _arrows(
    network: Network,
    parts: Sequence[MapPart],
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

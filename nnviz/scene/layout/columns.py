"""Where everything stands on a canvas: columns of units, headings, output bars, room for the legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.scene.layout import blocks, hall, headings, map_graph, skips, wide
from nnviz.scene.layout import map_chain as maps
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout import unit_graph as graph_layout
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.large import Fold
from nnviz.scene.layout.margins import MOST_BARS, legend_strip, output_bars
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.words import names
from nnviz.scene.words.edge_counts import edge_counts, is_large
from nnviz.scene.words.pictures import picture_shape

REFERENCE = (920.0, 816.0)
"""The canvas of the reference window of 1600 x 1000: scale 1."""
MOST_EDGES = 3_000
"""Edges drawn in one gap; above, a note says how many there are."""

_INPUT_AT, _OUTPUT_AT, _OUTPUT_AT_WITHOUT_BARS = 0.05, 0.78, 0.9
_FIRST_GAP = 1.15
"""The first gap is this much wider than the others: most edges are there. One hidden layer is at 44 %."""
_INPUT_SHARE = 0.28
"""Most of the width that an input picture may take."""


def arrange(
    document: Document,
    size: tuple[float, float],
    fold: Fold | None = None,
    for_hall: bool = False,
    has_strip: bool = True,
) -> Layout:
    """Lay ``document``'s network out on a canvas of ``size`` = (width, height) logical pixels, zoom 1.

    ``fold`` is the layer that a large network folds beside the selected neuron. ``for_hall``: without what a
    hall doesn't need. ``has_strip``: with room for the arithmetic of one cell of an image.
    """
    width, height = size
    s = min(width / REFERENCE[0], height / REFERENCE[1])
    if not for_hall:
        return _arrange(document, size, s, fold, has_strip)
    if graph.is_chain(document.network) and not maps.has_images(document.network):
        return hall.arrange(document, size, s)
    # The legend lies below what is seen.
    _, top, _, bottom = legend_strip(width, height, s)
    return replace(_arrange(document, (width, height + bottom - top), s, fold, has_strip), size=size)


def _arrange(
    document: Document, size: tuple[float, float], s: float, fold: Fold | None, has_strip: bool
) -> Layout:
    width, height = size
    if maps.has_images(document.network):
        inputs = frozenset(document.network.input_layers)
        if graph.is_chain(document.network):
            return replace(maps.arrange(document, size, s, fold, has_strip), inputs=inputs)
        return replace(map_graph.arrange(document, size, s, has_strip), inputs=inputs)
    if not graph.is_chain(document.network):
        return graph_layout.arrange(document, size, s)
    if is_large(document.network):
        return wide.arrange(document, size, s, fold)
    counts = edge_counts(document.network)
    note_height = max(22.0 * s, 20.0) if max(counts.values(), default=0) > MOST_EDGES else 0.0
    legend = legend_strip(width, height, s)
    # A selected unit's ring stands 10 pixels out from it and must clear the headings and the legend.
    top = headings.head_lines(s)[1] + max(22.0 * s, 15.0)
    room = Room(top, legend[1] - note_height - max(10.0 * s, 6.0), 0.0, s)
    parts = _blocks(document, room, width)
    labels = _labels(document, parts)
    sides = _label_widths(labels, parts, width, s)
    bars = output_bars(document, parts[-1], width, s)
    middles = _middles(parts, sides, bars, width, s)
    columns = tuple(
        _column(document, number, block, middle, s)
        for number, (block, middle) in enumerate(zip(parts, middles, strict=True))
    )
    columns = _named(columns, parts, labels, sides, has_bars=bars is not None, s=s)
    variants = [headings.subtitles(document, number, block) for number, block in enumerate(parts)]
    columns = headings.with_fitting_subtitles(columns, variants, bars, width, s)
    notes = _notes(columns, counts, legend[1] - note_height / 2, s) if note_height else ()
    title, subtitle = headings.head_lines(s)
    lines = skips.of_chain(document.network, columns, s)
    return Layout(size, s, columns, bars, legend, notes, subtitle - title, skips=lines)


def _blocks(document: Document, room: Room, width: float) -> list[UnitBlock]:
    shapes = document.network.shapes
    slot = 0.73 * width / (len(shapes) - 1)
    inner = replace(room, width=0.4 * slot)
    image = picture_shape(document)
    if image is not None:
        channels, rows, across = image
        first = blocks.pixels(rows, across, channels, replace(room, width=_INPUT_SHARE * width))
    else:
        first = blocks.of_layer(prod(shapes[0]), inner)
    rest = [blocks.of_layer(prod(shape), inner) for shape in shapes[1:]]
    outputs = prod(shapes[-1])
    if outputs <= MOST_BARS:
        rest[-1] = blocks.discs(outputs, inner)
    return [first, *rest]


def _labels(document: Document, parts: list[UnitBlock]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names beside or in the discs of the input and of the output."""
    return headings.input_labels(document, parts[0]), headings.output_labels(document, parts[-1])


def _label_widths(
    labels: tuple[tuple[str, ...], tuple[str, ...]], parts: list[UnitBlock], width: float, s: float
) -> tuple[float, float]:
    """Width to keep free left of the input's and right of the output's discs."""
    most = headings.label_share(len(parts)) * width
    before = headings.label_width(labels[0], s, most)
    if headings.fits_inside(labels[1], parts[-1]):
        return before, 0.0
    return before, headings.label_width(labels[1], s, most)


def _middles(
    parts: list[UnitBlock], sides: tuple[float, float], bars: Bars | None, width: float, s: float
) -> list[float]:
    """The columns' middles: input and output first, the others with even gaps between them."""
    gap = headings.label_gap(s)
    beside = sides[0] + gap if sides[0] else 0.0
    margin = 4.0 if len(parts[0].bracket_labels) else max(16.0 * s, 8.0)
    first = max(_INPUT_AT * width, margin + beside + parts[0].left)
    behind = parts[-1].right + (sides[1] + gap if sides[1] else 0.0)
    if bars is None:
        last = min(_OUTPUT_AT_WITHOUT_BARS * width, width - margin - behind)
    else:
        last = min(_OUTPUT_AT * width, bars.x0 - 14.0 * s - behind)
    return [first, *_between(parts, first, last), last]


def _between(parts: list[UnitBlock], first: float, last: float) -> list[float]:
    inner = parts[1:-1]
    start, end = first + parts[0].right, last - parts[-1].left
    free = end - start - sum(block.left + block.right for block in inner)
    gap = free / (len(inner) + _FIRST_GAP)
    middles = []
    x = start + _FIRST_GAP * gap
    for block in inner:
        middles.append(x + block.left)
        x += block.left + block.right + gap
    return middles


def _column(document: Document, number: int, block: UnitBlock, middle: float, s: float) -> Column:
    network = document.network
    image = picture_shape(document) if number == 0 else None
    return Column(
        layer=number,
        title=names.layer(document, number),
        subtitle="",
        heading=(middle, headings.head_lines(s)[0]),
        form=block.form,
        shape=tuple(network.shapes[number]),
        units=np.arange(len(block.y)),
        x=middle + block.dx,
        y=block.y,
        radius=block.radius,
        brackets=block.brackets_at(middle),
        bracket_labels=block.bracket_labels,
        plate=block.plate_at(middle),
        row_length=image[2] if image is not None else 0,
    )


def _named(
    columns: tuple[Column, ...],
    parts: list[UnitBlock],
    labels: tuple[tuple[str, ...], tuple[str, ...]],
    sides: tuple[float, float],
    *,
    has_bars: bool,
    s: float,
) -> tuple[Column, ...]:
    """Give the first and the last column their labels, and heads that keep clear of their neighbours."""
    first, *rest = columns
    left = max(16.0 * s, 8.0)
    y = first.heading[1]
    gap = headings.label_gap(s)
    first = replace(first, labels=labels[0], label_side="left", label_width=sides[0], label_gap=gap)
    first = replace(first, heading=(left, y), heading_align="left")
    last = rest[-1]
    side = "right" if sides[1] else "inside"
    last = replace(last, labels=labels[1], label_side=side, label_width=sides[1], label_gap=gap)
    if has_bars:
        edge = float(last.x.max()) + parts[-1].right
        last = replace(last, heading=(edge, y), heading_align="right")
    return (first, *rest[:-1], last)


def _notes(
    columns: tuple[Column, ...], counts: Mapping[int, int], y: float, s: float
) -> tuple[tuple[int, float, float], ...]:
    """The middles of the lines under the gaps; none where they would run into each other."""
    size = headings.text_size(headings.SUBTITLE, s)
    notes = []
    end = 0.0
    for number, count in counts.items():
        x = float(columns[number - 1].x.max() + columns[number].x.min()) / 2
        half = headings.text_width(f"3,000 of {count:,} edges", size) / 2
        if x - half < end:
            return ()
        end = x + half + 8.0
        notes.append((number, x, y))
    return tuple(notes)

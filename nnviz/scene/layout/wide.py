"""Where everything stands in a large network: pixel grid, plates of cells, a folded layer, outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.layout import blocks, headings, skips
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.edge_notes import edge_notes
from nnviz.scene.layout.folding import Folded, chips, lowered, of_fold, placed
from nnviz.scene.layout.large import MOST_IN_COLUMN, Fold
from nnviz.scene.layout.margins import legend_strip, output_bars
from nnviz.scene.layout.places import Bars, Box, Column, Layout
from nnviz.scene.words import names
from nnviz.scene.words.pictures import picture_shape

_SEARCH = (20.0, 8.0, 280.0, 38.0)
"""x, y, width and height of the search box at scale 1."""
_MAP = (20.0, 12.0, 280.0, 184.0)
"""x, distance from the bottom, width and height of the card with the map at scale 1."""
_LEAST_TARGET = 36.0
_LEAST_HEIGHT_FOR_MAP = 440.0

_INPUT_AT, _FIRST_AT, _OUTPUT_AT, _OUTPUT_AT_WITHOUT_BARS = 0.0175, 0.454, 0.808, 0.93
_HEAD = 70.0
"""Half the width of a heading: where the first one would stand beside the search box, heads go below it."""
_INPUT_SHARE, _LABEL_SHARE = 0.26, 0.13
_PLATE_SHARE = 0.09
_GAP = 120.0
_NARROW = 400.0
"""Canvases little wider than this have no room for wide plates or large discs."""
_MOST_SPREAD = 3
"""Hidden layers whose columns stand at the specification's places; more are spread evenly."""


def arrange(document: Document, size: tuple[float, float], s: float, fold: Fold | None) -> Layout:
    """Lay a large network out on a canvas of ``size`` at scale ``s``; ``fold`` is its folded layer."""
    width, height = size
    search, map_card = _search_box(width, s), _map_card(width, height, s)
    title, subtitle = headings.head_lines(s)
    line = subtitle - title
    is_clear = len(document.network.shapes) <= _MOST_SPREAD + 2 and _FIRST_AT * width > search[2] + _HEAD * s
    head = title if is_clear else search[3] + title
    strip = legend_strip(width, height, s)
    room = Room(head + line + max(22.0 * s, 15.0), strip[1] - max(8.0 * s, 6.0), _PLATE_SHARE * width, s)
    first = _input(document, _input_room(room, search, map_card, line, width))
    parts = [first, *_layers(document, room, fold, width)]
    labels = headings.output_labels(document, parts[-1].blocks[0][0])
    beside = _label_width(labels, parts[-1], width, s)
    bars = output_bars(document, parts[-1].blocks[0][0], width, s)
    bars = None if bars is None else replace(bars, heading=(bars.heading[0], head))
    middles = _middles(parts, beside, bars, width, s)
    columns = [
        _column(document, number, part, middle, head)
        for number, (part, middle) in enumerate(zip(parts, middles, strict=True))
    ]
    columns[0] = _headed_above(document, columns[0], line, s)
    columns[-1] = _labelled(columns[-1], labels, beside, s)
    variants = [_subtitles(document, number) for number in range(1, len(columns))]
    columns[1:] = headings.with_fitting_subtitles(columns[1:], variants, bars, width, s)
    notes, end = edge_notes(document, columns, (strip[1] + strip[3]) / 2, map_card, s)
    return Layout(
        size=size,
        scale=s,
        columns=tuple(columns),
        bars=bars,
        legend=(max(end, columns[-1].x.min() - 24.0 * s), *strip[1:]),
        notes=notes,
        line=line,
        chips=tuple(chips(enumerate(parts), middles, s)),
        search=search,
        map_card=map_card,
        skips=skips.of_chain(document.network, columns, s),
        is_large=True,
    )


# places that are kept free


def _search_box(width: float, s: float) -> Box:
    x, y, across, down = (value * s for value in _SEARCH)
    return x, y, min(x + max(across, 180.0), width - x), y + max(down, _LEAST_TARGET)


def _map_card(width: float, height: float, s: float) -> Box | None:
    """Where the map stands; None where the canvas is too small to spare the place."""
    if height < _LEAST_HEIGHT_FOR_MAP:
        return None
    x, below, across, down = (value * s for value in _MAP)
    return x, height - below - down, min(x + across, width - x), height - below


def _input_room(room: Room, search: Box, map_card: Box | None, line: float, width: float) -> Room:
    """The room for the input: under the search box and its own heading, above the map."""
    top = search[3] + 2 * line + 26.0 * room.s
    bottom = room.bottom if map_card is None else map_card[1] - 20.0 * room.s
    return replace(room, top=top, bottom=bottom, width=_INPUT_SHARE * width)


# the layers as blocks


def _input(document: Document, room: Room) -> Folded:
    count = prod(document.network.input_shape)
    image = picture_shape(document)
    if image is None:
        block = blocks.of_layer(count, room)
    else:
        channels, rows, across = image
        block = lowered(blocks.pixels(rows, across, channels, room), room)
    return Folded(((block, np.arange(count)),))


def _layers(document: Document, room: Room, fold: Fold | None, width: float) -> list[Folded]:
    shapes = document.network.shapes
    spacing = (_OUTPUT_AT - _FIRST_AT) * width / max(len(shapes) - 2, 1)
    room = replace(room, width=min(room.width, 0.5 * spacing, 0.2 * max(width - _NARROW, 0.0) + 24.0))
    found = []
    for number in range(1, len(shapes)):
        count = prod(shapes[number])
        if fold is not None and fold.layer == number:
            found.append(of_fold(count, fold, room))
        else:
            found.append(Folded(((_block(count, room), np.arange(count)),)))
    return found


def _block(count: int, room: Room) -> UnitBlock:
    return blocks.discs(count, room) if count <= MOST_IN_COLUMN else blocks.cells(count, room)


# from blocks to columns


def _middles(
    parts: Sequence[Folded], beside: float, bars: Bars | None, width: float, s: float
) -> list[float]:
    """The columns' middles: the specification's places where there are few, even gaps where many."""
    first = max(_INPUT_AT * width, 8.0) + parts[0].left
    behind = parts[-1].right + beside
    if bars is None:
        last = min(_OUTPUT_AT_WITHOUT_BARS * width, width - max(16.0 * s, 8.0) - behind)
    else:
        last = min(_OUTPUT_AT * width, bars.x0 - 14.0 * s - behind)
    inner = list(parts[1:-1])
    if not inner:
        return [first, last]
    start, end = first + parts[0].right, last - parts[-1].left
    if len(inner) <= _MOST_SPREAD:
        at = max(_FIRST_AT * width, start + inner[0].left + 0.5 * _GAP * s)
        at = min(at, start + inner[0].left + 0.5 * (end - start))
        step = (last - at) / len(inner)
        return [first, *(at + k * step for k in range(len(inner))), last]
    free = end - start - sum(part.left + part.right for part in inner)
    gap = free / (len(inner) + 1)
    middles, x = [first], start
    for part in inner:
        middles.append(x + gap + part.left)
        x += gap + part.left + part.right
    return [*middles, last]


def _column(document: Document, number: int, part: Folded, middle: float, head: float) -> Column:
    column = Column(
        layer=number,
        title=names.layer(document, number),
        subtitle="",
        heading=(middle, head),
        form="",
        shape=tuple(document.network.shapes[number]),
        units=np.empty(0, np.int64),
        x=np.empty(0),
        y=np.empty(0),
        radius=0.0,
        row_length=part.blocks[0][0].row_length if number == 0 else 0,
    )
    return placed(column, part, middle)


def _headed_above(document: Document, column: Column, line: float, s: float) -> Column:
    """The input's heading stands right above it: the search box has its place at the top."""
    top = float(column.y.min()) - column.radius if column.plate is None else column.plate[1]
    left = float(column.x.min()) - column.radius if column.plate is None else column.plate[0]
    count = len(column.units)
    rows = column.row_length and count // column.row_length
    words = names.units(document, 0)
    if rows:
        words = f"{words}, {shape_text((rows, column.row_length))}"
    return replace(
        column,
        heading=(left, top - max(17.0 * s, 13.0) - line),
        heading_align="left",
        subtitle=words,
    )


def _labelled(column: Column, labels: tuple[str, ...], beside: float, s: float) -> Column:
    gap = headings.label_gap(s)
    side = "right" if beside else "inside"
    return replace(column, labels=labels, label_side=side, label_width=max(beside - gap, 0.0), label_gap=gap)


def _label_width(labels: tuple[str, ...], part: Folded, width: float, s: float) -> float:
    """Width to keep free right of the outputs, the gap before the labels included; 0 if they stand inside."""
    if not labels or headings.fits_inside(labels, part.blocks[0][0]):
        return 0.0
    return headings.label_gap(s) + headings.label_width(labels, s, _LABEL_SHARE * width)


# words


def _subtitles(document: Document, number: int) -> tuple[str, ...]:
    activation = document.network.layer(number).activation
    return ("",) if activation is None else (names.function(activation), "")

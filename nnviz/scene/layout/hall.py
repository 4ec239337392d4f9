"""Where a chain of neurons stands before a hall: large discs, the input a picture, bars with room.

Letters are those of a small canvas, for a hall sees it magnified. There are no heads and no legend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.layout import blocks, headings, skips
from nnviz.scene.layout.blocks import SMALLEST_TEXT, Room, UnitBlock
from nnviz.scene.layout.margins import MOST_BARS
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.words import names
from nnviz.scene.words.edge_counts import edge_counts, is_large
from nnviz.scene.words.outcome import gives_shares
from nnviz.scene.words.pictures import picture_shape

RESULT = 20.0
"""Letters of the value that is the result."""
BESIDE_PICTURE = 34.0
"""Pixels above and below the input's picture: for its name, and for the answer."""
MOST_EDGES = 3_000

_MARGIN, _OUTPUT_AT, _OUTPUT_WITHOUT_BARS = 0.04, 0.635, 0.93
_BARS_FROM, _BARS_BESIDE_NAMES = 0.7, 0.74
_FIRST_GAP = 1.15
_PICTURE_SHARE = 0.26
_LARGER = (1.5, 1.1, 0.9, 1.1, 0.9, 0.8, 0.7, 1.1, 0.9, 0.6)
_NAMES = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.2, 0.17, 0.12)
_FROM = (0.0, 0.0, 0.0, 0.05, 0.05, 0.05, 0.0, 0.0, 0.0, 0.0)
"""Discs beside those of the same canvas on a desk, what names may take of the width, and how much of it bars
and outputs go to the right: one after the other, until there is room between the columns. Names are cut last.
"""
_LEAST_GAP = 26.0
"""Pixels between two columns, where edges can be followed."""
_BETWEEN_NOTES = 10.0
_BAR = 13.0
_ROOMY = 1.2
"""A name that is cut before a class is worse than one that has too much room."""
_LETTER = 0.62
"""Mean width of a bold figure, in text sizes."""


def arrange(document: Document, size: tuple[float, float], s: float) -> Layout:
    """Lay ``document``'s network, a chain without images, out on a canvas of ``size`` at scale ``s``."""
    width, height = size
    counts = edge_counts(document.network)
    has_notes = max(counts.values(), default=0) > MOST_EDGES
    clear = max(22.0 * s, 15.0)
    room = Room(clear, height - (24.0 if has_notes else clear), 0.0, s)
    standing = _standing(document, room, width, s)
    columns = [
        _column(document, number, block, middle)
        for number, (block, middle) in enumerate(zip(standing.parts, standing.middles, strict=True))
    ]
    gap = headings.label_gap(s)
    before, behind = standing.names
    columns[0] = replace(
        columns[0],
        labels=headings.input_labels(document, standing.parts[0]),
        label_side="left",
        label_width=before,
        label_gap=gap,
    )
    columns[-1] = replace(
        columns[-1],
        labels=headings.output_labels(document, standing.parts[-1]),
        label_side="right" if behind else "inside",
        label_width=behind,
        label_gap=gap,
    )
    return Layout(
        size,
        s,
        tuple(columns),
        standing.bars,
        legend=(0.0, 2 * height, width, 2 * height),
        notes=_notes(columns, counts, height - 11.0, width, s) if has_notes else (),
        skips=skips.of_chain(document.network, columns, s),
        is_large=is_large(document.network),
        is_for_hall=True,
    )


@dataclass(frozen=True, eq=False)
class _Standing:
    """The layers as blocks, where their middles are, and how wide the names beside first and last are."""

    parts: list[UnitBlock]
    middles: list[float]
    names: tuple[float, float]
    bars: Bars | None
    gap: float


def _standing(document: Document, room: Room, width: float, s: float) -> _Standing:
    """With the largest discs, and the longest names, that leave room for edges."""
    tried = []
    for larger, share, later in zip(_LARGER, _NAMES, _FROM, strict=True):
        made = _stand(document, replace(room, s=larger * room.s), width, s, share, later)
        if made.gap >= _LEAST_GAP:
            return made
        tried.append(made)
    return max(tried, key=lambda made: made.gap)


def _stand(document: Document, room: Room, width: float, s: float, share: float, later: float) -> _Standing:
    parts = _blocks(document, room, width)
    most = min(headings.label_share(len(parts)), share) * width
    names_in = headings.input_labels(document, parts[0])
    names_out = headings.output_labels(document, parts[-1])
    before = min(_ROOMY * headings.label_width(names_in, s, most), most)
    is_inside = headings.fits_inside(names_out, parts[-1])
    behind = 0.0 if is_inside else min(_ROOMY * headings.label_width(names_out, s, most), most)
    bars = _bars(document, parts[-1], width, later + (_BARS_BESIDE_NAMES if behind else _BARS_FROM))
    beside = headings.label_gap(s)
    sides = before and before + beside, behind and behind + beside
    middles, gap = _middles(parts, *sides, bars, width, later)
    return _Standing(parts, middles, (before, behind), bars, gap)


def _blocks(document: Document, room: Room, width: float) -> list[UnitBlock]:
    shapes = document.network.shapes
    inner = replace(room, width=0.4 * _OUTPUT_AT * width / (len(shapes) - 1))
    rest = [blocks.of_layer(prod(shape), inner) for shape in shapes[1:]]
    outputs = prod(shapes[-1])
    if outputs <= MOST_BARS:
        rest[-1] = blocks.discs(outputs, inner)
    image = picture_shape(document)
    if image is None:
        return [blocks.of_layer(prod(shapes[0]), inner), *rest]
    channels, rows, across = image
    pitch = min(_PICTURE_SHARE * width / across, (room.height - 2 * BESIDE_PICTURE) / (channels * rows))
    picture = blocks.plate(prod(shapes[0]), across, pitch, room)
    return [replace(picture, row_length=across), *rest]


def _bars(document: Document, block: UnitBlock, width: float, start: float) -> Bars | None:
    """Tracks of one length, and right of them the values, the largest letters being those of the result."""
    if len(block.y) > MOST_BARS:
        return None
    text_x = (1.0 - _MARGIN) * width
    x0 = start * width
    x1 = text_x - len("92.4%") * _LETTER * RESULT - 8.0
    return Bars(
        title="",
        subtitle="",
        heading=((x0 + text_x) / 2, 0.0),
        x0=x0,
        x1=max(x1, x0 + 8.0),
        text_x=text_x,
        height=min(_BAR, 0.5 * block.pitch),
        y=tuple(float(y) for y in block.y),
        kind="probability" if gives_shares(document) else "value",
        every_text=block.pitch >= SMALLEST_TEXT,
    )


def _middles(
    parts: Sequence[UnitBlock],
    before: float,
    behind: float,
    bars: Bars | None,
    width: float,
    later: float = 0.0,
) -> tuple[list[float], float]:
    """Input and output first, the others between them with even gaps; and how wide these are."""
    margin = _MARGIN * width
    first = margin + before + parts[0].left
    edge = bars.x0 - 8.0 if bars is not None else width - margin
    at = (_OUTPUT_AT + later if bars is not None else _OUTPUT_WITHOUT_BARS) * width
    last = min(at, edge - behind - parts[-1].right)
    inner = parts[1:-1]
    start, end = first + parts[0].right, last - parts[-1].left
    free = end - start - sum(block.left + block.right for block in inner)
    gap = free / (len(inner) + _FIRST_GAP)
    middles, x = [first], start + _FIRST_GAP * gap
    for block in inner:
        middles.append(x + block.left)
        x += block.left + block.right + gap
    return [*middles, last], gap


def _column(document: Document, number: int, block: UnitBlock, middle: float) -> Column:
    column = Column(
        layer=number,
        title="",
        subtitle="",
        heading=(middle, 0.0),
        form=block.form,
        shape=tuple(document.network.shapes[number]),
        units=np.arange(len(block.y)),
        x=middle + block.dx,
        y=block.y,
        radius=block.radius,
        plate=block.plate_at(middle),
        row_length=block.row_length if number == 0 else 0,
        whole=names.layer(document, number),
    )
    image = picture_shape(document) if number == 0 else None
    if image is None or column.plate is None:
        return column
    # Above the picture, and moving with it.
    over = (column.plate[0], column.plate[1] - 13.0)
    words = f"{names.layer(document, 0)}, {shape_text(image[1:])} pixels"
    return replace(column, heading=over, heading_align="left", title=words, is_below=True)


def _notes(
    columns: Sequence[Column], counts: Mapping[int, int], y: float, width: float, s: float
) -> tuple[tuple[int, float, float], ...]:
    """Under each gap how many of its edges are drawn, side by side; none where they have no room."""
    size = headings.text_size(headings.SUBTITLE, s)
    found: list[tuple[int, float, float]] = []
    end = 0.0
    for before, after in pairwise(columns):
        if after.layer not in counts:
            continue
        middle = float(before.x.max() + after.x.min()) / 2
        count = counts[after.layer]
        words = f"all {count:,} edges" if count <= MOST_EDGES else f"{MOST_EDGES:,} of {count:,} edges"
        half = headings.text_width(words, size) / 2
        x = max(middle, end + half)
        if x + half > width:
            return ()
        found.append((after.layer, x, y))
        end = x + half + _BETWEEN_NOTES
    return tuple(found)

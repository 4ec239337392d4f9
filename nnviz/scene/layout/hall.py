"""Where a chain of neurons stands before a hall: large discs, the input a picture, bars with room.

Letters are those of a small canvas, for a hall sees it magnified. There are no heads and no legend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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

_MARGIN, _OUTPUT_AT, _OUTPUT_WITHOUT_BARS, _BARS_FROM = 0.04, 0.635, 0.93, 0.7
_FIRST_GAP = 1.15
_PICTURE_SHARE = 0.26
_LEAST_GAP = 0.05
"""Of the width, between two columns."""
_BAR = 13.0
_BETWEEN_NOTES = 10.0
_WAYS = (
    (1.5, 1.2, 1.0),
    (1.2, 1.2, 1.0),
    (1.2, 1.1, 0.5),
    (1.0, 1.1, 0.5),
    (1.0, 1.0, 0.25),
    (0.8, 1.0, 0.25),
)
"""How much larger discs are than those of the same canvas on a desk; how much more room names have than they
need, for a name that is cut before a class is worse than one with too much room; and the share of their
length that the bars' tracks have. The first way that leaves gaps between the columns is taken."""
_LETTER = 0.62
"""Mean width of a bold figure, in text sizes."""


def arrange(document: Document, size: tuple[float, float], s: float) -> Layout:
    """Lay ``document``'s network, a chain without images, out on a canvas of ``size`` at scale ``s``."""
    width, height = size
    counts = edge_counts(document.network)
    has_notes = max(counts.values(), default=0) > MOST_EDGES
    clear = max(22.0 * s, 15.0)
    room = Room(clear, height - (24.0 if has_notes else clear), 0.0, s)
    for larger, roomy, track in _WAYS:
        columns, bars, free = _stand(document, replace(room, s=larger * s), width, s, roomy, track)
        if free >= _LEAST_GAP * width:
            break
    return Layout(
        size,
        s,
        tuple(columns),
        bars,
        legend=(0.0, 2 * height, width, 2 * height),
        notes=_notes(columns, counts, height - 11.0, width, s) if has_notes else (),
        skips=skips.of_chain(document.network, columns, s),
        is_large=is_large(document.network),
        is_for_hall=True,
    )


def _stand(
    document: Document, room: Room, width: float, s: float, roomy: float, track: float
) -> tuple[list[Column], Bars | None, float]:
    """All columns, the bars, and the least room between two columns; ``roomy`` is how much more than they
    need names have, ``track`` the share of their usual length that the bars' tracks have."""
    parts = _blocks(document, room, width)
    names_in = headings.input_labels(document, parts[0])
    names_out = headings.output_labels(document, parts[-1])
    bars = _bars(document, parts[-1], width, track)
    most = headings.label_share(len(parts)) * width
    before = min(roomy * headings.label_width(names_in, s, most), most)
    is_inside = headings.fits_inside(names_out, parts[-1])
    behind = 0.0 if is_inside else min(roomy * headings.label_width(names_out, s, most), most)
    gap = headings.label_gap(s)
    middles = _middles(parts, before and before + gap, behind and behind + gap, bars, width)
    columns = [
        _column(document, number, block, middle)
        for number, (block, middle) in enumerate(zip(parts, middles, strict=True))
    ]
    columns[0] = replace(columns[0], labels=names_in, label_side="left", label_width=before, label_gap=gap)
    columns[-1] = replace(
        columns[-1],
        labels=names_out,
        label_side="inside" if is_inside else "right",
        label_width=behind,
        label_gap=gap,
    )
    ends = zip(pairwise(middles), pairwise(parts), strict=True)
    free = min((b - after.left - a - block.right for (a, b), (block, after) in ends), default=width)
    return columns, bars, free


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


def _bars(document: Document, block: UnitBlock, width: float, track: float) -> Bars | None:
    """Tracks of one length, and right of them the values, the largest letters being those of the result."""
    if len(block.y) > MOST_BARS:
        return None
    text_x = (1.0 - _MARGIN) * width
    x1 = text_x - len("92.4%") * _LETTER * RESULT - 8.0
    x0 = x1 - track * max(x1 - _BARS_FROM * width, 8.0)
    return Bars(
        title="",
        subtitle="",
        heading=((x0 + text_x) / 2, 0.0),
        x0=x0,
        x1=x1,
        text_x=text_x,
        height=min(_BAR, 0.5 * block.pitch),
        y=tuple(float(y) for y in block.y),
        kind="probability" if gives_shares(document) else "value",
        every_text=block.pitch >= SMALLEST_TEXT,
    )


def _middles(
    parts: Sequence[UnitBlock], before: float, behind: float, bars: Bars | None, width: float
) -> list[float]:
    """Input and output first, the others between them with even gaps."""
    margin = _MARGIN * width
    first = margin + before + parts[0].left
    edge = bars.x0 - 8.0 if bars is not None else width - margin
    # With shorter tracks the outputs move up to them.
    at = (_OUTPUT_AT + bars.x0 / width - _BARS_FROM if bars is not None else _OUTPUT_WITHOUT_BARS) * width
    last = min(at, edge - behind - parts[-1].right)
    inner = parts[1:-1]
    start, end = first + parts[0].right, last - parts[-1].left
    free = end - start - sum(block.left + block.right for block in inner)
    gap = free / (len(inner) + _FIRST_GAP)
    middles, x = [first], start + _FIRST_GAP * gap
    for block in inner:
        middles.append(x + block.left)
        x += block.left + block.right + gap
    return [*middles, last]


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

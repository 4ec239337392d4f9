"""Where everything stands in a large network: pixel grid, plates of cells, a folded layer, outputs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine.arrays import Array, shape_text
from nnviz.scene.layout import blocks, headings, skips
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.edge_notes import edge_notes
from nnviz.scene.layout.large import MOST_IN_COLUMN, Fold
from nnviz.scene.layout.margins import legend_strip, output_bars
from nnviz.scene.layout.places import Bars, Box, Column, FoldChip, Layout
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
_DISC = 10.5
_CHIP = 26.0
_MORE_CELL, _MORE_SHARE, _MORE_WIDTH = 7.2, 0.2, 1.2
_MOST_SPREAD = 3
"""Hidden layers whose columns stand at the specification's places; more are spread evenly."""


@dataclass(frozen=True, eq=False)
class _Part:
    """One layer: a block of units, or two of a folded layer; ``chip`` is the middle height and the words."""

    blocks: tuple[tuple[UnitBlock, Array], ...]
    chip: tuple[float, str] | None = None

    @property
    def left(self) -> float:
        return max(block.left for block, _ in self.blocks)

    @property
    def right(self) -> float:
        return max(block.right for block, _ in self.blocks)


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
        chips=_chips(parts, middles, s),
        search=search,
        map_card=map_card,
        skips=skips.of_chain(document.network, columns, s),
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


def _input(document: Document, room: Room) -> _Part:
    count = prod(document.network.input_shape)
    image = picture_shape(document)
    if image is None:
        block = blocks.of_layer(count, room)
    else:
        channels, rows, across = image
        block = _lowered(blocks.pixels(rows, across, channels, room), room)
    return _Part(((block, np.arange(count)),))


def _lowered(block: UnitBlock, room: Room) -> UnitBlock:
    """The block at the foot of its room: above it the search box lists what it finds."""
    if block.plate is None:
        return block
    half, top, bottom = block.plate
    drop = room.bottom - bottom
    return replace(block, y=block.y + drop, plate=(half, top + drop, bottom + drop))


def _layers(document: Document, room: Room, fold: Fold | None, width: float) -> list[_Part]:
    shapes = document.network.shapes
    spacing = (_OUTPUT_AT - _FIRST_AT) * width / max(len(shapes) - 2, 1)
    room = replace(room, width=min(room.width, 0.5 * spacing, 0.2 * max(width - _NARROW, 0.0) + 24.0))
    found = []
    for number in range(1, len(shapes)):
        count = prod(shapes[number])
        if fold is not None and fold.layer == number:
            found.append(_opened(count, room) if fold.is_open else _folded(count, fold, room))
        else:
            found.append(_Part(((_block(count, room), np.arange(count)),)))
    return found


def _block(count: int, room: Room) -> UnitBlock:
    return blocks.discs(count, room) if count <= MOST_IN_COLUMN else blocks.cells(count, room)


def _opened(count: int, room: Room) -> _Part:
    """All of a layer as cells, above the chip that folds it again."""
    chip = _chip_height(room.s)
    block = blocks.cells(count, replace(room, bottom=room.bottom - chip - 8.0 * room.s))
    return _Part(((block, np.arange(count)),), (room.bottom - chip / 2, "fold"))


def _folded(count: int, fold: Fold, room: Room) -> _Part:
    """The listed neurons as discs one under the other, the chip, and the others as small cells."""
    s, chip = room.s, _chip_height(room.s)
    others = np.setdiff1d(np.arange(count), fold.listed)
    cells = _lowered(_more_cells(len(others), room), room)
    assert cells.plate is not None
    middle = cells.plate[1] - 4.0 * s - chip / 2
    discs = _listed(len(fold.listed), replace(room, bottom=middle - chip / 2 - 8.0 * s))
    return _Part(((discs, np.array(fold.listed)), (cells, others)), chip=(middle, f"+ {len(others):,} more"))


def _listed(count: int, room: Room) -> UnitBlock:
    # height = (count - 1) pitch + 2 radius, with a little air between the discs
    radius = min(_DISC * room.s, 0.43 * room.height / count)
    y = np.linspace(room.top + radius, room.bottom - radius, count)
    return UnitBlock("disc", np.zeros(count), y, radius, radius, radius)


def _more_cells(count: int, room: Room) -> UnitBlock:
    """Cells no larger than the specification's, in no more than a third of the height."""
    width = _MORE_WIDTH * room.width
    most = replace(room, width=width, top=room.bottom - _MORE_SHARE * room.height)
    per_row = next(
        (n for n in (8, 16, 32, 64, 128) if math.ceil(count / n) * _MORE_CELL * room.s <= most.height), 256
    )
    pitch = min(_MORE_CELL * room.s, width / per_row, most.height / math.ceil(count / per_row))
    return blocks.plate(count, per_row, pitch, most)


def _chip_height(s: float) -> float:
    return max(_CHIP * s, 20.0)


# from blocks to columns


def _middles(parts: Sequence[_Part], beside: float, bars: Bars | None, width: float, s: float) -> list[float]:
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


def _column(document: Document, number: int, part: _Part, middle: float, head: float) -> Column:
    pieces = tuple(_piece(document, number, block, units, (middle, head)) for block, units in part.blocks)
    if len(pieces) == 1:
        return pieces[0]
    x, y, units = (np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("x", "y", "units"))
    return replace(pieces[0], form="folded", x=x, y=y, units=units, plate=pieces[-1].plate, parts=pieces)


def _piece(
    document: Document, number: int, block: UnitBlock, units: Array, heading: tuple[float, float]
) -> Column:
    middle = heading[0]
    return Column(
        layer=number,
        title=names.layer(document, number),
        subtitle="",
        heading=heading,
        form=block.form,
        shape=tuple(document.network.shapes[number]),
        units=units,
        x=middle + block.dx,
        y=block.y,
        radius=block.radius,
        plate=block.plate_at(middle),
        row_length=block.row_length if number == 0 else 0,
    )


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


def _label_width(labels: tuple[str, ...], part: _Part, width: float, s: float) -> float:
    """Width to keep free right of the outputs, the gap before the labels included; 0 if they stand inside."""
    if not labels or headings.fits_inside(labels, part.blocks[0][0]):
        return 0.0
    return headings.label_gap(s) + headings.label_width(labels, s, _LABEL_SHARE * width)


# words


def _subtitles(document: Document, number: int) -> tuple[str, ...]:
    activation = document.network.layer(number).activation
    return ("",) if activation is None else (names.function(activation), "")


def _chips(parts: Sequence[_Part], middles: Sequence[float], s: float) -> tuple[FoldChip, ...]:
    found = []
    size, height = headings.text_size(headings.SUBTITLE, s), _chip_height(s)
    for number, (part, middle) in enumerate(zip(parts, middles, strict=True)):
        if part.chip is not None:
            y, words = part.chip
            half = headings.text_width(words, size) / 2 + 12.0 * s
            found.append(
                FoldChip(number, (middle - half, y - height / 2, middle + half, y + height / 2), words)
            )
    return tuple(found)

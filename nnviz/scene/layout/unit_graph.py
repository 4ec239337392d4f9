"""Where everything stands in a network that isn't a chain: ranks left to right, bands one under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.scene.layout import blocks, headings, skips
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.margins import MOST_BARS, legend_strip, output_bars
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.layout.ranks import Place, Ranks
from nnviz.scene.layout.skips import Lane
from nnviz.scene.words import names
from nnviz.scene.words.pictures import picture_shape

_LANE, _LANES_SHARE = 16.0, 0.35
"""Height of a lane at scale 1, and the most that a rank's lanes may take of its height."""
_HEAD, _LEAST_HEAD = 62.0, 46.0
"""Height of the heading of a layer that stands under another one, at scale 1, and its least in pixels."""
_LEAST_WEIGHT = 3
_BLOCK_SHARE = 0.36
_INPUT_AT, _OUTPUT_AT, _OUTPUT_AT_WITHOUT_BARS = 0.05, 0.78, 0.93


@dataclass(frozen=True)
class _Labels:
    """Names of a layer's units, and the width they take beside them; 0 inside the discs."""

    names: tuple[str, ...] = ()
    width: float = 0.0


@dataclass(frozen=True)
class Band:
    """A place's part of its rank's height. ``head`` is where its own heading stands, None at the top."""

    place: Place
    top: float
    bottom: float
    head: float | None = None


def arrange(document: Document, size: tuple[float, float], s: float) -> Layout:
    """Lay the network out on a canvas of ``size`` at scale ``s``."""
    network = document.network
    width, height = size
    legend = legend_strip(width, height, s)
    title, subtitle = headings.head_lines(s)
    top = subtitle + max(22.0 * s, 15.0)
    bottom = legend[1] - max(10.0 * s, 6.0)
    ranks = graph.arrange(network)
    rows = [bands_of(document, row, top, bottom, s) for row in ranks]
    bands = {band.place.layer: band for row in rows for band in row if not band.place.is_lane}
    across = _BLOCK_SHARE * 0.73 * width / max(len(ranks) - 1, 1)
    parts = _parts(document, ranks, bands, Room(top, bottom, across, s))
    last = len(network.layers)
    bars = output_bars(document, parts[last], width, s) if _is_last(ranks, last) else None
    labels = _labels(document, parts, headings.label_share(len(ranks)) * width, s)
    beside = (_room_for(labels[0], s), _room_for(labels[last], s))
    middles = _middles(ranks, parts, beside, bars, width, s)
    columns = tuple(
        _column(document, n, parts[n], middles[n], bands[n], labels.get(n, _Labels()), s)
        for n in range(len(network.shapes))
    )
    columns = _worded(document, columns, ranks, bars, width, s)
    slots = _slots(ranks, parts, middles)
    lanes = {
        (band.place.layer, number): Lane((band.top + band.bottom) / 2, band.bottom - band.top)
        for number, row in enumerate(rows)
        for band in row
        if band.place.is_lane
    }
    routed = skips.route(network, columns, slots, graph.ranks_of(network), lanes, s)
    inputs = frozenset(network.input_layers)
    return Layout(size, s, columns, bars, legend, (), subtitle - title, skips=routed, inputs=inputs)


# down


def bands_of(document: Document, row: Sequence[Place], top: float, bottom: float, s: float) -> list[Band]:
    """Share a rank's height out: a little for every lane, the rest by how many units a layer has."""
    lanes = sum(place.is_lane for place in row)
    head = max(_HEAD * s, _LEAST_HEAD)
    lane = min(_LANE * s, _LANES_SHARE * (bottom - top) / max(lanes, 1))
    layers = [place for place in row if not place.is_lane]
    weights = {
        place: max(prod(document.network.shapes[place.layer]), _LEAST_WEIGHT) ** 0.7 for place in layers
    }
    free = bottom - top - lanes * lane - head * max(len(layers) - 1, 0)
    bands = []
    y, is_first = top, True
    for place in row:
        if place.is_lane:
            bands.append(Band(place, y, y + lane))
            y += lane
            continue
        own = None if is_first else y
        y += 0.0 if is_first else head
        share = max(free, 8.0 * len(layers)) * weights[place] / sum(weights.values())
        bands.append(Band(place, y, y + share, own))
        y += share
        is_first = False
    return bands


def head_of(band: Band, s: float) -> float:
    """The middle of the title line of a layer that stands under another one."""
    assert band.head is not None
    return band.head + 0.4 * max(_HEAD * s, _LEAST_HEAD)


def _parts(document: Document, ranks: Ranks, bands: Mapping[int, Band], room: Room) -> dict[int, UnitBlock]:
    """Each layer's units. Layers of one rank are of one form and width, or edges would cross a neighbour."""
    parts: dict[int, UnitBlock] = {}
    for row in ranks:
        layers = [place.layer for place in row if not place.is_lane]
        rooms = {n: replace(room, top=bands[n].top, bottom=bands[n].bottom) for n in layers}
        made = {n: _block(document, n, rooms[n]) for n in layers}
        parts |= of_one_form(made, rooms)
    return parts


def of_one_form(made: Mapping[int, UnitBlock], rooms: Mapping[int, Room]) -> dict[int, UnitBlock]:
    """The vectors of one rank: lines of discs, or else plates of one width, past which no edge can run."""
    if len(made) <= 1 or all(skips.is_line(block) for block in made.values()):
        return dict(made)
    plates = {n: blocks.cells(len(block.y), rooms[n]) for n, block in made.items()}
    half = max(block.left for block in plates.values())
    return {n: _widened(block, half) for n, block in plates.items()}


def _block(document: Document, layer: int, room: Room) -> UnitBlock:
    count = prod(document.network.shapes[layer])
    image = picture_shape(document)
    if layer == 0 and image is not None:
        channels, rows, across = image
        return blocks.pixels(rows, across, channels, replace(room, width=2 * room.width))
    if layer == len(document.network.layers) and count <= MOST_BARS:
        return blocks.discs(count, room)
    return blocks.of_layer(count, room)


def _widened(block: UnitBlock, half: float) -> UnitBlock:
    assert block.plate is not None
    return replace(block, left=half, right=half, plate=(half, *block.plate[1:]))


# across


def _is_last(ranks: Ranks, layer: int) -> bool:
    """Whether nothing stands to the right of ``layer``."""
    return any(place == Place(layer) for place in ranks[-1])


def _labels(document: Document, parts: Mapping[int, UnitBlock], most: float, s: float) -> dict[int, _Labels]:
    """Names left of the first input's discs, and in or right of the output's."""
    last = len(document.network.layers)
    found = {}
    for layer, words in (
        (0, headings.input_labels(document, parts[0])),
        (last, headings.output_labels(document, parts[last])),
    ):
        is_inside = layer == last and headings.fits_inside(words, parts[layer])
        wide = 0.0 if is_inside else 1.15 * headings.label_width(words, s, most)
        found[layer] = _Labels(words, wide)
    return found


def _room_for(labels: _Labels, s: float) -> float:
    return labels.width + headings.label_gap(s) if labels.width else 0.0


def _extent(row: Sequence[Place], parts: Mapping[int, UnitBlock]) -> tuple[float, float]:
    """How far a rank's layers reach left and right of its middle."""
    own = [parts[place.layer] for place in row if not place.is_lane]
    return max((block.left for block in own), default=0.0), max((block.right for block in own), default=0.0)


def _middles(
    ranks: Ranks,
    parts: Mapping[int, UnitBlock],
    beside: tuple[float, float],
    bars: Bars | None,
    width: float,
    s: float,
) -> dict[int, float]:
    """The middle of each layer: ranks with even gaps between them."""
    extents = [_extent(row, parts) for row in ranks]
    margin = max(16.0 * s, 8.0)
    left = max(_INPUT_AT * width - extents[0][0], margin + beside[0])
    if bars is None:
        right = min(_OUTPUT_AT_WITHOUT_BARS * width, width - margin - beside[1])
    else:
        right = min(_OUTPUT_AT * width + extents[-1][1], bars.x0 - 14.0 * s - beside[1])
    gap = (right - left - sum(map(sum, extents))) / max(len(ranks) - 1, 1)
    middles: dict[int, float] = {}
    x = left
    for row, (before, behind) in zip(ranks, extents, strict=True):
        middles |= {place.layer: x + before for place in row if not place.is_lane}
        x += before + behind + gap
    return middles


def _slots(
    ranks: Ranks, parts: Mapping[int, UnitBlock], middles: Mapping[int, float]
) -> tuple[tuple[float, float], ...]:
    """Left and right end of each rank: between them lines run level, outside they may turn."""
    slots = []
    for row in ranks:
        left, right = _extent(row, parts)
        middle = next(middles[place.layer] for place in row if not place.is_lane)
        slots.append((middle - left - 2.0, middle + right + 2.0))
    return tuple(slots)


def _column(
    document: Document, layer: int, block: UnitBlock, middle: float, band: Band, label: _Labels, s: float
) -> Column:
    title = headings.head_lines(s)[0]
    image = picture_shape(document) if layer == 0 else None
    return Column(
        layer=layer,
        title=names.layer(document, layer),
        subtitle="",
        heading=(middle, title if band.head is None else head_of(band, s)),
        form=block.form,
        shape=tuple(document.network.shapes[layer]),
        units=np.arange(len(block.y)),
        x=middle + block.dx,
        y=block.y,
        radius=block.radius,
        labels=label.names,
        label_side="left" if layer == 0 else "right" if label.width else "inside",
        brackets=block.brackets_at(middle),
        bracket_labels=block.bracket_labels,
        plate=block.plate_at(middle),
        label_width=label.width,
        label_gap=headings.label_gap(s),
        row_length=image[2] if image is not None else 0,
        is_below=band.head is not None,
    )


def _worded(
    document: Document, columns: tuple[Column, ...], ranks: Ranks, bars: Bars | None, width: float, s: float
) -> tuple[Column, ...]:
    """Give each column the fullest head for which its neighbours across leave room."""
    layers = [[place.layer for place in row if not place.is_lane] for row in ranks]
    worded = list(columns)
    for number, row in enumerate(layers):
        near = [layers[n][0] for n in (number - 1, number + 1) if 0 <= n < len(layers)]
        for layer in row:
            row_of = sorted([layer, *near], key=lambda n: float(columns[n].x.mean()))
            neighbours = [columns[n] for n in row_of]
            block = UnitBlock("", columns[layer].x, columns[layer].y, 0.0, 0.0, 0.0)
            variants = [headings.subtitles(document, n, block) if n == layer else ("",) for n in row_of]
            last = bars if number == len(layers) - 1 else None
            fitted = headings.with_fitting_subtitles(neighbours, variants, last, width, s)
            worded[layer] = fitted[row_of.index(layer)]
    return tuple(worded)

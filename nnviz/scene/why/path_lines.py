"""Lit paths as arrays: lines from unit to unit, the rings at their ends, and the numbers on the strongest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.time.playback import Moment
from nnviz.scene.values.model import Pill
from nnviz.scene.values.scales import Scales
from nnviz.scene.why.paths import Link, Paths
from nnviz.scene.words.numbers import compact, signed

FAINTEST, BRIGHTEST = 0.62, 1.0
CASING = 1.2
"""Pixels of background at both sides of a line, so that crossing lines stay apart."""
PILLS = (4, 3)
"""Numbers in the start's own gap, and in each one after it."""

_FACTOR, _THINNEST, _WIDEST = 2.0, 1.2, 3.2
_PLACES = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)
"""Shares of a line at which its number may stand, in the order they are tried."""
_TEXT, _SMALLEST_TEXT, _APART = 18.0, 13.0, 4.0
_HIDDEN_WHILE = ("multiply", "scan", "pass", "pool", "centre", "scale", "stretch", "shift")
"""Phases in which a layer's products are on their way and shown by pulses."""


@dataclass(frozen=True, eq=False)
class HighlightGap:
    """The highlighted links into one layer from another, weak first, (n,) each.

    ``lines`` (n, 4) from a disc's rim or a cell's middle; ``sign`` of the product, ``width`` pixels,
    ``opacity`` 0.62 to 1. ``pills`` are the printed products that find room.
    """

    layer: int
    lines: Array
    sign: Array
    width: Array
    opacity: Array
    pills: tuple[Pill, ...]


@dataclass(frozen=True, eq=False)
class HighlightPaths:
    """All highlighted gaps, from the start on; ``ends`` are (layer, position, first gap that shows it)."""

    gaps: tuple[HighlightGap, ...]
    ends: tuple[tuple[int, int, int], ...]

    def reached(self, moment: Moment) -> tuple[HighlightGap, ...]:
        """The gaps whose products are known at ``moment``, and no longer on their way."""
        layer, is_under_way = moment.layer, moment.phase in _HIDDEN_WHILE
        return tuple(gap for gap in self.gaps if gap.layer < layer + (not is_under_way))

    def ends_of(self, gaps: Sequence[HighlightGap]) -> tuple[tuple[int, int], ...]:
        """(layer, position) of the units at the ends of the lines of ``gaps``."""
        layers = {gap.layer for gap in gaps}
        return tuple((layer, position) for layer, position, gap in self.ends if gap in layers)


def lay(paths: Paths, layout: Layout, scales: Scales) -> HighlightPaths:
    """Place ``paths`` on ``layout``; links between units that it doesn't draw are left out."""
    by_gap: dict[tuple[int, int], list[tuple[Link, int, int]]] = {}
    columns = {column.layer: column for column in layout.columns}
    for link in paths.links:
        source, target = (columns.get(end.layer) for end in (link.source, link.target))
        if source is None or target is None:
            continue
        at, to = source.position(link.source.unit), target.position(link.target.unit)
        if at is not None and to is not None:
            by_gap.setdefault((link.source.layer, link.target.layer), []).append((link, at, to))
    placed: list[Box] = [chip.box for chip in layout.chips]
    gaps = []
    for number, ((before, here), links) in enumerate(by_gap.items()):
        most = PILLS[0] if number == 0 else PILLS[1]
        gaps.append(_gap(columns[before], columns[here], links, layout, scales, most, placed))
    return HighlightPaths(tuple(gaps), tuple(_ends(by_gap)))


Box = tuple[float, float, float, float]


def _gap(
    before: Column,
    here: Column,
    links: Sequence[tuple[Link, int, int]],
    layout: Layout,
    scales: Scales,
    most: int,
    placed: list[Box],
) -> HighlightGap:
    links = links[::-1]
    sizes = np.nan_to_num(np.abs([link.product for link, _, _ in links]), nan=np.inf)
    finite = sizes[np.isfinite(sizes)]
    share = np.minimum(sizes / (float(finite.max(initial=0.0)) or 1.0), 1.0)
    weights = np.nan_to_num(np.abs([link.weight for link, _, _ in links]), nan=np.inf)
    width = np.clip(_FACTOR * weights / scales.layers[here.layer].weight, _THINNEST, _WIDEST)
    lines = np.array([_line(before, here, at, to) for _, at, to in links])
    return HighlightGap(
        layer=here.layer,
        lines=lines,
        sign=np.nan_to_num(np.sign([link.product for link, _, _ in links])).astype(np.int8),
        width=width * layout.scale,
        opacity=FAINTEST + (BRIGHTEST - FAINTEST) * share,
        pills=_pills(before, here, links, lines, layout, most, placed),
    )


def _line(before: Column, here: Column, at: int, to: int) -> tuple[float, float, float, float]:
    """From the rim of a disc, or the middle of a cell, to the same of another."""
    x0, y0, x1, y1 = before.x[at], before.y[at], here.x[to], here.y[to]
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    start, end = (_inset(column.part_at(i)) / length for column, i in ((before, at), (here, to)))
    dx, dy = x1 - x0, y1 - y0
    return x0 + start * dx, y0 + start * dy, x1 - end * dx, y1 - end * dy


def _inset(column: Column) -> float:
    return column.radius if column.form == "disc" else 0.0


def _ends(links: dict[tuple[int, int], list[tuple[Link, int, int]]]) -> Iterable[tuple[int, int, int]]:
    """Every unit that a link starts from or ends at, once, with the gap that first lights it."""
    found: dict[tuple[int, int], int] = {}
    for (before, here), some in links.items():
        for _, at, to in some:
            for end in ((before, at), (here, to)):
                found[end] = min(found.get(end, here), here)
    return [(layer, position, gap) for (layer, position), gap in found.items()]


# the numbers


def _pills(
    before: Column,
    here: Column,
    links: Sequence[tuple[Link, int, int]],
    lines: Array,
    layout: Layout,
    most: int,
    placed: list[Box],
) -> tuple[Pill, ...]:
    """Numbers on the strongest links; one that would touch another moves along its line, or goes."""
    left = before.plate[2] if before.plate else float((before.x + before.radii).max())
    right = here.plate[0] if here.plate else float((here.x - here.radii).min())
    if here.parts:
        right = float(here.parts[0].x.min()) - here.radius
    if before.parts:
        left = float(before.parts[0].x.max()) + before.radius
    pills: list[Pill] = []
    for (link, _, _), line in zip(links[::-1], lines[::-1], strict=True):
        if len(pills) == most:
            break
        text = _printed(link.product)
        box = _free_place(text, line, (left, right), layout, placed)
        if box is not None:
            placed.append(box)
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            pills.append(Pill(x, y, text, int(np.nan_to_num(np.sign(link.product)))))
    return tuple(pills)


def _free_place(
    text: str, line: Array, between: tuple[float, float], layout: Layout, placed: Sequence[Box]
) -> Box | None:
    half_width, half_height = half_size(text, layout.scale)
    x0, y0, x1, y1 = line
    for share in _PLACES:
        # The gap's own middle, not the line's: a line may start far inside a plate.
        x = between[0] + share * (between[1] - between[0])
        along = (x - x0) / ((x1 - x0) or 1.0)
        y = y0 + along * (y1 - y0)
        box = (x - half_width, y - half_height, x + half_width, y + half_height)
        if not 0.0 <= along <= 1.0 or box[0] < between[0] or box[2] > between[1]:
            continue
        if not any(_touch(box, other) for other in placed):
            return box
    return None


def _printed(product: float) -> str:
    """A product with 2 decimals, or with as many as it needs to be told from 0."""
    text = signed(product, 2)
    if product == 0 or not np.isfinite(product) or any(digit in text for digit in "123456789"):
        return text
    return f"{'+' if product > 0 else ''}{compact(product)}"


def half_size(text: str, scale: float) -> tuple[float, float]:
    """Half the width and height of a pill, rather too much than too little."""
    pixels = max(_TEXT * scale, _SMALLEST_TEXT)
    return 0.5 * (0.62 * pixels * len(text) + 1.2 * pixels), 0.8 * pixels


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] + _APART
        and other[0] < one[2] + _APART
        and one[1] < other[3] + _APART
        and other[1] < one[3] + _APART
    )

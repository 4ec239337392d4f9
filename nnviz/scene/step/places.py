"""Where everything of the network panel stands, in the spec's pixels from the panel's left top."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from nnviz.scene.step.columns import MOST, Column
from nnviz.scene.step.lines import Line

PANEL = (1040.0, 676.0)
FIRST, OUTPUT, LOSS = 80.0, 286.0, 92.0
"""The input's column from the left, the output's and the loss's from the right."""
BESIDE = 4
"""Units of a column that have their slopes below them; of more they stand beside them."""
LABEL_ROOM, BADGE_ROOM = 62.0, 34.0
WIDER = 41.0
"""What the first gap has more than the others."""
LEAST_GAP, PLATE_GAP = 262.0, 186.0
TOP, BOTTOM = 112.0, 640.0
WITH_LEGEND = 596.0
"""The bottom of the columns where the legend stands in a row under them."""
BOX = (78.0, 58.0)
"""Half a box of slopes across, and its height."""
INPUT_PILL, OTHER_PILL = 0.30, 0.57
"""How far along a line its number stands."""
PILL = (47.0, 36.0)
"""Half a pill across, and its height."""
PILL_APART = 41.0
LOSS_BOX = (96.0, 92.0)
LEGEND = (412.0, 108.0)
"""Width and height of the legend as a block at the right bottom."""
WIDE_ENOUGH = 0.8 * PANEL[0]
"""Of the panel: in a narrower one the legend's letters have no room as a block."""

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True)
class Node:
    """A unit's disc, a map's or a plate's square: ``at`` is its middle. ``box`` is where its slopes stand."""

    layer: int
    unit: int
    kind: str
    at: Point
    radius: float
    box: Rect | None
    label_left: bool


@dataclass(frozen=True)
class Pill:
    """A line's number."""

    line: Line
    at: Point


@dataclass(frozen=True)
class Places:
    """All of it. ``width`` may be more than the panel's: then it scrolls. ``more`` are the "n more" under
    folded columns: (layer, middle, how many). ``legend`` is a block's rectangle; None: a row at the
    bottom."""

    width: float
    nodes: tuple[Node, ...]
    pills: tuple[Pill, ...]
    more: tuple[tuple[int, Point, int], ...]
    heads: tuple[tuple[int, float, float], ...]  # layer, middle, room
    loss: Rect
    legend: Rect | None
    panel: Point

    def node(self, layer: int, unit: int) -> Node | None:
        """The node of a unit, if it is drawn."""
        return next((node for node in self.nodes if (node.layer, node.unit) == (layer, unit)), None)


def most_rows(panel: Point) -> int:
    """How many rows a column may have, so that the slopes beside its units don't lie over one another; fewer
    than the least stand below their units and need more room."""
    room = WITH_LEGEND * panel[1] / PANEL[1] - TOP - 40.0
    return min(max(int(room / (BOX[1] + 2.0)) + 1, BESIDE + 1), MOST)


def places(
    columns: tuple[Column, ...], found: tuple[Line, ...], panel: Point = PANEL, wide: float = 1.0
) -> Places:
    """Lay a network out. ``wide`` is how much wider than three digits its numbers are."""
    made = _laid(columns, found, panel, BOTTOM, wide)
    corner = (panel[0] - LEGEND[0] - 24.0, panel[1] - LEGEND[1] - 16.0, *LEGEND)
    boxes = [box for node in made.nodes if (box := _bounds(node)) is not None]
    if max(made.width, WIDE_ENOUGH) <= panel[0] and not any(_meet(corner, box) for box in boxes):
        return replace(made, legend=corner)
    return _laid(columns, found, panel, WITH_LEGEND, wide)


def _laid(
    columns: tuple[Column, ...], found: tuple[Line, ...], panel: Point, bottom: float, wide: float
) -> Places:
    xs, width = _across(columns, panel[0], wide)
    nodes: list[Node] = []
    more = []
    for column, x in zip(columns, xs, strict=True):
        own, rest = _stacked(column, x, bottom * panel[1] / PANEL[1], wide)
        nodes += own
        if rest is not None:
            more.append((column.layer, rest, column.more))
    heads = tuple((column.layer, xs[i], _room(xs, i, width)) for i, column in enumerate(columns))
    last = [node.at[1] for node in nodes if node.layer == columns[-1].layer]
    middle = sum(last) / len(last)
    loss = (width - LOSS - LOSS_BOX[0] / 2, middle - LOSS_BOX[1] / 2, *LOSS_BOX)
    pills = _pills(nodes, found, columns, wide)
    return Places(width, tuple(nodes), pills, tuple(more), heads, loss, None, panel)


def _across(columns: tuple[Column, ...], width: float, wide: float) -> tuple[list[float], float]:
    """The columns' middles, and the width of all: hidden ones evenly between input and output, the first gap
    being wider, as it holds labels. Where there isn't room for all, all have what they need."""
    hidden = len(columns) - 2
    gaps = [_gap(one, other, wide) for one, other in pairwise(columns)]
    after = max(OUTPUT, _reach(columns[-1], wide) + 2 * BADGE_ROOM + LOSS + LOSS_BOX[0] / 2)
    room = width - FIRST - after
    even = room / (hidden + 1)
    if sum(gaps) <= room and max(gaps) <= even - WIDER:
        middle = [FIRST + even * i + WIDER * (hidden - i + 1) / hidden for i in range(1, hidden + 1)]
        return [FIRST, *middle, width - after], width
    stretch = max(room / sum(gaps), 1.0)
    xs = [FIRST]
    for gap in gaps:
        xs.append(xs[-1] + gap * stretch)
    return xs, max(xs[-1] + after, width)


def _is_beside(column: Column) -> bool:
    """Whether the slopes of a column stand at the right of its units."""
    return column.layer > 0 and column.kind != "plate" and len(column.units) + (column.more > 0) > BESIDE


def _reach(column: Column, wide: float) -> float:
    """How far a column reaches to the right of its middle."""
    return 28.0 + 2 * BOX[0] * wide if _is_beside(column) else BOX[0] * wide


def _gap(one: Column, other: Column, wide: float) -> float:
    """What two columns need between them: slopes, a badge, numbers, labels."""
    if other.kind == "plate":
        return PLATE_GAP * wide
    labels = LABEL_ROOM if len(other.units) > 3 else 0.0
    least = LEAST_GAP * wide + (0.5 * labels if one.layer == 0 else 0.0)
    if one.kind != "plate" and not _is_beside(one):
        return least
    return max(least, _reach(one, wide) + BADGE_ROOM + 2 * PILL[0] * wide + _before(other, wide))


def _before(column: Column, wide: float) -> float:
    """How far a column reaches to the left of its middle: its slopes, or its labels."""
    if _is_beside(column):
        return LABEL_ROOM + 30.0
    return max(BOX[0] * wide + 8.0, LABEL_ROOM + 30.0 if len(column.units) > 3 else 0.0)


def _room(xs: list[float], place: int, width: float) -> float:
    """How wide a column's heading may be."""
    left = xs[place] - xs[place - 1] if place else 2 * xs[0]
    right = xs[place + 1] - xs[place] if place + 1 < len(xs) else 2 * (width - LOSS - 60.0 - xs[place])
    return min(left, right) - 12.0


def _stacked(column: Column, x: float, bottom: float, wide: float) -> tuple[list[Node], Point | None]:
    """A column's nodes from the top, and where "n more" stands."""
    count = len(column.units) + (column.more > 0)
    has_box = column.layer > 0
    if column.kind == "plate":
        middle = (TOP + bottom) / 2
        below = (x - BOX[0] * wide, middle + 46.0, 2 * BOX[0] * wide, BOX[1])
        return [Node(column.layer, 0, "plate", (x, middle), 38.0, below, False)], None
    pitch, radius = _pitch(count, has_box, bottom)
    # What hangs below a node belongs to it: the middle of the column is the middle of all that.
    hangs = 7.0 + BOX[1] if has_box and count <= BESIDE else 0.0
    top = (TOP + bottom) / 2 - ((count - 1) * pitch + hangs) / 2
    found = []
    for place, unit in enumerate(column.units):
        y = top + place * pitch
        box: Rect | None = None
        if has_box and count > BESIDE:
            box = (x + radius + 6.0, y - BOX[1] / 2, 2 * BOX[0] * wide, BOX[1])
        elif has_box:
            box = (x - BOX[0] * wide, y + radius + 7.0, 2 * BOX[0] * wide, BOX[1])
        is_left = count > 3 or (column.layer == 0 and column.kind == "units")
        found.append(Node(column.layer, unit, column.kind, (x, y), radius, box, is_left))
    rest = (x, top + (count - 1) * pitch) if column.more else None
    return found, rest


def _pitch(count: int, has_box: bool, bottom: float) -> tuple[float, float]:
    """(how far apart, radius) of so many in a column."""
    room = bottom - TOP
    if not has_box:
        pitch = min(280.0, (room - 70.0) / max(count - 1, 1))
        return pitch, min(32.0, max(pitch * 0.42, 18.0))
    if count <= 3:
        return (250.0, 38.0) if count < 3 else (min(188.0, (room - 130.0) / 2), 38.0)
    if count == BESIDE:
        return (room - 50.0 - 7.0 - BOX[1]) / 3, 25.0
    return min((room - 40.0) / (count - 1), 92.0), 22.0


def _bounds(node: Node) -> Rect | None:
    """What a node and its box take up."""
    x, y, r = *node.at, node.radius
    own = (x - r, y - r, 2 * r, 2 * r)
    if node.box is None:
        return own
    left, top = min(own[0], node.box[0]), min(own[1], node.box[1])
    right, bottom = max(x + r, node.box[0] + node.box[2]), max(y + r, node.box[1] + node.box[3])
    return left, top, right - left, bottom - top


def _meet(one: Rect, other: Rect) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def _pills(
    nodes: list[Node], found: tuple[Line, ...], columns: tuple[Column, ...], wide: float
) -> tuple[Pill, ...]:
    by_place = {(node.layer, node.unit): node for node in nodes}
    beside = {column.layer for column in columns if _is_beside(column) or column.kind == "plate"}
    before = {column.layer: _before(column, wide) for column in columns}
    gaps: dict[tuple[int, int], list[Pill]] = {}
    for line in found:
        ends = _ends(line, by_place)
        if not line.has_pill or ends is None:
            continue
        share = _share(ends[1][0] - ends[0][0], line.source[0] == 0, wide)
        if line.source[0] in beside:
            # Between the slopes of one column and the labels of the next.
            (left, _), (right, _) = ends
            share = (right - before[line.target[0]] - PILL[0] * wide - left) / (right - left)
        at = tuple(a + (b - a) * share for a, b in zip(*ends, strict=True))
        gaps.setdefault((line.source[0], line.target[0]), []).append(Pill(line, (at[0], at[1])))
    return tuple(pill for gap in gaps.values() for pill in _apart(gap))


def _share(gap: float, is_first: bool, wide: float) -> float:
    """How far along its line a number stands; where a gap is narrow, clear of node and slopes."""
    if is_first:
        return max(INPUT_PILL, (36.0 + PILL[0] * wide) / max(gap, 1.0))
    clear = 1 - ((BOX[0] + PILL[0]) * wide + 4.0) / max(gap, 1.0)
    return min(OTHER_PILL, max(clear, 0.5))


def _ends(line: Line, by_place: dict[tuple[int, int], Node]) -> tuple[Point, Point] | None:
    one, other = by_place.get(line.source), by_place.get(line.target)
    return None if one is None or other is None else (one.at, other.at)


def _apart(gap: list[Pill]) -> list[Pill]:
    """One column of numbers, in the order of their lines, none over another, and none outside the columns."""
    ranked = sorted(gap, key=lambda pill: (pill.at[1], pill.line.target, pill.line.source))
    ys = [pill.at[1] for pill in ranked]
    for _ in range(40):
        moved = False
        for place in range(1, len(ys)):
            short = PILL_APART - (ys[place] - ys[place - 1])
            if short > 0.01:
                ys[place - 1] -= short / 2
                ys[place] += short / 2
                moved = True
        if not moved:
            break
    shift = max(0.0, TOP - 20.0 - ys[0])
    return [Pill(pill.line, (pill.at[0], y + shift)) for pill, y in zip(ranked, ys, strict=True)]


def clipped(node: Node, towards: Point) -> Point:
    """Where a line from ``towards`` meets the node's rim."""
    dx, dy = towards[0] - node.at[0], towards[1] - node.at[1]
    length = math.hypot(dx, dy) or 1.0
    return node.at[0] + dx / length * node.radius, node.at[1] + dy / length * node.radius

"""The numbers on a chosen neuron's strongest edges, seen close: x before the gate, w at it, w·x after it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout.headings import text_width
from nnviz.scene.layout.lines import rim_to_rim
from nnviz.scene.layout.places import Box, Column
from nnviz.scene.layout.ranking import largest, product_sizes
from nnviz.scene.time import easing
from nnviz.scene.time.playback import Moment
from nnviz.scene.values.flow import STAGGER, Flow
from nnviz.scene.values.model import Pill
from nnviz.scene.values.pulses import GATE, PACE, PILL_SIZE, SMALLEST_TEXT
from nnviz.scene.view.camera import Transform
from nnviz.scene.words.equation import LEAST, product_text

EDGES = 3
"""As many edges are read: the largest products."""
MOST = 3
"""Decimals that a number on an edge has room for."""

_PLACES = (0.2, GATE, 0.8)
"""Where on the seen part of an edge its x, its w and its product stand."""
_ORDER = (2, 0, 1)
"""Where there is no room for all, w is left out before x, and both before what they make."""
_ASIDE = (0.0, *(way * 0.04 * step for step in range(1, 9) for way in (1.0, -1.0)))
"""How far along the edge a number moves that would come too near to another, or stand on a neuron."""
_GAP = 3.0
_ROOMY = ((0.6, 0.12), (0.35, 0.2), (0.0, 1.0))
"""The room between numbers in sizes of their letters, and how far one moves aside for it: more for less."""
_MOST_DISCS = 200
"""With more neurons in a layer, numbers may stand on some."""


def readings(flow: Flow, moment: Moment, at_end: bool, transform: Transform, window: Box) -> tuple[Pill, ...]:
    """The numbers that are known at ``moment``, in pixels of the screen, inside ``window``.

    They come as the pulses do: x when it leaves, w·x when it has passed the gate. Before the layer's own time
    there are none, for which products are the largest isn't known either. ``at_end``: nothing travels, each
    phase shows its end. A number that finds no free place on its edge is left out.
    """
    layer = flow.here.layer
    if flow.position < 0 or moment.layer < layer or (moment.layer == layer and moment.phase == "input"):
        return ()
    unit = flow.here.units[flow.position]
    x, w = flow.x[flow.before.units], flow.weight[flow.before.units, unit]
    sources = largest(product_sizes(w, x), EDGES)
    sources = sources[x[sources] != 0][::-1]
    targets = np.full(len(sources), flow.position)
    lines = rim_to_rim(flow.before, flow.here, sources, targets, np.ones(len(sources), dtype=bool))
    way = _way(flow, sources, moment, at_end)
    pixels = max(PILL_SIZE * flow.s, SMALLEST_TEXT)
    discs = np.concatenate([_discs(column, transform) for column in (flow.before, flow.here)])
    seen = [
        _seen(line * transform.scale + np.tile((transform.dx, transform.dy), 2), window) for line in lines
    ]
    read = [
        (_Edge(line, pixels), _numbers(float(x[source]), float(w[source])), _known(float(travelled)))
        for line, source, travelled in zip(seen, sources.tolist(), way, strict=True)
        if line is not None
    ]
    placed: list[Box] = []
    found: list[Pill] = []
    # All of them have their places from the start: none moves when another comes.
    for number in _ORDER:
        for edge, numbers, known in read:
            text, sign = numbers[number]
            box = edge.free(number, text, placed, discs)
            if box is not None:
                placed.append(box)
                if number < known:
                    found.append(Pill((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, text, sign))
    return tuple(found)


def _discs(column: Column, transform: Transform) -> Array:
    """A column's discs on the screen: middles and radii (n, 3)."""
    found = [np.empty((0, 3))]
    for part, _ in column.pieces():
        if part.form == "disc" and len(part.units) <= _MOST_DISCS:
            x, y = part.x * transform.scale + transform.dx, part.y * transform.scale + transform.dy
            found.append(np.stack([x, y, np.full(len(x), part.radius * transform.scale)], axis=1))
    return np.concatenate(found)


def _way(flow: Flow, sources: Array, moment: Moment, at_end: bool) -> Array:
    """How far each pulse has come, 0 to 1."""
    is_over = moment.layer > flow.here.layer or moment.phase != "multiply"
    if is_over or (at_end and moment.progress > 0):
        return np.ones(len(sources))
    delay = STAGGER * sources / max(len(flow.before.units) - 1, 1)
    return np.clip(PACE * easing.in_out_sine(moment.progress) - delay, 0.0, 1.0)


def _known(way: float) -> int:
    """How many of an edge's numbers are known when its pulse has come so far."""
    return 0 if way <= 0 else 2 if way < GATE else 3


def _numbers(x: float, w: float) -> list[tuple[str, int]]:
    """The texts with their signs in reading order; 0 stands for white."""
    with np.errstate(all="ignore"):
        product = float(np.float32(x) * np.float32(w))
    words = product_text(x, w, product, LEAST, MOST)
    return [
        (words.x, 0),
        (f"× {words.w}", int(np.nan_to_num(np.sign(w)))),
        (f"{words.relation} {words.product}", int(np.nan_to_num(np.sign(product)))),
    ]


def _seen(line: Array, window: Box) -> Array | None:
    """The part (4,) of a line inside ``window``; None where too little of it is seen to read it there."""
    start, along = line[:2], line[2:] - line[:2]
    low, high = 0.0, 1.0
    for axis in (0, 1):
        if abs(along[axis]) > 1e-9:
            ends = sorted(((window[axis + side] - start[axis]) / along[axis]) for side in (0, 2))
            low, high = max(low, ends[0]), min(high, ends[1])
        elif not window[axis] <= start[axis] <= window[axis + 2]:
            return None
    return np.concatenate([start + low * along, start + high * along]) if high > low + GATE else None


class _Edge:
    """The seen part of an edge (4,), and how far along it its numbers stand."""

    def __init__(self, line: Array, pixels: float) -> None:
        self._line = line
        self._pixels = pixels
        self._at: dict[int, float] = {}

    def free(self, number: int, text: str, placed: Sequence[Box], discs: Array) -> Box | None:
        """Room for a number around its place, in the order in which they are read, well apart from what is
        ``placed`` if it can be, and on none of ``discs``."""
        pixels = self._pixels
        half_width, half_height = (text_width(text, pixels) + 1.2 * pixels) / 2, 0.8 * pixels
        way = self._line[2:] - self._line[:2]
        clear = min((half_width + 2 * _GAP) / max(float(np.hypot(*way)), 1.0), 0.5)
        low = max((at for other, at in self._at.items() if other < number), default=0.0)
        high = min((at for other, at in self._at.items() if other > number), default=1.0)
        taken = np.array(placed).reshape(-1, 4)
        for room, furthest in _ROOMY:
            gap = max(room * pixels, _GAP)
            for aside in (aside for aside in _ASIDE if abs(aside) <= furthest):
                at = min(max(_PLACES[number] + aside, clear), 1.0 - clear)
                x, y = self._line[:2] + at * way
                box = (x - half_width, y - half_height, x + half_width, y + half_height)
                if low < at < high and not (_touches(box, taken, gap) or _covers(box, discs)):
                    self._at[number] = at
                    return box
        return None


def _touches(box: Box, others: Array, gap: float) -> bool:
    """Whether a box comes nearer than ``gap`` to any of ``others`` (n, 4)."""
    x0, y0, x1, y1 = others.T
    apart = (box[0] > x1 + gap) | (box[2] < x0 - gap) | (box[1] > y1 + gap) | (box[3] < y0 - gap)
    return bool((~apart).any())


def _covers(box: Box, discs: Array) -> bool:
    """Whether a box lies on any of ``discs``, or nearly so."""
    x, y, radius = discs.T
    across = x - np.clip(x, box[0], box[2])
    down = y - np.clip(y, box[1], box[3])
    return bool((np.hypot(across, down) < radius + _GAP).any())

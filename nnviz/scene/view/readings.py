"""The numbers on a chosen neuron's strongest edges, seen close: x before the gate, w at it, w·x after it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout.headings import text_width
from nnviz.scene.layout.lines import rim_to_rim
from nnviz.scene.layout.places import Box
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
_ASIDE = (0.0, 0.06, -0.06, 0.12, -0.12)
"""How far along the edge a number moves that would touch another."""
_GAP = 3.0


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
    placed: list[Box] = []
    found: list[Pill] = []
    for i, source in enumerate(sources.tolist()):
        seen = _seen(lines[i] * transform.scale + np.tile((transform.dx, transform.dy), 2), window)
        if seen is None:
            continue
        numbers = _numbers(float(x[source]), float(w[source]), float(way[i]))
        for (text, sign), along in zip(numbers, _PLACES, strict=False):
            box = _free(seen, along, text, pixels, placed)
            if box is not None:
                placed.append(box)
                found.append(Pill((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, text, sign))
    return tuple(found)


def _way(flow: Flow, sources: Array, moment: Moment, at_end: bool) -> Array:
    """How far each pulse has come, 0 to 1."""
    is_over = moment.layer > flow.here.layer or moment.phase != "multiply"
    if is_over or (at_end and moment.progress > 0):
        return np.ones(len(sources))
    delay = STAGGER * sources / max(len(flow.before.units) - 1, 1)
    return np.clip(PACE * easing.in_out_sine(moment.progress) - delay, 0.0, 1.0)


def _numbers(x: float, w: float, way: float) -> list[tuple[str, int]]:
    """The texts with their signs, as many as are known, in reading order; 0 stands for white."""
    with np.errstate(all="ignore"):
        product = float(np.float32(x) * np.float32(w))
    words = product_text(x, w, product, LEAST, MOST)
    known = [
        (words.x, 0),
        (f"× {words.w}", int(np.nan_to_num(np.sign(w)))),
        (f"{words.relation} {words.product}", int(np.nan_to_num(np.sign(product)))),
    ]
    return known[: 0 if way <= 0 else 2 if way < GATE else 3]


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


def _free(line: Array, along: float, text: str, pixels: float, placed: Sequence[Box]) -> Box | None:
    """Room for a number around its place on the line, touching none of ``placed``."""
    half_width, half_height = (text_width(text, pixels) + 1.2 * pixels) / 2, 0.8 * pixels
    way = line[2:] - line[:2]
    clear = min((half_width + 2 * _GAP) / max(float(np.hypot(*way)), 1.0), 0.5)
    along = min(max(along, clear), 1.0 - clear)
    for aside in _ASIDE:
        x, y = line[:2] + (along + aside) * way
        box = (x - half_width, y - half_height, x + half_width, y + half_height)
        if all(
            box[0] > b[2] + _GAP or box[2] < b[0] - _GAP or box[1] > b[3] + _GAP or box[3] < b[1] - _GAP
            for b in placed
        ):
            return box
    return None

"""Pulses: values that leave their sources, meet the weight half-way and land as products."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.time import easing
from nnviz.scene.values.flow import Flow, Runners
from nnviz.scene.values.model import Pill, Pulses
from nnviz.scene.words.numbers import number, signed

GATE = 0.5
"""Where on an edge the weight acts."""
TAIL = 0.16
"""Length of a tail in lengths of the edge."""
MOST_PILLS = 3

PACE = 1.28
_GATE_DEPTH = 0.06
_LANDING = 0.5
PILL_SIZE = 18.0
SMALLEST_TEXT = 13.0

_NOTHING = np.empty(0)
NO_PULSES = Pulses(
    _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING.astype(np.int8), _NOTHING.astype(bool)
)


def pulses(flow: Flow, phase: str, progress: float) -> Pulses:
    """The moving dots of a layer: on their way while it multiplies, landing while it sums."""
    if phase == "multiply":
        runners = flow.runners
        way = _way(runners, easing.in_out_sine(progress))
        return _at(runners, way, np.flatnonzero(way > 0), 1.0)
    landing = 1.0 - easing.out_cubic(progress) / _LANDING
    if phase == "sum" and landing > 0:
        runners = flow.runners
        return _at(runners, np.ones(len(runners.x)), np.arange(len(runners.x)), landing)
    return NO_PULSES


def pills(flow: Flow, progress: float, at_end: bool) -> tuple[Pill, ...]:
    """The numbers on the three largest products into the selected unit: x before the gate, w·x after it.

    A pill that would touch another goes to the other side of its edge, or goes.
    """
    runners = flow.runners
    largest = np.flatnonzero(runners.chosen)[-MOST_PILLS:][::-1]
    if not len(largest):
        return ()
    eased = easing.in_out_sine(progress)
    way = np.full(len(runners.x), 0.75) if at_end else _way(runners, eased)
    placed: list[tuple[Pill, float, float]] = []
    for i in largest[way[largest] > 0]:
        pill = _pill(flow, runners, int(i), float(way[i]), placed)
        if pill is not None:
            placed.append(pill)
    return tuple(pill for pill, _, _ in placed)


def _way(runners: Runners, eased: float) -> Array:
    """How far each pulse has come: clamp(1.28 t − 0.24 i/(n − 1), 0, 1)."""
    way: Array = np.clip(PACE * eased - runners.delay, 0.0, 1.0)
    return way


def _at(runners: Runners, way: Array, seen: Array, size: float) -> Pulses:
    way, lines = way[seen], runners.lines[seen]
    along = lines[:, 2:] - lines[:, :2]
    head = lines[:, :2] + way[:, None] * along
    tail = lines[:, :2] + np.maximum(way - TAIL, 0.0)[:, None] * along
    turned = np.clip((way - GATE) / _GATE_DEPTH + 0.5, 0.0, 1.0)
    radius = (1.0 - turned) * runners.before[seen] + turned * runners.after[seen]
    sign = np.where(way < GATE, 0.0, np.nan_to_num(np.sign(runners.product[seen]))).astype(np.int8)
    chosen = runners.chosen[seen]
    return Pulses(head[:, 0], head[:, 1], radius * size, tail[:, 0], tail[:, 1], sign, chosen)


def _pill(
    flow: Flow, runners: Runners, i: int, way: float, placed: list[tuple[Pill, float, float]]
) -> tuple[Pill, float, float] | None:
    """The pill of runner ``i`` with its half width and half height, or None where there is no room."""
    x0, y0, x1, y1 = runners.lines[i]
    is_product = way >= GATE
    text = signed(runners.product[i], 1) if is_product else number(runners.x[i], 1)
    sign = int(np.nan_to_num(np.sign(runners.product[i]))) if is_product else 0
    pixels = max(PILL_SIZE * flow.s, SMALLEST_TEXT)
    half_width, half_height = 0.5 * (0.62 * pixels * len(text) + 1.2 * pixels), 0.8 * pixels
    radius = runners.after[i] if is_product else runners.before[i]
    near = flow.thin**2
    half_width, half_height, radius = near * half_width, near * half_height, near * radius
    # On the outer side of a rising edge is its lower side: there no other edge to the same unit runs.
    side = 1.0 if y1 < y0 else -1.0
    for direction in (side, -side):
        x = x0 + way * (x1 - x0)
        y = y0 + way * (y1 - y0) + direction * (radius + half_height + 3.0 * flow.s * near)
        if all(abs(x - p.x) > half_width + w or abs(y - p.y) > half_height + h for p, w, h in placed):
            return Pill(x, y, text, sign), half_width, half_height
    return None

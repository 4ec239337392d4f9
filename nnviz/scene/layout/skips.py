"""Skip connections: how values that no weight scales reach the layer that adds them up or joins them.

One runs level past every rank it crosses, in its lane, and turns only in the gaps between ranks, where no
neuron stands: so it never crosses one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.scene.layout.blocks import MOST_IN_LINE, UnitBlock
from nnviz.scene.layout.places import Column, SkipConnection

MOST_CROSSING = 12
"""Units of a layer that all read each other's source, with a line for each pair."""
STEPS = 12
"""Straight pieces that stand for a turn where lengths matter."""

_SPACING = 3.0


@dataclass(frozen=True)
class Lane:
    """The middle and the height of the lane that one layer's values take past a rank."""

    y: float
    height: float


def is_line(part: UnitBlock | Column) -> bool:
    """Whether units stand one under the other, few enough for a line each."""
    across = part.dx if isinstance(part, UnitBlock) else part.x - part.x[:1]
    return part.form == "disc" and len(part.y) <= MOST_IN_LINE and not across.any()


def route(
    network: Network,
    columns: Sequence[Column],
    slots: Sequence[tuple[float, float]],
    ranks: Sequence[int],
    lanes: Mapping[tuple[int, int], Lane],
    s: float,
) -> tuple[SkipConnection, ...]:
    """Those of every layer without weights. ``slots`` are the left and right ends of the ranks, ``lanes``
    those of (layer, rank)."""
    found = []
    for layer in range(1, len(network.shapes)):
        if "weight" in network.layer_parameters(layer):
            continue
        start = 0
        for source in network.sources(layer):
            before, here = columns[source], columns[layer]
            offset = start if network.layer(layer).alignment == "stacked" else 0
            start += len(before.units)
            ends = _ends(before, here, offset, network.layer(layer).measures_sample)
            past = [lanes[source, between] for between in range(ranks[source] + 1, ranks[layer])]
            points = points_of(ends, past, slots[ranks[source] : ranks[layer] + 1], s)
            found.append(SkipConnection(layer, source, points, ends.source, ends.target, ends.is_bundle))
    return tuple(found)


def of_chain(network: Network, columns: Sequence[Column], s: float) -> tuple[SkipConnection, ...]:
    """What layers without weights read, in a network where one follows the other: no edges show it."""
    slots = [(_left(column), _right(column)) for column in columns]
    return route(network, columns, slots, range(len(columns)), {}, s)


@dataclass(frozen=True, eq=False)
class Ends:
    """(n,) positions, and (n, 2) where the lines leave and arrive."""

    source: Array
    target: Array
    start: Array
    end: Array
    is_bundle: bool


def _ends(before: Column, here: Column, offset: int, crosses: bool) -> Ends:
    """A line for each unit where both layers are lines of discs of one kind; otherwise one line for all.

    With ``crosses`` each unit reads all units before it, and has a line for each where they are few.
    """
    count = min(len(before.units), len(here.units) - offset)
    source, target = np.arange(count), np.arange(count) + offset
    is_each = count == len(before.units)
    if crosses and count <= MOST_CROSSING:
        source, target = np.repeat(source, count), np.tile(target, count)
    if is_each and is_line(before) and is_line(here):
        start = np.column_stack([before.x[source] + before.radius, before.y[source]])
        end = np.column_stack([here.x[target] - here.radius, here.y[target]])
        return Ends(source, target, start, end, False)
    first = np.array([[_right(before), (before.y.min() + before.y.max()) / 2]])
    into = here.y[target]
    last = np.array([[_left(here), (into.min() + into.max()) / 2]])
    return Ends(source, target, first, last, True)


def _right(column: Column) -> float:
    return column.plate[2] if column.plate is not None else float(column.x.max()) + column.radius


def _left(column: Column) -> float:
    return column.plate[0] if column.plate is not None else float(column.x.min()) - column.radius


def points_of(ends: Ends, past: Sequence[Lane], slots: Sequence[tuple[float, float]], s: float) -> Array:
    """(n, 2 m, 2): level pieces from even to odd points, turns between them."""
    count = len(ends.start)
    spread = np.arange(count) - (count - 1) / 2
    levels = [(ends.start[:, 0], np.full(count, slots[0][1]), ends.start[:, 1])]
    for lane, (left, right) in zip(past, slots[1:-1], strict=True):
        spacing = min(_SPACING * s, 0.8 * lane.height / max(count, 1))
        levels.append((np.full(count, left), np.full(count, right), lane.y + spread * spacing))
    levels.append((np.full(count, slots[-1][0]), ends.end[:, 0], ends.end[:, 1]))
    pieces = [np.stack([[x0, y], [x1, y]]) for x0, x1, y in levels]
    return np.ascontiguousarray(np.concatenate(pieces).transpose(2, 0, 1))


def along(skips: SkipConnection) -> Array:
    """(n, k, 2) points close together along each line, its turns cut into straight pieces."""
    points = skips.points
    pieces = [points[:, :1]]
    for i in range(1, points.shape[1]):
        a, b = points[:, i - 1, None], points[:, i, None]
        if i % 2:
            pieces.append(b)
            continue
        t = np.linspace(0, 1, STEPS + 1)[1:, None]
        bend = (b - a) * np.array([0.5, 0.0])
        turn = (
            (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * (a + bend) + 3 * (1 - t) * t**2 * (b - bend) + t**3 * b
        )
        pieces.append(turn)
    return np.concatenate(pieces, axis=1)

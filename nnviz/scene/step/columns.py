"""Which units of each layer are drawn: all of a small one, of a wide one the few that matter most here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnviz.scene.step.path import Stop
from nnviz.scene.step.subject import Subject, Weight

MOST = 8
"""Units of a column; of a wider one there is one fewer, and "n more"."""
Kind = Literal["units", "maps", "plate"]


@dataclass(frozen=True)
class Column:
    """A layer in the picture. ``units`` are places in flat order, or the numbers of maps; a plate stands for
    a whole layer. ``more`` are the units that it folds away."""

    layer: int
    kind: Kind
    units: tuple[int, ...]
    more: int = 0


def columns(
    subject: Subject, weight: Weight | None, way: tuple[Stop, ...], most: int = MOST
) -> tuple[Column, ...]:
    """All layers in order. The units that the weight's chain goes through are always there; others as
    long as a column has no more than ``most`` rows."""
    drawn = (number for number in range(len(subject.step)) if not subject.passes_on(number))
    return tuple(_column(subject, number, weight, way, most) for number in drawn)


def _column(subject: Subject, number: int, weight: Weight | None, way: tuple[Stop, ...], most: int) -> Column:
    shape = subject.step.before.shapes[number]
    kind = _kind(subject, number)
    if kind == "plate":
        return Column(number, kind, (0,))
    count = shape[0] if kind == "maps" else subject.units(number)
    if count <= most:
        return Column(number, kind, tuple(range(count)))
    needed = _needed(subject, number, weight, way, kind)
    ranked = np.argsort(-_rank(subject, number, kind), kind="stable")
    kept = [*needed, *(int(unit) for unit in ranked if int(unit) not in needed)][: most - 1]
    return Column(number, kind, tuple(sorted(kept)), count - len(kept))


def _kind(subject: Subject, number: int) -> Kind:
    """Rows of numbers are units, images maps. What has nothing to learn stands whole."""
    is_row = len(subject.step.before.shapes[number]) == 1
    if number == 0 or subject.weights_of(number):
        return "units" if is_row else "maps"
    is_last = number == subject.last
    return "units" if is_last and is_row else "plate"


def _rank(subject: Subject, number: int, kind: Kind) -> np.ndarray:
    """What matters of a column: by how much the loss depends on a unit, of the input how much comes in."""
    gradient = subject.at_z(number) if number else None
    sizes = np.abs(subject.came(number) if gradient is None else gradient)
    return sizes.reshape(subject.step.before.shapes[number][0], -1).sum(axis=1) if kind == "maps" else sizes


def _needed(
    subject: Subject, number: int, weight: Weight | None, way: tuple[Stop, ...], kind: Kind
) -> list[int]:
    each = subject.cells(number) if kind == "maps" else 1
    found = [stop.unit // each for stop in way if subject.origin(stop.layer) == number]
    source = None if weight is None else arrives_at(subject, weight)
    if source is not None and source.layer == number:
        found.append(source.unit)
    return list(dict.fromkeys(found))


def arrives_at(subject: Subject, weight: Weight) -> Stop | None:
    """Where what comes in along a weight stands: a layer that is drawn, and unit or map. A bias: None."""
    if weight.name != "weight" or not subject.weights_of(weight.layer):
        return None
    layer, network = subject.layer(weight.layer), subject.step.before
    source = subject.origin(network.sources(weight.layer)[0])
    if layer.fully_connected:
        is_map = len(network.shapes[source]) == 3 and _kind(subject, source) == "maps"
        return Stop(source, weight.index[0] // (subject.cells(source) if is_map else 1))
    channels = layer.input_channels(weight.index[0], network.shapes[source][0])
    return Stop(source, channels[weight.index[1]])

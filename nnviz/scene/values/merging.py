"""What a layer without weights adds up or passes on: the values that arrive at one unit, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np

from nnviz.document import Document, Target, Unit
from nnviz.engine import Explanation, Network, Trace
from nnviz.scene.values.map_values import ramp_of, share
from nnviz.scene.values.scales import LayerScale, Scales
from nnviz.scene.words import names

KINDS = ("Add", "Concat")
"""Layers that other layers meet in."""
_SAME_PLACE = ("Add", "Activation", "BatchNorm", "LayerNorm", "Standardize", "Unstandardize", "Dropout")


@dataclass(frozen=True)
class Arrival:
    """One value that arrives, and where it comes from: "start, neuron 2"."""

    name: str
    value: float
    source: Target


@dataclass(frozen=True)
class Cell:
    """A value with its colour: ``fill`` -1..1 of the full one on ``ramp``."""

    name: str
    value: float
    fill: float
    ramp: str


@dataclass(frozen=True)
class Meeting:
    """One unit of a map that others meet in, for the strip below the maps: ``parts`` make up ``result``.

    ``sources`` are the cells that they come from.
    """

    unit: Target
    title: str
    note: str
    parts: tuple[Cell, ...]
    result: Cell
    sources: tuple[Target, ...]
    is_reached: bool = True


def arrivals(document: Document, explanation: Explanation) -> tuple[Arrival, ...]:
    """The values that arrive at an explained unit, in the order of the layer's inputs; their sum is its z."""
    found = []
    for origin, value in zip(explanation.origins, explanation.products.ravel().tolist(), strict=True):
        assert origin is not None
        layer, index = origin
        unit = index[0] if len(index) == 1 else (index[0], index[1], index[2])
        source = Target(layer, unit)
        found.append(Arrival(names.unit_with_layer(document, source), value, source))
    return tuple(found)


def meeting(document: Document, trace: Trace, scales: Scales, selection: Target | None) -> Meeting | None:
    """The parts of a selected cell of an Add or a Concat of maps; None for all else."""
    if selection is None or isinstance(selection.unit, int):
        return None
    if not selection.layer or document.network.layer(selection.layer).kind not in KINDS:
        return None
    why = trace.explain(selection.layer, selection.unit)
    came = arrivals(document, why)
    is_sum = len(came) > 1
    own = scales.layers[selection.layer]
    return Meeting(
        unit=selection,
        title=names.unit_with_layer(document, selection),
        note=f"{len(came)} maps are added up, place by place" if is_sum else "This map comes as it is",
        parts=tuple(_cell(one.name, one.value, scales.layers[one.source.layer]) for one in came),
        result=_cell("z" if is_sum else "passed on", why.natural_z, own),
        sources=tuple(one.source for one in came),
    )


def _cell(name: str, value: float, scale: LayerScale) -> Cell:
    ramp = ramp_of(scale.signed or value < 0, False)
    return Cell(name, value, float(share(np.array(value), scale.activation, ramp)), ramp)


def origins(network: Network, target: Target) -> tuple[Target, ...]:
    """Where a value comes from that a layer without weights adds up or passes on; empty for other layers."""
    if not target.layer or not network.sources(target.layer):
        return ()
    sources, kind = network.sources(target.layer), network.layer(target.layer).kind
    if kind in _SAME_PLACE:
        return tuple(Target(source, target.unit) for source in dict.fromkeys(sources))
    if kind == "Flatten" and isinstance(target.unit, int):
        return (Target(sources[0], _placed(target.unit, network.shapes[sources[0]])),)
    if kind == "Concat":
        unit = target.unit
        first, rest = (unit, ()) if isinstance(unit, int) else (unit[0], unit[1:])
        for source in sources:
            size = network.shapes[source][0]
            if first < size:
                return (Target(source, first if not rest else (first, rest[0], rest[1])),)
            first -= size
    return ()


def users(network: Network, target: Target) -> tuple[Target, ...]:
    """The units that such layers make of one value."""
    found = []
    for layer in range(target.layer + 1, len(network.shapes)):
        if target.layer not in network.sources(layer):
            continue
        kind = network.layer(layer).kind
        if kind in _SAME_PLACE:
            found.append(Target(layer, target.unit))
        elif kind == "Concat":
            found += _in_concat(network, layer, target)
        elif kind == "Flatten" and not isinstance(target.unit, int):
            shape = network.shapes[target.layer]
            found.append(Target(layer, int(np.ravel_multi_index(target.unit, shape))))
    return tuple(found)


def _in_concat(network: Network, layer: int, target: Target) -> list[Target]:
    found = []
    start = 0
    for source in network.sources(layer):
        if source == target.layer:
            unit = target.unit
            is_flat = isinstance(unit, int)
            found.append(Target(layer, start + unit if is_flat else (start + unit[0], *unit[1:])))  # type: ignore
        start += network.shapes[source][0]
    return found


def _placed(flat: int, shape: tuple[int, ...]) -> Unit:
    if len(shape) != 3 or flat >= prod(shape):
        return flat
    channel, row, column = np.unravel_index(flat, shape)
    return int(channel), int(row), int(column)

"""What a layer without weights adds up or passes on: the values that arrive at one unit, with their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType

import numpy as np

from nnviz.document import Document, Target, Unit
from nnviz.document.units import flat_of, target_of, unit_at
from nnviz.engine import Explanation, Network, Trace
from nnviz.engine.layers.base import Alignment
from nnviz.scene.values.map_values import ramp_of, share
from nnviz.scene.values.scales import LayerScale, Scales
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.equation import LEAST, adding_digits


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
class Merge:
    """One unit of a map that others meet in, for the strip below the maps: ``parts`` make up ``result``.

    ``sources`` are the cells that they come from. ``decimals`` is the number of digits at which the printed
    parts make the printed result; ``holds`` is False where none of 2 to 4 does.
    """

    unit: Target
    title: str
    note: str
    parts: tuple[Cell, ...]
    result: Cell
    sources: tuple[Target, ...]
    decimals: int
    holds: bool
    is_reached: bool = True


def arrivals(document: Document, explanation: Explanation) -> tuple[Arrival, ...]:
    """The values that arrive at an explained unit, in the order of the layer's inputs; their sum is its z."""
    found = []
    for origin, value in zip(explanation.origins, explanation.products.ravel().tolist(), strict=True):
        assert origin is not None
        source = target_of(origin)
        found.append(Arrival(names.unit_with_layer(document, source), value, source))
    return tuple(found)


def merge(document: Document, trace: Trace, scales: Scales, selection: Target | None) -> Merge | None:
    """The parts of a selected cell of maps that branches meet in; None for all else."""
    if selection is None or isinstance(selection.unit, int):
        return None
    if not selection.layer or not document.network.layer(selection.layer).joins:
        return None
    why = trace.explain(selection.layer, selection.unit)
    came = arrivals(document, why)
    is_sum = len(came) > 1
    own = scales.layers[selection.layer]
    decimals, holds = adding_digits([one.value for one in came], why.natural_z, LEAST)
    return Merge(
        unit=selection,
        title=names.unit_with_layer(document, selection),
        note=f"{amount(len(came), 'map')} are added up, place by place"
        if is_sum
        else "This map comes as it is",
        parts=tuple(_cell(one.name, one.value, scales.layers[one.source.layer]) for one in came),
        result=_cell("z" if is_sum else "passed on", why.natural_z, own),
        sources=tuple(one.source for one in came),
        decimals=decimals,
        holds=holds,
    )


def _cell(name: str, value: float, scale: LayerScale) -> Cell:
    ramp = ramp_of(scale.signed or value < 0, False)
    return Cell(name, value, float(share(np.array(value), scale.activation, ramp)), ramp)


def origins(network: Network, target: Target) -> tuple[Target, ...]:
    """Where a value comes from that a layer without weights adds up or passes on; empty for other layers."""
    if not target.layer or not network.sources(target.layer):
        return ()
    return _ORIGINS[network.layer(target.layer).alignment](network, target)


def users(network: Network, target: Target) -> tuple[Target, ...]:
    """The units that such layers make of one value."""
    found: list[Target] = []
    for layer in range(target.layer + 1, len(network.shapes)):
        if target.layer in network.sources(layer):
            found += _USERS[network.layer(layer).alignment](network, layer, target)
    return tuple(found)


def _of_same_place(network: Network, target: Target) -> tuple[Target, ...]:
    return tuple(Target(source, target.unit) for source in dict.fromkeys(network.sources(target.layer)))


def _of_flat(network: Network, target: Target) -> tuple[Target, ...]:
    if not isinstance(target.unit, int):
        return ()
    source = network.sources(target.layer)[0]
    return (Target(source, _placed(target.unit, network.shapes[source])),)


def _of_stacked(network: Network, target: Target) -> tuple[Target, ...]:
    unit = target.unit
    first, rest = (unit, ()) if isinstance(unit, int) else (unit[0], unit[1:])
    for source in network.sources(target.layer):
        size = network.shapes[source][0]
        if first < size:
            return (Target(source, first if not rest else (first, rest[0], rest[1])),)
        first -= size
    return ()


def _in_same_place(network: Network, layer: int, target: Target) -> list[Target]:
    return [Target(layer, target.unit)]


def _in_flat(network: Network, layer: int, target: Target) -> list[Target]:
    if isinstance(target.unit, int):
        return []
    shape = network.shapes[target.layer]
    return [Target(layer, flat_of(target.unit, shape))]


def _in_stacked(network: Network, layer: int, target: Target) -> list[Target]:
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
    return flat if flat >= prod(shape) else unit_at(flat, shape)


_ORIGINS: Mapping[Alignment, Callable[[Network, Target], tuple[Target, ...]]] = MappingProxyType(
    {
        "same": _of_same_place,
        "flat": _of_flat,
        "stacked": _of_stacked,
        "mixed": lambda network, target: (),
    }
)
_USERS: Mapping[Alignment, Callable[[Network, int, Target], list[Target]]] = MappingProxyType(
    {
        "same": _in_same_place,
        "flat": _in_flat,
        "stacked": _in_stacked,
        "mixed": lambda network, layer, target: [],
    }
)

"""The columns of a network on the plane: its two inputs, and each layer that weighs every number."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.engine import Network
from nnviz.engine.arrays import count


@dataclass(frozen=True)
class Column:
    """``layer`` has the weights that lead here, 0: the input. ``shown`` is the layer whose answers are shown:
    the same, or a later one that only changes its numbers one by one, such as a function of their own.
    ``source`` is the layer that the weights take their numbers from."""

    layer: int
    shown: int
    units: int
    source: int = 0


def columns(network: Network) -> tuple[Column, ...] | None:
    """The columns from left to right; None where the network is no chain of rows of numbers."""
    found: list[Column] = [Column(0, 0, count(network.input_shape))]
    for number, layer in enumerate(network.layers, start=1):
        if network.sources(number) != (number - 1,) or len(network.shapes[number]) != 1:
            return None
        units = count(network.shapes[number])
        if layer.fully_connected:
            found.append(Column(number, number, units, number - 1))
        elif units != found[-1].units:
            return None
        elif len(found) > 1:
            # What stands between the input and the first weights scales it: the plane has raw numbers.
            last = found[-1]
            found[-1] = Column(last.layer, number, units, last.source)
    return tuple(found) if len(found) > 1 else None


def column_of(of: tuple[Column, ...], layer: int) -> int | None:
    """Which column shows layer ``layer`` of the network; None: none does."""
    return next((k for k, one in enumerate(of) if layer in (one.layer, one.shown)), None)

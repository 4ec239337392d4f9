"""Units held at a value of one's choice, whatever their inputs say."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.explanation import Override, Unit
from nnviz.engine.layers.base import Index, Layer, Parameters
from nnviz.engine.numbers import real, shown
from nnviz.errors import OptionError

Held = list[tuple[Index, float]]


@dataclass(frozen=True)
class Overridden:
    """The held units of one layer, as indices without the batch, with their values."""

    z: Held = field(default_factory=list)
    a: Held = field(default_factory=list)

    def apply(self, layer: Layer, z: Array, a: Array, parameters: Parameters) -> tuple[Array, Array]:
        """z and a with these units held; every a follows the held z, and a held a changes itself alone."""
        if self.z:
            z = _with_held(z, self.z)
            a = layer.activate(z, parameters)
        if self.a:
            a = _with_held(a, self.a)
        return z, a

    def apply_to_input(self, x: Array) -> Array:
        """The network's input with these units held; it is z and a at once."""
        return _with_held(x, self.z + self.a)


def items_of(overrides: Any) -> list[tuple[int, Unit, Override, float]]:
    """(layer, unit, "z" or "a", value) of each override; :class:`OptionError` for what isn't one."""
    try:
        items = [(number, unit, what, value) for (number, unit), (what, value) in overrides.items()]
    except (AttributeError, TypeError, ValueError):
        raise OptionError('Overrides look like {(layer, neuron): ("z", 2.5)}.') from None
    for _, _, what, _ in items:
        if not (isinstance(what, str) and what in ("z", "a")):
            raise OptionError(f'An override sets "z" or "a", not {shown(what)}.')
    return [(n, unit, what, real(value, "An overridden value")) for n, unit, what, value in items]


def _with_held(values: Array, held: Held) -> Array:
    values = values.copy()
    by_unit = np.moveaxis(values, 0, -1)  # a window on the copy, one row of samples a unit
    for index, value in held:
        by_unit[index] = value
    return values

"""Units held at a value of one's choice, whatever their inputs say."""

from dataclasses import dataclass, field

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layer import Index, Layer, Parameters

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


def _with_held(values: Array, held: Held) -> Array:
    values = values.copy()
    by_unit = np.moveaxis(values, 0, -1)  # a window on the copy, one row of samples a unit
    for index, value in held:
        by_unit[index] = value
    return values

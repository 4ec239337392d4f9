"""What a gradient adds up from: the examples of a batch, and for a kernel's weight the windows too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layers.base import Index, Layer, Parameters


@dataclass(frozen=True, eq=False)
class Contributions:
    """∂L/∂w of one parameter's number, L being the mean over the batch, taken apart: Σ ``shares`` = ∂L/∂w.

    ``shares`` is (N,), or (N, rows, columns) of windows. Where each share is a product δ · x, ``slopes`` are
    the δ = ∂L/∂z and ``arrived`` the x that came in along the weight, in the same shape; else both are None.
    """

    shares: Array
    slopes: Array | None = None
    arrived: Array | None = None

    @property
    def total(self) -> float:
        """∂L/∂w."""
        return float(self.shares.sum())

    @property
    def by_example(self) -> Array:
        """The share of each example: (N,)."""
        result: Array = self.shares.reshape(len(self.shares), -1).sum(axis=1)
        return result

    @property
    def has_windows(self) -> bool:
        """Whether an example's share adds up from windows."""
        return self.shares.ndim > 1


def contributions(
    layer: Layer,
    name: str,
    index: Index,
    gradients: tuple[Array, Array],
    values: tuple[list[Array], Array, Array],
    parameters: Parameters,
    memory: Any,
) -> Contributions:
    """Take apart ∂L/∂parameter ``name``[``index``] of a layer.

    ``gradients`` are (∂L/∂a, ∂L/∂z) and ``values`` (what comes in, z, a), each with the batch first.
    """
    inputs, z, a = values
    at_a, at_z = gradients
    factors = layer.factors(name, index, at_z, inputs)
    if factors is not None:
        slopes, arrived = (factor.astype(np.float64) for factor in factors)
        return Contributions(slopes * arrived, slopes, arrived)
    shares = []
    for example in range(len(at_z)):
        # Every gradient is linear in what comes from above: one example alone gives its own share.
        learned = layer.backward_activation(_only(at_a, example), z, a, parameters)[1]
        if name in learned:
            shares.append(learned[name][index])
            continue
        _, own = layer.backward(_only(at_z, example), inputs, parameters, memory, downward=False)
        shares.append(own[name][index])
    return Contributions(np.array(shares, np.float64))


def _only(gradient: Array, example: int) -> Array:
    """The gradient of one example, and 0 for all others."""
    result = np.zeros_like(gradient)
    result[example] = gradient[example]
    return result

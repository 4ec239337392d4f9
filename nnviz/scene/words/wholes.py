"""What a softmax shares out: one whole for a row of neurons, one for each pixel of maps."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.engine.functions.activations import Sigmoid
from nnviz.scene.words import names

REMEDY = Sigmoid()
"""What suits a lone output: a share from 0 to 1 that its score decides."""


@dataclass(frozen=True)
class Wholes:
    """``count`` wholes of ``size`` shares each, along ``axis`` of the layer's values without their batch."""

    count: int
    size: int
    axis: int

    @property
    def is_fixed(self) -> bool:
        """Whether there is nothing to share: one share is all of its whole, whatever its score."""
        return self.size == 1


def wholes(network: Network, layer: int) -> Wholes | None:
    """How the layer's function shares out; None where it takes each value by itself, or there is none."""
    function = network.layer(layer).activation if layer not in network.input_layers else None
    if function is None or function.elementwise:
        return None
    shape = network.shapes[layer]
    chosen = getattr(function, "axis", 1)
    axis = (chosen if chosen < 0 else chosen - 1) % len(shape)
    return Wholes(prod(shape) // shape[axis], shape[axis], axis)


def largest(found: Wholes, values: Array) -> Array:
    """Of each share's place in its whole, in how many wholes it is the largest: (size,)."""
    winners = np.nan_to_num(values, nan=-np.inf).argmax(axis=found.axis)
    return np.bincount(winners.ravel(), minlength=found.size)


def share_name(document: Document, layer: int, place: int) -> str:
    """One share of each whole: a class where the layer is the last and has such names, else "map 3"."""
    found = wholes(document.network, layer)
    is_last = layer == len(document.network.layers)
    if is_last and found is not None and len(document.output_names) == found.size:
        return names.output(document, place)
    return f"map {place + 1}" if found is not None and found.axis == 0 else f"place {place + 1}"


def fixed(network: Network, layer: int) -> str:
    """A sentence about a softmax that has nothing to share out; empty for all other layers."""
    found = wholes(network, layer)
    if found is None or not found.is_fixed:
        return ""
    function = network.layer(layer).activation
    assert function is not None
    value = "0" if function.gives_logarithms else "1"
    title = names.function_title(function)
    if len(network.shapes[layer]) == 1:
        return f"{title} of one neuron is always {value}."
    return f"{title} over one map is always {value}, at every pixel."

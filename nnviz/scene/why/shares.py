"""Each input's share of one unit's z, exact where every layer on the way is piecewise linear.

Along a straight ray through 0 such a network is linear while the same units stay on, so

    z = Σ xᵢ · ∂z/∂xᵢ + Σ b · ∂z/∂b

over all inputs and all biases on the way ("gradient times input"; Ancona et al., 2018, section 3.1, give
the conditions under which it is exact).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine import Network, Trace
from nnviz.engine.arrays import Array
from nnviz.scene.words import names

EXACT = "Exact while the same neurons stay on."
PIECEWISE_LINEAR = ("identity", "relu", "leaky_relu", "prelu")
"""Activation functions that are linear on both sides of 0, and 0 there."""


@dataclass(frozen=True, eq=False)
class InputShares:
    """``values`` in the input's shape: x · ∂z/∂x of each input; with ``biases`` they sum to ``z``."""

    values: Array
    biases: float
    z: float

    @property
    def gain(self) -> float:
        """The sum of the shares greater than 0."""
        return float(self.values[self.values > 0].sum())

    @property
    def loss(self) -> float:
        """The sum of the shares less than 0."""
        return float(self.values[self.values < 0].sum())


@dataclass(frozen=True)
class NoShares:
    """Why a unit's z has no exact shares."""

    sentence: str


def shares(document: Document, trace: Trace, target: Target) -> InputShares | NoShares:
    """The shares of the network's inputs in the z of ``target``, in double precision."""
    reason = _reason(document, trace, target)
    if reason:
        return NoShares(reason)
    network = trace.network
    index = network.unit_index(target.layer, target.unit)
    gradient = np.zeros((1, *network.shapes[target.layer]))
    gradient[(0, *index)] = 1.0
    at_input, biases = _backward(network, trace, target.layer, gradient)
    x = trace[0].a[0].astype(np.float64)
    return InputShares(x * at_input, biases, float(trace[target.layer].z[(0, *index)]))


def _reason(document: Document, trace: Trace, target: Target) -> str:
    network = trace.network
    on_the_way = layers_before(network, target.layer)
    for number in sorted(on_the_way):
        layer = network.layer(number)
        if not layer.piecewise_linear:
            return f"{names.layer(document, number)} is not piecewise linear, so z has no exact shares."
        function = layer.activation
        if number != target.layer and function is not None and function.name not in PIECEWISE_LINEAR:
            name = names.function_title(function)
            return f"{name} bends, so z has no exact shares: they need ReLU or its kin."
    if any(other.layer in on_the_way for other in document.overrides):
        return "A value on the way is held by hand, so z has no exact shares."
    if not all(np.isfinite(trace[number].z).all() for number in on_the_way):
        return "A value on the way is not a number, so z has no shares."
    return "" if network.sources(target.layer) else "Nothing runs into an input."


def layers_before(network: Network, layer: int) -> set[int]:
    """The layers that ``layer`` depends on, itself included, the input not."""
    found: set[int] = set()
    front = [layer]
    while front:
        number = front.pop()
        if number and number not in found:
            found.add(number)
            front += network.sources(number)
    return found


def _backward(network: Network, trace: Trace, last: int, gradient: Array) -> tuple[Array, float]:
    """(∂z/∂input without the batch axis, Σ b · ∂z/∂b) from ``gradient`` at layer ``last``'s z."""
    at_a: dict[int, Array] = {}
    biases = 0.0
    for number in range(last, 0, -1):
        if number != last and number not in at_a:
            continue
        layer = network.layer(number)
        parameters = {
            name: array.astype(np.float64) for name, array in network.layer_parameters(number).items()
        }
        here = trace[number]
        at_z = gradient
        if number != last:
            at_z, _ = layer.backward_activation(at_a[number], _double(here.z), _double(here.a), parameters)
        below, own = layer.backward(at_z, [_double(x) for x in here.inputs], parameters)
        biases += layer.constant_part(at_z, own, parameters)
        for source, part in zip(network.sources(number), below, strict=False):
            at_a[source] = at_a[source] + part if source in at_a else part
    return at_a.get(0, np.zeros((1, *network.input_shape)))[0], biases


def _double(values: Array) -> Array:
    return np.asarray(values, dtype=np.float64)

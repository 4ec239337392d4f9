"""What gradients are measured on: a stack of dense layers, or the open network, with weights by seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from nnviz.document.lab import Stack
from nnviz.engine import ActivationFunction, Dense, Layer, Network
from nnviz.engine.arrays import Array, Shape, count

EXAMPLES = 256
NOISE_CLASSES = 10
LEAST_EXAMPLES, MOST_VALUES = 16, 600_000
"""Of a wide network fewer examples are run, so that a measurement stays a matter of a second."""

SPREADS: Mapping[str, float] = MappingProxyType({"small": 0.01, "large": 1.0})
"""The starts that are wrong on purpose: normal weights of one spread, whatever the layer's size."""
_RULES: Mapping[str, str] = MappingProxyType({"matched": "auto", "small": "normal", "large": "normal"})
_NORMAL_SPREAD = 0.05


@dataclass(frozen=True, eq=False)
class Fed:
    """Examples of one batch. ``inputs`` (n, *shape) as training takes them, ``targets`` as data sets hold
    them, ``loss`` by name; ``whose`` names them, empty for noise."""

    inputs: Array
    targets: Array
    loss: str
    whose: str = ""

    def __len__(self) -> int:
        return len(self.inputs)

    def first(self, most: int) -> Fed:
        """The first ``most`` of them."""
        return replace(self, inputs=self.inputs[:most], targets=self.targets[:most])


@dataclass(frozen=True)
class Subject:
    """Layers, and which of them are looked at. ``places`` are the numbers of those with weights, from 1;
    ``swapped`` those whose function is exchanged. ``own`` are the weights that stay, in place of new ones."""

    input_shape: Shape
    layers: tuple[Layer, ...]
    places: tuple[int, ...]
    swapped: tuple[int, ...]
    own: Mapping[str, Array] | None = None


def noise(width: int) -> Fed:
    """Numbers of mean 0 and spread 1, each row of one of ten classes by chance: always the same ones."""
    random = np.random.default_rng(0)
    inputs = random.normal(0, 1, (EXAMPLES, width))
    return Fed(inputs, random.integers(0, NOISE_CLASSES, EXAMPLES), "cross_entropy")


def stack(wanted: Stack, fed: Fed) -> Subject:
    """So many hidden layers, and an output that suits the examples; its layers 1 to n are looked at."""
    outputs, function = _output(fed)
    hidden = [Dense(wanted.width, "identity") for _ in range(wanted.layers)]
    numbers = tuple(range(1, wanted.layers + 1))
    layers = (*hidden, Dense(outputs, function))
    return Subject((count(fed.inputs.shape[1:]),), layers, numbers, numbers)


def _output(fed: Fed) -> tuple[int, str]:
    if fed.targets.dtype.kind in "iu":
        return max(int(fed.targets.max()) + 1, 2), "softmax"
    outputs = fed.targets.reshape(len(fed), -1).shape[1]
    return outputs, "sigmoid" if fed.loss == "binary_cross_entropy" else "identity"


def for_stack(fed: Fed) -> Fed:
    """The same examples as rows of numbers, at most 256, with a loss that suits a stack's output."""
    few = fed.first(EXAMPLES)
    inputs = few.inputs.reshape(len(few), -1)
    if few.targets.dtype.kind in "iu":
        return replace(few, inputs=inputs, loss="cross_entropy")
    loss = few.loss if few.loss == "binary_cross_entropy" else "squared_error"
    return replace(few, inputs=inputs, targets=few.targets.reshape(len(few), -1), loss=loss)


def open_network(network: Network, is_trained: bool) -> Subject:
    """The network's own layers: all that have weights are looked at, every hidden function is exchanged."""
    last = len(network.layers)
    places = tuple(n for n in range(1, last + 1) if "weight" in network.layer_parameters(n))
    own = network.parameters() if is_trained else None
    return Subject(network.input_shape, network.layers, places, swappable(network.layers), own)


def swappable(layers: tuple[Layer, ...]) -> tuple[int, ...]:
    """The hidden layers, from 1, whose function of one z can be another one."""
    return tuple(
        number
        for number, layer in enumerate(layers[:-1], 1)
        if layer.activation is not None and layer.activation.elementwise
    )


def enough(network: Network) -> int:
    """How many examples are run through a network."""
    values = sum(count(shape) for shape in network.shapes)
    return min(EXAMPLES, max(LEAST_EXAMPLES, MOST_VALUES // max(values, 1)))


def made(subject: Subject, function: ActivationFunction, start: str, seed: int) -> Network:
    """The subject with ``function`` in its hidden layers, in float64, its weights drawn by ``start``."""
    layers = list(subject.layers)
    for number in subject.swapped:
        layers[number - 1] = replace(layers[number - 1], activation=function)
    if subject.own is None:
        layers = [_started(layer, start) for layer in layers]
    network = Network.build(subject.input_shape, layers, seed, np.float64)
    if subject.own is not None:
        there = network.parameters()
        fit = {k: v for k, v in subject.own.items() if k in there and there[k].shape == v.shape}
        return network.with_parameters(fit)
    if start in SPREADS:
        scale = SPREADS[start] / _NORMAL_SPREAD
        drawn = [n for n, layer in enumerate(layers, 1) if _is_drawn(layer)]
        weights = {f"{n}.weight": scale * network.layer_parameters(n)["weight"] for n in drawn}
        network = network.with_parameters(weights)
    return network


def _started(layer: Layer, start: str) -> Layer:
    if not _is_drawn(layer):
        return layer
    changed: Layer = replace(layer, initializer=_RULES.get(start, start))  # type: ignore[call-arg]
    return changed


def _is_drawn(layer: Layer) -> bool:
    """Whether its weights are drawn by a rule that can be chosen."""
    return "initializer" in layer.options()

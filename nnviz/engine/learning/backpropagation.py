"""The chain rule over a whole network: forward with everything kept, then every gradient, backwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layers.base import Parameters
from nnviz.engine.learning.losses import Loss
from nnviz.engine.network import Network


@dataclass(frozen=True)
class Forward:
    """A training pass by layer number: z, a, and what each layer wants to find again."""

    z: list[Array]
    a: list[Array]
    memory: list[Any]


@dataclass(frozen=True)
class Gradients:
    """∂L/∂a, ∂L/∂z and ∂L/∂parameters by layer number; None where the loss doesn't depend on it."""

    a: list[Array | None]
    z: list[Array | None]
    parameters: list[dict[str, Array]]


def run_forward(
    network: Network, parameters: Sequence[Parameters], inputs: Sequence[Array], random: np.random.Generator
) -> Forward:
    """The forward pass as training does it: dropout drops, batch norm uses the batch's own numbers."""
    values = iter(inputs)
    first = next(values)
    forward = Forward([first], [first], [None])
    for number, layer in enumerate(network.layers, start=1):
        sources = network.sources(number)
        if sources:
            feeds = [forward.a[source] for source in sources]
            z, a, memory = layer.forward_training(feeds, parameters[number], random)
        else:
            z = a = next(values)
            memory = None
        forward.z.append(z)
        forward.a.append(a)
        forward.memory.append(memory)
    return forward


def loss_of(network: Network, loss: Loss, z: Array, a: Array, y: Array) -> Array:
    """The loss of each sample of a batch, from the last layer's scores where that is more exact."""
    function = network.layers[-1].activation
    each = None if function is None else loss.each_from_scores(function.name, z, a, y)
    return loss.each(a, y) if each is None else each


def gradient_at_output(network: Network, loss: Loss, a: Array, y: Array) -> tuple[Array, bool]:
    """(gradient, whether it is ∂L/∂z rather than ∂L/∂a) of the last layer."""
    function = network.layers[-1].activation
    at_z = None if function is None else loss.gradient_at_scores(function.name, a, y)
    return (loss.gradient(a, y), False) if at_z is None else (at_z, True)


def run_backward(
    network: Network, parameters: Sequence[Parameters], forward: Forward, gradient: Array, at_scores: bool
) -> Gradients:
    """Every gradient from the one at the last layer: ∂L/∂a, or ∂L/∂z with ``at_scores``."""
    size = len(network.layers) + 1
    result = Gradients([None] * size, [None] * size, [{} for _ in range(size)])
    if not at_scores:
        result.a[-1] = gradient
    for number in range(size - 1, 0, -1):
        layer = network.layers[number - 1]
        learned: dict[str, Array] = {}
        if number == size - 1 and at_scores:
            at_z: Array = gradient
        else:
            at_a = result.a[number]
            if at_a is None:
                continue
            at_z, learned = layer.backward_activation(
                at_a, forward.z[number], forward.a[number], parameters[number]
            )
        result.z[number] = at_z
        sources = network.sources(number)
        if not sources:
            continue
        below, own = layer.backward(
            at_z,
            [forward.a[source] for source in sources],
            parameters[number],
            forward.memory[number],
            downward=any(sources),
        )
        result.parameters[number] = own | learned
        for source, part in zip(sources, below, strict=False):
            known = result.a[source]
            result.a[source] = part if known is None else known + part
    return result

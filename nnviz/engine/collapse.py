"""What a network comes to once its hidden functions are the identity: one matrix and one bias.

A layer whose z is affine in its inputs (dense, convolution, the mean of a window, batch norm in use) stays so
after any other such layer. What bends is an activation function, or a layer that isn't affine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array, count
from nnviz.engine.functions.activations import Identity
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.mixed import Mixed
from nnviz.engine.memory import figure
from nnviz.engine.network import Network
from nnviz.errors import OptionError, ShapeError

LARGEST = 2**23
"""Numbers in the one matrix that is still worked out."""
MOST_COMPUTED = 2**32
"""Numbers that may be computed on the way to it: each unit of the network, once for each input."""
BLOCK = 2**22
"""Numbers of one layer that are held at a time."""
IDENTITY = Identity()


@dataclass(frozen=True, eq=False)
class Affine:
    """z = weight x + bias: ``weight`` (outputs, inputs), ``bias`` (outputs,), both float64.

    x are all inputs of the network in flat order, one input layer's after the other's.
    """

    weight: Array
    bias: Array

    def __matmul__(self, before: Affine) -> Affine:
        """What this one makes of the output of the one ``before``."""
        return Affine(self.weight @ before.weight, self.weight @ before.bias + self.bias)

    def applied(self, x: Array) -> Array:
        """z for (N, inputs), in the type of ``x``."""
        return x @ self.weight.astype(x.dtype).T + self.bias.astype(x.dtype)


@dataclass(frozen=True, eq=False)
class Factor:
    """Some layers in a row as one step: the number of the one that ends it, and what it does to its input."""

    layer: int
    affine: Affine


def output_layers(network: Network) -> tuple[int, ...]:
    """The layers that make the output function: the last one that computes, and what only turns its numbers
    into the answer, such as a softmax of its own. Nothing is hidden behind them."""
    number, found = len(network.layers), []
    while True:
        layer, sources = network.layer(number), network.sources(number)
        found.append(number)
        is_turned = (
            not layer.affine and network.shapes[sources[0] if sources else 0] == network.shapes[number]
        )
        passes = layer.passes_on or (layer.copies and is_identity(layer.activation))
        only_answers = (
            len(sources) == 1
            and not network.layer_parameters(number)
            and (passes or (layer.reduces == "sum" and is_turned))
        )
        if not only_answers or sources[0] == 0:
            return tuple(sorted(found))
        number = sources[0]


def is_identity(function: ActivationFunction | None) -> bool:
    """Whether every number goes through unchanged."""
    return function is None or function == IDENTITY


def hidden_functions(network: Network) -> dict[int, ActivationFunction]:
    """The functions that bend inside the network, by layer; the output's own is none of them."""
    outer = output_layers(network)
    return {
        number: layer.activation
        for number, layer in enumerate(network.layers, start=1)
        if number not in outer and layer.activation is not None and not is_identity(layer.activation)
    }


def bending_layers(network: Network) -> tuple[int, ...]:
    """The layers inside that bend whatever their functions are: max pooling, layer norm, a clip."""
    outer = output_layers(network)
    first = min(outer)
    return tuple(
        number
        for number, layer in enumerate(network.layers, start=1)
        if not layer.affine and (number not in outer or number == first)
    )


def straightened(network: Network, share: float = 1.0) -> Network:
    """The network with the identity for every hidden function, or, with less of a ``share``, on its way."""
    functions = hidden_functions(network)
    if share <= 0 or not functions:
        return network
    if share >= 1:
        return network.with_functions(dict.fromkeys(functions, IDENTITY))
    return network.with_functions({number: Mixed(f, share) for number, f in functions.items()})


def collapse(network: Network) -> Affine:
    """The one matrix and the one bias of the network, hidden functions and the output's being the identity.

    Worked out in float64: the answer to a picture of each single input, less the answer to nothing.

    Raises:
        OptionError: a layer bends.
        ShapeError: it would take too much memory, or too long.
    """
    bends = bending_layers(network)
    if bends:
        raise OptionError(
            f"Layer {bends[0]} ({network.layer(bends[0]).label}) bends: there is no one matrix."
        )
    check_size(network)
    last = min(output_layers(network))
    return _pushed(_scores(network), last, network.input_layers)


def factors(network: Network) -> tuple[Factor, ...]:
    """The matrices whose product the one matrix is, first layer first; empty where layers are no plain chain,
    or where one of the matrices would be too large.

    Layers that pass numbers on are no step of their own.

    Raises:
        OptionError: a layer bends.
    """
    last = min(output_layers(network))
    if any(network.sources(number) != (number - 1,) for number in range(1, last + 1)):
        return ()
    if bending_layers(network):
        raise OptionError("A layer bends: there is no product of matrices.")
    steps = [n for n in range(1, last + 1) if not _passes(network, n)]
    sizes = [count(network.shapes[n]) * count(network.shapes[n - 1]) for n in steps]
    if not steps or max(sizes) > LARGEST:
        return ()
    wide = _scores(network).astype(np.float64)
    return tuple(Factor(n, _one_layer(wide, n)) for n in steps)


def check_size(network: Network) -> None:
    """Refuse a matrix that is too large, or that would take too long. Raises :class:`ShapeError`."""
    inputs = sum(count(network.shapes[number]) for number in network.input_layers)
    outputs = count(network.shapes[min(output_layers(network))])
    if inputs * outputs > LARGEST:
        raise ShapeError(
            f"The one matrix would hold {outputs:,} × {inputs:,} numbers ({figure(8 * inputs * outputs)}); "
            f"up to {LARGEST:,} are worked out here."
        )
    computed = inputs * sum(count(shape) for shape in network.shapes)
    if computed > MOST_COMPUTED:
        raise ShapeError(
            f"The one matrix would take {computed:,} numbers to work out; up to {MOST_COMPUTED:,} are "
            "computed here."
        )


def scores(network: Network, x: Sequence[Array]) -> Array:
    """z of the output layer for a batch, (N, outputs): the layers in turn, as the network computes them."""
    trace = network.trace(list(x) if len(x) > 1 else x[0])
    z = trace[min(output_layers(network))].z
    return z.reshape(len(z), -1)


def _passes(network: Network, number: int) -> bool:
    layer = network.layer(number)
    return layer.passes_on or (layer.copies and is_identity(layer.activation))


def _scores(network: Network) -> Network:
    """Hidden functions and the output's own all the identity."""
    functions = {
        number: IDENTITY
        for number, layer in enumerate(network.layers, start=1)
        if not is_identity(layer.activation)
    }
    return network.with_functions(functions) if functions else network


def _pushed(network: Network, last: int, inputs: Sequence[int]) -> Affine:
    """Layer ``last`` in all inputs: each single 1 is pushed through, and nothing at all once."""
    wide = network.astype(np.float64)
    shapes = [network.shapes[number] for number in inputs]
    sizes = [count(shape) for shape in shapes]
    total = sum(sizes)
    bias = _answer(wide, last, [np.zeros((1, *shape)) for shape in shapes])[0]
    weight = np.empty((len(bias), total))
    block = max(1, BLOCK // max(count(shape) for shape in network.shapes))
    ends = np.cumsum(sizes)[:-1]
    for start in range(0, total, block):
        stop = min(start + block, total)
        ones = np.zeros((stop - start, total))
        ones[np.arange(stop - start), np.arange(start, stop)] = 1
        parts = np.split(ones, ends, axis=1)
        batch = [part.reshape(len(part), *shape) for part, shape in zip(parts, shapes, strict=True)]
        weight[:, start:stop] = (_answer(wide, last, batch) - bias).T
    return Affine(weight, bias)


def _answer(network: Network, last: int, batch: list[Array]) -> Array:
    z = network.trace(batch if len(batch) > 1 else batch[0])[last].z
    return np.asarray(z).reshape(len(z), -1)


def _one_layer(network: Network, number: int) -> Affine:
    """One layer of a chain by itself, in what comes before it."""
    layer, shape = network.layer(number), network.shapes[number - 1]
    parameters = network.layer_parameters(number)
    size = count(shape)
    with np.errstate(all="ignore"):
        bias = layer.forward([np.zeros((1, *shape))], parameters)[0].reshape(-1)
        weight = np.empty((len(bias), size))
        block = max(1, BLOCK // max(size, len(bias)))
        for start in range(0, size, block):
            ones = np.eye(min(block, size - start), size, start)
            z = layer.forward([ones.reshape(-1, *shape)], parameters)[0]
            weight[:, start : start + len(ones)] = (z.reshape(len(z), -1) - bias).T
    return Affine(weight, bias)


def can_stand(network: Network, functions: Mapping[int, ActivationFunction]) -> bool:
    """Whether each of these layers has the identity, so that its former function can stand there again."""
    outer = output_layers(network)
    return bool(functions) and all(
        1 <= number <= len(network.layers)
        and number not in outer
        and network.layer(number).activation == IDENTITY
        for number in functions
    )

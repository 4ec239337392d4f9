"""The layers: for each one its formula, its shapes, and its forward pass beside its backward pass.

Convolution, pooling, normalisation and the joining of branches have modules of their own beside this one;
the table at the end is the only list of all kinds. In every formula L is the loss; a gradient has the
shape of what it is of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine import blas
from nnviz.engine.arrays import Array, Shape, count, shape_text
from nnviz.engine.explanation import Parts
from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.graph import Input
from nnviz.engine.layers.base import (
    ActivatedLayer,
    ActivationLike,
    Index,
    Layer,
    Parameters,
    check_initializer,
    weight_of,
)
from nnviz.engine.layers.convolution import Conv2D
from nnviz.engine.layers.joining import Add, Concat
from nnviz.engine.layers.normalization import BatchNorm, LayerNorm
from nnviz.engine.layers.pooling import AveragePool2D, GlobalAveragePool2D, GlobalMaxPool2D, MaxPool2D
from nnviz.engine.layers.scaling import Standardize, Unstandardize
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import real, whole
from nnviz.engine.operators.operator import Operator
from nnviz.errors import OptionError, ShapeError

__all__ = [
    "Activation",
    "Add",
    "AveragePool2D",
    "BatchNorm",
    "Concat",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePool2D",
    "GlobalMaxPool2D",
    "Input",
    "Layer",
    "LayerNorm",
    "MaxPool2D",
    "Operator",
    "Standardize",
    "Unstandardize",
    "from_options",
    "kinds",
]


@dataclass(frozen=True, init=False)
class Dense(ActivatedLayer):
    """Every unit weighs every input: z = x W + b, a = f(z).

    x is (N, inputs), W is (inputs, units), b is (units,), z and a are (N, units).
    """

    kind = "Dense"

    units: int
    activation: ActivationFunction
    bias: bool
    initializer: str

    def __init__(
        self,
        units: int,
        activation: ActivationLike = "identity",
        *,
        bias: bool = True,
        initializer: str = "auto",
        name: str | None = None,
        inputs: Sequence[str] | None = None,
    ) -> None:
        self._set(
            name,
            inputs,
            units=whole(units, "The number of neurons of a Dense layer"),
            activation=activations.get(activation),
            bias=bool(bias),
            initializer=check_initializer(initializer),
        )

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        if len(input_shapes[0]) != 1:
            raise ShapeError(
                f"takes a row of numbers, but gets {shape_text(input_shapes[0])}; put a Flatten before it."
            )
        return (self.units,)

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {"weight": (input_shapes[0][0], self.units)}
        if self.bias:
            shapes["bias"] = (self.units,)
        return shapes | self._learned_shapes((self.units,))

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        shape = (input_shapes[0][0], self.units)
        values = {"weight": weight_of(self.initializer, self.activation, random, shape, shape)}
        if self.bias:
            values["bias"] = np.zeros(self.units)
        return values | self._learned_values((self.units,))

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = blas.product(inputs[0], parameters["weight"])
        if self.bias:
            z += parameters["bias"]
        return z, self._function(parameters).forward_silenced(z)

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        # ∂L/∂W = xᵀ ∂L/∂z,  ∂L/∂b = Σ over the batch of ∂L/∂z,  ∂L/∂x = ∂L/∂z Wᵀ
        gradients = {"weight": inputs[0].T @ gradient}
        if self.bias:
            gradients["bias"] = gradient.sum(axis=0)
        return [gradient @ parameters["weight"].T] if downward else [], gradients

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        x, w = inputs[0], parameters["weight"][:, unit[0]]
        bias = float(parameters["bias"][unit[0]]) if self.bias else 0.0
        return Parts(x, w, x * w, bias, origins=tuple((0, (i,)) for i in range(len(x))))


@dataclass(frozen=True, init=False)
class Activation(ActivatedLayer):
    """An activation function alone: z = x, a = f(z); x, z and a are (N, *shape) of any one shape."""

    kind = "Activation"

    activation: ActivationFunction

    def __init__(
        self, activation: ActivationLike, *, name: str | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        self._set(name, inputs, activation=activations.get(activation))

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return input_shapes[0]

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        return self._learned_shapes(input_shapes[0])

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        return self._learned_values(input_shapes[0])

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = inputs[0]
        return z, self._function(parameters).forward(z)

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        return [gradient], {}


@dataclass(frozen=True, init=False)
class Flatten(Layer):
    """An image as one row: z[n, (c·H + i)·W + j] = x[n, c, i, j]; (N, C, H, W) -> (N, C·H·W). a = z."""

    kind = "Flatten"

    def __init__(self, *, name: str | None = None, inputs: Sequence[str] | None = None) -> None:
        self._set(name, inputs)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return (count(input_shapes[0]),)

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        # With the batch moved last this is a view where the batch lies last in memory (see convolution.py).
        x = inputs[0]
        flat = x.transpose(*range(1, x.ndim), 0).reshape(-1, len(x)).T
        return flat, flat

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        x = inputs[0]
        return [np.moveaxis(gradient.T.reshape(*x.shape[1:], len(x)), -1, 0)], {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        position = tuple(int(i) for i in np.unravel_index(unit[0], inputs[0].shape))
        value, one = inputs[0][position].reshape(1), np.ones(1, z.dtype)
        return Parts(value, one, value, origins=((0, position),))


@dataclass(frozen=True, init=False)
class Dropout(Layer):
    """While training, z = m x / (1 − rate), where each m is 0 with chance ``rate`` and else 1; a = z.

    x and z are (N, *shape) of any one shape. Everywhere else z = x (Srivastava and others 2014, in its
    inverted form).
    """

    kind = "Dropout"

    rate: float

    def __init__(
        self, rate: float = 0.5, *, name: str | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        rate = real(rate, "Dropout's rate")
        if not 0 <= rate < 1:
            raise OptionError(f"Dropout's rate is a number from 0 to below 1, not {rate}.")
        self._set(name, inputs, rate=rate)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return input_shapes[0]

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        return inputs[0], inputs[0]

    def forward_training(
        self, inputs: Sequence[Array], parameters: Parameters, random: np.random.Generator
    ) -> tuple[Array, Array, Any]:
        x = inputs[0]
        kept = (random.random(x.shape, np.float32) >= self.rate) * x.dtype.type(1 / (1 - self.rate))
        z = x * kept
        return z, z, kept

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        return [gradient if memory is None else gradient * memory], {}


_TABLE: Mapping[str, type[Layer]] = MappingProxyType(
    {
        layer.kind: layer
        for layer in (
            Input, Dense, Conv2D, MaxPool2D, AveragePool2D, GlobalAveragePool2D, GlobalMaxPool2D, Flatten,
            BatchNorm, LayerNorm, Standardize, Unstandardize, Dropout, Activation, Add, Concat, Operator,
        )
    }
)  # fmt: skip


def kinds() -> tuple[str, ...]:
    """The names of all kinds of layer."""
    return tuple(_TABLE)


def from_options(kind: str, options: Mapping[str, Any]) -> Layer:
    """The layer of this kind with these options, as ``layer.kind`` and ``layer.options()`` gave them.

    Raises :class:`UnknownNameError` for an unknown kind, :class:`OptionError` for options it doesn't take.
    """
    if kind not in _TABLE:
        raise unknown_name("layer", kind, _TABLE)
    try:
        return _TABLE[kind](**options)
    except TypeError:
        raise OptionError(f"A {kind} layer can't be made from the options {dict(options)}.") from None

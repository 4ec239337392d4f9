"""Layers whose z is their input: an activation function alone, an image as one row, dropout."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, count
from nnviz.engine.explanation import Parts
from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.layers.base import ActivatedLayer, ActivationLike, Index, Layer, Option, Parameters
from nnviz.engine.numbers import real
from nnviz.errors import OptionError


@dataclass(frozen=True, init=False)
class Activation(ActivatedLayer):
    """An activation function alone: z = x, a = f(z); x, z and a are (N, *shape) of any one shape."""

    kind = "Activation"
    summary = "a function alone"
    does = "Applies an activation function to each value."
    passing = "f(z)"
    formula = "z = x"
    copies = True
    piecewise_linear = True
    affine = True
    alignment = "same"
    keeps_channels = True
    role = "acts"
    starting_options = MappingProxyType({"activation": "relu"})

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
    summary = "maps as one list"
    does = "Lays the image out as one row of numbers, row by row; nothing is computed."
    formula = r"y_{(c \cdot H + i) \cdot W + j} = x_{c,i,j}"
    copies = True
    piecewise_linear = True
    affine = True
    alignment = "flat"
    role = "reshapes"

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
    summary = "acts only while training"
    does = "Silences a random part of its inputs while training; now it passes everything on."
    told = "Dropout rests outside training: every value passes as it is."
    formula = "y = x"
    copies = True
    piecewise_linear = True
    affine = True
    alignment = "same"
    keeps_channels = True
    role = "acts"
    changeable = (Option("rate", "Rate", (0.1, 0.2, 0.3, 0.5, 0.7)),)

    rate: float

    def __init__(
        self, rate: float = 0.5, *, name: str | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        rate = real(rate, "Dropout's rate")
        if not 0 <= rate < 1:
            raise OptionError(f"Dropout's rate is a number from 0 to below 1, not {rate}.")
        self._set(name, inputs, rate=rate)

    @property
    def silences(self) -> float:
        return self.rate

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

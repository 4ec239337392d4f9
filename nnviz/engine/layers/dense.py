"""The dense layer: every unit weighs every input. In every formula L is the loss; a gradient has the shape
of what it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine import blas
from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.explanation import InOrder, Parts
from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.layers.base import (
    ActivatedLayer,
    ActivationLike,
    Index,
    Option,
    Parameters,
    check_initializer,
    weight_of,
)
from nnviz.engine.numbers import whole
from nnviz.errors import ShapeError


@dataclass(frozen=True, init=False)
class Dense(ActivatedLayer):
    """Every unit weighs every input: z = x W + b, a = f(z).

    x is (N, inputs), W is (inputs, units), b is (units,), z and a are (N, units).
    """

    kind = "Dense"
    summary = "every neuron weighs every number"
    phases = ("multiply", "sum", "activate")
    fully_connected = True
    piecewise_linear = True
    affine = True
    input_rank = 1
    role = "learns"
    starting_options = MappingProxyType({"units": 32, "activation": "relu"})
    size_option = "units"
    changeable = (Option("units", "Neurons"), Option("bias", "Bias", (True, False)))

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

    def factors(
        self, name: str, index: Index, gradient: Array, inputs: Sequence[Array]
    ) -> tuple[Array, Array] | None:
        if name not in ("weight", "bias"):
            return None
        slopes = gradient[:, index[-1]]
        return slopes, inputs[0][:, index[0]] if name == "weight" else np.ones_like(slopes)

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        x, w = inputs[0], parameters["weight"][:, unit[0]]
        bias = float(parameters["bias"][unit[0]]) if self.bias else 0.0
        return Parts(x, w, x * w, bias, origins=InOrder(0, len(x)))

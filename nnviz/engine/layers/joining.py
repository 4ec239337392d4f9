"""Layers with several inputs: branches of a network meet again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Parameters, same_shape
from nnviz.errors import ShapeError


@dataclass(frozen=True, init=False)
class Add(Layer):
    """z = x₁ + x₂ + …, unit by unit: the shortcut of a residual network. a = z.

    All inputs are (N, *shape) of one shape, and so is z; ∂L/∂xᵢ = ∂L/∂z for each of them.
    """

    kind = "Add"
    summary = "the sum of two branches"
    does = "Adds the values that arrive from several layers, place by place."
    told = "The values of its sources are added, place by place."
    formula = r"y = x_1 + x_2 + \ldots"
    passing = "Add"
    joins = True
    piecewise_linear = True
    affine = True
    alignment = "same"
    role = "joins"
    input_count = (2, math.inf)

    @property
    def sign(self) -> str:
        return "+"

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return same_shape(input_shapes)

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = inputs[0] + inputs[1]
        for further in inputs[2:]:
            z += further
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        return [gradient] * len(inputs), {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        values = np.array([x[unit] for x in inputs], z.dtype)
        return Parts(
            values, np.ones_like(values), values, origins=tuple((i, unit) for i in range(len(inputs)))
        )


@dataclass(frozen=True, init=False)
class Concat(Layer):
    """z = [x₁, x₂, …]: features behind features, or channels behind channels. a = z.

    (N, C₁, H, W), (N, C₂, H, W), … -> (N, C₁ + C₂ + …, H, W), or the same without H and W; ∂L/∂z is cut at
    the same places.
    """

    kind = "Concat"
    summary = "two branches side by side"
    does = "Sets the values that arrive from several layers side by side."
    told = "The values of its sources are laid one after the other."
    formula = "y = x"
    joins = True
    piecewise_linear = True
    affine = True
    alignment = "stacked"
    role = "joins"
    input_count = (2, math.inf)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        rest = input_shapes[0][1:]
        if any(shape[1:] != rest or len(shape) != len(rest) + 1 for shape in input_shapes):
            texts = " and ".join(map(shape_text, input_shapes))
            raise ShapeError(f"puts channels behind each other, so all else must agree, but gets {texts}.")
        return (sum(shape[0] for shape in input_shapes), *rest)

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = np.concatenate(inputs, axis=1)
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        ends = np.cumsum([x.shape[1] for x in inputs])[:-1]
        return list(np.split(gradient, ends, axis=1)), {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        source, first = 0, unit[0]
        while first >= len(inputs[source]):
            first -= len(inputs[source])
            source += 1
        place = (first, *unit[1:])
        value = inputs[source][place].reshape(1)
        return Parts(value, np.ones(1, z.dtype), value, origins=((source, place),))

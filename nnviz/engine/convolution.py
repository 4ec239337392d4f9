"""Convolution: one small kernel of weights slides over an image; each place it stops at is a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine import activations
from nnviz.engine.activation_function import ActivationFunction
from nnviz.engine.arrays import Array, Shape
from nnviz.engine.explanation import Parts
from nnviz.engine.layer import (
    ActivatedLayer,
    ActivationLike,
    Index,
    Parameters,
    check_initializer,
    weight_of,
    whole,
)
from nnviz.engine.windows import Padding, Pair, Size, Windows, batch_first, batch_last, padding_of, pair
from nnviz.errors import OptionError, ShapeError

# Numbers of patches held at a time while nothing is kept for a backward pass (64 MB of float32).
LARGEST_PATCHES = 2**24


@dataclass(frozen=True, init=False)
class Conv2D(ActivatedLayer):
    """z[n, o, i, j] = b[o] + Σ_cuv w[o, c, u, v] · x[n, c, i·s + u·d − p, j·s + v·d − p]; a = f(z).

    x is (N, C, H, W), w is (filters, C / groups, kernel height, kernel width), b is (filters,),
    z and a are (N, filters, H′, W′) with H′ = ⌊(H + 2p − d (k − 1) − 1) / s⌋ + 1.
    As everywhere in deep learning this is cross-correlation: the kernel is not flipped.
    """

    kind = "Conv2D"

    filters: int
    kernel: Pair
    stride: Pair
    padding: Padding
    dilation: Pair
    groups: int
    activation: ActivationFunction
    bias: bool
    initializer: str

    def __init__(
        self,
        filters: int,
        kernel: Size,
        stride: Size = 1,
        padding: Padding = "valid",
        dilation: Size = 1,
        groups: int = 1,
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
            filters=whole(filters, "The number of filters"),
            kernel=pair(kernel, "The kernel"),
            stride=pair(stride, "The stride"),
            padding=padding_of(padding),
            dilation=pair(dilation, "The dilation"),
            groups=whole(groups, "The number of groups"),
            activation=activations.get(activation),
            bias=bool(bias),
            initializer=check_initializer(initializer),
        )
        if self.filters % self.groups:
            raise OptionError(f"{self.filters} filters can't be shared out to {self.groups} groups.")

    def windows(self, shape: Shape) -> Windows:
        """Where the kernel stops on images of ``shape`` = (C, H, W)."""
        return Windows.fit(shape, self.kernel, self.stride, self.padding, self.dilation)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        count = self.windows(input_shapes[0]).count
        if input_shapes[0][0] % self.groups:
            raise ShapeError(f"has {self.groups} groups, but gets {input_shapes[0][0]} channels.")
        return (self.filters, *count)

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {"weight": self._weight_shape(input_shapes[0])}
        if self.bias:
            shapes["bias"] = (self.filters,)
        return shapes | self._learned_shapes(self.output_shape(input_shapes))

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        shape = self._weight_shape(input_shapes[0])
        cells = self.kernel[0] * self.kernel[1]
        fans = (shape[1] * cells, self.filters // self.groups * cells)
        values = {"weight": weight_of(self.initializer, self.activation, random, shape, fans)}
        if self.bias:
            values["bias"] = np.zeros(self.filters)
        return values | self._learned_values(self.output_shape(input_shapes))

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        x = inputs[0]
        windows = self.windows(x.shape[1:])
        per_sample = x.shape[1] * self.kernel[0] * self.kernel[1] * windows.count[0] * windows.count[1]
        size = max(1, LARGEST_PATCHES // per_sample)
        if len(x) <= size:
            z = self._weigh(self._patches(x, windows), windows, parameters)
        else:
            # A large batch goes through in parts, so that its patches don't fill the memory.
            parts = (x[start : start + size] for start in range(0, len(x), size))
            z = np.concatenate([self._weigh(self._patches(p, windows), windows, parameters) for p in parts])
        return z, self._function(parameters).forward(z)

    def forward_training(
        self, inputs: Sequence[Array], parameters: Parameters, random: np.random.Generator
    ) -> tuple[Array, Array, Any]:
        windows = self.windows(inputs[0].shape[1:])
        patches = self._patches(inputs[0], windows)
        z = self._weigh(patches, windows, parameters)
        return z, self._function(parameters).forward(z), patches

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        # With the patches P as columns, z = W P + b: so ∂L/∂W = ∂L/∂z Pᵀ and ∂L/∂P = Wᵀ ∂L/∂z.
        x, weight = inputs[0], parameters["weight"]
        windows = self.windows(x.shape[1:])
        patches = self._patches(x, windows) if memory is None else memory
        rows = batch_last(gradient).reshape(self.filters, -1)
        at_z = rows.reshape(self.groups, self.filters // self.groups, -1)
        gradients = {"weight": (at_z @ patches.transpose(0, 2, 1)).reshape(weight.shape)}
        if self.bias:
            gradients["bias"] = rows.sum(axis=1)
        if not downward:
            return [], gradients
        kernels = weight.reshape(self.groups, self.filters // self.groups, -1)
        return [self._scatter(kernels.transpose(0, 2, 1) @ at_z, x, windows)], gradients

    def _patches(self, x: Array, windows: Windows) -> Array:
        """What the kernel sees at each stop, as columns: (groups, C / groups · kh · kw, H′ · W′ · N)."""
        padded = windows.pad(batch_last(x))
        channels, height, width, samples = padded.strides
        view = np.lib.stride_tricks.as_strided(
            padded,
            (x.shape[1], *self.kernel, *windows.count, len(x)),
            (
                channels,
                height * self.dilation[0],
                width * self.dilation[1],
                height * self.stride[0],
                width * self.stride[1],
                samples,
            ),
        )
        return view.reshape(self.groups, x.shape[1] // self.groups * self.kernel[0] * self.kernel[1], -1)

    def _weigh(self, patches: Array, windows: Windows, parameters: Parameters) -> Array:
        """One matrix product: every kernel with every patch, as (N, filters, H′, W′)."""
        kernels = parameters["weight"].reshape(self.groups, self.filters // self.groups, -1)
        z = (kernels @ patches).reshape(self.filters, -1)
        if self.bias:
            z += parameters["bias"][:, None]
        return batch_first(z.reshape(self.filters, *windows.count, -1))

    def _scatter(self, at_patches: Array, x: Array, windows: Windows) -> Array:
        """∂L/∂x: each pixel gathers from every patch that it was part of."""
        at_taps = at_patches.reshape(x.shape[1], self.kernel[0] * self.kernel[1], *windows.count, len(x))
        (top, left), (bottom, right), (height, width) = windows.before, windows.after, windows.image
        padded = np.zeros((x.shape[1], top + height + bottom, left + width + right, len(x)), x.dtype)
        for place, tap in enumerate(windows.taps(padded)):
            tap += at_taps[:, place]
        return batch_first(windows.unpad(padded))

    def _weight_shape(self, input_shape: Shape) -> Shape:
        return (self.filters, input_shape[0] // self.groups, *self.kernel)

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        filter_, row, column = unit
        windows = self.windows(inputs[0].shape)
        size = inputs[0].shape[0] // self.groups
        first = filter_ // (self.filters // self.groups) * size
        channels = range(first, first + size)
        patch = windows.patch(inputs[0][first : first + size], row, column)
        weight = parameters["weight"][filter_]
        bias = float(parameters["bias"][filter_]) if self.bias else 0.0
        return Parts(patch, weight, patch * weight, bias, origins=windows.origins(channels, row, column))

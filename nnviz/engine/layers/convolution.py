"""Convolution: one small kernel of weights slides over an image; each place it stops at is a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.explanation import Parts
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
from nnviz.engine.layers.windows import (
    Padding,
    Pair,
    Size,
    Windows,
    batch_first,
    batch_last,
    padding_of,
    pair,
)
from nnviz.engine.numbers import amount, whole
from nnviz.errors import OptionError, ShapeError

# Patches are taken a few rows of windows at a time, so many numbers of them that they stay in the
# processor's cache. LeNet's first convolution, 64 images: 0.33 ms, against 0.75 ms for all patches at once.
BLOCK = 2**17


@dataclass(frozen=True, init=False)
class Conv2D(ActivatedLayer):
    """z[n, o, i, j] = b[o] + Σ_cuv w[o, c, u, v] · x[n, c, i·s + u·d − p, j·s + v·d − p]; a = f(z).

    x is (N, C, H, W), w is (filters, C / groups, kernel height, kernel width), b is (filters,),
    z and a are (N, filters, H′, W′) with H′ = ⌊(H + 2p − d (k − 1) − 1) / s⌋ + 1.
    As everywhere in deep learning this is cross-correlation: the kernel is not flipped.
    """

    kind = "Conv2D"
    summary = "small kernels slide over the maps"
    phases = ("scan", "activate")
    has_kernels = True
    slides = True
    piecewise_linear = True
    affine = True
    input_rank = 3
    role = "learns"
    starting_options = MappingProxyType({"filters": 8, "kernel": 3, "padding": "same", "activation": "relu"})
    size_option = "filters"
    changeable = (
        Option("filters", "Filters"),
        Option("kernel", "Kernel", (1, 3, 5, 7)),
        Option("stride", "Stride", (1, 2, 3, 4)),
        Option("padding", "Padding", (0, 1, 2, "same")),
        Option("dilation", "Dilation", (1, 2, 4)),
    )

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

    def input_channels(self, channel: int, channels: int) -> range:
        size = channels // self.groups
        first = channel // (self.filters // self.groups) * size
        return range(first, first + size)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        count = self.windows(input_shapes[0]).count
        if input_shapes[0][0] % self.groups:
            raise ShapeError(
                f"has {amount(self.groups, 'group')}, but gets {amount(input_shapes[0][0], 'channel')}."
            )
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
        # With the windows' contents P as columns, z = W P + b is one matrix product.
        x = inputs[0]
        windows = self.windows(x.shape[1:])
        padded = windows.pad(batch_last(x))
        kernels = self._kernels(parameters)
        z = np.empty((self.filters, *windows.count, len(x)), x.dtype)
        columns = z.reshape(*kernels.shape[:2], -1)
        for rows, part in self._blocks(windows, x, BLOCK):
            np.matmul(kernels, self._patches(padded, windows, rows), out=columns[:, :, part])
        if self.bias:
            columns += parameters["bias"].reshape(self.groups, -1, 1)
        z = batch_first(z)
        return z, self._function(parameters).forward(z)

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        # z = W P + b, so ∂L/∂W = ∂L/∂z Pᵀ, and ∂L/∂P = Wᵀ ∂L/∂z, which each pixel gathers from its patches.
        x = inputs[0]
        windows = self.windows(x.shape[1:])
        padded = windows.pad(batch_last(x))
        kernels = self._kernels(parameters)
        at_z = batch_last(gradient).reshape(*kernels.shape[:2], -1)
        at_kernels = np.zeros_like(kernels.transpose(0, 2, 1))
        at_input = np.zeros_like(padded) if downward else None
        # Scattering has a cost by the block, so with it blocks are larger: 1.3 ms against 2.0 ms in LeNet.
        for rows, part in self._blocks(windows, x, 8 * BLOCK if downward else BLOCK):
            # As P ∂L/∂zᵀ, the long side first: BLAS takes 0.4 ms for it in LeNet, and 0.8 ms for ∂L/∂z Pᵀ.
            at_kernels += self._patches(padded, windows, rows) @ at_z[:, :, part].transpose(0, 2, 1)
            if at_input is not None:
                at_patches = kernels.transpose(0, 2, 1) @ at_z[:, :, part]
                self._scatter(at_patches, at_input, windows, rows)
        gradients = {"weight": at_kernels.transpose(0, 2, 1).reshape(parameters["weight"].shape)}
        if self.bias:
            gradients["bias"] = at_z.sum(axis=2).reshape(-1)
        return [] if at_input is None else [batch_first(windows.unpad(at_input))], gradients

    def _kernels(self, parameters: Parameters) -> Array:
        """The weights as one matrix a group: (groups, filters / groups, C / groups · kh · kw)."""
        return parameters["weight"].reshape(self.groups, self.filters // self.groups, -1)

    def _blocks(self, windows: Windows, x: Array, most: int) -> Iterator[tuple[slice, slice]]:
        """Some rows of windows at a time, as rows and as columns of the matrix of patches."""
        row = windows.count[1] * len(x)
        size = max(1, most // (x.shape[1] * self.kernel[0] * self.kernel[1] * row))
        for first in range(0, windows.count[0], size):
            last = min(first + size, windows.count[0])
            yield slice(first, last), slice(first * row, last * row)

    def _patches(self, padded: Array, windows: Windows, rows: slice) -> Array:
        """What the kernel sees in these rows, as columns: (groups, C / groups · kh · kw, rows · W′ · N)."""
        channels, _, _, samples = padded.shape
        along_c, along_h, along_w, along_n = padded.strides
        down, right = self.stride
        # A view on ``padded`` without a copy; `as_strided` makes the same one in seven times the time.
        view: Array = np.ndarray(
            (channels, *self.kernel, rows.stop - rows.start, windows.count[1], samples),
            padded.dtype,
            padded,
            rows.start * down * along_h,
            (
                along_c,
                along_h * self.dilation[0],
                along_w * self.dilation[1],
                along_h * down,
                along_w * right,
                along_n,
            ),
        )
        return view.reshape(self.groups, channels // self.groups * self.kernel[0] * self.kernel[1], -1)

    def _scatter(self, at_patches: Array, at_input: Array, windows: Windows, rows: slice) -> None:
        """Add ∂L/∂patches of these rows to the pixels that the patches were made of."""
        cells = self.kernel[0] * self.kernel[1]
        shape = (len(at_input), cells, rows.stop - rows.start, windows.count[1], at_input.shape[3])
        at_taps = at_patches.reshape(shape)
        for place, tap in enumerate(windows.taps(at_input)):
            tap[:, rows] += at_taps[:, place]

    def _weight_shape(self, input_shape: Shape) -> Shape:
        return (self.filters, input_shape[0] // self.groups, *self.kernel)

    def factors(
        self, name: str, index: Index, gradient: Array, inputs: Sequence[Array]
    ) -> tuple[Array, Array] | None:
        if name not in ("weight", "bias"):
            return None
        slopes = gradient[:, index[0]]
        if name == "bias":
            return slopes, np.ones_like(slopes)
        filter_, channel, row, column = index
        x = inputs[0]
        windows = self.windows(x.shape[1:])
        under = list(windows.taps(windows.pad(batch_last(x))))[row * self.kernel[1] + column]
        seen = under[self.input_channels(filter_, x.shape[1])[channel]]
        return slopes, np.moveaxis(seen, -1, 0)

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        filter_, row, column = unit
        windows = self.windows(inputs[0].shape)
        channels = self.input_channels(filter_, len(inputs[0]))
        patch = windows.patch(inputs[0][channels.start : channels.stop], row, column)
        weight = parameters["weight"][filter_]
        bias = float(parameters["bias"][filter_]) if self.bias else 0.0
        return Parts(patch, weight, patch * weight, bias, origins=windows.origins(channels, row, column))

"""Pooling: each channel of an image is summed up in fewer numbers, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, check_size, shape_text
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Option, Parameters
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
from nnviz.errors import ShapeError


@dataclass(frozen=True, init=False)
class _Pool2D(Layer):
    """What max and average pooling share: windows that slide over each channel by itself."""

    phases = ("pool",)
    slides = True
    piecewise_linear = True
    keeps_channels = True
    input_rank = 3
    role = "reshapes"
    changeable = (
        Option("kernel", "Window", (2, 3, 4)),
        Option("stride", "Stride", (1, 2, 3, 4)),
        Option("padding", "Padding", (0, 1)),
    )

    kernel: Pair
    stride: Pair
    padding: Padding
    dilation: Pair
    ceil_mode: bool

    def windows(self, shape: Shape) -> Windows:
        """Where the window stops on images of ``shape`` = (C, H, W)."""
        return Windows.fit(shape, self.kernel, self.stride, self.padding, self.dilation, self.ceil_mode)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        windows = self.windows(input_shapes[0])
        check_size((input_shapes[0][0], *windows.count), "gives more than can be held: its output")
        if any(windows.counts(axis).min() == 0 for axis in (0, 1)):
            raise ShapeError(
                f"would have windows with nothing but padding in them on {shape_text(windows.image)}."
            )
        return (input_shapes[0][0], *windows.count)

    def _set_windows(
        self, kernel: Size, stride: Size | None, padding: Padding, dilation: Size, ceil_mode: bool
    ) -> dict[str, object]:
        sizes = pair(kernel, "The window")
        return {
            "kernel": sizes,
            "stride": sizes if stride is None else pair(stride, "The stride"),
            "padding": padding_of(padding),
            "dilation": pair(dilation, "The dilation"),
            "ceil_mode": bool(ceil_mode),
        }


@dataclass(frozen=True, init=False)
class MaxPool2D(_Pool2D):
    """z[n, c, i, j] = max over u, v of x[n, c, i·s + u·d − p, j·s + v·d − p]; a = z. Padding never wins.

    (N, C, H, W) -> (N, C, H′, W′), H′ = ⌊(H + 2p − d (k − 1) − 1) / s⌋ + 1, rounded up with ``ceil_mode``.
    The stride is the window's size unless given. Where several numbers are equally large, the first in
    reading order wins, and it alone receives the gradient.
    """

    kind = "MaxPool2D"
    summary = "the largest of each window"
    does = "Passes on the largest value of each window."
    reduces = "largest"

    def __init__(
        self,
        kernel: Size = 2,
        stride: Size | None = None,
        padding: Padding = "valid",
        dilation: Size = 1,
        ceil_mode: bool = False,
        *,
        name: str | None = None,
        inputs: Sequence[str] | None = None,
    ) -> None:
        self._set(name, inputs, **self._set_windows(kernel, stride, padding, dilation, ceil_mode))

    def averaged(self) -> Layer:
        options = {name: value for name, value in self.options().items() if name != "padding"}
        return AveragePool2D(**options, padding=self.padding, count_include_pad=False)

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        windows = self.windows(inputs[0].shape[1:])
        # The largest of each column of the window first, then the largest of those.
        rows = reduce(np.maximum, windows.rows(windows.pad(batch_last(inputs[0]), -np.inf)))
        z = batch_first(reduce(np.maximum, windows.columns(rows)))
        return z, z

    def forward_training(
        self, inputs: Sequence[Array], parameters: Parameters, random: np.random.Generator
    ) -> tuple[Array, Array, Any]:
        z, a = self.forward(inputs, parameters)
        return z, a, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        windows = self.windows(inputs[0].shape[1:])
        padded = windows.pad(batch_last(inputs[0]), -np.inf)
        largest = batch_last(self.forward(inputs, parameters)[0] if memory is None else memory)
        waiting = batch_last(gradient).copy()
        at_input = np.zeros_like(padded)
        for value, place in zip(windows.taps(padded), windows.taps(at_input), strict=True):
            # The first winner takes the gradient; nothing is left for a later one.
            taken = waiting * (value == largest)
            place += taken
            waiting -= taken
        return [batch_first(windows.unpad(at_input))], {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        channel, row, column = unit
        windows = self.windows(inputs[0].shape)
        patch = windows.patch(inputs[0][channel : channel + 1], row, column, -np.inf)
        winner = int(patch.argmax())
        weights = np.zeros_like(patch)
        weights.flat[winner] = 1
        products = np.where(weights == 1, patch, np.zeros_like(patch))
        origins = windows.origins((channel,), row, column)
        return Parts(patch, weights, products, origins=origins, winner=winner)


@dataclass(frozen=True, init=False)
class AveragePool2D(_Pool2D):
    """z[n, c, i, j] = 1/m Σ_uv x[n, c, i·s + u·d − p, j·s + v·d − p], m numbers counting; a = z.

    (N, C, H, W) -> (N, C, H′, W′) as in :class:`MaxPool2D`.
    ``count_include_pad`` counts the zeros of the padding as numbers; what a window of ceil mode hangs over
    beyond the padding never counts.
    """

    kind = "AveragePool2D"
    summary = "the mean of each window"
    does = "Passes on the mean of each window."
    reduces = "mean"
    affine = True

    count_include_pad: bool

    def __init__(
        self,
        kernel: Size = 2,
        stride: Size | None = None,
        padding: Padding = "valid",
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        dilation: Size = 1,
        *,
        name: str | None = None,
        inputs: Sequence[str] | None = None,
    ) -> None:
        options = self._set_windows(kernel, stride, padding, dilation, ceil_mode)
        self._set(name, inputs, **options, count_include_pad=bool(count_include_pad))

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        windows = self.windows(inputs[0].shape[1:])
        rows = reduce(np.add, windows.rows(windows.pad(batch_last(inputs[0]))))
        total = reduce(np.add, windows.columns(rows))
        z = batch_first(total / self._counts(windows, total.dtype))
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        windows = self.windows(inputs[0].shape[1:])
        share = batch_last(gradient) / self._counts(windows, gradient.dtype)
        at_input = windows.pad(np.zeros_like(batch_last(inputs[0])))
        for place in windows.taps(at_input):
            place += share
        return [batch_first(windows.unpad(at_input))], {}

    def _counts(self, windows: Windows, dtype: np.dtype[Any]) -> Array:
        """How many numbers each window averages: (rows, columns, 1)."""
        rows, columns = (windows.counts(axis, self._counted_padding(windows, axis)) for axis in (0, 1))
        return np.multiply.outer(rows, columns)[:, :, None].astype(dtype)

    def _counted_padding(self, windows: Windows, axis: int) -> Pair:
        if not self.count_include_pad:
            return 0, 0
        shape = (1, *windows.image)
        without_ceil = Windows.fit(shape, self.kernel, self.stride, self.padding, self.dilation)
        return windows.before[axis], without_ceil.after[axis]

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        channel, row, column = unit
        windows = self.windows(inputs[0].shape)
        patch = windows.patch(inputs[0][channel : channel + 1], row, column)
        weights = np.full_like(patch, 1 / self._counts(windows, z.dtype)[row, column, 0])
        origins = windows.origins((channel,), row, column)
        return Parts(patch, weights, patch * weights, origins=origins)


@dataclass(frozen=True, init=False)
class _GlobalPool2D(Layer):
    """What the two global poolings share: one number a channel, (N, C, H, W) -> (N, C)."""

    piecewise_linear = True
    keeps_channels = True
    input_rank = 3
    role = "reshapes"

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        if len(input_shapes[0]) != 3:
            raise ShapeError(
                f"takes an image (channels × height × width), but gets {shape_text(input_shapes[0])}."
            )
        return (input_shapes[0][0],)


@dataclass(frozen=True, init=False)
class GlobalAveragePool2D(_GlobalPool2D):
    """z[n, c] = 1/(H·W) Σ_ij x[n, c, i, j]; (N, C, H, W) -> (N, C). a = z."""

    kind = "GlobalAveragePool2D"
    summary = "the mean of each map"
    does = "Passes on the mean of each whole feature map."
    told = "Of each map one number is left: the mean of all its values."
    passing = "Pool"
    reduces = "mean"
    affine = True

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = inputs[0].mean(axis=(2, 3))
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        x = inputs[0]
        share = gradient / (x.shape[2] * x.shape[3])
        return [np.broadcast_to(share[:, :, None, None], x.shape)], {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        channel = unit[0]
        image = inputs[0][channel : channel + 1]
        weights = np.full_like(image, 1 / image.size)
        return Parts(image, weights, image * weights, origins=_everywhere(channel, image))


@dataclass(frozen=True, init=False)
class GlobalMaxPool2D(_GlobalPool2D):
    """z[n, c] = max over i, j of x[n, c, i, j]; (N, C, H, W) -> (N, C). a = z. Of equals the first wins."""

    kind = "GlobalMaxPool2D"
    summary = "the largest of each map"
    does = "Passes on the largest value of each whole feature map."
    told = "Of each map one number is left: the largest of its values."
    passing = "Pool"
    reduces = "largest"

    def averaged(self) -> Layer:
        return GlobalAveragePool2D(**self.options())

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = inputs[0].max(axis=(2, 3))
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        x = inputs[0]
        rows = x.reshape(*x.shape[:2], -1)
        at_input = np.zeros_like(rows)
        np.put_along_axis(at_input, rows.argmax(axis=2, keepdims=True), gradient[:, :, None], axis=2)
        return [at_input.reshape(x.shape)], {}

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        channel = unit[0]
        image = inputs[0][channel : channel + 1]
        winner = int(image.argmax())
        weights = np.zeros_like(image)
        weights.flat[winner] = 1
        products = np.where(weights == 1, image, np.zeros_like(image))
        return Parts(image, weights, products, origins=_everywhere(channel, image), winner=winner)


def _everywhere(channel: int, image: Array) -> tuple[tuple[int, Index] | None, ...]:
    """Where each number of a whole channel comes from."""
    return tuple((0, (channel, y, x)) for y in range(image.shape[1]) for x in range(image.shape[2]))

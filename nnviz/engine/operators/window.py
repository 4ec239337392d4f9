"""Operations that slide a window over any number of spatial axes: convolution and pooling.

Arrays are (N, C, *spatial). ``kernel``, ``strides`` and ``dilations`` have one number a spatial axis;
``pads`` has all befores, then all afters, so the two sides of an image may differ.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnviz.engine.arrays import Array, Shape, check_size, count, shape_text
from nnviz.engine.numbers import amount
from nnviz.engine.operators.operation import Attributes, Operation, X
from nnviz.errors import ShapeError


def reach(kernel: Sequence[int], dilations: Sequence[int]) -> tuple[int, ...]:
    """How far a window stretches along each axis: d(k − 1) + 1."""
    return tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilations, strict=True))


def _check_spatial(shape: Shape, kernel: Sequence[int], attributes: Attributes) -> int:
    """The number of spatial axes, once every option has one number (pads: two) for each."""
    axes = len(shape) - 2
    if axes < 1:
        raise ShapeError(f"slides over images with a batch and channels, but gets {shape_text(shape)}.")
    per_axis = (kernel, attributes["strides"], attributes["dilations"])
    if any(len(option) != axes for option in per_axis) or len(attributes["pads"]) != 2 * axes:
        raise ShapeError(
            f"needs a kernel, stride, dilation and padding for each of {amount(axes, 'axis', 'axes')}."
        )
    if min(map(min, per_axis)) < 1 or min(attributes["pads"]) < 0:
        raise ShapeError("needs kernels, strides and dilations of 1 or more and paddings of 0 or more.")
    return axes


def spatial_sizes(shape: Shape, kernel: Sequence[int], attributes: Attributes) -> tuple[int, ...]:
    """How many windows fit along each axis: ⌊(size + pads − reach) / stride⌋ + 1, or ⌈…⌉ + 1 where ``ceil``.

    A window that would start beyond the input and its first padding doesn't count (as in PyTorch).
    """
    axes = _check_spatial(shape, kernel, attributes)
    befores, afters = attributes["pads"][:axes], attributes["pads"][axes:]
    whole = [size + before + after for size, before, after in zip(shape[2:], befores, afters, strict=True)]
    stretches, sizes = reach(kernel, attributes["dilations"]), []
    for all_of_it, after, stretch, stride in zip(
        whole, afters, stretches, attributes["strides"], strict=True
    ):
        room = all_of_it - stretch
        if room < 0:
            raise ShapeError(f"has a kernel that stretches over {stretch} of only {all_of_it} numbers.")
        windows = room // stride + 1
        if attributes.get("ceil") and room % stride and windows * stride < all_of_it - after:
            windows += 1
        sizes.append(windows)
    check_size((*shape[:2], *whole), "The padded input")
    return tuple(sizes)


def padded(
    x: Array, sizes: Sequence[int], kernel: Sequence[int], attributes: Attributes, value: float
) -> Array:
    """``x`` with its paddings, and as many more numbers at the end as the last window needs."""
    axes = x.ndim - 2
    befores, afters = attributes["pads"][:axes], attributes["pads"][axes:]
    stretches = reach(kernel, attributes["dilations"])
    widths = [(0, 0), (0, 0)]
    for size, before, after, windows, stretch, stride in zip(
        x.shape[2:], befores, afters, sizes, stretches, attributes["strides"], strict=True
    ):
        missing = (windows - 1) * stride + stretch - (size + before + after)
        widths.append((before, after + max(missing, 0)))
    return np.pad(x, widths, constant_values=value) if any(map(any, widths)) else x


def windows_of(x: Array, sizes: Sequence[int], kernel: Sequence[int], attributes: Attributes) -> Array:
    """All windows as a view: (N, C, *spatial) -> (N, C, *sizes, *kernel)."""
    view = sliding_window_view(x, reach(kernel, attributes["dilations"]), axis=tuple(range(2, x.ndim)))
    places = tuple(slice(None, n * s, s) for n, s in zip(sizes, attributes["strides"], strict=True))
    taps = tuple(slice(None, None, d) for d in attributes["dilations"])
    return view[(slice(None), slice(None), *places, *taps)]


def conv_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(N, C, *spatial), kernels (out, C / groups, *kernel), bias (out,) -> (N, out, *sizes)."""
    x, weight, groups = shapes[0], shapes[1], attributes["groups"]
    if len(weight) != len(x) or len(x) < 3:
        raise ShapeError(f"can't slide kernels of {shape_text(weight)} over {shape_text(x)}.")
    if groups < 1 or weight[1] * groups != x[1] or weight[0] % groups:
        raise ShapeError(
            f"can't share {amount(x[1], 'channel')} among kernels of {shape_text(weight)} in "
            f"{amount(groups, 'group')}."
        )
    if len(shapes) > 2 and shapes[2] != weight[:1]:
        raise ShapeError(f"has {weight[0]} kernels, but biases of shape {shape_text(shapes[2])}.")
    sizes = spatial_sizes(x, weight[2:], attributes)
    check_size((x[0], *sizes, count(weight[1:])), "All windows of one group")
    return (x[0], weight[0], *sizes)


def conv(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """z[n, o] = Σ over the window of kernel[o] · x[n] + bias[o], as one matrix product a group."""
    x, weight, groups = arrays[0], arrays[1], attributes["groups"]
    axes, kernel = x.ndim - 2, weight.shape[2:]
    sizes = spatial_sizes(x.shape, kernel, attributes)
    windows = windows_of(padded(x, sizes, kernel, attributes, 0), sizes, kernel, attributes)
    channels, outputs = weight.shape[1], weight.shape[0] // groups
    parts = []
    for group in range(groups):
        own = np.moveaxis(windows[:, group * channels : (group + 1) * channels], 1, 1 + axes)
        rows = own.reshape(*own.shape[: 1 + axes], -1)
        kernels = weight[group * outputs : (group + 1) * outputs].reshape(outputs, -1)
        parts.append(np.moveaxis(rows @ kernels.T, -1, 1))
    z = np.concatenate(parts, axis=1)
    return z + arrays[2].reshape(-1, *(1,) * axes) if len(arrays) > 2 else z


def pool_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(N, C, *spatial) -> (N, C, *sizes)."""
    kernel = attributes["kernel"]
    sizes = spatial_sizes(shapes[0], kernel, attributes)
    for axis, (size, windows) in enumerate(zip(shapes[0][2:], sizes, strict=True)):
        stride, dilation = attributes["strides"][axis], attributes["dilations"][axis]
        before = attributes["pads"][axis]
        # A window is empty if it starts beyond the input, or if none of its taps from 0 on falls inside.
        starts = np.arange(-before, 0, stride)[:windows]
        first = np.maximum(-starts // dilation + (-starts % dilation > 0), 0)
        outside = (first >= kernel[axis]) | (starts + first * dilation >= size)
        if outside.any() or (windows - 1) * stride - before >= size:
            raise ShapeError(
                f"would have windows with nothing but padding in them on {shape_text(shapes[0])}."
            )
    return (*shapes[0][:2], *sizes)


def _pool_windows(x: Array, attributes: Attributes, value: float) -> Array:
    kernel = attributes["kernel"]
    sizes = spatial_sizes(x.shape, kernel, attributes)
    return windows_of(padded(x, sizes, kernel, attributes, value), sizes, kernel, attributes)


def _lowest(x: Array) -> float:
    """What padding holds so that it never wins."""
    return -np.inf if np.issubdtype(x.dtype, np.floating) else np.iinfo(x.dtype).min


def max_pool(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """The largest number of each window; padding never wins."""
    x = arrays[0]
    return _pool_windows(x, attributes, _lowest(x)).max(axis=tuple(range(x.ndim, 2 * x.ndim - 2)))


def max_pool_indices(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Where each window's winner stands in the flat input; ``columns_first`` counts a plane by columns."""
    x = arrays[0]
    windows = _pool_windows(x, attributes, _lowest(x))
    winners = windows.reshape(*windows.shape[: x.ndim], -1).argmax(axis=-1)[..., None]
    order: Literal["C", "F"] = "F" if attributes["columns_first"] else "C"
    plane = np.arange(count(x.shape[2:])).reshape((1, 1, *x.shape[2:]), order=order)
    places = _pool_windows(plane, attributes, -1).reshape(1, 1, *windows.shape[2 : x.ndim], -1)
    places = np.broadcast_to(places, (*winners.shape[:-1], places.shape[-1]))
    planes = np.arange(count(x.shape[:2])).reshape(*x.shape[:2], *(1,) * (x.ndim - 2))
    return planes * plane.size + np.take_along_axis(places, winners, -1)[..., 0]


def average_pool(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Each window's sum / how many of its numbers count: the input's, and padding's where ``count_pads``."""
    x = arrays[0]
    last = tuple(range(x.ndim, 2 * x.ndim - 2))
    kernel = attributes["kernel"]
    sizes = spatial_sizes(x.shape, kernel, attributes)
    befores, afters = attributes["pads"][: x.ndim - 2], attributes["pads"][x.ndim - 2 :]
    counted = np.pad(
        np.ones((1, 1, *x.shape[2:]), x.dtype),
        [(0, 0), (0, 0), *zip(befores, afters, strict=True)],
        constant_values=1 if attributes["count_pads"] else 0,
    )
    # The ones carry their padding already; only what the last window hangs over is still to come.
    bare = {**attributes, "pads": (0,) * len(attributes["pads"])}
    total = windows_of(padded(x, sizes, kernel, attributes, 0), sizes, kernel, attributes).sum(axis=last)
    return total / windows_of(padded(counted, sizes, kernel, bare, 0), sizes, kernel, bare).sum(axis=last)


def global_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(N, C, *spatial) -> (N, C, 1, ...)."""
    if len(shapes[0]) < 3:
        raise ShapeError(f"pools images with a batch and channels, but gets {shape_text(shapes[0])}.")
    return (*shapes[0][:2], *(1,) * (len(shapes[0]) - 2))


def _spatial(x: Array) -> tuple[int, ...]:
    return tuple(range(2, x.ndim))


_LARGEST = "Passes on the largest value of each window."
_MEAN = "Passes on the mean of each window."
_KERNEL = "Slides a kernel over the image."
_SLIDING = ("strides", "pads", "dilations")
_POOLING = ("kernel", *_SLIDING, "ceil")

TABLE: Mapping[str, Operation] = MappingProxyType(
    {
        "Conv": Operation(
            ("x", "weight", "bias"),
            conv_shape,
            conv,
            (*_SLIDING, "groups"),
            required=2,
            does=_KERNEL,
            affine=(frozenset(("x", "bias")), frozenset(("weight", "bias"))),
        ),
        "MaxPool": Operation(("x",), pool_shape, max_pool, _POOLING, does=_LARGEST),
        "MaxPoolIndices": Operation(("x",), pool_shape, max_pool_indices, (*_POOLING, "columns_first")),
        "AveragePool": Operation(
            ("x",),
            pool_shape,
            average_pool,
            (*_POOLING, "count_pads"),
            does=_MEAN,
            affine=X,
        ),
        "GlobalAveragePool": Operation(
            ("x",),
            global_shape,
            lambda arrays, attributes: arrays[0].mean(axis=_spatial(arrays[0]), keepdims=True),
            does="Passes on the mean of each whole map.",
            affine=X,
        ),
        "GlobalMaxPool": Operation(
            ("x",),
            global_shape,
            lambda arrays, attributes: arrays[0].max(axis=_spatial(arrays[0]), keepdims=True),
            does="Passes on the largest value of each whole map.",
        ),
    }
)

"""Sliding windows over images: how many there are, and where they lie in memory.

Inside the layers an image batch has its batch axis last in memory, (C, H, W, N), although its logical shape
stays (N, C, H, W): a step through the batch is then a step to the next number, so a convolution is one
matrix product and pooling runs over long rows. Training LeNet is 2.7 times slower with the batch first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, check_size, shape_text
from nnviz.engine.numbers import MOST, shown, whole
from nnviz.errors import OptionError, ShapeError

Pair = tuple[int, int]
Size = int | Sequence[int]
# "valid" (none), "same" (as many windows as pixels, for stride 1), one number, or (vertical, horizontal).
Padding = str | int | Pair


def pair(value: Size, what: str, least: int = 1) -> Pair:
    """A number or a pair of numbers as (vertical, horizontal)."""
    sizes = (value, value) if not isinstance(value, (tuple, list)) else tuple(value)
    if len(sizes) != 2:
        raise OptionError(f"{what} is one number or a pair of them, not {shown(value)}.")
    return whole(sizes[0], what, least, MOST), whole(sizes[1], what, least, MOST)


def padding_of(value: Any) -> Padding:
    """A padding option, checked."""
    if isinstance(value, str):
        if value not in ("valid", "same"):
            raise OptionError(f'Padding is a number, a pair, "same" or "valid", not "{value}".')
        return value
    vertical, horizontal = pair(value, "The padding", least=0)
    return vertical if vertical == horizontal else (vertical, horizontal)


@dataclass(frozen=True)
class Windows:
    """The windows of one layer on images of one size; each pair is (vertical, horizontal)."""

    image: Pair  # height and width of the image, without padding
    kernel: Pair
    stride: Pair
    dilation: Pair
    before: Pair  # padding above and to the left
    after: Pair  # padding below and to the right, including what the last window of ceil mode hangs over
    count: Pair  # rows and columns of windows
    over: Pair = (0, 0)  # rows and columns that the last window of ceil mode hangs over beyond the padding

    @staticmethod
    @lru_cache(maxsize=1024)
    def fit(
        shape: Shape, kernel: Pair, stride: Pair, padding: Padding, dilation: Pair, ceil: bool = False
    ) -> Windows:
        """The windows that fit on images of ``shape`` = (C, H, W); :class:`ShapeError` if there are none."""
        if len(shape) != 3:
            raise ShapeError(f"takes an image (channels × height × width), but gets {shape_text(shape)}.")
        axes = [
            _fit_axis(size, k, s, padding if isinstance(padding, (str, int)) else padding[axis], d, ceil)
            for axis, (size, k, s, d) in enumerate(zip(shape[1:], kernel, stride, dilation, strict=True))
        ]
        if any(count < 1 for _, _, count, _ in axes):
            reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
            room = tuple(size + a[0] + a[1] for size, a in zip(shape[1:], axes, strict=True))
            raise ShapeError(
                f"has a kernel of {shape_text(reach)}, larger than its padded input of {shape_text(room)}."
            )
        before, after, count, over = zip(*axes, strict=True)
        padded = tuple(size + b + a for size, b, a in zip(shape[1:], before, after, strict=True))
        check_size((shape[0], *padded), "pads its input to more than can be held: it")
        return Windows((shape[1], shape[2]), kernel, stride, dilation, before, after, count, over)

    def taps(self, padded: Array) -> Iterator[Array]:
        """For each place in the kernel, in reading order, what lies under it in every window.

        ``padded`` is (C, H, W, N) with the padding; each view is (C, rows, columns, N).
        """
        for row in self.rows(padded):
            yield from self.columns(row)

    def rows(self, padded: Array) -> Iterator[Array]:
        """For each row of the kernel, the rows of ``padded`` that lie under it: (C, rows, W, N)."""
        for first, last, step in self._slides(0):
            yield padded[:, first:last:step]

    def columns(self, rows: Array) -> Iterator[Array]:
        """For each column of the kernel, the columns of ``rows`` that lie under it: (C, rows, columns, N)."""
        for first, last, step in self._slides(1):
            yield rows[:, :, first:last:step]

    def _slides(self, axis: int) -> Iterator[tuple[int, int, int]]:
        stride, reach = self.stride[axis], self.stride[axis] * (self.count[axis] - 1) + 1
        for place in range(self.kernel[axis]):
            first = place * self.dilation[axis]
            yield first, first + reach, stride

    def counts(self, axis: int, padding: Pair = (0, 0)) -> Array:
        """How many numbers each window covers along one axis: of the image and this much padding around."""
        starts = np.arange(self.count[axis]) * self.stride[axis] - self.before[axis]
        kernel, dilation = self.kernel[axis], self.dilation[axis]
        # The first place in the kernel that isn't before all that counts, and the first that is behind it.
        first = np.clip(-((starts + padding[0]) // dilation), 0, kernel)
        last = np.clip(-((starts - self.image[axis] - padding[1]) // dilation), 0, kernel)
        return np.asarray(last - first)

    def pad(self, image: Array, value: float = 0.0) -> Array:
        """(C, H, W, N) with its padding filled with ``value``."""
        (top, left), (bottom, right) = self.before, self.after
        if not (top or left or bottom or right):
            return image
        height, width = self.image
        shape = (len(image), top + height + bottom, left + width + right, image.shape[3])
        padded = np.full(shape, value, image.dtype) if value else np.zeros(shape, image.dtype)
        padded[:, top : top + height, left : left + width] = image
        return padded

    def unpad(self, padded: Array) -> Array:
        """The image inside its padding: a view."""
        (top, left), (height, width) = self.before, self.image
        return padded[:, top : top + height, left : left + width]

    def positions(self, row: int, column: int) -> tuple[Array, Array]:
        """(rows, columns) of the image under one window, negative or too large where it is padding."""
        rows = row * self.stride[0] - self.before[0] + self.dilation[0] * np.arange(self.kernel[0])
        columns = column * self.stride[1] - self.before[1] + self.dilation[1] * np.arange(self.kernel[1])
        return rows, columns

    def patch(self, image: Array, row: int, column: int, value: float = 0.0) -> Array:
        """(C, kernel height, kernel width) under one window of a single image (C, H, W)."""
        rows, columns = self.positions(row, column)
        inside_rows, inside_columns = self._inside(rows, 0), self._inside(columns, 1)
        patch = np.full((len(image), *self.kernel), value, image.dtype)
        patch[:, inside_rows[:, None] & inside_columns] = image[
            :, rows[inside_rows][:, None], columns[inside_columns]
        ].reshape(len(image), -1)
        return patch

    def origins(self, channels: Sequence[int], row: int, column: int) -> tuple[Any, ...]:
        """(0, (channel, row, column)) for each number under one window, None where it is padding."""
        rows, columns = self.positions(row, column)
        height, width = self.image
        return tuple(
            (0, (c, int(y), int(x))) if 0 <= y < height and 0 <= x < width else None
            for c in channels
            for y in rows
            for x in columns
        )

    def _inside(self, positions: Array, axis: int) -> Array:
        return (positions >= 0) & (positions < self.image[axis])


def _fit_axis(
    size: int, kernel: int, stride: int, padding: str | int, dilation: int, ceil: bool
) -> tuple[int, int, int, int]:
    """(padding before, padding after, number of windows, what ceil mode hangs over) along one axis."""
    reach = dilation * (kernel - 1) + 1
    if padding == "same":
        # As many windows as ⌈size / stride⌉; an odd pixel of padding goes to the end.
        total = max((-(-size // stride) - 1) * stride + reach - size, 0)
        before, after = total // 2, total - total // 2
    else:
        before = after = 0 if padding == "valid" else int(padding)
    room = size + before + after - reach
    count = room // stride + 1
    if ceil and room >= 0 and room % stride and count * stride < size + before:
        # One more window, as long as it starts inside the image or the padding before it.
        over = (count * stride + reach) - (size + before + after)
        return before, after + over, count + 1, over
    return before, after, count, 0


def batch_last(x: Array) -> Array:
    """(N, C, H, W) as contiguous (C, H, W, N); a view where the batch is last in memory already."""
    return np.ascontiguousarray(x.transpose(1, 2, 3, 0))


def batch_first(x: Array) -> Array:
    """(C, H, W, N) seen as (N, C, H, W)."""
    return x.transpose(3, 0, 1, 2)

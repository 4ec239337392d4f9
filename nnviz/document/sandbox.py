"""The kernel sandbox: one kernel on one picture. A frozen value, and the pure edits that make another."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from nnviz.data import photographs
from nnviz.engine import Conv2D
from nnviz.engine.arrays import Array, shape_text
from nnviz.engine.layers.windows import Windows
from nnviz.errors import OptionError

Kernel = tuple[tuple[float, ...], ...]
"""The kernel's numbers, row by row."""

OWN = "own"
PICTURES = (*photographs.NAMES, "pad", OWN)
SIZES = (1, 3, 5, 7)
STRIDES = (1, 2, 3, 4)
PADDINGS: tuple[int | str, ...] = (0, 1, 2, "same")
DILATIONS = (1, 2, 4, 8, 16, 32, 64, 128)
PAD_SIZE = (70, 70)
"""(height, width) of the pad's drawing as the kernel sees it."""
LARGEST = 1000.0
"""A cell's number is at most so large: a larger one is a slip of the hand."""

SOBEL_X: Kernel = ((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0))


@dataclass(frozen=True, eq=False)
class Sandbox:
    """What the sandbox shows.

    ``picture`` is one of :data:`PICTURES`; ``padding`` is a number of zeros on each side, or ``"same"``.
    ``window`` is (row, column) in the map, from 0, of the window whose arithmetic is shown. ``drawing`` is
    what was drawn here, float32 0..1 of :data:`PAD_SIZE`; None: the drawing of the document's own pad.
    ``photo`` is a person's own photograph, float32 0..1 (height, width), no larger than the bundled ones;
    None: there is none yet.
    """

    picture: str = "china"
    kernel: Kernel = SOBEL_X
    stride: int = 1
    padding: int | str = 0
    dilation: int = 1
    window: tuple[int, int] = (99, 50)
    drawing: np.ndarray | None = None
    photo: np.ndarray | None = None

    @property
    def size(self) -> int:
        """Rows of the kernel, and columns."""
        return len(self.kernel)

    @property
    def span(self) -> int:
        """Rows, and columns, from the first pixel under the kernel to the last: d (k − 1) + 1."""
        return self.dilation * (self.size - 1) + 1

    @property
    def zeros(self) -> int:
        """Zeros on each side. "same" is d (k − 1) / 2: with stride 1 the map is as large as the picture.

        For stride 2 and more the engine's own "same" makes maps of that same size, but may pad less before
        than after; here both sides are alike, so that one p stands in the formula.
        """
        return self.dilation * (self.size - 1) // 2 if self.padding == "same" else int(self.padding)

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width) of the picture."""
        if self.picture == OWN and self.photo is not None:
            return self.photo.shape[0], self.photo.shape[1]
        return PAD_SIZE if self.picture == "pad" else photographs.SIZE

    @property
    def count(self) -> tuple[int, int]:
        """(rows, columns) of the map; below 1 where no window fits: ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1."""
        rows, columns = ((n + 2 * self.zeros - self.span) // self.stride + 1 for n in self.shape)
        return rows, columns

    def layer(self) -> Conv2D:
        """The convolution, without a bias."""
        return Conv2D(1, self.size, self.stride, self.zeros, self.dilation, bias=False)

    def weight(self) -> Array:
        """The kernel as the layer's parameter: float32 (1, 1, k, k)."""
        return np.array(self.kernel, np.float32)[None, None]

    def windows(self) -> Windows:
        """Where the kernel stops."""
        return self.layer().windows((1, *self.shape))

    # edits: each returns another sandbox

    def with_picture(self, name: str) -> Sandbox:
        """Look at another picture; a dilation that is too large for it goes back to 1.

        Raises:
            OptionError: there is no such picture, or no own one yet.
        """
        _among(name, PICTURES, "picture")
        if name == OWN and self.photo is None:
            raise OptionError("There is no picture of your own yet: open one first.")
        return replace(self, picture=name)._kept_at(self)

    def with_photo(self, photo: np.ndarray) -> Sandbox:
        """Look at a person's own photograph: 0..1, (height, width), no larger than the bundled ones.

        Raises:
            OptionError: it is larger, smaller, or no picture.
        """
        if not is_photo(photo):
            raise OptionError(
                f"A photograph here has {photographs.LEAST} pixels a side or more, and at most "
                f"{shape_text(photographs.SIZE)}."
            )
        mine = np.clip(photo, 0.0, 1.0).astype(np.float32)
        mine.flags.writeable = False
        return replace(self, picture=OWN, photo=mine)._kept_at(self)

    def with_cell(self, row: int, column: int, value: float) -> Sandbox:
        """Change one number of the kernel.

        Raises:
            OptionError: it isn't a number from −1,000 to 1,000, or there is no such cell.
        """
        if not (math.isfinite(value) and abs(value) <= LARGEST):
            raise OptionError("A cell of the kernel takes a number from −1,000 to 1,000.")
        if not (0 <= row < self.size and 0 <= column < self.size):
            raise OptionError(f"The kernel has {self.size} × {self.size} cells.")
        rows = [list(line) for line in self.kernel]
        rows[row][column] = float(value)
        return replace(self, kernel=tuple(map(tuple, rows)))

    def with_kernel(self, kernel: Kernel) -> Sandbox:
        """Take another kernel, of any of the sizes; a dilation that is too large for it goes back to 1."""
        _among(len(kernel), SIZES, "kernel size")
        return replace(self, kernel=kernel)._kept_at(self)

    def with_size(self, size: int) -> Sandbox:
        """Another size: zeros come around the kernel, or its rim goes.

        Raises:
            OptionError: there is no such size, or no window of it fits the picture.
        """
        _among(size, SIZES, "kernel size")
        return self._fitting(kernel=resized(self.kernel, size))

    def with_stride(self, stride: int) -> Sandbox:
        """Another stride."""
        _among(stride, STRIDES, "stride")
        return self._fitting(stride=stride)

    def with_padding(self, padding: int | str) -> Sandbox:
        """Another padding. Raises OptionError where no window fits with it."""
        _among(padding, PADDINGS, "padding")
        return self._fitting(padding=padding)

    def with_dilation(self, dilation: int) -> Sandbox:
        """Another dilation. Raises OptionError where no window fits with it."""
        _among(dilation, DILATIONS, "dilation")
        return self._fitting(dilation=dilation)

    def with_window(self, row: int, column: int) -> Sandbox:
        """Look at another window; (row, column) is moved into the map."""
        rows, columns = self.count
        return replace(self, window=(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)))

    def with_drawing(self, drawing: np.ndarray) -> Sandbox:
        """Look at a drawing: 0..1, (70, 70)."""
        if drawing.shape != PAD_SIZE:
            raise OptionError(f"The pad's drawing here has {PAD_SIZE[0]} × {PAD_SIZE[1]} pixels.")
        mine = np.clip(drawing, 0.0, 1.0).astype(np.float32)
        mine.flags.writeable = False
        return replace(self, drawing=mine)

    def flipped(self) -> Sandbox:
        """The kernel mirrored, left to right."""
        return replace(self, kernel=tuple(row[::-1] for row in self.kernel))

    def turned(self) -> Sandbox:
        """The kernel turned by 90 degrees, clockwise."""
        return replace(self, kernel=tuple(zip(*self.kernel[::-1], strict=True)))

    def cleared(self) -> Sandbox:
        """All cells 0."""
        return replace(self, kernel=((0.0,) * self.size,) * self.size)

    def _fitting(self, **options: object) -> Sandbox:
        other = replace(self, **options)  # type: ignore[arg-type]
        if min(other.count) < 1:
            raise OptionError(
                f"The kernel spans {other.span} pixels, more than the picture has. Choose a smaller one."
            )
        return other._at(self.middle)

    def _kept_at(self, before: Sandbox) -> Sandbox:
        other = self if min(self.count) >= 1 else replace(self, dilation=1)
        return other._at(before.middle) if other.shape == before.shape else other._in_the_middle()

    @property
    def middle(self) -> tuple[float, float]:
        """(row, column) in the picture of the middle of the window."""
        row, column = (place * self.stride - self.zeros + (self.span - 1) / 2 for place in self.window)
        return row, column

    def window_at(self, row: float, column: float) -> tuple[int, int]:
        """The window whose middle is nearest to (row, column) of the picture."""
        first, second = (
            min(max(round((place - (self.span - 1) / 2 + self.zeros) / self.stride), 0), count - 1)
            for place, count in zip((row, column), self.count, strict=True)
        )
        return first, second

    def _at(self, middle: tuple[float, float]) -> Sandbox:
        return replace(self, window=self.window_at(*middle))

    def _in_the_middle(self) -> Sandbox:
        return self._at((self.shape[0] / 2, self.shape[1] / 2))


def is_photo(photo: np.ndarray) -> bool:
    """Whether an array has the size of a photograph here, as :func:`photographs.own` makes them."""
    return photo.ndim == 2 and all(
        photographs.LEAST <= size <= most for size, most in zip(photo.shape, photographs.SIZE, strict=True)
    )


def resized(kernel: Kernel, size: int) -> Kernel:
    """A kernel with zeros around it, or without its rim, so that it is ``size`` × ``size``."""
    shift = (size - len(kernel)) // 2
    inside = range(len(kernel))
    return tuple(
        tuple(
            kernel[row - shift][column - shift] if row - shift in inside and column - shift in inside else 0.0
            for column in range(size)
        )
        for row in range(size)
    )


def pixels(sandbox: Sandbox, drawing: np.ndarray | None) -> Array:
    """The picture as float32 (height, width), 0 black to 1 white. ``drawing`` is the document's own."""
    if sandbox.picture == OWN and sandbox.photo is not None:
        return sandbox.photo
    if sandbox.picture != "pad":
        return photographs.brightness(sandbox.picture)
    if sandbox.drawing is not None:
        return sandbox.drawing
    if drawing is None:
        return np.zeros(PAD_SIZE, np.float32)
    # Each new pixel is the mean of those it covers.
    ink = Image.fromarray(np.clip(np.nan_to_num(drawing), 0.0, 1.0).astype(np.float32))
    return np.asarray(ink.resize(PAD_SIZE[::-1], Image.Resampling.BOX), np.float32)


def _among(value: object, known: tuple[object, ...], what: str) -> None:
    if value not in known:
        raise OptionError(f"There is no {what} {value!r}; choose from {', '.join(map(str, known))}.")

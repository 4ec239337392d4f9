"""Where image layers stand on the canvas: tiles of values, kernels, arrows and the arithmetic strip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in layout pixels."""


@dataclass(frozen=True, eq=False)
class Tiles:
    """One image layer: a tile a channel. ``shape`` is (C, H, W), ``x``, ``y`` (C,) the tiles' upper left
    corners, ``cell`` the size of one value, all in layout pixels. ``names`` stand beside the tiles."""

    layer: int
    shape: tuple[int, int, int]
    x: Array
    y: Array
    cell: float
    names: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of one tile."""
        return self.shape[2] * self.cell, self.shape[1] * self.cell

    def box(self, channel: int) -> Box:
        """The place of a whole tile."""
        x, y = float(self.x[channel]), float(self.y[channel])
        return x, y, x + self.size[0], y + self.size[1]

    def cells(self, channel: int, top: int, left: int, bottom: int, right: int) -> Box:
        """The place of the cells from (top, left) up to, not including, (bottom, right); cells of the
        padding lie outside the tile."""
        x, y = float(self.x[channel]), float(self.y[channel])
        return x + left * self.cell, y + top * self.cell, x + right * self.cell, y + bottom * self.cell

    def cell_box(self, unit: tuple[int, int, int]) -> Box:
        """The place of one value."""
        channel, row, column = unit
        return self.cells(channel, row, column, row + 1, column + 1)

    @property
    def outline(self) -> Box:
        """What all tiles together take."""
        width, height = self.size
        return (
            float(self.x.min()),
            float(self.y.min()),
            float(self.x.max()) + width,
            float(self.y.max()) + height,
        )

    def at(self, x: float, y: float) -> tuple[int, int, int] | None:
        """The (channel, row, column) under a layout point."""
        column = np.floor((x - self.x) / self.cell)
        row = np.floor((y - self.y) / self.cell)
        _, height, width = self.shape
        inside = np.flatnonzero((column >= 0) & (column < width) & (row >= 0) & (row < height))
        if not len(inside):
            return None
        channel = int(inside[0])
        return channel, int(row[channel]), int(column[channel])


@dataclass(frozen=True, eq=False)
class KernelTiles:
    """The kernels of one convolution. A convolution of one input channel shows one tile an output channel;
    any other shows the chosen output channel's kernels, one an input channel (``of_chosen``).

    ``tiles`` has one tile for each kernel shown; its ``layer`` is the convolution's.
    """

    tiles: Tiles
    of_chosen: bool

    def index(self, chosen: int, unit: tuple[int, int, int]) -> tuple[int, int, int, int]:
        """The place in the layer's weight (out, in, row, column) of one cell of the tiles."""
        tile, row, column = unit
        return (chosen, tile, row, column) if self.of_chosen else (tile, 0, row, column)

    def tile_of(self, chosen: int, channel: int) -> int | None:
        """The tile that shows the kernel of (output, input channel), if one does."""
        tile = channel if self.of_chosen else chosen
        return tile if tile < len(self.tiles.x) else None


@dataclass(frozen=True)
class Arrow:
    """A short arrow from left to right that says what goes where."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True)
class Head:
    """A title of ``size`` pixels and a subtitle centred at ``x``; ``y`` is the middle of the title's line.

    ``is_below``: it stands under another layer's tiles, and moves with the picture. ``whole``: all that it
    would say with room enough.
    """

    x: float
    y: float
    title: str
    subtitle: str
    size: float
    is_below: bool = False
    whole: str = ""


@dataclass(frozen=True, eq=False)
class ImageLayers:
    """All that is drawn of image layers. ``heads`` stand over them. ``strip`` is the place of the
    arithmetic, None where no layer slides a window; ``hint`` stands in it where there is none yet. ``slider``
    is the place under the input of the slider that moves the window, with its words over it, or None."""

    tiles: tuple[Tiles, ...]
    kernels: tuple[KernelTiles, ...]
    arrows: tuple[Arrow, ...]
    heads: tuple[Head, ...]
    strip: Box | None
    hint: str = ""
    slider: Box | None = None

    def of_layer(self, layer: int) -> Tiles | None:
        """The tiles of a layer, None where it is no image."""
        return next((tiles for tiles in self.tiles if tiles.layer == layer), None)

    def kernels_of(self, layer: int) -> KernelTiles | None:
        """The kernels of a convolution."""
        return next((kernels for kernels in self.kernels if kernels.tiles.layer == layer), None)

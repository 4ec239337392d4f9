"""What of the image layers is under a point: a cell of a map, of a kernel, or a number of the strip."""

from __future__ import annotations

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.scene.layout.places import Layout
from nnviz.scene.layout.tiles import Box, KernelTiles
from nnviz.scene.time import windows
from nnviz.scene.values.arithmetic import BIAS, Strip
from nnviz.scene.values.model import Hit
from nnviz.scene.values.strip_places import GridPlace, PoolPlace, fitting, places
from nnviz.scene.view.camera import Point


def is_on_strip(layout: Layout, point: Point) -> bool:
    """Whether a screen point lies on the arithmetic strip, which hides what is below it."""
    images = layout.images
    return images is not None and images.strip is not None and _inside(images.strip, point)


def on_strip(layout: Layout, network: Network, strip: Strip | None, point: Point) -> Hit | None:
    """What of the strip is under a screen point: kinds ``"kernel"``, ``"pixel"``, ``"bias"``,
    ``"channel"``, and in pooling ``"cell"``.

    A kernel's hit has the place in the layer's weight as its ``index``; a channel's has its number.
    """
    images = layout.images
    if images is None or images.strip is None or strip is None:
        return None
    strip = fitting(strip, images.strip, layout.scale)
    placed = places(strip, images.strip, layout.scale)
    unit = Target(strip.layer, strip.unit)
    for grid in placed.grids:
        cell = grid.at(*point)
        if cell is not None:
            return _in_grid(network, strip, grid, cell)
    if placed.pool is not None and strip.pooled is not None:
        found = _in_pool(strip.pooled, placed.pool, point)
        if found is not None:
            return found
    for row, box in zip(strip.sums, placed.sums, strict=True):
        if row.channel is not None and _inside(box, point):
            return Hit("channel", unit, index=(row.number,))
    for term, box in zip(strip.terms, placed.terms, strict=True):
        if term.name == BIAS and _inside(box, point):
            return Hit("bias", unit)
    return None


def on_tiles(
    layout: Layout, network: Network, selection: Target | None, strip: Strip | None, point: Point
) -> Hit | None:
    """The cell of a map (kind ``"cell"``) or of a kernel under a layout point."""
    if layout.images is None:
        return None
    for tiles in layout.images.tiles:
        unit = tiles.at(*point)
        if unit is not None:
            return Hit("cell", Target(tiles.layer, unit))
    for kernels in layout.images.kernels:
        cell = kernels.tiles.at(*point)
        if cell is not None:
            return _in_kernel(network, kernels, selection, strip, cell)
    return None


def _in_grid(network: Network, strip: Strip, grid: GridPlace, cell: tuple[int, int]) -> Hit | None:
    columns = grid.grid.values.shape[1]
    place = strip.places[cell[0] * columns + cell[1]]
    unit = Target(strip.layer, strip.unit)
    if grid.kind == "inputs":
        return None if place is None else Hit("pixel", place)
    if grid.kind == "products":
        return None
    channels = windows.input_channels(network, strip.layer, strip.unit[0])
    return Hit("kernel", unit, index=(strip.unit[0], strip.channel - channels[0], *cell))


def _in_pool(pooled: Strip, place: PoolPlace, point: Point) -> Hit | None:
    """A cell of the map that is pooled, or the cell that keeps what comes out."""
    cell = place.grid.at(*point)
    if cell is not None:
        target = pooled.places[cell[0] * place.grid.grid.values.shape[1] + cell[1]]
        return None if target is None else Hit("cell", target)
    return Hit("cell", Target(pooled.layer, pooled.unit)) if _inside(place.result, point) else None


def _in_kernel(
    network: Network,
    kernels: KernelTiles,
    selection: Target | None,
    strip: Strip | None,
    cell: windows.Cell,
) -> Hit:
    layer = kernels.tiles.layer
    index = kernels.index(windows.chosen_channel(network, selection, layer), cell)
    row, column = strip.unit[1:] if strip is not None and strip.layer == layer else (0, 0)
    return Hit("kernel", Target(layer, (index[0], row, column)), index=index)


def _inside(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]

"""The kernels of a convolution as they are shown, and the row that the chosen one stands in."""

from __future__ import annotations

import numpy as np

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.scene.layout.ranks import is_chain
from nnviz.scene.layout.tiles import Box, ImageLayers, KernelTiles, Tiles
from nnviz.scene.time import windows
from nnviz.scene.values.map_values import share
from nnviz.scene.values.scales import LayerScale


def shown(network: Network, kernels: KernelTiles, chosen: int) -> Array:
    """The weights in the tiles, (tiles, rows, columns)."""
    weight = network.layer_parameters(kernels.tiles.layer)["weight"]
    return weight[chosen] if kernels.of_chosen else weight[:, 0]


def fill(values: Array, scale: LayerScale) -> Array:
    """Signed shares -1..1 of the full colour: one scale for all kernels of a layer."""
    return share(values, scale.largest_weight, "signed")


def washes(images: ImageLayers, network: Network, selection: Target | None) -> list[Box]:
    """What belongs to the chosen output channel of each convolution, as boxes to be washed."""
    boxes = []
    for kernels in images.kernels:
        layer = kernels.tiles.layer
        chosen = windows.chosen_channel(network, selection, layer)
        here = _kernel_box(kernels, chosen)
        row = [here, *(tiles.box(chosen) for tiles in _same_channels(images, network, layer))]
        is_row = not kernels.of_chosen and _is_level(row) and _is_single(images, layer)
        # Beside a branch, other layers' tiles may stand between them.
        is_row = is_row and is_chain(network)
        boxes += [_around(row)] if is_row else [_grown(box) for box in row]
    return boxes


def used_by(network: Network, layer: int, unit: windows.Cell) -> list[tuple[int, Array, Array]]:
    """For each layer that slides a window over ``layer``: (its number, rows, columns) of the windows that
    cover ``unit``."""
    found = []
    for later in range(layer + 1, len(network.shapes)):
        if windows.slides(network, later) and network.sources(later)[0] == layer:
            rows, columns = windows.users(windows.of_layer(network, later), unit[1], unit[2])
            found.append((later, rows, columns))
    return found


def pooled_in(network: Network, layer: int, unit: windows.Cell) -> tuple[int, windows.Cell] | None:
    """(layer, cell) of the pooling that reads ``unit``, the first of several; None where none does."""
    for later, rows, columns in used_by(network, layer, unit):
        if not network.layer(later).has_kernels and len(rows) and len(columns):
            return later, (unit[0], int(rows[0]), int(columns[0]))
    return None


def _same_channels(images: ImageLayers, network: Network, layer: int) -> list[Tiles]:
    """The tiles of a convolution and of the layers after it that keep its channels apart."""
    found = []
    for tiles in images.tiles:
        at = tiles.layer
        while at > layer and not network.layer(at).has_kernels and len(network.sources(at)) == 1:
            at = network.sources(at)[0]
        if at == layer and tiles.shape[0] == network.shapes[layer][0]:
            found.append(tiles)
    return found


def _kernel_box(kernels: KernelTiles, chosen: int) -> Box:
    return kernels.tiles.outline if kernels.of_chosen else kernels.tiles.box(chosen)


def _is_level(row: list[Box]) -> bool:
    middles = [(box[1] + box[3]) / 2 for box in row]
    return max(middles) - min(middles) < 2.0


def _is_single(images: ImageLayers, layer: int) -> bool:
    """Whether a layer's tiles stand in one column, so that a row holds nothing of another channel."""
    tiles = images.of_layer(layer)
    return tiles is not None and bool((tiles.x == tiles.x[0]).all())


def _around(row: list[Box]) -> Box:
    edges = np.array(row)
    low, high = edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)
    return _grown((float(low[0]), float(low[1]), float(high[0]), float(high[1])))


def _grown(box: Box) -> Box:
    room = min(6.0, max(3.0, 0.06 * (box[3] - box[1])))
    return box[0] - room, box[1] - room, box[2] + room, box[3] + room

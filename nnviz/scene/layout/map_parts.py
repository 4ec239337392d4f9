"""What stands side by side where layers are images: tiles of maps and kernels, neurons; and their sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from math import prod
from typing import Protocol

from nnviz.document import Document
from nnviz.engine import Network
from nnviz.scene.layout import blocks, headings
from nnviz.scene.layout import map_headings as map_words
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.folding import MORE_WIDTH, Folded, of_fold
from nnviz.scene.layout.large import MOST_IN_COLUMN, Fold
from nnviz.scene.layout.margins import MOST_BARS
from nnviz.scene.time import windows

LEAST_GAP = 15.0
"""Between two parts, at scale 1."""
BLOCK_SHARE = 0.05
"""Of the width, for cells that stand in a compact block."""

_INPUT_SHARE, _INPUT_SHARE_OF_MANY, _INPUT_SHARE_ALONE = 0.235, 0.215, 0.36
"""Most of the width that the picture takes beside output bars, where there is one convolution or more, and
without them."""
_LARGEST_INPUT_CELL, _LARGEST_CELL, _LARGEST_KERNEL_CELL = 46.0, 40.0, 25.0
_PRINTED = 34.0
"""Pixels of a cell that has room for "30.5" at the smallest text: cells may be as large at any scale."""
_BETWEEN_TILES = 0.11
HAIR = 0.25
"""Of a cell, between the padding of one tile and the next tile: the frame of a window has its place there."""
_MOST_COLUMNS = 32
_SINGLE_FROM = 0.55
_LABEL_SHARE = 0.12
_FOR_PILLS = 42.0
"""Pixels right of a wide layer, at scale 1."""


class Wide(Protocol):
    """What takes room across, depending on the scale of its tiles."""

    def width(self, scale: float, s: float) -> float:
        """Pixels across."""


@dataclass(frozen=True)
class Overhang:
    """Cells of padding that windows over a layer reach into: more than that must lie between its tiles, or a
    window on one would cover a part of another."""

    above: int = 0
    below: int = 0
    left: int = 0
    right: int = 0

    @property
    def cells(self) -> float:
        """Cells between two tiles side by side: all windows hang over on the same side at one time."""
        across = max(self.left, self.right)
        return across + HAIR if across else 0.0

    @property
    def down(self) -> int:
        """Cells between two tiles one under the other."""
        return max(self.above, self.below)


@dataclass(frozen=True, eq=False)
class MapPart:
    """One thing in the row from left to right: tiles of ``shape``, or a block of neurons, ``folded`` beside
    the chosen one perhaps. ``beside`` is the room for a name at the right of each tile."""

    layer: int
    shape: tuple[int, int, int] = (0, 0, 0)
    columns: int = 1
    cell: float = 0.0
    is_kernel: bool = False
    beside: float = 0.0
    block: UnitBlock | None = None
    folded: Folded | None = None
    over: Overhang = Overhang()
    words: map_words.HeadingForms = field(default_factory=lambda: map_words.HeadingForms("", (), ()))

    @property
    def rows(self) -> int:
        """Rows of tiles."""
        return math.ceil(self.shape[0] / self.columns)

    def width(self, scale: float, s: float) -> float:
        """What the part takes at a scale of its tiles."""
        if self.block is not None:
            return self.block.left + self.block.right + self.beside
        cell = self.cell * scale
        hangs = max(self.over.right * cell - LEAST_GAP * s, 0.0)
        return (self.columns - 1) * self.step(scale, s) + self.shape[2] * cell + self.beside + hangs

    def step(self, scale: float, s: float) -> float:
        """From one tile to the next in its row."""
        tile = self.shape[2] * self.cell * scale
        return tile + self.beside + max(apart(tile, s), self.over.cells * self.cell * scale)


def apart(tile: float, s: float) -> float:
    """The gap between two tiles of one layer."""
    return max(_BETWEEN_TILES * tile, min(4.0, 0.3 * tile)) * min(1.0, max(s, 0.5))


def parts_of(
    document: Document,
    room: Room,
    above: Room,
    across: float,
    width: float,
    has_bars: bool,
    fold: Fold | None,
) -> list[MapPart]:
    """Everything from left to right, as large as ``across`` logical pixels for all of it may allow. ``above``
    is the input's room, over its slider; ``fold`` the layer that is folded."""
    network = document.network
    shapes = network.shapes
    convolutions = [n for n in range(1, len(shapes)) if network.layer(n).has_kernels]
    count = len(shapes) + len(convolutions)
    share = (across - (count - 1) * LEAST_GAP * room.s) / count
    parts: list[MapPart] = []
    columns = 1
    for layer, shape in enumerate(shapes):
        words = map_words.of_layer(document, layer)
        if len(shape) != 3:
            block = _block(network, layer, room)
            if 0 < layer < len(shapes) - 1:
                block = _roomy(block, room)
            beside = _label_room(document, block, width, room.s) if layer == len(shapes) - 1 else 0.0
            own = replace(room, width=room.width / MORE_WIDTH)
            folded = of_fold(prod(shape), fold, own) if fold is not None and fold.layer == layer else None
            parts.append(MapPart(layer, block=block, beside=beside, folded=folded, words=words))
            continue
        image = (shape[0], shape[1], shape[2])
        limit = _input_share(len(convolutions), has_bars) * width if layer == 0 else share
        own = room if layer else above
        if not _keeps_channels(network, layer, image[0]):
            columns = _columns(image, own, limit)
        parts += _image_parts(document, layer, columns, own, limit)
    return parts


def _input_share(convolutions: int, has_bars: bool) -> float:
    if not has_bars:
        return _INPUT_SHARE_ALONE
    return _INPUT_SHARE if convolutions <= 1 else _INPUT_SHARE_OF_MANY


def is_wide_row(part: MapPart) -> bool:
    """Whether it is a layer of more neurons than can be told apart, which is folded beside a chosen one."""
    return part.block is not None and len(part.block.y) > MOST_IN_COLUMN


def with_pills(part: MapPart, s: float) -> MapPart:
    """A wide layer of neurons with room at its right for the numbers on its paths."""
    block = part.block
    if block is None or not is_wide_row(part):
        return part
    return replace(part, block=replace(block, right=block.right + _FOR_PILLS * s))


def _roomy(block: UnitBlock, room: Room) -> UnitBlock:
    """A wide layer with the room that it needs where it is folded: nothing moves when a neuron is chosen."""
    if len(block.y) <= MOST_IN_COLUMN:
        return block
    half = max(block.left, block.right, room.width / 2 + 4.0 * room.s)
    return replace(block, left=half, right=half)


def parts_of_layer(
    document: Document, layer: int, room: Room, across: float, width: float
) -> tuple[MapPart, ...]:
    """One layer's parts in a band of its own, each at most ``across`` wide: kernels and maps, or neurons.

    Maps stand one under the other unless that makes them much smaller, so that each has a line of its own.
    """
    network = document.network
    shape = network.shapes[layer]
    if len(shape) != 3:
        block = _block(network, layer, room)
        beside = _label_room(document, block, width, room.s) if layer == len(network.layers) else 0.0
        return (MapPart(layer, block=block, beside=beside, words=map_words.of_layer(document, layer)),)
    image = (shape[0], shape[1], shape[2])
    best = _columns(image, room, across)
    is_single = _scale(image, room, across, 1) >= _SINGLE_FROM * _scale(image, room, across, best)
    return _image_parts(document, layer, 1 if is_single else best, room, across)


def _image_parts(
    document: Document, layer: int, columns: int, room: Room, across: float
) -> tuple[MapPart, ...]:
    network = document.network
    shape = network.shapes[layer]
    over = overhang(network, layer)
    words = map_words.of_layer(document, layer)
    largest = _LARGEST_CELL if layer else _LARGEST_INPUT_CELL
    tiles = _tile_part(
        layer, (shape[0], shape[1], shape[2]), columns, room, across, words, largest, over=over
    )
    if layer and network.layer(layer).has_kernels:
        return _kernel_part(document, layer, columns, room, across), tiles
    return (tiles,)


def _label_room(document: Document, block: UnitBlock, width: float, s: float) -> float:
    """Width for the outputs' names at the right of their discs; 0 where they stand inside."""
    labels = headings.output_labels(document, block)
    if not labels or headings.fits_inside(labels, block):
        return 0.0
    return headings.label_gap(s) + headings.label_width(labels, s, _LABEL_SHARE * width)


def overhang(network: Network, layer: int) -> Overhang:
    """The padding that windows over a layer reach into."""
    after = [n for n in range(layer + 1, len(network.shapes)) if layer in network.sources(n)[:1]]
    sliding = [windows.of_layer(network, n) for n in after if windows.slides(network, n)]
    if not sliding:
        return Overhang()
    above, left = (max(found.before[axis] for found in sliding) for axis in (0, 1))
    below, right = (max(found.after[axis] for found in sliding) for axis in (0, 1))
    return Overhang(above, below, left, right)


def _keeps_channels(network: Network, layer: int, channels: int) -> bool:
    """Whether each channel stands for the same thing as in the layer before, so that rows go on."""
    if not network.sources(layer) or network.layer(layer).has_kernels:
        return False
    before = network.shapes[network.sources(layer)[0]]
    return len(before) == 3 and before[0] == channels


def _block(network: Network, layer: int, room: Room) -> UnitBlock:
    count = prod(network.shapes[layer])
    if layer > 0 and network.layer(layer).fully_connected:
        return blocks.discs(count, room) if count <= MOST_BARS else blocks.of_layer(count, room)
    return blocks.cells(count, room) if layer else blocks.of_layer(count, room)


def _columns(shape: tuple[int, int, int], room: Room, across: float) -> int:
    """How many columns of tiles make the tiles largest."""
    return max(
        range(1, min(shape[0], _MOST_COLUMNS) + 1),
        key=lambda columns: (_scale(shape, room, across, columns), -columns),
    )


def _scale(shape: tuple[int, int, int], room: Room, across: float, columns: int) -> float:
    """How large a cell can be in so many columns of tiles."""
    rows = math.ceil(shape[0] / columns)
    return min(room.height / rows / shape[1], across / columns / shape[2])


def _tile_part(
    layer: int,
    shape: tuple[int, int, int],
    columns: int,
    room: Room,
    across: float,
    words: map_words.HeadingForms,
    largest: float = _LARGEST_CELL,
    is_kernel: bool = False,
    over: Overhang = Overhang(),
) -> MapPart:
    rows = math.ceil(shape[0] / columns)
    pitch = room.height / rows
    tall = pitch - (apart(pitch, room.s) if rows > 1 else 0.0)
    high = tall / (shape[1] + over.down)
    hangs = (columns - 1) * over.cells
    most = largest * room.s if is_kernel else max(largest * room.s, _PRINTED)
    cell = min(high, across / (columns * shape[2] + hangs), most)
    return MapPart(layer, shape, columns, cell, is_kernel, over=over, words=words)


def _kernel_part(document: Document, layer: int, columns: int, room: Room, across: float) -> MapPart:
    out, channels, height, width = document.network.layer_parameters(layer)["weight"].shape
    is_of_chosen = document.network.shapes[document.network.sources(layer)[0]][0] > 1
    shape = (channels if is_of_chosen else out, height, width)
    if is_of_chosen:
        columns = _columns(shape, room, across)
    words = map_words.of_kernels(document, layer)
    part = _tile_part(layer, shape, columns, room, across, words, _LARGEST_KERNEL_CELL, True)
    return part if is_of_chosen else replace(part, beside=_name_room(room.s))


def _name_room(s: float) -> float:
    """For the number beside a kernel: nothing begins before its letters, which never shrink, end."""
    return max(map_words.NAME * s, map_words.LEAST_NAME)

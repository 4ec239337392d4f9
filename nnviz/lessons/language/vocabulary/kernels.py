"""Words for windows: the size, step and padding of a layer's kernels, and the kernel page's own kernel."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.document.sandbox import Sandbox
from nnviz.engine.arrays import Array
from nnviz.engine.layers.windows import Windows
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import COUNTED, Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, NOTHING, word
from nnviz.lessons.language.world import World, one, row

NUMBER, NUMBERS = Kind.NUMBER, Kind.NUMBERS
windows = partial(word, group="Windows", needs=NETWORK)
page = partial(word, group="The kernels page", needs=NOTHING)


@windows("kernel rows of layer L", NUMBER, meaning="of its window", example="kernel rows of layer 1 = 5")
def kernel_rows(world: World, layer: int) -> Array:
    return one(_windows(world, layer).kernel[0])


@windows(
    "kernel columns of layer L", NUMBER, meaning="of its window", example="kernel columns of layer 1 = 5"
)
def kernel_columns(world: World, layer: int) -> Array:
    return one(_windows(world, layer).kernel[1])


@windows("stride of layer L", NUMBER, meaning="pixels from window to window", example="stride of layer 2 = 2")
def stride(world: World, layer: int) -> Array:
    return one(_windows(world, layer).stride[0])


@windows("padding of layer L", NUMBER, meaning="zeros above the picture", example="padding of layer 1 = 0")
def padding(world: World, layer: int) -> Array:
    return one(_windows(world, layer).before[0])


def _windows(world: World, layer: int) -> Windows:
    own = world.layer(layer)
    if not own.slides:
        raise UnknownHereError(f"Layer {layer} ({own.label}) slides no window.")
    return own.windows(world.shape(world.network.sources(layer)[0]))


def _sandbox(world: World) -> Sandbox:
    return world.facts.document.sandbox or Sandbox()


@page(
    "kernel",
    NUMBERS,
    meaning="the numbers of the page’s kernel; alone, how many",
    example="sum of the kernel = 1",
    alone=COUNTED,
)
def kernel(world: World) -> Array:
    return row(np.array(_sandbox(world).kernel))


@page("row N of kernel", NUMBERS, meaning="one row of it, from 1", example="sum of row 2 of the kernel = 0")
def kernel_row(world: World, number: int) -> Array:
    return row(np.array(_sandbox(world).kernel[_at(number, _sandbox(world).size)]))


@page(
    "column N of kernel",
    NUMBERS,
    meaning="one column of it, from 1",
    example="sum of column 2 of the kernel = 0",
)
def kernel_column(world: World, number: int) -> Array:
    at = _at(number, _sandbox(world).size)
    return row(np.array([numbers[at] for numbers in _sandbox(world).kernel]))


@page(
    "rows of map", NUMBER, meaning="of what comes out there", example="rows of the map = rows of the picture"
)
def map_rows(world: World) -> Array:
    return one(_sandbox(world).count[0])


@page("columns of map", NUMBER, meaning="the same", example="columns of the map = columns of the picture")
def map_columns(world: World) -> Array:
    return one(_sandbox(world).count[1])


@page("rows of picture", NUMBER, meaning="of what comes in there", example="rows of the picture > 200")
def picture_rows(world: World) -> Array:
    return one(_sandbox(world).shape[0])


@page("columns of picture", NUMBER, meaning="the same", example="columns of the picture = 320")
def picture_columns(world: World) -> Array:
    return one(_sandbox(world).shape[1])


@page("stride", NUMBER, meaning="pixels from window to window there", example="stride = 2")
def page_stride(world: World) -> Array:
    return one(_sandbox(world).stride)


@page("padding", NUMBER, meaning="zeros on each side there", example="padding = 1")
def page_padding(world: World) -> Array:
    return one(_sandbox(world).zeros)


def _at(number: int, size: int) -> int:
    if not 1 <= number <= size:
        raise UnknownHereError(f"The kernel has rows and columns 1 to {size}.")
    return number - 1

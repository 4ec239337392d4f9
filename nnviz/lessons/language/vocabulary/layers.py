"""Words for whole layers and maps: their values, how many neurons they have, what comes in and out."""

from __future__ import annotations

from functools import partial

from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import COUNTED, ONLY, Kind
from nnviz.lessons.language.vocabulary.neurons import slopes_of
from nnviz.lessons.language.vocabulary.table import NETWORK, word
from nnviz.lessons.language.world import Units, World, cells_of, one, row
from nnviz.scene.words.pictures import picture_shape

NUMBER, NUMBERS = Kind.NUMBER, Kind.NUMBERS
layers = partial(word, group="Layers")
structure = partial(word, group="Layers", needs=NETWORK)


@layers("z of layer L", NUMBERS, meaning="z of all its neurons", example="largest z of layer 1 > 0")
def z_of_layer(world: World, layer: int) -> Array:
    return world.values(layer)[0][:, None, :]


@layers("a of layer L", NUMBERS, meaning="a of all its neurons", example="largest a of layer 1 < 1")
def a_of_layer(world: World, layer: int) -> Array:
    return world.values(layer)[1][:, None, :]


@layers(
    "slope|slopes of layer L",
    NUMBERS,
    meaning="the slopes of all its neurons",
    example="largest slope of layer 1 <= 0.25",
)
def slopes_of_layer(world: World, layer: int) -> Array:
    return slopes_of(world, layer)[:, None, :]


@layers("z of map M", NUMBERS, meaning="z of all cells of a map", example="largest z of map 1:0 > 1")
def z_of_map(world: World, which: tree.Map) -> Array:
    return world.values(which.layer)[0][:, cells_of(world, which).places][:, None, :]


@layers(
    "a of map M",
    NUMBERS,
    meaning="a of all cells of a map",
    example="a of selection = largest a of map 1:0",
)
def a_of_map(world: World, which: tree.Map) -> Array:
    return world.values(which.layer)[1][:, cells_of(world, which).places][:, None, :]


def _units_of_layer(world: World, layer: int) -> Units:
    return world.all_of(layer)


@layers(
    "units|neurons of layer L",
    NUMBERS,
    meaning="its neurons; alone, how many there are; layer 0 is the input",
    example="units of layer 0 = 64",
    alone=COUNTED,
    needs=NETWORK,
    units=_units_of_layer,
)
def units_of_layer(world: World, layer: int) -> Array:
    return row(world.all_of(layer).places)


@layers(
    "units|cells of map M",
    NUMBERS,
    meaning="its cells; alone, how many there are",
    example="units of map 1:0 = 576",
    alone=COUNTED,
    needs=NETWORK,
    units=cells_of,
)
def cells_of_map(world: World, which: tree.Map) -> Array:
    return row(cells_of(world, which).places)


@layers(
    "inputs",
    NUMBERS,
    meaning="the numbers that come in; alone, how many",
    example="inputs differ from before",
    alone=COUNTED,
    units=lambda world: world.all_of(0),
)
def inputs(world: World) -> Array:
    return world.values(0)[1][:, None, :]


@layers("input", NUMBERS, meaning="the same", example="input differs from before", alone=ONLY)
def input_(world: World) -> Array:
    return inputs(world)


@layers(
    "outputs",
    NUMBERS,
    meaning="the numbers that come out; alone, how many",
    example="outputs = 10",
    alone=COUNTED,
    units=lambda world: world.all_of(len(world.network.layers)),
)
def outputs(world: World) -> Array:
    return world.values(len(world.network.layers))[1][:, None, :]


@layers(
    "output",
    NUMBERS,
    meaning="the same; alone, the only one",
    example="output > 0.5",
    alone=ONLY,
)
def output(world: World) -> Array:
    return outputs(world)


@structure("maps of layer L", NUMBER, meaning="how many maps it has", example="maps of layer 1 = 8")
def maps(world: World, layer: int) -> Array:
    return one(_image(world, layer)[0])


@structure("rows of layer L", NUMBER, meaning="of a map, or of the picture", example="rows of layer 1 = 24")
def rows(world: World, layer: int) -> Array:
    return one(_image(world, layer)[1])


@structure("columns of layer L", NUMBER, meaning="the same", example="columns of layer 1 = 24")
def columns(world: World, layer: int) -> Array:
    return one(_image(world, layer)[2])


@structure("layers", NUMBER, meaning="how many layers compute", example="layers = 2")
def count_of_layers(world: World) -> Array:
    return one(len(world.network.layers))


def _image(world: World, layer: int) -> tuple[int, ...]:
    """(maps, rows, columns) of a layer.

    Raises:
        UnknownHereError: it has no maps.
    """
    shape = world.shape(layer)
    if layer == 0 and len(shape) == 1:
        shape = picture_shape(world.case.document) or shape
    if len(shape) != 3:
        raise UnknownHereError(f"Layer {layer} has no maps: it is a row of {shape[0]:,} numbers.")
    return shape

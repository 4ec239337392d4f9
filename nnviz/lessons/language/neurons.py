"""Words for what a neuron computes: z, a, its slope, and whether it is on."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.table import COUNTED, NETWORK, ONLY, word
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.world import ALL, Units, World, pick, row
from nnviz.scene.lab.dying.life import is_on
from nnviz.scene.lab.functions.shape import slopes

NUMBER, NUMBERS, TRUTH = Kind.NUMBER, Kind.NUMBERS, Kind.TRUTH
neuron = partial(word, group="Neurons")
layers = partial(word, group="Layers")


@neuron("z of U", NUMBER, meaning="the sum before the activation function", example="z of 1:3 > 0")
def z(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    return pick(world.values(units.layer)[0], units)


@neuron("a of U", NUMBER, meaning="the value that goes out", example="a of 1:3 = 0")
def a(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    return pick(world.values(units.layer)[1], units)


@neuron("value of U", NUMBER, meaning="the same, said of an input", example="value of 0:4 = 1")
def value(world: World, unit: tree.Unit) -> Array:
    return a(world, unit)


@neuron(
    "slope of U",
    NUMBER,
    meaning="how steep the activation function is at the neuron’s z",
    example="slope of 1:0 < 0.01",
)
def slope(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    return pick(_slopes(world, units.layer), units)


@neuron(
    "U is on",
    TRUTH,
    meaning="it passes on more than the small slope of a leaky function",
    example="1:3 is on",
)
def on(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    function = function_of(world, units.layer)
    found = pick(world.values(units.layer)[0], units)
    passes = found > 0 if function.learned else is_on(function, found)
    return np.asarray(passes & ~np.isnan(found))


@neuron("U is off", TRUTH, meaning="it isn’t on", example="1:3 is off for all examples")
def off(world: World, unit: tree.Unit) -> Array:
    return ~on(world, unit)


@neuron("U is dead", TRUTH, meaning="it is off for all examples", example="1:13 is dead", needs=NETWORK)
def dead(world: World, unit: tree.Unit) -> Array:
    return np.asarray(off(world.at(ALL), unit).all(axis=0, keepdims=True))


@neuron("U is held", TRUTH, meaning="its z or its a is held by hand", example="1:5 is held", needs=NETWORK)
def held(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    overrides = world.case.document.overrides
    places = [world.place(target) for target in overrides if target.layer == units.layer]
    return np.isin(units.places, places)[None, :, None]


@neuron("U is in layer L", TRUTH, meaning="it is one of that layer", example="selection is in layer 1")
def in_layer(world: World, unit: tree.Unit, layer: int) -> Array:
    world.shape(layer)
    units = world.units(unit)
    return np.full((1, len(units), 1), units.layer == layer)


@neuron("U is in map M", TRUTH, meaning="it is a cell of that map", example="selection is in map 1:0")
def in_map(world: World, unit: tree.Unit, which: tree.Map) -> Array:
    units, cells = world.units(unit), cells_of(world, which)
    return (np.isin(units.places, cells.places) & (units.layer == which.layer))[None, :, None]


# layers


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
    return _slopes(world, layer)[:, None, :]


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


def cells_of(world: World, which: tree.Map) -> Units:
    """The cells of a map.

    Raises:
        UnknownHereError: there is no such map.
    """
    shape = world.shape(which.layer)
    if len(shape) != 3 or which.channel >= shape[0]:
        raise UnknownHereError(f"There is no map {which.layer}:{which.channel}.")
    size = shape[1] * shape[2]
    return Units(which.layer, np.arange(which.channel * size, (which.channel + 1) * size))


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


def function_of(world: World, layer: int) -> ActivationFunction:
    """The function of one z that a layer has.

    Raises:
        UnknownHereError: it has none.
    """
    function = world.layer(layer).activation
    if function is None:
        raise UnknownHereError(f"Layer {layer} has no activation function, so nothing in it is on or off.")
    if not function.elementwise:
        raise UnknownHereError(
            f"{function.title} takes all z of layer {layer} together: no one is on or off."
        )
    return function


def _slopes(world: World, layer: int) -> Array:
    function = world.layer(layer).activation
    z = world.values(layer)[0]
    if function is None:
        return np.ones_like(z)
    if function.learned:
        function = function.with_alpha(world.network.layer_parameters(layer)["alpha"])
    found = slopes(function, z.reshape(len(z), *world.shape(layer)))
    return np.broadcast_to(found, (len(z), *world.shape(layer))).reshape(len(z), -1)

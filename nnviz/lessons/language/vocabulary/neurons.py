"""Words for what a neuron computes: z, a, its slope, and whether it is on."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, word
from nnviz.lessons.language.world import ALL, World, cells_of, pick
from nnviz.scene.lab.dying.life import is_on
from nnviz.scene.lab.functions.shape import slopes

NUMBER, TRUTH = Kind.NUMBER, Kind.TRUTH
neuron = partial(word, group="Neurons")


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
    return pick(slopes_of(world, units.layer), units)


@neuron(
    "U is on",
    TRUTH,
    meaning="it passes on more than the small slope of a leaky function",
    example="1:3 is on",
)
def on(world: World, unit: tree.Unit) -> Array:
    passes, is_known = _passes(world, unit)
    return np.asarray(passes & is_known)


@neuron("U is off", TRUTH, meaning="it isn’t on", example="1:3 is off for all examples")
def off(world: World, unit: tree.Unit) -> Array:
    passes, is_known = _passes(world, unit)
    return np.asarray(~passes & is_known)


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


def _passes(world: World, unit: tree.Unit) -> tuple[Array, Array]:
    """Whether neurons are on, and whether that is known: NaN is neither on nor off."""
    units = world.units(unit)
    function = function_of(world, units.layer)
    found = pick(world.values(units.layer)[0], units)
    return found > 0 if function.learned else is_on(function, found), ~np.isnan(found)


def slopes_of(world: World, layer: int) -> Array:
    """The slopes of all neurons of a layer, (examples, units)."""
    function = world.layer(layer).activation
    z = world.values(layer)[0]
    if function is None:
        return np.ones_like(z)
    if function.learned:
        function = function.with_alpha(world.network.layer_parameters(layer)["alpha"])
    found = slopes(function, z.reshape(len(z), *world.shape(layer)))
    return np.broadcast_to(found, (len(z), *world.shape(layer))).reshape(len(z), -1)

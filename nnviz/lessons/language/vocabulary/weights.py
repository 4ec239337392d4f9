"""Words for what a network has learned: weights, biases, and what goes along a line."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.engine.arrays import Array, count
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import COUNTED, Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, word
from nnviz.lessons.language.world import Units, World, row

NUMBER, NUMBERS = Kind.NUMBER, Kind.NUMBERS
weights = partial(word, group="Weights", needs=NETWORK)
MOST_WINDOWS = 512
"""Cells of a map whose windows are looked up one by one."""


@weights("bias of U", NUMBER, meaning="its bias; of a cell, that of its map", example="bias of 1:0 = 0")
def bias(world: World, unit: tree.Unit) -> Array:
    layer, channels = world.channels(unit)
    return np.asarray(own(world, layer, "bias")[channels], np.float64)[None, :, None]


@weights(
    "weight P of U",
    NUMBER,
    meaning="its weight for the input of that number, counted from 0",
    example="weight 0 of 1:0 < 0",
)
def weight(world: World, place: tuple[int, ...], unit: tree.Unit) -> Array:
    layer, channels = world.channels(unit)
    rows = _of_units(world, layer)[channels]
    return np.asarray(rows[:, source_place(world, layer, place)], np.float64)[None, :, None]


@weights(
    "weight of U -> V",
    NUMBER,
    meaning="the weight of the line from the one to the other",
    example="weight of 1:8 -> 2:3 < 0",
)
def weight_of_line(world: World, source: tree.Unit, target: tree.Unit) -> Array:
    return _lines(world, world.units(source), world.units(target))


@weights(
    "push of U into V",
    NUMBER,
    meaning="what the one adds to the other’s z: its value times the weight",
    example="push of 1:4 into 2:3 > 5",
    needs="input",
)
def push(world: World, source: tree.Unit, target: tree.Unit) -> Array:
    sources = world.units(source)
    x = world.values(sources.layer)[1][:, sources.places][:, :, None]
    return np.asarray(x * _lines(world, sources, world.units(target)))


@weights(
    "push|pushes into U",
    NUMBERS,
    meaning="everything that is added to its z, but for the bias",
    example="largest push into 2:3 > 5",
    needs="input",
)
def pushes(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    found = []
    for place in _few(units):
        source, places, line = incoming(world, units.layer, place)
        x = world.values(source)[1]
        padded = np.where(places >= 0, x[:, places], 0)
        found.append(padded * line)
    return np.stack(found, axis=1)


@weights(
    "weight|weights|kernel of U",
    NUMBERS,
    meaning="all its weights; alone, how many",
    example="sum of weights of 1:0",
    alone=COUNTED,
)
def weights_of_unit(world: World, unit: tree.Unit) -> Array:
    layer, channels = world.channels(unit)
    return np.asarray(_of_units(world, layer)[channels], np.float64)[None]


@weights(
    "weight|weights of layer L",
    NUMBERS,
    meaning="all weights of a layer; alone, how many",
    example="weights of layer 1 = 200",
    alone=COUNTED,
)
def weights_of_layer(world: World, layer: int) -> Array:
    return row(own(world, layer, "weight"))


@weights(
    "bias|biases of layer L",
    NUMBERS,
    meaning="all biases of a layer; alone, how many",
    example="biases of layer 1 = 8",
    alone=COUNTED,
)
def biases_of_layer(world: World, layer: int) -> Array:
    return row(own(world, layer, "bias"))


@weights(
    "parameter|parameters of layer L",
    NUMBERS,
    meaning="all that a layer has learned; alone, how many numbers",
    example="parameters of layer 1 = 208",
    alone=COUNTED,
)
def parameters_of_layer(world: World, layer: int) -> Array:
    world.layer(layer)
    return _joined([array for _, array in sorted(world.network.layer_parameters(layer).items())])


@weights(
    "weights",
    NUMBERS,
    meaning="all weights of the network; alone, how many",
    example="weights differ from before",
    alone=COUNTED,
)
def all_weights(world: World) -> Array:
    return _named(world, "weight")


@weights(
    "biases",
    NUMBERS,
    meaning="all biases of the network; alone, how many",
    example="biases = 26",
    alone=COUNTED,
)
def all_biases(world: World) -> Array:
    return _named(world, "bias")


@weights(
    "parameters",
    NUMBERS,
    meaning="all that the network has learned; alone, how many numbers",
    example="parameters = 1210",
    alone=COUNTED,
)
def all_parameters(world: World) -> Array:
    return _joined(list(world.network.parameters().values()))


def own(world: World, layer: int, name: str) -> Array:
    """A layer's ``"weight"`` or ``"bias"``.

    Raises:
        UnknownHereError: it has none.
    """
    world.layer(layer)
    found = world.network.layer_parameters(layer).get(name)
    if found is None:
        noun = "weights" if name == "weight" else "biases"
        raise UnknownHereError(f"Layer {layer} ({world.layer(layer).label}) has no {noun}.")
    return found


def source_place(world: World, layer: int, place: tuple[int, ...]) -> int:
    """Where a weight stands among those of its neuron, in flat order.

    Raises:
        UnknownHereError: it has no such weight.
    """
    kernel = own(world, layer, "weight")
    shape = kernel.shape[1:] if world.layer(layer).has_kernels else kernel.shape[:1]
    if len(place) == 1 and place[0] < count(shape):
        return place[0]
    if len(place) == len(shape) and all(i < size for i, size in zip(place, shape, strict=True)):
        return int(np.ravel_multi_index(place, shape))
    text = ",".join(map(str, place))
    raise UnknownHereError(
        f"A neuron of layer {layer} has no weight {text}: it has {count(shape):,}, from 0."
    )


def incoming(world: World, layer: int, place: int) -> tuple[int, Array, Array]:
    """What runs into a neuron: the layer it comes from, the places there (−1 for padding), the weights.

    Raises:
        UnknownHereError: its layer has no weights.
    """
    kernel, (source, *_) = own(world, layer, "weight"), world.network.sources(layer)
    if world.layer(layer).fully_connected:
        return source, np.arange(len(kernel)), np.asarray(kernel[:, place], np.float64)
    shape = world.shape(layer)
    unit = tuple(int(i) for i in np.unravel_index(place, shape))
    why = world.case.trace.explain(layer, unit)
    below = world.shape(source)
    places = [-1 if o is None else int(np.ravel_multi_index(o[1], below)) for o in why.origins]
    return source, np.array(places), np.asarray(why.weights, np.float64).ravel()


def _of_units(world: World, layer: int) -> Array:
    """The weights of a layer, a row for each neuron, or for each map."""
    kernel = own(world, layer, "weight")
    return kernel.reshape(len(kernel), -1) if world.layer(layer).has_kernels else kernel.T


def _lines(world: World, sources: Units, targets: Units) -> Array:
    """The weights of lines, (1, neurons, 1): from each source, or into each target. What isn't joined to one
    of several is 0 to it."""
    layer = targets.layer
    kernel = own(world, layer, "weight")
    if sources.layer not in world.network.sources(layer):
        raise UnknownHereError(f"No line runs from layer {sources.layer} into layer {layer}.")
    if len(sources) > 1 and len(targets) > 1:
        raise UnknownHereError("“it” can stand at one end of a line alone.")
    if world.layer(layer).fully_connected:
        return np.asarray(kernel[sources.places, targets.places], np.float64).reshape(1, -1, 1)
    found = []
    for place in _few(targets):
        _, places, line = incoming(world, layer, place)
        order = np.argsort(places, kind="stable")
        at = np.searchsorted(places[order], sources.places).clip(max=len(order) - 1)
        joined = places[order][at] == sources.places
        found.append(np.where(joined, line[order][at], 0.0))
        if len(sources) == len(targets) == 1 and not joined.all():
            raise UnknownHereError(
                "No line runs from the one neuron into the other: its window lies elsewhere."
            )
    return np.concatenate(found).reshape(1, -1, 1)


def _few(units: Units) -> list[int]:
    if len(units) > MOST_WINDOWS:
        raise UnknownHereError(f"Lines of {len(units):,} neurons are too many to look at; name one.")
    return [int(place) for place in units.places]


def _named(world: World, name: str) -> Array:
    found = [
        own[name]
        for own in map(world.network.layer_parameters, range(1, len(world.network.layers) + 1))
        if name in own
    ]
    return _joined(found)


def _joined(arrays: list[Array]) -> Array:
    return row(np.concatenate([array.ravel() for array in arrays]) if arrays else np.zeros(0))


def parameter_of(world: World, call: tree.Call) -> tuple[int, str, tuple[int, ...]]:
    """(layer, name, index) of a weight or a bias that a sentence names.

    Raises:
        UnknownHereError: it names none, or none that is there.
    """
    if call.form == "bias of U":
        layer, channels = world.channels(_unit(call.arguments[0]))
        own(world, layer, "bias")
        return layer, "bias", (int(channels[0]),)
    if call.form == "weight P of U":
        place, unit = call.arguments
        assert isinstance(place, tuple)
        layer, channels = world.channels(_unit(unit))
        return _weight_index(world, layer, int(channels[0]), source_place(world, layer, place))
    if call.form == "weight of U -> V":
        sources, targets = (world.units(_unit(end)) for end in call.arguments)
        _lines(world, sources, targets)
        _, places, _ = incoming(world, targets.layer, int(targets.places[0]))
        at = int(np.flatnonzero(places == sources.places[0])[0])
        size = count(world.shape(targets.layer)[1:])
        return _weight_index(world, targets.layer, int(targets.places[0]) // size, at)
    raise UnknownHereError("Only a weight or a bias can be set, such as bias of 1:0.")


def _unit(argument: object) -> tree.Unit:
    assert isinstance(argument, tree.Unit)
    return argument


def _weight_index(world: World, layer: int, channel: int, place: int) -> tuple[int, str, tuple[int, ...]]:
    kernel = own(world, layer, "weight")
    if not world.layer(layer).has_kernels:
        return layer, "weight", (place, channel)
    return layer, "weight", (channel, *(int(i) for i in np.unravel_index(place, kernel.shape[1:])))

"""What can be imagined: the same network with another weight, a held neuron, another function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.data.dataset import closed
from nnviz.document import CurrentInput, Document, Override, Target, edits
from nnviz.engine.arrays import Array
from nnviz.engine.collapse import hidden_functions
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.activations import made
from nnviz.lessons.language.vocabulary.learning import trained
from nnviz.lessons.language.vocabulary.table import INPUT, change
from nnviz.lessons.language.vocabulary.weights import parameter_of
from nnviz.lessons.language.world import World
from nnviz.scene.words.pictures import picture_shape

LARGEST = 1e30
"""What a weight, or a value, can be set to."""
WAYS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0)}
)
"""Where a picture can be moved: rows and columns a step."""


@change("bias of U = X", "another bias", "output > 0.5 with bias of 1:0 = 0")
def with_bias(world: World, unit: tree.Unit, value: Array) -> Document:
    return _set(world, "bias of U", (unit,), value)


@change("weight P of U = X", "another weight", "output > 0.5 with weight 0 of 1:0 = 5.41")
def with_weight(world: World, place: tuple[int, ...], unit: tree.Unit, value: Array) -> Document:
    return _set(world, "weight P of U", (place, unit), value)


@change("weight of U -> V = X", "another weight", "prediction with weight of 1:8 -> 2:3 = -1")
def with_line(world: World, source: tree.Unit, target: tree.Unit, value: Array) -> Document:
    return _set(world, "weight of U -> V", (source, target), value)


@change("weights = X", "all weights the same number", "prediction with weights = 0")
def with_weights(world: World, value: Array) -> Document:
    return _filled(world, ("weight",), value)


@change("parameters = X", "all weights and biases the same number", "output with parameters = 0")
def with_parameters(world: World, value: Array) -> Document:
    return _filled(world, ("weight", "bias"), value)


@change("z of U = X", "a neuron’s z is held", "prediction with z of 1:5 = 2")
def with_z(world: World, unit: tree.Unit, value: Array) -> Document:
    return edits.set_override(world.case.document, _target(world, unit), "z", number(value))


@change("a of U = X", "a neuron’s a is held", "count of right with a of 1:12 = 0")
def with_a(world: World, unit: tree.Unit, value: Array) -> Document:
    return edits.set_override(world.case.document, _target(world, unit), "a", number(value))


@change("value of U = X", "another number comes in", "output > 0.5 with value of 0:0 = 1")
def with_value(world: World, unit: tree.Unit, value: Array) -> Document:
    target = _target(world, unit)
    if target.layer not in world.network.input_layers:
        raise UnknownHereError(
            f"Layer {target.layer} is no input; say a of {target.layer}: … to hold a value."
        )
    document = world.case.document
    held = {**document.overrides, target: Override("a", number(value))}
    return replace(document, overrides=MappingProxyType(held))


@change("inputs = X", "other inputs, of all examples too", "output with inputs = 0", needs=INPUT)
def with_inputs(world: World, now: Array, examples: Array | None) -> Document:
    document = world.case.document
    shape = document.network.input_shape
    size = int(np.prod(shape))

    def fitted(values: Array) -> Array:
        if values.shape[1] != 1 or values.shape[2] not in (1, size):
            raise UnknownHereError(f"This network takes {size:,} inputs, not {values.shape[2]:,}.")
        flat = np.broadcast_to(values[:, 0, :], (len(values), size))
        return np.ascontiguousarray(flat, np.float32).reshape(len(values), *shape)

    return _fed(document, fitted(now)[0], None if examples is None else fitted(examples))


@change(
    "inputs moved N WAY",
    "pictures moved by so many pixels, of all examples too",
    "count of right with inputs moved 3 right",
)
def with_moved(world: World, steps: int, way: str) -> Document:
    document = world.case.document
    picture = picture_shape(document)
    if picture is None:
        raise UnknownHereError(f"The input of {document.title} is no picture that could be moved.")
    rows, columns = (steps * step for step in WAYS[way])
    shape = document.network.input_shape

    def moved(values: Array) -> Array:
        pictures = values.reshape(-1, *picture)
        found = np.zeros_like(pictures)
        down, across = _overlap(rows, picture[1]), _overlap(columns, picture[2])
        found[:, :, down[0], across[0]] = pictures[:, :, down[1], across[1]]
        return found.reshape(-1, *shape)

    data = document.data
    return _fed(document, moved(document.input.values)[0], None if data is None else moved(data.inputs))


@change("function of layer L = F", "another function", "count of right with function of layer 1 = tanh")
def with_function(world: World, layer: int, function: tree.Function) -> Document:
    world.layer(layer)
    return edits.set_activation(world.case.document, layer, made(function, world))


@change("F in layer L", "the same", "count of right with leaky_relu in layer 1")
def with_function_in(world: World, function: tree.Function, layer: int) -> Document:
    return with_function(world, layer, function)


@change("F in hidden layers", "in all hidden layers", "count of right with tanh in hidden layers")
def with_functions(world: World, function: tree.Function) -> Document:
    document, wanted = world.case.document, made(function, world)
    layers = hidden_functions(document.network)
    network = document.network.with_functions(dict.fromkeys(layers, wanted))
    return replace(document, network=network)


@change("N steps|step at X", "training on all examples at that rate", "loss with 100 steps at 1", slow=True)
def with_steps(world: World, steps: int, rate: Array) -> Document:
    return trained(world, steps, number(rate))


def number(value: Array) -> float:
    """The one number that something is set to.

    Raises:
        UnknownHereError: it is several, or none that can be computed with.
    """
    if value.size != 1:
        raise UnknownHereError("One thing is set to one number, not to several.")
    found = float(value.reshape(()))
    if not abs(found) <= LARGEST:
        raise UnknownHereError("What is set is a number that can be computed with.")
    return found


def _set(world: World, form: str, arguments: tuple[tree.Argument, ...], value: Array) -> Document:
    place = parameter_of(world, tree.Call(0, 0, form, arguments, Kind.NUMBER))
    return edits.set_parameter(world.case.document, *place, number(value))


def _filled(world: World, names: tuple[str, ...], value: Array) -> Document:
    document, single = world.case.document, number(value)
    own = document.network.parameters()
    kept = {key: array for key, array in own.items() if key.rpartition(".")[2] in names}
    filled = {key: np.full_like(array, single) for key, array in kept.items()}
    return replace(document, network=document.network.with_parameters(filled))


def _target(world: World, unit: tree.Unit) -> Target:
    if unit.target is not None:
        world.place(unit.target)
        return unit.target
    raise AssertionError("it and selection are settled before")


def _fed(document: Document, now: Array, examples: Array | None) -> Document:
    """Another input, and other inputs of the examples."""
    values = CurrentInput(closed(now), "typed", others=document.input.others)
    sample = document.input.sample if document.input.origin == "sample" else None
    if sample is not None:
        # The right answer stays known: it is the same example, changed.
        values = replace(values, origin="sample", sample=sample)
    if document.data is None or examples is None:
        return replace(document, input=values)
    return replace(document, input=values, data=replace(document.data, inputs=closed(examples)))


def _overlap(steps: int, size: int) -> tuple[slice, slice]:
    """Where what was in rows, or columns, comes to lie, and where it was."""
    steps = max(-size, min(size, steps))
    if steps >= 0:
        return slice(steps, size), slice(0, size - steps)
    return slice(0, size + steps), slice(-steps, size)

"""What can be imagined: the same network with another weight, a held neuron, another function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnviz.document import Document, Target, edits
from nnviz.engine.arrays import Array
from nnviz.errors import NNVizError
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.table import CHANGES, change
from nnviz.lessons.language.weights import parameter_of
from nnviz.lessons.language.world import World

MOST_CHANGES = 256
"""Neurons for each of which a change is imagined."""


def imagined(call: tree.Call, world: World, evaluated: Callable[[tree.Node, World], Any]) -> World:
    """The world with a change.

    Raises:
        NNVizError: nothing there can be changed so.
    """
    given = [_settled(one, world, evaluated) for one in call.arguments]
    key = (call.form, tuple(one.tobytes() if isinstance(one, np.ndarray) else one for one in given))
    case = world.case.changed.get(key)
    if case is None:
        try:
            document = CHANGES[call.form].find(world, *given)
        except UnknownHereError:
            raise
        except NNVizError as problem:
            raise UnknownHereError(str(problem)) from None
        case = world.case.with_change(key, document)
    return world.of(case)


def _settled(argument: object, world: World, evaluated: Callable[[tree.Node, World], Any]) -> Any:
    """An argument as something that can be looked up: a node as its value, *it* as the neuron meant."""
    if isinstance(argument, tree.Node):
        return np.asarray(evaluated(argument, world), np.float64)
    if isinstance(argument, tree.Unit) and argument.word:
        units = world.units(argument)
        return tree.Unit(_target(world, units.layer, int(units.places[0])))
    return argument


def mentions_it(call: tree.Call) -> bool:
    """Whether a change speaks of *it*."""
    return any(isinstance(one, tree.Unit) and one.word == "it" for one in call.arguments)


def _target(world: World, layer: int, place: int) -> Target:
    shape = world.shape(layer)
    if len(shape) == 1:
        return Target(layer, place)
    index = tuple(int(i) for i in np.unravel_index(place, shape))
    return Target(layer, index)  # type: ignore[arg-type]


@change("bias of U = X", "another bias", "output > 0.5 with bias of 1:0 = 0")
def with_bias(world: World, unit: tree.Unit, value: Array) -> Document:
    place = parameter_of(world, tree.Call(0, 0, "bias of U", (unit,), tree.Kind.NUMBER))
    return edits.set_parameter(world.case.document, *place, _single(value))


@change("weight P of U = X", "another weight", "output > 0.5 with weight 0 of 1:0 = 5.41")
def with_weight(world: World, at: tuple[int, ...], unit: tree.Unit, value: Array) -> Document:
    place = parameter_of(world, tree.Call(0, 0, "weight P of U", (at, unit), tree.Kind.NUMBER))
    return edits.set_parameter(world.case.document, *place, _single(value))


def _single(value: Array) -> float:
    if value.size != 1:
        raise UnknownHereError("A change sets one number.")
    return float(value.reshape(()))

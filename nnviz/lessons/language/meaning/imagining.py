"""Worlds that a sentence imagines by *with*."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import numpy as np

from nnviz.document import Target
from nnviz.errors import NNVizError
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.vocabulary.activations import settled
from nnviz.lessons.language.vocabulary.table import CHANGES, INPUT
from nnviz.lessons.language.world import ALL, World

Evaluate = Callable[[tree.Node, World], Any]
MOST_CHANGES = 256
"""Neurons for each of which a change is imagined."""


def imagined(call: tree.Call, world: World, evaluated: Evaluate) -> World:
    """The world with a change.

    Raises:
        NNVizError: nothing there can be changed so.
    """
    if CHANGES[call.form].needs == INPUT:
        given = _for_each_input(call, world, evaluated)
    else:
        given = [_settled(argument, world, evaluated) for argument in call.arguments]
    key = (call.form, tuple(_key(one) for one in given))
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


def _for_each_input(call: tree.Call, world: World, evaluated: Evaluate) -> list[Any]:
    """The value for the current input, and for all examples."""
    (node,) = call.arguments
    assert isinstance(node, tree.Node)
    now = np.asarray(evaluated(node, world.at(None)), np.float64)
    if not world.case.count:
        return [now, None]
    values = np.asarray(evaluated(node, world.at(ALL)), np.float64)
    return [now, np.broadcast_to(values, (world.case.count, *values.shape[1:]))]


def _settled(argument: object, world: World, evaluated: Evaluate) -> Any:
    """An argument as something that can be looked up: a node as its value, *it* as the neuron meant."""
    if isinstance(argument, tree.Node):
        return np.asarray(evaluated(argument, world), np.float64)
    if isinstance(argument, tree.Unit) and argument.word:
        units = world.units(argument)
        return tree.Unit(_target(world, units.layer, int(units.places[0])))
    return settled(argument, world) if isinstance(argument, tree.Function) else argument


def _key(argument: Any) -> Any:
    if not isinstance(argument, np.ndarray):
        return argument
    return argument.shape, blake2b(np.ascontiguousarray(argument).tobytes()).digest()


def mentions_it(call: tree.Call) -> bool:
    """Whether a change speaks of *it*."""
    return any(isinstance(one, tree.Unit) and one.word == "it" for one in call.arguments)


def _target(world: World, layer: int, place: int) -> Target:
    shape = world.shape(layer)
    if len(shape) == 1:
        return Target(layer, place)
    index = tuple(int(i) for i in np.unravel_index(place, shape))
    return Target(layer, index)  # type: ignore[arg-type]

"""What a sentence comes to in a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import NoNumberError, UnknownHereError
from nnviz.lessons.language.meaning.imagining import MOST_CHANGES, imagined, mentions_it
from nnviz.lessons.language.meaning.mathematics import MATHEMATICS, worked
from nnviz.lessons.language.meaning.reducing import reduced
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary import activations, answers
from nnviz.lessons.language.vocabulary.table import WORDS
from nnviz.lessons.language.world import ALL, Units, World, one

EXACT = 1e-6
"""Numbers that differ by less than this share of the larger are equal: the network has single precision."""
SLACK = 1e-9


def evaluated(node: tree.Node, world: World) -> Any:
    """The value of a part of a sentence: an array of three axes, or a name.

    Raises:
        NNVizError: the network hasn't what is named, or it comes to no number.
    """
    return _HOW[type(node)](node, world)


def _number(node: Any, world: World) -> Array:
    return one(node.value)


def _class(node: Any, world: World) -> Array:
    answers.check_classes(world)
    return one(answers.class_number(world.case, node.name))


def _call(node: Any, world: World) -> Any:
    entry = WORDS[node.form]
    given = [evaluated(one, world) if isinstance(one, tree.Node) else one for one in node.arguments]
    return entry.find(world, *given)


def _alone(node: Any, world: World) -> Array:
    values = evaluated(node.of, world)
    if node.how == tree.COUNTED:
        return one(values.shape[2])
    if node.how == tree.MIDDLE:
        return reduced("middle", values, 2)
    if values.shape[2] != 1:
        what = f"There are {values.shape[2]:,} numbers here"
        raise UnknownHereError(f"{what}; say which, or the largest, the sum or the mean of them.")
    return np.asarray(values)


def _arithmetic(node: Any, world: World) -> Array:
    found = np.asarray(evaluated(node.operands[0], world), np.float64)
    for sign, operand in zip(node.signs, node.operands[1:], strict=True):
        found = worked(sign, found, np.asarray(evaluated(operand, world), np.float64))
    return found


def _applied(node: Any, world: World) -> Array:
    given = [np.asarray(evaluated(operand, world), np.float64) for operand in node.operands]
    if node.name in MATHEMATICS:
        return MATHEMATICS[node.name].of(*given)
    return activations.applied(node.name, world, given[0], given[1:])


def _reduced(node: Any, world: World) -> Array:
    if node.over is None:
        return reduced(node.how, evaluated(node.operand, world), 2)
    if node.over == "examples":
        inner, axis = world.at(ALL), 0
    else:
        inner, axis = world.about(_units(node.over, world)), 1
    values = np.asarray(evaluated(node.operand, inner))
    if node.operand.kind is Kind.NUMBERS:
        values = reduced(node.how, values, 2)
    size = world.case.count if axis == 0 else len(inner.it)  # type: ignore[arg-type]
    if node.over == "examples":
        world.case.check_examples()
    shape = tuple(size if i == axis else n for i, n in enumerate(values.shape))
    return reduced(node.how, np.broadcast_to(values, shape), axis)


def _units(call: tree.Call, world: World) -> Any:
    units = WORDS[call.form].units
    assert units is not None
    return units(world, *call.arguments)


def _counted(node: Any, world: World) -> Array:
    if node.of is None:
        world.case.check_examples()
        inner, axis, size = world.at(ALL), 0, world.case.count
    else:
        units = _units(node.of, world)
        inner, axis, size = world.about(units), 1, len(units)
    holds = np.asarray(evaluated(node.where, inner))
    if holds.shape[axis] == 1:
        return np.asarray(holds.sum(axis=axis, keepdims=True) * size)
    return np.asarray(holds.sum(axis=axis, keepdims=True))


def _compared(node: Any, world: World) -> Array:
    left, right = evaluated(node.left, world), evaluated(node.right, world)
    if node.left.kind is Kind.NAME:
        return one((left == right) == (node.relation == "="))
    if node.left.kind is Kind.CLASS:
        return _same_class(left, right, node.relation)
    if node.left.kind is Kind.NUMBERS:
        return _same_numbers(left, right, node.relation)
    if node.within is not None:
        return _within(left, right, evaluated(node.within, world), node.relation)
    return related(node.relation, left, right)


def _same_class(left: Array, right: Array, relation: str) -> Array:
    known = (left != answers.NONE) & (right != answers.NONE)
    return np.asarray(((left == right) == (relation == "=")) & known)


def _same_numbers(left: Array, right: Array, relation: str) -> Array:
    if left.shape[2] != right.shape[2]:
        return one(relation != "=")
    same = _close(left, right) | (np.isnan(left) & np.isnan(right))
    all_same = np.asarray(same.all(axis=2, keepdims=True))
    return all_same if relation == "=" else ~all_same


def _within(left: Array, right: Array, tolerance: Array, relation: str) -> Array:
    with np.errstate(all="ignore"):
        apart = np.abs(np.asarray(left, np.float64) - right)
        near = (apart <= tolerance + SLACK * np.abs(tolerance)) | (np.asarray(left) == right)
    known = ~(np.isnan(left) | np.isnan(right) | np.isnan(tolerance))
    return np.asarray((near if relation == "=" else ~near) & known)


def _close(left: Array, right: Array) -> Array:
    """Where two numbers are equal to single precision; NaN to nothing."""
    with np.errstate(all="ignore"):
        left, right = np.asarray(left, np.float64), np.asarray(right, np.float64)
        largest = np.maximum(np.abs(left), np.abs(right))
        near = (np.abs(left - right) <= EXACT * largest) & np.isfinite(largest)
        return np.asarray((left == right) | near)


def related(relation: str, left: Array, right: Array) -> Array:
    """How numbers stand to each other. What is equal to single precision is neither more nor less; whatever
    is said of NaN is false."""
    with np.errstate(all="ignore"):
        left, right = np.asarray(left, np.float64), np.asarray(right, np.float64)
        close = _close(left, right)
        known = ~(np.isnan(left) | np.isnan(right))
        if relation[0] in "<>":
            beyond = left < right if relation[0] == "<" else left > right
            return np.asarray(beyond | close if relation[1:] else beyond & ~close)
    return np.asarray(close if relation == "=" else ~close & known)


def _joined(node: Any, world: World) -> Array:
    if world.thorough:
        return _all_asked(node.operands, world)
    found = evaluated(node.operands[0], world)
    for operand in node.operands[1:]:
        # As in speech, what follows needn't make sense where the first part has settled it.
        if node.word == "and" and not found.any():
            return np.asarray(found)
        if node.word == "or" and found.all():
            return np.asarray(found)
        other = evaluated(operand, world)
        found = found & other if node.word == "and" else found | other
    return np.asarray(found)


def _all_asked(operands: tuple[tree.Node, ...], world: World) -> Array:
    """Ask each, whatever the others say; what comes to no number here may do so elsewhere."""
    for operand in operands:
        with suppress(NoNumberError):
            evaluated(operand, world)
    return one(True)


def _not(node: Any, world: World) -> Array:
    return ~np.asarray(evaluated(node.operand, world))


def _throughout(node: Any, world: World) -> Array:
    world.case.check_examples()
    holds = np.asarray(evaluated(node.operand, world.at(ALL)))
    return np.asarray(holds.all(axis=0, keepdims=True) if node.every else holds.any(axis=0, keepdims=True))


def _elsewhere(node: Any, world: World) -> Any:
    if node.world == "before":
        return evaluated(node.operand, world.before())
    if node.world == "collapsed":
        return evaluated(node.operand, world.of(world.case.collapsed))
    if node.world == "example":
        return evaluated(node.operand, world.at(node.change.value))
    return _imagined(node, world)


def _imagined(node: Any, world: World) -> Any:
    """With a change; where it speaks of *it*, once for each neuron."""
    units = world.it
    if units is None or len(units) == 1 or not mentions_it(node.change):
        return evaluated(node.operand, imagined(node.change, world, evaluated))
    if len(units) > MOST_CHANGES:
        raise UnknownHereError(f"A change for each of {len(units):,} neurons would take too long.")
    found = []
    for place in units.places:
        alone = world.about(Units(units.layer, np.array([place])))
        found.append(evaluated(node.operand, imagined(node.change, alone, evaluated)))
    return np.concatenate(np.broadcast_arrays(*found), axis=1)


_HOW: Mapping[type[tree.Node], Callable[[Any, World], Any]] = MappingProxyType(
    {
        tree.Number: _number,
        tree.ClassName: _class,
        tree.Call: _call,
        tree.Alone: _alone,
        tree.Arithmetic: _arithmetic,
        tree.Applied: _applied,
        tree.Reduced: _reduced,
        tree.Counted: _counted,
        tree.Compared: _compared,
        tree.Joined: _joined,
        tree.Not: _not,
        tree.Throughout: _throughout,
        tree.Elsewhere: _elsewhere,
    }
)

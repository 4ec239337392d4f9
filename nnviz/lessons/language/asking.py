"""Questions to the network: whether a sentence holds, what a value is, for which neuron and which example."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine.arrays import Array
from nnviz.errors import OptionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import NoNumberError, UnknownHereError
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.language.grammar.kinds import parts
from nnviz.lessons.language.grammar.parser import read
from nnviz.lessons.language.meaning.evaluation import evaluated
from nnviz.lessons.language.printing import printed_value, style_of
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary import answers
from nnviz.lessons.language.vocabulary.table import CHANGES, WORDS
from nnviz.lessons.language.vocabulary.weights import parameter_of
from nnviz.lessons.language.world import ALL, Units, World


def parse(text: str) -> Expression:
    """Read a sentence.

    Raises:
        ExpressionError: it can't be read; characters ``start`` to ``end`` of it are what is meant.
    """
    return Expression(text, read(text))


def holds(expression: Expression, facts: Facts, it: Target | None = None) -> bool:
    """Whether a condition holds.

    Raises:
        NNVizError: it is no condition, or the network hasn't what it names.
    """
    if not expression.is_condition:
        raise OptionError(f"“{expression.text}” is a value and no condition; compare it with something.")
    return bool(_single(evaluated(expression.root, _world(facts, it))))


def value(expression: Expression, facts: Facts, it: Target | None = None) -> float | str | bool:
    """What a sentence comes to: a number, the name of a class or of something else, or whether it holds.

    Raises:
        NNVizError: the network hasn't what it names, or it comes to no number.
    """
    world = _world(facts, it)
    found = evaluated(expression.root, world)
    kind = expression.root.kind
    if isinstance(found, str):
        return found
    single = _single(found)
    if kind is Kind.TRUTH:
        return bool(single)
    if kind is Kind.CLASS:
        if int(single) == answers.NONE:
            raise NoNumberError("No class is known here.")
        return answers.class_names(world.case)[int(single)]
    return float(single)


def shown(expression: Expression, facts: Facts, it: Target | None = None) -> str:
    """The same as people read it.

    Raises:
        NNVizError: as :func:`value`.
    """
    return printed_value(value(expression, facts, it), style_of(expression.root))


def check(expression: Expression, document: Document, layer: int | None = None) -> None:
    """Look whether a document has all that a sentence names. Where it speaks of *it*, ``layer`` says of whose
    neurons; something is taken to be selected.

    Raises:
        NNVizError: it hasn't.
    """
    view = document.view
    if view.selection is None:
        view = replace(view, selection=_first(document))
    world = replace(_world(Facts(document, view, document), None), thorough=True)
    with suppress(NoNumberError):
        evaluated(expression.root, world if layer is None else world.about(world.all_of(layer)))


def is_slow(expression: Expression) -> bool:
    """Whether it takes longer than a frame to answer, at least for the first time: the lab has to measure, or
    a network to be trained."""
    return _is_slow(expression.root)


def _is_slow(node: tree.Node) -> bool:
    if isinstance(node, tree.Call) and (WORDS.get(node.form) or CHANGES[node.form]).slow:
        return True
    return any(map(_is_slow, parts(node)))


def _first(document: Document) -> Target:
    """A neuron that every network has."""
    shape = document.network.output_shape
    return Target(len(document.network.layers), (0, 0, 0) if len(shape) == 3 else 0)


def parameter(expression: Expression, document: Document) -> tuple[int, str, tuple[int, ...]]:
    """(layer, name, index) of the weight or the bias that is named.

    Raises:
        NNVizError: it names none, or none that is there.
    """
    if not isinstance(expression.root, tree.Call):
        raise UnknownHereError(f"“{expression.text}” is no weight and no bias; say one, such as bias of 1:0.")
    return parameter_of(_world(Facts(document, document.view, document), None), expression.root)


def clickable(expression: Expression, facts: Facts, layer: int) -> frozenset[Target]:
    """The neurons of a layer for which a condition on *it* holds.

    Raises:
        NNVizError: there is no such layer, or the network hasn't what the sentence names.
    """
    units, found = _of_layer(expression, facts, layer)
    return _targets(facts, units, np.broadcast_to(found, (1, len(units), 1)).astype(bool).ravel())


def largest(expression: Expression, facts: Facts, layer: int) -> frozenset[Target]:
    """The neurons of a layer of which a value of *it* is largest; several that are equal.

    Raises:
        NNVizError: as :func:`clickable`.
    """
    units, found = _of_layer(expression, facts, layer)
    values = np.broadcast_to(np.asarray(found, np.float64), (1, len(units), 1)).ravel()
    known = ~np.isnan(values)
    if not known.any():
        raise NoNumberError(f"“{expression.text}” is a number for no neuron of layer {layer}.")
    return _targets(facts, units, known & (values == np.nanmax(values)))


def first_example(expression: Expression, document: Document) -> int | None:
    """The first example on which a condition holds; None where there is none.

    Raises:
        NNVizError: it is no condition, or the document hasn't what it names.
    """
    if not expression.is_condition:
        raise OptionError(f"“{expression.text}” is a value and no condition; compare it with something.")
    world = _world(Facts(document, document.view, document), None).at(ALL)
    world.case.check_examples()
    found = np.broadcast_to(evaluated(expression.root, world), (world.case.count, 1, 1))
    places = np.flatnonzero(found)
    return int(places[0]) if len(places) else None


def _of_layer(expression: Expression, facts: Facts, layer: int) -> tuple[Units, Array]:
    world = World(facts, facts.now)
    units = world.all_of(layer)
    return units, np.asarray(evaluated(expression.root, world.about(units)))


def _targets(facts: Facts, units: Units, chosen: Array) -> frozenset[Target]:
    shape = facts.document.network.shapes[units.layer]
    found = []
    for place in units.places[chosen]:
        index = tuple(int(i) for i in np.unravel_index(int(place), shape))
        found.append(Target(units.layer, (index[0], index[1], index[2]) if len(index) == 3 else index[0]))
    return frozenset(found)


def _world(facts: Facts, it: Target | None) -> World:
    world = World(facts, facts.now)
    return world if it is None else world.about(Units(it.layer, np.array([world.place(it)])))


def _single(found: Array) -> float:
    if found.size != 1:
        raise UnknownHereError(f"There are {found.size:,} values here; say which one is meant.")
    return found.reshape(()).item()  # type: ignore[no-any-return]

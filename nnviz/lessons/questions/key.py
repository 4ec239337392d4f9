"""What the open network says to a question. Nothing of it is typed: it is asked anew each time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine.numbers import amount
from nnviz.errors import NNVizError, OptionError
from nnviz.lessons import language
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.prose import Spans, Words
from nnviz.lessons.questions.model import Choice, Click, Make, Number, Question
from nnviz.lessons.saying import asked_of, words
from nnviz.scene.words import names

MOST_CLASSES = 40
"""Classes that can be chosen from."""
MOST_NAMED = 4
"""Neurons that are named where several are right."""
NOT_ONE = "On this network none of the answers holds."
NO_NEURON = "On this network there is no such neuron."


@dataclass(frozen=True)
class Key:
    """What is right now. ``text`` says it to people. Which field holds it depends on the kind: ``options``
    from 0, the ``value`` of a number, the ``targets`` that may be clicked, whether it ``holds``.

    ``trouble`` says why nothing is right, or more than the question means; then no answer is right but
    those that hold all the same.
    """

    text: str
    options: tuple[int, ...] = ()
    value: float = float("nan")
    targets: tuple[Target, ...] = ()
    holds: bool = False
    trouble: str = ""


def key_of(question: Question, facts: Facts) -> Key:
    """Ask the network. It never fails: what the network hasn't got is the key's trouble."""
    try:
        if isinstance(question, Choice):
            return _of_classes(question, facts) if question.of_classes else _of_options(question, facts)
        if isinstance(question, Number):
            return _of_number(question, facts)
        if isinstance(question, Click):
            return _of_click(question, facts)
        return Key("", holds=language.holds(question.until, facts))
    except NNVizError as error:
        return Key("", trouble=str(error))


def options_of(question: Choice, document: Document) -> tuple[Spans, ...]:
    """What can be chosen: what the lesson says, or the network's classes."""
    if not question.of_classes:
        return tuple(option.spans for option in question.options)
    return tuple((Words(name),) for name in class_names(document))


def class_names(document: Document) -> tuple[str, ...]:
    """The names of the network's classes; a single output tells two apart."""
    shape = document.network.output_shape
    count = 2 if shape == (1,) else shape[0]
    return tuple(names.class_name(document, index) for index in range(count))


def units_of(document: Document, layer: int) -> tuple[Target, ...]:
    """All units of a layer, in their order.

    Raises:
        OptionError: there is no such layer.
    """
    shapes = document.network.shapes
    if not 0 <= layer < len(shapes):
        raise OptionError(f"There is no layer {layer}: they go from 0 to {len(shapes) - 1}.")
    shape = shapes[layer]
    if len(shape) == 1:
        return tuple(Target(layer, unit) for unit in range(shape[0]))
    return tuple(Target(layer, (place[0], place[1], place[2])) for place in np.ndindex(*shape))


def kind_of(question: Question) -> str:
    """The word of the schema for its kind."""
    return {Choice: "choice", Number: "number", Click: "click", Make: "make"}[type(question)]


# each kind


def _of_options(question: Choice, facts: Facts) -> Key:
    right = tuple(
        number for number, option in enumerate(question.options) if language.holds(option.when, facts)
    )
    values = asked_of(facts)
    said = [words(question.options[number].spans, values) for number in right]
    if not right:
        return Key("", trouble=NOT_ONE)
    several = f"On this network {len(right)} of the answers hold: {'; '.join(said)}."
    return Key(said[0], right, trouble="" if len(right) == 1 else several)


def _of_classes(question: Choice, facts: Facts) -> Key:
    assert question.key is not None
    called = class_names(facts.document)
    if len(called) > MOST_CLASSES:
        told = amount(len(called), "class", "classes")
        return Key("", trouble=f"This network has {told}: too many to choose from.")
    found = language.value(question.key, facts)
    text = str(found) if isinstance(found, str) else names.class_name(facts.document, int(found))
    if text not in called:
        return Key("", trouble=f"This network has no class “{text}”.")
    return Key(text, (called.index(text),))


def _of_number(question: Number, facts: Facts) -> Key:
    value = float(language.value(question.key, facts))
    text = language.shown(question.key, facts)
    trouble = "" if np.isfinite(value) else f"On this network that is {text}, which nobody can type."
    return Key(text, value=value, trouble=trouble)


def _of_click(question: Click, facts: Facts) -> Key:
    asked, layer = question.largest, question.layer
    if asked is not None:
        found = language.largest(asked, facts, layer)
    else:
        assert question.when is not None
        found = language.clickable(question.when, facts, layer)
    document = facts.document
    right = tuple(unit for unit in units_of(document, layer) if unit in found)
    if not right:
        return Key("", trouble=NO_NEURON)
    named = [names.unit(document, unit.layer, unit.unit) for unit in right[:MOST_NAMED]]
    more = f" and {len(right) - MOST_NAMED:,} more" if len(right) > MOST_NAMED else ""
    return Key(" or ".join(named) if not more else ", ".join(named) + more, targets=right)

"""The questions of a lesson as any learning platform knows them: choose one, or give a number.

Keys are what the network of the card says as the card sets it up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from nnviz.document import Document, Target
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.exports.html import html, text
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Lesson
from nnviz.lessons.prose import Spans
from nnviz.lessons.questions.judging import judged
from nnviz.lessons.questions.key import Key, key_of, options_of, units_of
from nnviz.lessons.questions.model import Choice, Click, Make, Number, Question
from nnviz.lessons.questions.near import is_near, is_whole, reach
from nnviz.lessons.saying import asked_of
from nnviz.lessons.staging import Staged, staged
from nnviz.scene.words import names

MOST_NEURONS = 24
"""Neurons that can be listed as answers."""
LONGEST_NAME = 200


@dataclass(frozen=True)
class Reply:
    """An answer: ``text`` is HTML, or a number that is met within ``tolerance``."""

    text: str
    is_right: bool
    feedback: str = ""
    tolerance: float = 0.0


@dataclass(frozen=True)
class Item:
    """A question. ``ask`` and ``explained`` are HTML; ``kind`` is ``"choice"`` or ``"number"``. ``asked`` is
    the kind that the lesson has: a click is a choice of neurons."""

    name: str
    kind: str
    ask: str
    replies: tuple[Reply, ...]
    explained: str = ""
    asked: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A question that isn't in the file, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Exported:
    """A file of questions: its text, how many are in it, and which are not."""

    text: str
    count: int
    left_out: tuple[LeftOut, ...] = ()


def items(lesson: Lesson) -> Iterator[tuple[Staged, Item | LeftOut]]:
    """All questions of a lesson with the steps that they stand in.

    Raises:
        NNVizError: a card can't be set up.
    """
    number = 0
    for step in staged(lesson):
        for question in step.text.questions:
            number += 1
            name = f"{number:02d} {text(lesson.cards[step.card].title)}"[:LONGEST_NAME]
            yield step, item(name, question, step.facts)


def item(name: str, question: Question, facts: Facts) -> Item | LeftOut:
    """One question, or why there is none."""
    if isinstance(question, Make):
        return LeftOut(name, "What is to be made so needs the network itself.")
    if isinstance(question, Click) and (reason := _too_many(question, facts.document)):
        return LeftOut(name, reason)
    key = key_of(question, facts)
    if key.trouble:
        return LeftOut(name, key.trouble)
    if isinstance(question, Number):
        made = Item(name, "number", "", _numbers(question, key, facts), asked="number")
    elif isinstance(question, Choice):
        made = Item(name, "choice", "", _options(question, key, facts), asked="choice")
    else:
        made = Item(name, "choice", "", _neurons(question, key, facts), asked="click")
    ask, explained = _html(question.ask, facts), _html(question.explained, facts)
    return replace(made, ask=ask, explained=explained)


def figure(value: float) -> str:
    """A number as machines read it: no more digits than single precision has."""
    if is_whole(value) and abs(value) < 1e15:
        return str(round(value))
    with np.errstate(over="ignore"):
        narrow = np.float32(value)
    return (
        str(narrow)
        if np.isfinite(narrow) and abs(float(narrow) - value) <= 1e-6 * abs(value)
        else repr(value)
    )


def _html(spans: Spans, facts: Facts, it: Target | None = None) -> str:
    return html(spans, asked_of(facts, it))


def _options(question: Choice, key: Key, facts: Facts) -> tuple[Reply, ...]:
    offered = options_of(question, facts.document)
    said = [option.feedback for option in question.options] or [()] * len(offered)
    return tuple(
        Reply(_html(spans, facts), number in key.options, _html(feedback, facts))
        for number, (spans, feedback) in enumerate(zip(offered, said, strict=True))
    )


def _numbers(question: Number, key: Key, facts: Facts) -> tuple[Reply, ...]:
    """The right one first: a reader takes the first that fits."""
    found = [Reply(figure(key.value), True, "", reach(key.value, question.tolerance))]
    for wrong in question.wrong:
        try:
            value = float(language.value(wrong.value, facts))
        except NNVizError:
            continue
        if np.isfinite(value) and not is_near(value, key.value, question.tolerance):
            told = _html(wrong.feedback, facts)
            found.append(Reply(figure(value), False, told, reach(value, question.tolerance)))
    return tuple(found)


def _neurons(question: Click, key: Key, facts: Facts) -> tuple[Reply, ...]:
    found = []
    for target in units_of(facts.document, question.layer):
        words = text(names.unit(facts.document, target.layer, target.unit))
        told = judged(question, facts, target)
        found.append(Reply(words, target in key.targets, _html(told.feedback, facts, target)))
    return tuple(found)


def _too_many(question: Click, document: Document) -> str:
    shapes = document.network.shapes
    count = prod(shapes[question.layer]) if question.layer < len(shapes) else 0
    return f"{count:,} neurons are too many to list." if count > MOST_NEURONS else ""

"""Whether an answer is right, and what is said to it."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Target
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.prose import Spans
from nnviz.lessons.questions.key import Key, key_of
from nnviz.lessons.questions.model import Choice, Click, Number, Question
from nnviz.lessons.questions.near import is_near
from nnviz.lessons.questions.typed import readings

Given = int | float | str | Target | None
"""An option's number, a number or the text of one, a neuron; None where a person made it so."""


@dataclass(frozen=True)
class Judgement:
    """What the network says to an answer. ``given`` is the answer as it was understood: of the two numbers
    that 1,234 can be, the one that fits. ``feedback`` is what the lesson says to this answer alone."""

    is_right: bool
    key: Key
    given: int | float | Target | None = None
    feedback: Spans = ()

    @property
    def key_text(self) -> str:
        """The network's own answer, for people."""
        return self.key.text


def judged(question: Question, facts: Facts, given: Given) -> Judgement:
    """Judge an answer by the network as it is now. A text that is no number is wrong."""
    key = key_of(question, facts)
    if isinstance(question, Number):
        return _number(question, facts, key, _understood(given))
    if isinstance(question, Choice):
        number = int(given) if isinstance(given, int | float) else -1
        options = question.options
        feedback = options[number].feedback if 0 <= number < len(options) else ()
        return Judgement(number in key.options, key, number, feedback)
    if isinstance(question, Click):
        target = given if isinstance(given, Target) else None
        is_right = target in key.targets
        return Judgement(is_right, key, target, () if is_right else _missed(question, facts, target))
    return Judgement(key.holds, key)


def nearest_wrong(question: Number, facts: Facts, given: float) -> Spans:
    """What is said to a usual wrong number: of those that ``given`` counts as, the nearest one's."""
    found: list[tuple[float, Spans]] = []
    for wrong in question.wrong:
        try:
            value = float(language.value(wrong.value, facts))
        except NNVizError:
            # It is come by in a way that this network hasn't got.
            continue
        if is_near(given, value, question.tolerance):
            found.append((abs(given - value), wrong.feedback))
    return min(found, key=lambda pair: pair[0])[1] if found else ()


def _understood(given: Given) -> tuple[float, ...]:
    if isinstance(given, str):
        return readings(given)
    return (float(given),) if isinstance(given, int | float) else ()


def _number(question: Number, facts: Facts, key: Key, values: tuple[float, ...]) -> Judgement:
    right = next((value for value in values if is_near(value, key.value, question.tolerance)), None)
    if right is not None:
        return Judgement(True, key, right)
    for value in values:
        feedback = nearest_wrong(question, facts, value)
        if feedback:
            return Judgement(False, key, value, feedback)
    return Judgement(False, key, values[0] if values else None)


def _missed(question: Click, facts: Facts, target: Target | None) -> Spans:
    """What is said to a wrong neuron: that of the first condition which holds for it."""
    for wrong in question.wrong if target is not None else ():
        try:
            if language.holds(wrong.when, facts, target):
                return wrong.feedback
        except NNVizError:
            continue
    return ()

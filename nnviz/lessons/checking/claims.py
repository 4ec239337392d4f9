"""What a lesson claims, asked of its networks: claims, keys, the usual wrong numbers, what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Condition, Lesson, Mark
from nnviz.lessons.prose import Live, Span, all_spans
from nnviz.lessons.questions import Choice, Click, Number, Question
from nnviz.lessons.questions.key import key_of
from nnviz.lessons.questions.near import is_near
from nnviz.lessons.staging import Staged, staged_card


@dataclass(frozen=True)
class Finding:
    """Something in a lesson that isn't so, and where."""

    mark: Mark
    sentence: str


@dataclass(frozen=True)
class Checked:
    """What came of checking a lesson: how many claims hold, how many sentences are told alone, what is
    wrong."""

    claims: int
    told: int
    findings: tuple[Finding, ...]


def checked(lesson: Lesson) -> Checked:
    """Set every step up as nobody has touched it, and ask whether all that is said of it is so."""
    findings: list[Finding] = []
    for number, card in enumerate(lesson.cards):
        try:
            steps = list(staged_card(lesson, number))
        except NNVizError as error:
            findings.append(Finding(card.mark, f"“{card.title}” can't be set up: {error}"))
            continue
        findings += _claims(card.claims, steps[0].facts)
        for step in steps:
            findings += _step(step)
    claims = sum(len(card.claims) for card in lesson.cards)
    return Checked(claims, sum(len(card.told) for card in lesson.cards), tuple(findings))


def _claims(claims: tuple[Condition, ...], facts: Facts) -> Iterator[Finding]:
    for claim in claims:
        try:
            if not language.holds(claim.expression, facts):
                yield Finding(claim.mark, f"This doesn't hold: {claim.text}.")
        except NNVizError as error:
            yield Finding(claim.mark, f"This can't be asked: {claim.text}. {error}")


def _step(step: Staged) -> Iterator[Finding]:
    mark, facts = step.text.setup.mark, step.facts
    done = [found for condition in step.text.done for found in _asked(condition, facts)]
    yield from done
    if step.text.done and not done and _is_done(step.text.done, facts):
        yield Finding(mark, "What is to be done is done before a hand has touched anything.")
    for question in step.text.questions:
        yield from _question(question, facts, mark)
        yield from _said(_told(question), facts, mark)
    yield from _said(all_spans(step.text.prose), facts, mark)


def _asked(condition: Condition, facts: Facts) -> Iterator[Finding]:
    try:
        language.holds(condition.expression, facts)
    except NNVizError as error:
        yield Finding(condition.mark, f"This can't be asked: {condition.text}. {error}")


def _is_done(conditions: tuple[Condition, ...], facts: Facts) -> bool:
    return all(language.holds(condition.expression, facts) for condition in conditions)


def _question(question: Question, facts: Facts, mark: Mark) -> Iterator[Finding]:
    key = key_of(question, facts)
    if key.trouble:
        yield Finding(mark, f"A question has no answer here. {key.trouble}")
        return
    for wrong in question.wrong if isinstance(question, Number) else ():
        try:
            value = float(language.value(wrong.value, facts))
        except NNVizError as error:
            yield Finding(mark, f"A usual wrong number can't be computed: {wrong.value.text}. {error}")
            continue
        if isinstance(question, Number) and is_near(value, key.value, question.tolerance):
            yield Finding(mark, f"A wrong number is right: {wrong.value.text} is {key.text} here.")


def _told(question: Question) -> Iterator[Span]:
    """All that is said of a question and to its answers. What is said to a click speaks of the neuron that
    was clicked, which there isn't yet."""
    yield from question.ask
    if isinstance(question, Click):
        return
    yield from question.explained
    if isinstance(question, Number):
        for wrong in question.wrong:
            yield from wrong.feedback
    if isinstance(question, Choice):
        for option in question.options:
            yield from (*option.spans, *option.feedback)


def _said(spans: Iterable[Span], facts: Facts, mark: Mark) -> Iterator[Finding]:
    for span in spans:
        if isinstance(span, Live):
            try:
                language.value(span.value, facts)
            except NNVizError as error:
                yield Finding(mark, f"{{{span.text}}} has no value here. {error}")

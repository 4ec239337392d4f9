"""The main lesson and its further reading: what they cover, how they speak, that no number is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pytest

import nnviz
from nnviz.document import Target
from nnviz.engine.functions import activations
from nnviz.lessons import language, shelf
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Card, Lesson, Step
from nnviz.lessons.prose import (
    Block,
    Display,
    Link,
    Live,
    Paragraph,
    Prose,
    Rows,
    Span,
    Spans,
    Words,
    all_spans,
)
from nnviz.lessons.questions import Choice, Click, Number, Question, key_of
from nnviz.lessons.questions.key import units_of
from nnviz.lessons.saying import asked_of, words
from nnviz.lessons.staging import Staged, staged
from nnviz.lessons.text import read
from nnviz.training.choices import comparison, trained

MAIN, READING = "neurons", "further-reading"
ON_TRAINING = ("learning", "not-learning")
LONGEST, LONGEST_TITLE, LONGEST_TASK = 260, 36, 90
GIVEN = {
    "Off is not dead": {"14", "0.3", "−2", "0.01"},
    "Ten scores, ten shares": {"3", "0.9"},
    "Sure is not right": {"90", "99"},
    "Second: which, and why?": {"1,000"},
    "The chapter with the proofs": {"6"},
}
"""Numbers besides 0 and 1 that may stand in a card's text: what its question gives, a bound, a name."""
ADDRESSES = {
    "S17": "http://neuralnetworksanddeeplearning.com",
    "S21": "https://www.deeplearningbook.org/contents/mlp.html",
    "S23": "https://en.wikipedia.org/wiki/Artificial_neural_network",
}


@cache
def lesson(name: str) -> Lesson:
    return read(shelf.bundled(name))


@cache
def steps(name: str) -> tuple[Staged, ...]:
    return tuple(staged(lesson(name)))


def card(title: str) -> Card:
    return next(one for one in lesson(MAIN).cards if one.title == title)


def text_of(prose: Prose) -> str:
    return " ".join(one.text for one in all_spans(prose) if isinstance(one, Words))


# what they cover


def points(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in lesson(name).cards:
        for point in one.covers:
            found.setdefault(point, []).append(one.title)
    return found


def test_the_main_lesson_covers_its_points_and_no_others():
    assert set(points(MAIN)) == {f"S{number}" for number in range(1, 17)}


def test_each_title_of_further_reading_has_one_card():
    found = points(READING)
    assert set(found) == {f"S{number}" for number in range(17, 27)}
    assert all(len(titles) == 1 for titles in found.values())


def test_twenty_one_cards_take_forty_five_minutes():
    main = lesson(MAIN)
    assert len(main.cards) == 21
    assert main.minutes == 45
    assert sum(one.minutes for one in main.cards) == 45


@pytest.mark.parametrize("name", [MAIN, READING, *ON_TRAINING])
def test_each_card_has_notes_and_something_to_be_sure_of(name):
    for one in lesson(name).cards:
        assert text_of(one.notes), one.title
        assert one.claims or one.told, one.title
        assert one.claims or name == READING, one.title


def test_every_card_of_the_main_lesson_puts_something_into_a_hand():
    for one in lesson(MAIN).cards:
        assert all(step.do for step in one.steps), one.title
        assert any(step.setup.touch for step in one.steps), one.title
        assert any(step.done or step.questions for step in one.steps), one.title


# how they speak


@pytest.mark.parametrize("name", [MAIN, READING, *ON_TRAINING])
def test_texts_are_short_enough_for_a_hall(name):
    for one in lesson(name).cards:
        assert len(one.title) <= LONGEST_TITLE, one.title
    for step in steps(name):
        said = asked_of(step.facts)
        prose = step.text.prose
        long = " ".join(words(block.spans, said) for block in prose if isinstance(block, Paragraph))
        where = f"{step.lesson.cards[step.card].title}, step {step.step + 1}: {len(long)}"
        assert long or isinstance(prose[0], Rows), where
        assert len(long) <= (1.5 * LONGEST if name == READING else LONGEST), where
        assert sum(isinstance(block, Display) for block in prose) <= 1, where
        assert len(step.text.do) <= LONGEST_TASK, where


def test_nothing_is_hidden_for_long_after_a_question():
    """A step that comes after a hidden one says itself what it hides, or has a question of its own."""
    for one in lesson(MAIN).cards:
        hides = ()
        for step in one.steps:
            hides = step.setup.hide if step.setup.hide is not None else hides
            if "unreached" in (hides or ()):
                assert step.questions or step.setup.play or step.setup.moment, one.title


# no number is typed


def spans_of(question: Question) -> Iterator[Spans]:
    yield question.ask
    yield question.explained
    if isinstance(question, Choice):
        for option in question.options:
            yield option.spans
            yield option.feedback
    if isinstance(question, Number):
        yield from (wrong.feedback for wrong in question.wrong)
    if isinstance(question, Click):
        yield from (wrong.feedback for wrong in question.wrong)


def typed(text: str) -> set[str]:
    return set(re.findall(r"[-−]?\d[\d.,]*\d|[-−]?\d", text.replace("e^", "")))


@pytest.mark.parametrize("name", [MAIN, READING])
def test_no_number_that_a_network_computes_is_typed(name):
    for one in lesson(name).cards:
        for step in one.steps:
            said = [text_of(step.prose), step.do]
            for question in step.questions:
                said += [
                    span.text for spans in spans_of(question) for span in spans if isinstance(span, Words)
                ]
            found = set().union(*map(typed, said)) - {"0", "1"}
            assert found <= GIVEN.get(one.title, set()), (one.title, found)


def test_no_key_and_no_usual_wrong_number_is_a_constant_of_the_network():
    """A typed key would stay where the weights move; 0 and what a question gives are no network's answers."""
    for step in steps(MAIN):
        for question in step.text.questions:
            if isinstance(question, Number):
                assert re.search(r"[a-z]", question.key.text), question.key.text
                for wrong in question.wrong:
                    plain = not re.search(r"[a-z]", wrong.value.text)
                    assert not plain or typed(wrong.value.text) <= {"0", "-2", "0.3"}, wrong.value.text


# what they ask


def test_all_that_is_said_to_answers_can_be_said():
    for step in steps(MAIN):
        facts = step.facts
        for question in step.text.questions:
            if isinstance(question, Click):
                for wrong in question.wrong:
                    for unit in units_of(facts.document, question.layer):
                        if language.holds(wrong.when, facts, unit):
                            ask_all(wrong.feedback, facts, unit)
                ask_all(question.ask, facts)
                ask_all(question.explained, facts)
                continue
            for spans in spans_of(question):
                ask_all(spans, facts)


def ask_all(spans: tuple[Span, ...], facts: Facts, it: Target | None = None) -> None:
    for span in spans:
        if isinstance(span, Live):
            assert language.shown(span.value, facts, it)


def test_each_question_has_one_answer_and_every_wrong_option_is_told_why():
    for step in steps(MAIN):
        for question in step.text.questions:
            key = key_of(question, step.facts)
            assert not key.trouble, key.trouble
            if isinstance(question, Choice) and question.options:
                assert len(key.options) == 1
                wrong = [option for n, option in enumerate(question.options) if n not in key.options]
                assert all(option.feedback for option in wrong)
            if isinstance(question, Number):
                assert question.wrong or question.explained


def test_both_closing_questions_are_asked_predicted_and_revealed():
    for point, right in (("S14", "non-linearity"), ("S15", "ReLU")):
        cards = [one for one in lesson(MAIN).cards if point in one.covers]
        asked = [
            (step, question)
            for step in steps(MAIN)
            if lesson(MAIN).cards[step.card] in cards
            for question in step.text.questions
            if isinstance(question, Choice)
        ]
        (step, question), *others = asked
        assert not others
        key = key_of(question, step.facts)
        assert right in words(question.options[key.options[0]].spans, asked_of(step.facts))
        assert question.explained
        assert any(one.done for one in lesson(MAIN).cards[step.card].steps)


def test_without_a_bend_is_shown_where_it_fails_for_sure():
    """How much the small digits need their bend is a matter of training: it was 2 of 360 once."""
    for one in lesson(MAIN).cards:
        if one.steps[0].setup.sample == "digits":
            assert not any("collapsed" in claim.text for claim in one.claims), one.title
            assert all(step.setup.part != "bend" for step in one.steps), one.title


# what is said of networks that no claim can try


def test_no_line_gets_more_than_three_of_the_four_right():
    """The key of "the best that anybody can get", by trying: no line does better, and one does as well."""
    corners = np.array(list(product((0, 1), repeat=2)))
    wanted = corners.sum(axis=1) == 1
    turns = np.linspace(0, 2 * np.pi, 721)
    best = 0
    for offset in np.linspace(-1.5, 1.5, 301):
        yes = corners @ np.stack([np.cos(turns), np.sin(turns)]) > offset
        best = max(best, int((yes == wanted[:, None]).sum(axis=0).max()))
    step = next(one for one in steps(MAIN) if "best that anybody" in str(one.text.questions))
    assert key_of(step.text.questions[0], step.facts).value == best == 3


def test_most_samples_with_a_hidden_layer_use_relu_there():
    """As the notes of the second closing question say."""
    hidden = []
    for name in nnviz.formats.samples():
        layers = nnviz.load(name).network.layers[:-1]
        functions = [layer.activation.name for layer in layers if layer.activation is not None]
        hidden += [functions[0]] if functions else []
    assert hidden.count("relu") > len(hidden) / 2


def test_with_one_hidden_layer_all_four_functions_end_alike():
    """As the notes of "Four functions, one network" say of the sample digits."""
    named = [activations.get(name) for name in ("sigmoid", "tanh", "relu", "leaky_relu")]
    of = comparison(nnviz.load("digits"), tuple(named))
    ends = [np.median([trained(of, function, seed).last for seed in range(3)]) for function in named]
    assert max(ends) - min(ends) < 0.03


# further reading


def links(prose: Prose) -> list[str]:
    return [span.address for span in all_spans(prose) if isinstance(span, Link)]


def paragraph(step: Step, lead: str) -> Block | None:
    blocks = [block for block in step.prose if isinstance(block, Paragraph)]
    return next((b for b in blocks if isinstance(b.spans[0], Words) and b.spans[0].text == lead), None)


def test_links_go_where_the_source_gives_an_address_and_nowhere_else():
    for one in lesson(READING).cards:
        (point,) = one.covers
        (step,) = one.steps
        address = ADDRESSES.get(point)
        assert links(step.prose) == ([address] if address else []), one.title
        assert (paragraph(step, "Search for") is None) == bool(address), one.title
    assert not any(links(step.prose) for one in lesson(MAIN).cards for step in one.steps)


def test_what_is_read_belongs_to_cards_that_there_are():
    titles = {one.title for one in lesson(MAIN).cards}
    for one in lesson(READING).cards:
        found = paragraph(one.steps[0], "Belongs to")
        assert isinstance(found, Paragraph), one.title
        named = {span.text for span in found.spans if isinstance(span, Words) and span.italic}
        assert named, one.title
        assert named <= titles, one.title

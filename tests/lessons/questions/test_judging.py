"""What is right, what is wrong, and what is said to the usual wrong answers."""

from __future__ import annotations

import pytest

from nnviz.document import edits
from nnviz.lessons.answers import Answer
from nnviz.lessons.questions import judged
from nnviz.lessons.questions.words import tolerances, verdict
from tests.lessons.questions.asked import choice, classes, click, facts, make, neuron, number, sample

Z = {"no bias": "z of 1:0 - bias of 1:0", "sign": "-z of 1:0", "far": "z of 1:0 + 100", "gone": "z of 9:9"}


@pytest.mark.parametrize(
    ("typed", "is_right", "said"),
    [
        ("1.696", True, ""),
        ("1,70", True, ""),
        ("1.7", True, ""),
        ("1.72", False, ""),
        ("7.1", False, "no bias"),
        ("7,099", False, "no bias"),
        ("−1.7", False, "sign"),
        ("101.7", False, "far"),
        ("12", False, ""),
        ("twelve", False, ""),
        ("", False, ""),
        (1.696, True, ""),
        (7.1, False, "no bias"),
        (None, False, ""),
    ],
)
def test_a_typed_number_is_judged_and_the_usual_wrong_ones_are_told_why(typed, is_right, said) -> None:
    found = judged(number("z of 1:0", 0.01, **Z), facts(sample("neuron", 3)), typed)
    assert found.is_right is is_right
    assert "".join(one.text for one in found.feedback) == said  # type: ignore[union-attr]
    assert found.key_text == "1.696"


def test_of_two_wrong_numbers_the_nearer_one_is_meant() -> None:
    question = number("5", 0.5, low="2", high="2.4")
    told = [
        judged(question, facts(sample("neuron")), typed).feedback[0].text for typed in ("1.9", "2.3", "2.8")
    ]  # type: ignore[union-attr]
    assert told == ["low", "high", "high"]


def test_what_is_right_is_never_a_usual_wrong_number() -> None:
    found = judged(number("5", 0.5, close="5.3"), facts(sample("neuron")), "5.4")
    assert found.is_right
    assert not found.feedback


def test_of_the_two_numbers_that_a_text_can_be_the_one_that_fits_is_meant() -> None:
    here = facts(sample("neuron"))
    for key, typed, given in (("1234", "1.234", 1234), ("1234", "1,234", 1234), ("1.234", "1,234", 1.234)):
        found = judged(number(key, 0.0001), here, typed)
        assert found.is_right, (key, typed)
        assert found.given == given
    assert judged(number("25"), here, "25 %").is_right
    assert judged(number("0.25"), here, "25 %").given == 0.25
    assert not judged(number("0.25"), here, "25").is_right


def test_a_chosen_option_is_told_its_own_feedback_right_or_wrong() -> None:
    question = choice(("yes", "output > 0.5", "good"), ("no", "output <= 0.5", "look at {output}"))
    here = facts(sample("neuron", 3))
    assert judged(question, here, 0).is_right
    assert judged(question, here, 0).feedback[0].text == "good"  # type: ignore[union-attr]
    assert not judged(question, here, 1).is_right
    assert judged(question, here, 1).feedback
    assert not judged(question, here, 7).is_right


def test_a_wrong_neuron_is_told_what_holds_for_it() -> None:
    wrong = (("z of it > 1000", "never"), ("it is off", "merely off"), ("it is on", "it is on"))
    question = click(1, when="it is off for all examples", wrong=wrong)
    document = edits.set_parameter(sample("digits", 5), 1, "bias", (7,), -500.0)
    here = facts(document)
    assert judged(question, here, neuron(1, 7)).is_right
    assert not judged(question, here, neuron(1, 7)).feedback
    weights = document.network.parameters()
    z = document.input.values @ weights["1.weight"] + weights["1.bias"]
    for unit in set(range(16)) - {7}:
        found = judged(question, here, neuron(1, unit))
        assert not found.is_right
        told = "it is on" if z[unit] > 0 else "merely off"
        assert found.feedback[0].text == told  # type: ignore[union-attr]
    assert not judged(question, here, neuron(2, 0)).is_right
    assert not judged(question, here, None).is_right


def test_what_is_said_names_both_and_follows_the_network() -> None:
    question, here = number("z of 1:0"), sample("neuron", 3)
    right, wrong = Answer(1.7, True), Answer(7.1, False)
    other = edits.set_parameter(here, 1, "bias", (0,), 0.0)
    assert verdict(question, right, facts(here)).sentence == "Yes, 1.7. The model says 1.696."
    assert verdict(question, wrong, facts(here)).sentence == "You said 7.1. The model says 1.696."
    assert verdict(question, right, facts(other)).sentence == "Yes, 1.7 was right. Now the model says 7.100."
    assert verdict(question, wrong, facts(other)).sentence == "You said 7.1. Now the model says 7.100."
    assert verdict(question, Answer(), facts(here)).sentence == "The model says 1.696."
    assert not verdict(question, right, facts(here)).is_pair
    assert verdict(question, wrong, facts(here)).is_pair


def test_what_is_said_to_the_other_kinds() -> None:
    here = facts(sample("digits", 5))
    assert verdict(classes(), Answer(3, True), here).sentence == "Yes, “3”. The model says “3”."
    assert verdict(classes(), Answer(8, False), here).sentence == "You said “8”. The model says “3”."
    options = choice(("up", "z of 1:5 > 1000"), ("down", "z of 1:5 <= 1000"))
    assert verdict(options, Answer(1, True), here).sentence == "Yes. The model says so itself."
    assert verdict(options, Answer(0, False), here).sentence == "The model says: down."
    best = click(1, largest="push of it into 2:3")
    key = judged(best, here, None).key
    assert verdict(best, Answer(key.targets[0], True), here).sentence == (
        f"Yes, neuron {key.targets[0].unit}. The model says neuron {key.targets[0].unit}."
    )
    until = make("z of 1:5 < 1000")
    assert verdict(until, Answer(None, True), here).sentence == "Yes, it holds."
    assert verdict(make("z of 1:5 > 1000"), Answer(None, True), here).sentence.startswith("It held.")
    lost = choice(("a", "z of 1:5 > 1000"), ("b", "z of 1:5 < -1000"))
    assert "none of the answers" in verdict(lost, Answer(0, False), here).sentence


def test_long_answers_are_told_in_a_sentence_where_nothing_is_cut() -> None:
    here = facts(sample("digits", 5))
    several = verdict(click(1, when="z of it < 1000"), Answer(neuron(2, 0), False), here)
    assert several.sentence.endswith("neuron 0, neuron 1, neuron 2, neuron 3 and 12 more.")
    assert not several.is_pair
    one = verdict(click(1, largest="z of it"), Answer(neuron(1, 3), False), here)
    assert one.is_pair


def test_the_tolerance_is_said_in_words() -> None:
    assert tolerances(number("1", 0.01))[0] == "Within 0.01 of the model’s own number is right."
    assert tolerances(number("1", 0))[0] == "Only the model’s own number is right."

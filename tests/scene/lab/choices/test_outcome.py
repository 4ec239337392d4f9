"""What is said of trained functions is carried by their figures."""

from __future__ import annotations

import itertools
import math

import pytest

from nnviz.engine.functions import activations
from nnviz.scene.lab.choices import outcome as outcomes
from nnviz.scene.lab.choices.outcome import Outcome

SIGMOID, TANH = activations.get("sigmoid"), activations.get("tanh")


def said(first, second, steps=((), ())) -> str:
    pair = (Outcome(SIGMOID, first, steps[0]), Outcome(TANH, second, steps[1]))
    return outcomes.hero(pair, True)


def test_the_choice_matters_where_the_spreads_do_not_touch() -> None:
    assert said((0.5, 0.6, 0.7), (0.8, 0.9, 0.95)) == "The choice matters here: tanh 90.0%, sigmoid 60.0%."


def test_seeds_that_cannot_tell_are_said_not_to() -> None:
    assert said((0.1, 0.12, 0.42), (0.36, 0.84, 0.96)).startswith("So few seeds can't tell")


def test_alike_is_said_where_each_median_lies_in_the_others_spread() -> None:
    assert said((0.90, 0.95, 0.99), (0.91, 0.94, 0.98)).startswith("In the end they are alike")


def test_steps_are_compared_where_the_ends_are_alike() -> None:
    text = said((0.90, 0.95, 0.99), (0.91, 0.94, 0.98), ((300, 300, 300), (100, 100, 150)))
    assert text == "They end alike, but sigmoid needs 3.0 times the steps of tanh."


def test_no_sentence_claims_more_than_its_figures() -> None:
    scores = [(0.2, 0.5, 0.9), (0.85, 0.9, 0.95), (0.1, 0.1, 0.1), (math.nan, 0.5, 0.6), (0.5, 0.5, 0.5)]
    for first, second in itertools.product(scores, repeat=2):
        text = said(first, second)
        one, other = Outcome(SIGMOID, first), Outcome(TANH, second)
        if text.startswith("The choice matters"):
            assert one.low > other.high or other.low > one.high
        if "alike" in text:
            assert one.low <= other.middle <= one.high
            assert other.low <= one.middle <= other.high


def test_what_ran_away_is_said() -> None:
    gone = Outcome(SIGMOID, (math.nan, math.nan))
    assert outcomes.printed(gone.middle, True) == "ran away"
    assert outcomes.hero((gone, Outcome(TANH, (0.5,))), True).startswith("Not enough")


def test_half_of_the_seeds_must_reach_the_goal() -> None:
    assert Outcome(TANH, (1.0, 1.0, 1.0), (100, 200, None)).steps == pytest.approx(150)
    assert Outcome(TANH, (1.0, 1.0, 1.0), (100, None, None)).steps is None

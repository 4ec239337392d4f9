"""Whatever is written, and whatever network it is asked of: a friendly sentence, or an answer."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.document import Target
from nnviz.errors import ExpressionError, NNVizError
from nnviz.lessons import language
from tests.lessons.language import sentences

MORE = int(os.environ.get("NNVIZ_MORE_SENTENCES", "1"))
"""So many times as many random sentences."""
ITS = st.sampled_from([None, Target(1, 0), Target(1, (0, 2, 2))])
MANY = settings(max_examples=MORE * 150, suppress_health_check=list(HealthCheck))


def _attempted(call: Callable[[], Any]) -> tuple[Any, NNVizError | None]:
    """What comes of it, or the friendly error."""
    try:
        return call(), None
    except NNVizError as problem:
        return None, problem


def _read(text: str) -> language.Expression | None:
    """The sentence, or None where it is refused as it should be."""
    expression, problem = _attempted(lambda: language.parse(text))
    if problem is None:
        return expression  # type: ignore[no-any-return]
    assert isinstance(problem, ExpressionError), text
    assert 0 <= problem.start <= problem.end <= len(text), text
    assert str(problem).endswith((".", "?")), text
    return None


def _asked(text: str, facts: language.Facts, it: Target | None) -> None:
    expression = _read(text)
    if expression is None:
        return
    found, problem = _attempted(lambda: language.value(expression, facts, it))
    if problem is not None:
        assert str(problem), text
        return
    assert isinstance(found, bool | float | str), text
    assert isinstance(found, bool) == expression.is_condition, text
    assert language.shown(expression, facts, it), text
    if expression.is_condition:
        assert language.holds(expression, facts, it) == found, text


@MANY
@given(sentences.conditions(), sentences.stands(), ITS)
def test_conditions_hold_or_say_why_not(text: str, stand: sentences.Stand, it: Target | None) -> None:
    _asked(text, stand.facts(), it)


@MANY
@given(sentences.values(), sentences.stands(), ITS)
def test_values_are_there_or_it_is_said_why_not(text: str, stand: sentences.Stand, it: Target | None) -> None:
    _asked(text, stand.facts(), it)


@settings(max_examples=MORE * 60, suppress_health_check=list(HealthCheck))
@given(sentences.conditions(), sentences.values(), sentences.stands(), st.integers(0, 3))
def test_clicks_and_searches_answer_or_say_why_not(
    condition: str, value: str, stand: sentences.Stand, layer: int
) -> None:
    facts = stand.facts()
    for ask, text in (
        (lambda e: language.clickable(e, facts, layer), condition),
        (lambda e: language.largest(e, facts, layer), value),
        (lambda e: language.first_example(e, facts.document), condition),
        (lambda e: language.check(e, facts.document), condition),
        (lambda e: language.parameter(e, facts.document), value),
    ):
        _, problem = _attempted(lambda ask=ask, text=text: ask(language.parse(text)))  # type: ignore[misc]
        assert problem is None or str(problem), text


@settings(max_examples=MORE * 300)
@given(st.one_of(st.text(max_size=80), sentences.word_soup()))
def test_garbage_is_refused_with_a_place(text: str) -> None:
    expression = _read(text)
    assert expression is None or language.parse(expression.text) == expression


@pytest.mark.parametrize("junk", [None, 3, b"z of 1:3", ["z"], math.nan])
def test_what_is_no_text_is_refused(junk: object) -> None:
    with pytest.raises(ExpressionError):
        language.parse(junk)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "deep",
    [
        "(" * 250 + "1" + ")" * 249,
        "-" * 499 + "1",
        "not " * 124 + "1:3",
        "before " * 70 + "output",
        "abs(" * 100 + "1" + ")" * 99,
        "2^" * 200 + "2",
        "1+" * 249 + "1",
        "1*(" * 120 + "1",
        "largest of " * 45,
        "count of examples where " * 20,
        "output with bias of 1:0 = " * 19,
        "1" + " for example 1" * 35,
        "1:3 is on" + " for all examples" * 28,
        "z of 1:0 " + "with bias of 1:0 = 1 " * 20,
        "1 = 1 and " * 49 + "1 = 1",
        "1 < " * 100 + "2",
    ],
)
def test_depth_never_exhausts_the_stack(deep: str) -> None:
    """Even where the caller's own calls have left little room."""
    facts = language.Facts(*(lambda d: (d, d.view, d))(sentences.documents()[0]))

    def called(depth: int) -> None:
        if depth:
            called(depth - 1)
            return
        _, problem = _attempted(lambda: language.value(language.parse(deep[:500]), facts))
        assert problem is None or str(problem)

    called(sys.getrecursionlimit() - 500 - len(_frames()))


def _frames() -> list[object]:
    frame, found = sys._getframe(), []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return found

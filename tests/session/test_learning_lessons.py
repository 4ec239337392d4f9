"""The two lessons on training, done by a hand: what a card asks for can be done with what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.engine import Recipe
from nnviz.lessons import shelf
from nnviz.lessons.text import read
from nnviz.session import Session
from nnviz.session.lecture import Lecture, Place


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(formats.open_any("digits")[0])
    made.training.set_pace(None)
    yield made
    made.training.stop()
    made.close()


def opened(session: Session, name: str, card: int) -> Lecture:
    lecture = Lecture(read(shelf.bundled(name)))
    session.open_lesson(lecture, Place(card - 1))
    return lecture


def is_done(session: Session, lecture: Lecture) -> bool:
    session.advance(0.02)
    return lecture.is_step_done


def learn(session: Session, **changes: object) -> None:
    """Train with another recipe from the initial weights to its end."""
    session.training.reset()
    recipe: Recipe = session.training.training.recipe
    session.training.change(replace(recipe, **changes))  # type: ignore[arg-type]
    session.training.play()
    session.training.wait(10**6)


def rate(session: Session, value: float) -> dict[str, object]:
    return {"optimizer": replace(session.training.training.recipe.optimizer, rate=value)}


# how a network learns


def test_one_step_helps_at_one_rate_and_harms_at_another(session: Session) -> None:
    lecture = opened(session, "learning", 3)
    session.training.step()
    assert not is_done(session, lecture)
    session.training.reset()
    session.training.change(replace(session.training.training.recipe, **rate(session, 10.0)))
    session.training.step()
    assert is_done(session, lecture)


def test_a_thousand_steps_are_taken(session: Session) -> None:
    lecture = opened(session, "learning", 4)
    learn(session)
    assert session.training.state.step == 1000
    assert is_done(session, lecture)


def test_nine_of_ten_digits_are_right_after_a_few_hundred_steps(session: Session) -> None:
    lecture = opened(session, "learning", 6)
    session.training.play()
    session.training.wait(10**6)
    assert is_done(session, lecture)


def test_the_cursor_leads_back_to_where_the_gap_opens(session: Session) -> None:
    lecture = opened(session, "learning", 7)
    before = session.document.training.step
    session.training.seek(before // 3)
    assert session.document.training.step < before
    assert is_done(session, lecture)


# why doesn't it learn?


@pytest.mark.parametrize(
    ("card", "change"),
    [
        (1, lambda session: rate(session, 0.1)),
        (2, lambda session: {"seed": 1}),
        (3, lambda session: rate(session, 0.01)),
        (6, lambda session: {"seed": 2}),
    ],
    ids=["the rate", "all alike", "never scaled", "a bad seed"],
)
def test_a_cure_cures(session: Session, card: int, change: Callable[[Session], dict[str, object]]) -> None:
    lecture = opened(session, "not-learning", card)
    assert not is_done(session, lecture)
    learn(session, **change(session))
    assert is_done(session, lecture)


def test_the_dead_stay_dead_until_they_are_drawn_anew(session: Session) -> None:
    lecture = opened(session, "not-learning", 4)
    session.training.play()
    session.training.wait(10**6)
    assert not is_done(session, lecture)
    learn(session, seed=1)
    assert is_done(session, lecture)


def test_the_starved_are_cured_by_another_function(session: Session) -> None:
    lecture = opened(session, "not-learning", 5)
    for layer in range(1, 9):
        session.apply(edits.set_activation, layer, "relu")
    session.training.change(replace(session.training.training.recipe, epochs=20, seed=1))
    session.training.play()
    session.training.wait(10**6)
    assert is_done(session, lecture)


def test_the_one_that_ran_away_goes_on_at_a_lower_rate(session: Session) -> None:
    lecture = opened(session, "not-learning", 7)
    session.training.back_to_good()
    session.training.change(replace(session.training.training.recipe, **rate(session, 0.01)))
    session.training.play()
    session.training.wait(10**6)
    assert is_done(session, lecture)


def test_what_is_not_given_is_not_taken(session: Session) -> None:
    lecture = opened(session, "learning", 2)
    before = session.document
    session.training.play()
    assert session.document is before
    assert lecture.refused or not session.training.is_running

"""Questions of an open lesson: answered once, judged by the open network, which then shows why."""

from __future__ import annotations

import pytest

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.lessons.answers import Answer
from nnviz.session import Change, Session, asking
from nnviz.session.lecture import Lecture, Place
from tests.lessons.questions.texts import BOTH, CHOICE, CLASSES, MAKE, NUMBER, POINT, lesson


@pytest.fixture
def session() -> Session:
    made = Session(formats.open_any("iris")[0])
    made.open_lesson(Lecture(lesson()))
    return made


def run(session: Session, seconds: float = 10.0) -> None:
    """Let the clock run."""
    for _ in range(int(seconds * 10)):
        session.advance(0.1)


def at(session: Session, card: int) -> Lecture:
    session.go_to(Place(card))
    assert session.lecture is not None
    return session.lecture


def test_an_answer_is_kept_told_and_plays_what_was_hidden(session: Session) -> None:
    lecture = at(session, NUMBER)
    before, told = session.view.seconds, []
    session.changed.connect(told.append)
    found = asking.give(session, 0, "0,845")
    assert found is not None
    assert found.is_right
    assert lecture.answer_to(0) == Answer(0.845, True)
    assert any(change & Change.LESSON for change in told)
    assert session.is_playing
    run(session)
    assert not session.is_playing
    stretch = lecture.stretch(session.timeline)
    assert stretch == (pytest.approx(before), pytest.approx(session.view.seconds))
    assert session.view.masked, "what comes after the stretch stays hidden"


def test_there_is_one_attempt_until_it_is_cleared(session: Session) -> None:
    lecture = at(session, NUMBER)
    asking.give(session, 0, 7.0)
    assert asking.give(session, 0, 0.845) is None
    assert lecture.answer_to(0) == Answer(7.0, False)
    run(session)
    before = session.view.seconds
    asking.try_again(session, 0)
    assert lecture.answer_to(0) is None
    assert session.view.seconds < before
    assert session.view.masked
    assert not session.is_playing
    assert asking.give(session, 0, 0.845).is_right  # type: ignore[union-attr]


def test_what_was_hidden_and_has_been_passed_is_shown(session: Session) -> None:
    at(session, CLASSES)
    assert session.view.masked
    session.seek(session.timeline.seconds)
    asking.give(session, 0, 3)
    assert not session.view.masked
    asking.try_again(session, 0)
    assert session.view.masked
    assert session.view.seconds == 0


def test_an_answer_can_be_shown_without_one(session: Session) -> None:
    lecture = at(session, NUMBER)
    asking.show(session, 0)
    assert lecture.answer_to(0) == Answer(None, None)
    assert session.is_playing
    asking.show(session, 0)
    assert asking.give(session, 0, 1.0) is None


def test_a_question_that_is_not_there_is_not_answered(session: Session) -> None:
    lecture = at(session, NUMBER)
    for number in (-1, 1, 99):
        assert asking.give(session, number, 1.0) is None
        asking.show(session, number)
        asking.try_again(session, number)
        asking.count(session, number, 0)
        asking.clear_count(session, number)
    assert not lecture.answers
    session.close_lesson()
    assert asking.give(session, 0, 1.0) is None
    asking.count_by_key(session, 1, 1)
    session.point_out(Target(1, 0))


def test_the_key_is_asked_of_the_network_as_the_hand_left_it(session: Session) -> None:
    at(session, NUMBER)
    session.apply(edits.set_parameter, 1, "bias", (0,), -20.0)
    assert not asking.give(session, 0, 0.845).is_right  # type: ignore[union-attr]
    asking.try_again(session, 0)
    assert asking.give(session, 0, 0.0).is_right  # type: ignore[union-attr]


# a click on the canvas


def test_the_next_neuron_of_that_layer_that_is_clicked_is_the_answer(session: Session) -> None:
    lecture = at(session, POINT)
    assert lecture.waits_for_click == 0
    session.point_out(Target(2, 0))
    session.point_out(Target(0, 1))
    assert lecture.answer_to(0) is None
    session.point_out(Target(1, 2))
    answer = lecture.answer_to(0)
    assert answer is not None
    assert answer.given == Target(1, 2)
    assert lecture.waits_for_click is None
    session.point_out(Target(1, 3))
    assert lecture.answer_to(0) is answer


def test_selecting_by_other_means_is_no_answer_and_it_can_be_put_off(session: Session) -> None:
    lecture = at(session, POINT)
    session.select(Target(1, 1))
    assert lecture.answer_to(0) is None
    asking.put_off(session, 0, True)
    session.point_out(Target(1, 1))
    assert lecture.answer_to(0) is None
    asking.put_off(session, 0, False)
    session.point_out(Target(1, 1))
    assert lecture.answer_to(0) is not None


def test_on_other_cards_a_click_is_a_click(session: Session) -> None:
    lecture = at(session, CHOICE)
    session.point_out(Target(1, 0))
    assert not lecture.answers


# make it so


def test_what_is_made_so_is_noticed_by_the_clock_and_stays(session: Session) -> None:
    lecture = at(session, MAKE)
    run(session, 0.3)
    assert lecture.answer_to(0) is None
    session.apply(edits.set_parameter, 1, "weight", (0, 0), 9.0)
    assert lecture.answer_to(0) is None, "never while something is edited"
    told: list[Change] = []
    session.changed.connect(told.append)
    session.advance(0.02)
    assert lecture.answer_to(0) == Answer(None, True)
    assert any(change & Change.LESSON for change in told)
    session.undo()
    run(session, 0.3)
    assert lecture.answer_to(0) == Answer(None, True)
    asking.try_again(session, 0)
    run(session, 0.3)
    assert lecture.answer_to(0) is None


# a show of hands


def test_hands_are_counted_never_below_none_and_taken_down(session: Session) -> None:
    lecture = at(session, CHOICE)
    assert asking.hands(lecture, 0, session.document) == (0, 0, 0)
    for option, by in ((0, 1), (0, 1), (2, 1), (1, -1), (0, -1), (0, 1), (7, 1), (-1, 1)):
        asking.count(session, 0, option, by)
    assert asking.hands(lecture, 0, session.document) == (2, 0, 1)
    assert lecture.tallies[(lecture.place, 0)] == (2, 0, 1)
    asking.clear_count(session, 0)
    assert asking.hands(lecture, 0, session.document) == (0, 0, 0)


def test_digits_count_for_options_in_their_order_and_for_digits_themselves(session: Session) -> None:
    lecture = at(session, CHOICE)
    asking.count_by_key(session, 2, 1)
    asking.count_by_key(session, 9, 1)
    asking.count_by_key(session, 0, 1)
    assert asking.hands(lecture, 0, session.document) == (0, 1, 0)
    at(session, CLASSES)
    asking.count_by_key(session, 0, 2)
    asking.count_by_key(session, 9, 1)
    asking.count_by_key(session, 9, -1)
    assert asking.hands(lecture, 0, session.document) == (2, *(0 for _ in range(9)))


def test_hands_are_for_the_question_that_waits(session: Session) -> None:
    lecture = at(session, BOTH)
    asking.count_by_key(session, 1, 1)
    asking.give(session, 0, 0)
    asking.count_by_key(session, 1, 1)
    asking.count_by_key(session, 1, 1)
    assert lecture.tallies == {(Place(BOTH), 0): (1, 0), (Place(BOTH), 1): (2, 0)}
    asking.give(session, 1, 0)
    assert asking.counted_question(lecture) == 1
    at(session, NUMBER)
    assert asking.counted_question(lecture) is None


def test_hands_stay_with_their_card(session: Session) -> None:
    lecture = at(session, CHOICE)
    asking.count(session, 0, 1, 5)
    at(session, NUMBER)
    at(session, CHOICE)
    assert asking.hands(lecture, 0, session.document) == (0, 5, 0)

"""The question box in a real window: typed into, clicked, told by keys, heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from nnviz.document import Target, edits
from nnviz.lessons.answers import Answer
from nnviz.lessons.questions import key_of
from nnviz.session import Change, asking
from nnviz.session.lecture import Lecture, Place
from nnviz.ui.lessons.questions import QuestionBox
from nnviz.ui.lessons.questions.hands import HandsPiece
from nnviz.ui.lessons.questions.options import OptionsPiece
from tests.lessons.questions.texts import BOTH, CHOICE, CLASSES, MAKE, NUMBER, POINT, lesson

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Quiz:
    """A window on a card, and its box."""

    def __init__(self, shown, card: int) -> None:
        self.shown, self.session = shown, shown.session
        shown.session.open_lesson(Lecture(lesson()), Place(card))
        self.settle()

    def settle(self) -> None:
        self.shown.frame()
        self.shown.frame()

    @property
    def lecture(self) -> Lecture:
        lecture = self.session.lecture
        assert lecture is not None
        return lecture

    @property
    def box(self) -> QuestionBox:
        return self.boxes()[0]

    def boxes(self) -> list[QuestionBox]:
        found = [one for one in self.shown.window.findChildren(QuestionBox) if one.isVisible()]
        return sorted(found, key=lambda one: one.y())

    def controls(self) -> list[QWidget]:
        kinds = (QAbstractButton, QLineEdit)
        return [one for one in self.box.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]

    def button(self, words: str) -> QAbstractButton:
        found = [
            one
            for one in self.controls()
            if isinstance(one, QAbstractButton) and words in (one.text(), one.accessibleName())
        ]
        assert len(found) == 1, (words, [one.accessibleName() for one in self.controls()])
        return found[0]

    def press(self, words: str) -> None:
        QTest.mouseClick(self.button(words), LEFT)
        self.settle()

    def type(self, text: str) -> None:
        field = self.field
        field.setFocus()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    @property
    def field(self) -> QLineEdit:
        return next(one for one in self.controls() if isinstance(one, QLineEdit))

    @property
    def said(self) -> str:
        return self.box.accessibleDescription()


@pytest.fixture
def quiz(show):
    def open_card(card: int, size=(1600, 1000), theme: str = "dark") -> Quiz:
        return Quiz(show("iris", size=size, theme=theme), card)

    return open_card


# a number


@pytest.mark.parametrize("typed", ["0.845", "0,85", "84.5 %", "0.845e0"])
def test_a_right_number_is_told_so_and_the_hidden_phase_plays(quiz, typed) -> None:
    card = quiz(NUMBER)
    assert card.session.view.masked
    card.type(typed)
    assert card.said.startswith("Yes, 0.8")
    assert card.said.endswith("The model says 0.845.")
    assert card.session.is_playing
    assert card.box.explained.accessibleName() == "The sigmoid keeps it below 1."


def test_a_wrong_number_stands_beside_the_models_own_with_what_went_wrong(quiz) -> None:
    card = quiz(NUMBER)
    card.type("1.70")
    assert card.said == "You said 1.7. The model says 0.845."
    verdict = card.box.asked.verdict
    assert verdict.is_pair
    assert (verdict.given, verdict.model) == ("1.7", "0.845")
    assert card.box.feedback.accessibleName() == "That is z itself, 1.696."
    assert card.session.is_playing


def test_check_does_the_same_as_enter(quiz) -> None:
    card = quiz(NUMBER)
    card.field.setFocus()
    QTest.keyClicks(card.field, "-0,5")
    card.press("Check")
    assert card.lecture.answer_to(0) == Answer(-0.5, False)


@pytest.mark.parametrize("typed", ["", "  ", "much", "1..2", "3/0"])
def test_what_is_no_number_is_no_answer(quiz, typed) -> None:
    card = quiz(NUMBER)
    card.type(typed)
    assert card.lecture.answer_to(0) is None
    assert "Type a number" in card.field.accessibleDescription()
    QTest.keyClicks(card.field, "7")
    assert "Type a number" not in card.field.accessibleDescription()


def test_keys_that_do_something_in_the_window_are_text_in_the_field(quiz) -> None:
    card = quiz(NUMBER)
    seconds, speed = card.session.view.seconds, card.session.speed
    card.field.setFocus()
    QTest.keyClicks(card.field, "1 []+-.")
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(card.field, key)
    card.settle()
    assert card.field.text() == "1 []+-."
    assert (card.session.view.seconds, card.session.speed) == (seconds, speed)
    assert not card.session.is_playing


def test_there_is_one_attempt_and_it_can_be_cleared(quiz) -> None:
    card = quiz(NUMBER)
    card.type("5")
    assert not [one for one in card.controls() if isinstance(one, QLineEdit)]
    card.press("Try again")
    assert card.field.text() == ""
    assert card.said == ""
    assert card.session.view.masked
    card.type("0.845")
    assert card.said.startswith("Yes")


def test_reveal_shows_the_models_number_without_an_answer(quiz) -> None:
    card = quiz(NUMBER)
    card.press("Reveal")
    assert card.said == "The model says 0.845."
    assert card.session.is_playing


def test_hide_until_reached_is_the_views_own_switch(quiz) -> None:
    card = quiz(NUMBER)
    switch = card.button("Hide until reached")
    assert switch.isChecked()
    QTest.mouseClick(switch, LEFT)
    card.settle()
    assert not card.session.view.masked
    assert not switch.isChecked()
    QTest.mouseClick(switch, LEFT)
    card.settle()
    assert card.session.view.masked


def test_the_key_that_is_told_follows_the_network(quiz) -> None:
    card = quiz(NUMBER)
    card.type("0.845")
    for bias in (-20.0, 0.0, 3.0):
        card.session.apply(edits.set_parameter, 1, "bias", (0,), bias)
        card.settle()
        facts = card.lecture.facts(card.session.document, card.session.view)
        key = key_of(card.box.asked.question, facts)
        assert card.said == f"Yes, 0.845 was right. Now the model says {key.text}."
    card.session.undo()
    card.session.undo()
    card.session.undo()
    card.settle()
    assert card.said == "Yes, 0.845. The model says 0.845."


def test_the_question_itself_follows_the_network(quiz) -> None:
    card = quiz(NUMBER)
    assert "z is 1.696" in card.box.accessibleName()
    card.session.apply(edits.set_parameter, 1, "bias", (0,), 0.0)
    card.settle()
    assert "z is 7.1" in card.box.accessibleName()


# choices


def test_a_chosen_sentence_is_told_its_own_feedback(quiz) -> None:
    card = quiz(CHOICE)
    card.press("B: no, it stays silent")
    assert card.said == "The model says: yes, it does."
    piece = card.box.body
    assert isinstance(piece, OptionsPiece)
    assert piece.feedback.accessibleName() == "Look again: it says 0.845."
    chosen, right = piece.buttons[1], piece.buttons[0]
    assert piece.feedback.y() > chosen.geometry().bottom()
    assert piece.feedback.geometry().bottom() < piece.buttons[2].y()
    assert "your answer" in chosen.accessibleName()
    assert "what the model says" in right.accessibleName()
    assert not any(button.isEnabled() for button in piece.buttons)


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_sentence_can_be_chosen_by_its_letter_its_digit_or_by_enter(quiz, key) -> None:
    card = quiz(CHOICE)
    button = card.box.body.buttons[0]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, key)
    card.settle()
    assert card.lecture.answer_to(0) == Answer(0, True)
    assert card.said == "Yes. The model says so itself."


def test_arrows_go_through_the_sentences_and_tab_leaves_them(quiz) -> None:
    card = quiz(CHOICE)
    first, second, third = card.box.body.buttons
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_End)
    assert QApplication.focusWidget() is third
    QTest.keyClick(third, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in (first, second, third)


def test_a_class_is_chosen_by_the_mouse_or_by_its_own_digit(quiz) -> None:
    card = quiz(CLASSES)
    buttons = card.box.body.buttons
    assert [button.text() for button in buttons] == [str(digit) for digit in range(10)]
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(buttons[0], Qt.Key.Key_8)
    card.settle()
    assert card.said == "You said “8”. The model says “3”."
    card.press("Try again")
    card.press("3")
    assert card.said == "Yes, “3”. The model says “3”."
    assert card.session.is_playing


# the canvas


def test_a_click_on_a_neuron_is_the_answer(quiz) -> None:
    card = quiz(POINT)
    assert "hidden layer" in card.box.body.accessibleName()
    run = card.shown.window.run
    at = run.canvas.zoom.spot(Target(1, 1))
    QTest.mouseClick(run.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at.toPoint())
    card.settle()
    assert card.lecture.answer_to(0).given == Target(1, 1)
    assert card.said == "You said neuron 1. The model says neuron 2."
    assert card.box.feedback.accessibleName() == "It pushes down, by −4.895."


def test_whoever_comes_to_a_neuron_by_keys_takes_it_by_a_button(quiz) -> None:
    card = quiz(POINT)
    card.session.select(Target(1, 2))
    card.settle()
    assert card.lecture.answer_to(0) is None
    card.press("Check neuron 2")
    assert card.said == "Yes, neuron 2. The model says neuron 2."


def test_clicks_can_be_put_off(quiz) -> None:
    card = quiz(POINT)
    card.press("Not now")
    run = card.shown.window.run
    at = run.canvas.zoom.spot(Target(1, 1)).toPoint()
    QTest.mouseClick(run.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
    card.settle()
    assert card.session.view.selection == Target(1, 1)
    assert card.lecture.answer_to(0) is None
    card.press("Wait for my click")
    QTest.mouseClick(run.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
    card.settle()
    assert card.lecture.answer_to(0) is not None


def test_what_is_made_so_gets_its_tick_and_keeps_it(quiz) -> None:
    card = quiz(MAKE)
    assert card.box.body.accessibleName() == "Not yet."
    card.session.apply(edits.set_parameter, 1, "weight", (0, 0), 9.0)
    card.settle()
    card.settle()
    assert card.box.body.accessibleName() == "It holds."
    assert card.box.explained.accessibleName() == "Sun alone is enough now."
    card.session.undo()
    card.settle()
    assert card.box.body.accessibleName() == "It held; it doesn’t any more."


# a show of hands


def hands(card: Quiz) -> tuple[int, ...]:
    return asking.hands(card.lecture, 0, card.session.document)


def test_keys_count_hands_from_anywhere(quiz) -> None:
    card = quiz(CHOICE)
    for where in (card.shown.window.run.canvas, card.box.body.buttons[0]):
        where.setFocus()
        QTest.keyClick(where, Qt.Key.Key_1, ALT)
        QTest.keyClick(where, Qt.Key.Key_2, ALT)
        QTest.keyClick(where, Qt.Key.Key_2, ALT)
        QTest.keyClick(where, Qt.Key.Key_2, ALT | SHIFT)
    card.settle()
    assert hands(card) == (2, 2, 0)
    assert card.lecture.answer_to(0) is None
    rows = card.box.hands.rows
    assert [row.accessibleName() for row in rows] == ["A: 2 hands", "B: 2 hands", "C: 0 hands"]


def test_a_hand_is_counted_by_keys_while_a_number_is_typed(quiz) -> None:
    card = quiz(BOTH)
    card.session.go_to(Place(NUMBER))
    card.settle()
    card.field.setFocus()
    QTest.keyClick(card.field, Qt.Key.Key_1, ALT)
    card.settle()
    assert card.field.text() == ""
    assert not card.lecture.tallies


def test_hands_are_counted_by_the_mouse_and_cleared(quiz) -> None:
    card = quiz(CHOICE)
    card.press("Show of hands")
    for name in (
        "One more for A, now 0",
        "One more for A, now 1",
        "One more for C, now 0",
        "One fewer for A, now 2",
    ):
        card.press(name)
    assert hands(card) == (1, 0, 1)
    assert card.button("Show of hands: 2")
    assert not card.button("One fewer for B, now 0").isEnabled()
    card.press("Clear")
    assert hands(card) == (0, 0, 0)
    assert not card.box.hands.rows


def test_hands_are_for_choices_alone(quiz) -> None:
    card = quiz(NUMBER)
    assert not [one for one in card.shown.window.findChildren(HandsPiece) if one.isVisible() and one.height()]


# the whole box


@pytest.mark.parametrize("card_number", range(6))
@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_everything_in_it_is_named_large_enough_and_within_it(quiz, card_number, size) -> None:
    card = quiz(card_number, size=size)

    def check() -> None:
        card.settle()
        for box in card.boxes():
            assert box.height() == box.height_for(box.width())
            assert box.accessibleName()
        for control in card.controls():
            assert control.accessibleName()
            assert control.toolTip()
            assert min(control.width(), control.height()) >= 36, control.accessibleName()
            inside = control.mapTo(card.box, QPoint(0, 0))
            assert card.box.rect().contains(control.rect().translated(inside)), control.accessibleName()

    check()
    question = card.box.asked.question
    if type(question).__name__ == "Choice":
        asking.count(card.session, 0, 0, 12)
        check()
    asking.give(card.session, 0, {NUMBER: "7", POINT: Target(1, 0)}.get(card_number, 1))
    check()


@pytest.mark.parametrize("card_number", [NUMBER, CLASSES, CHOICE, POINT])
def test_all_can_be_done_without_a_mouse(quiz, card_number) -> None:
    """Tab reaches whatever can be pressed; what a Roving group has, its arrows reach."""
    card = quiz(card_number)
    card.shown.window.run.canvas.setFocus()
    reached: list[QWidget] = []
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget() or card.shown.window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now in reached:
            break
        reached.append(now)
    wanted = [
        one for one in card.controls()
        if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert wanted
    assert all(one in reached for one in wanted), [
        one.accessibleName() for one in wanted if one not in reached
    ]


def test_two_questions_on_one_card_have_boxes_of_their_own(quiz) -> None:
    card = quiz(BOTH)
    first, second = card.boxes()
    QTest.mouseClick(second.body.buttons[0], LEFT)
    card.settle()
    assert card.lecture.answer_to(0) is None
    assert card.lecture.answer_to(1) == Answer(0, True)
    assert first.body.buttons[0].isEnabled()
    assert first.geometry().bottom() < second.y()


def test_another_card_another_box_and_back_with_the_answer(quiz) -> None:
    card = quiz(CHOICE)
    card.press("A: yes, it does")
    card.session.go_to(Place(NUMBER))
    card.settle()
    assert "z is" in card.box.accessibleName()
    card.session.go_to(Place(CHOICE))
    card.settle()
    assert card.said == "Yes. The model says so itself."
    card.session.reset_card()
    card.settle()
    assert card.box.body.buttons[0].isEnabled()


def test_a_box_whose_lesson_is_closed_shows_nothing_and_breaks_nothing(quiz) -> None:
    card = quiz(CHOICE)
    box = card.box
    button = box.body.buttons[0]
    card.session.close_lesson()
    button.click()
    box.refresh(Change.LESSON)
    assert box.height_for(300) == 0


def test_the_theme_and_the_size_change_with_the_window(quiz) -> None:
    card = quiz(CLASSES)
    high = card.box.height()
    card.session.set_theme("light")
    card.shown.window.resize(1280, 720)
    card.settle()
    assert card.box.look.theme.name == "light"
    assert card.box.height() < high

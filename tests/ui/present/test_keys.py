"""The remote's keys and the presenter's: each does its own, however fast they come."""

from collections import Counter
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document import Target
from nnviz.ui.present.keys import DEEDS, SHARED
from nnviz.ui.present.tools import Cover, Tool
from nnviz.ui.window.actions import ACTIONS, key_groups
from tests.ui.present.lessons import BROKEN, HIDDEN, TWO_STEPS


def test_no_key_is_bound_twice_where_both_act():
    own = [key for deed in DEEDS for key in deed.keys]
    shared = [key for spec in ACTIONS if spec.name in SHARED for key in spec.keys]
    counts = Counter(QKeySequence(key).toString() for key in own + shared)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_key_of_the_show_stands_in_the_table_of_keys():
    said = {key.text for key in key_groups()["While presenting"]}
    assert said == {deed.text for deed in DEEDS}


def test_all_that_is_shared_is_there():
    assert set(SHARED) <= {spec.name for spec in ACTIONS}


def test_without_a_lesson_the_remote_goes_from_phase_to_phase(present):
    made = present()
    made.press("Home")
    assert made.session.view.seconds == 0
    made.press("PageDown")
    assert made.session.moment.index == 1
    made.press("Right", "PageUp", "Left")
    assert made.session.moment.index == 0
    made.press("End")
    assert made.session.view.seconds == made.session.timeline.seconds


def test_in_a_lesson_it_goes_through_phases_steps_and_cards(present):
    made = present(lesson=TWO_STEPS)
    lecture = made.session.lecture
    made.press("PageDown")
    assert (lecture.place.card, lecture.place.step) == (0, 1)
    made.press("PageDown")
    assert (lecture.place.card, lecture.place.step) == (1, 0)
    start = made.session.view.seconds
    made.press("PageDown")
    assert lecture.place.card == 1
    assert made.session.view.seconds > start
    while made.session.view.seconds < made.session.timeline.seconds:
        made.press("PageDown")
    assert lecture.place.card == 1
    assert not lecture.is_answered
    made.press("PageDown")
    assert lecture.is_answered
    assert lecture.answers[(lecture.place, 0)].is_right is None
    made.press("PageDown")
    assert lecture.place.card == 2
    made.press("PageUp")
    assert lecture.place.card == 1


def test_words_over_a_page_give_way_before_the_remote_goes_on(present):
    made = present(lesson=TWO_STEPS, place=(2, 0))
    assert made.face.page == "lab"
    assert made.face.covers_page
    made.press("PageDown")
    assert not made.face.covers_page
    assert made.face.ribbon.isVisible()
    assert made.face.ribbon.text[1] == "What is the slope of ReLU at minus 2?"
    made.press("PageDown")
    assert made.session.lecture.is_answered
    made.press("C")
    assert made.face.covers_page


@pytest.mark.parametrize(("key", "cover", "color"), [("B", "BLACK", "#000000"), (".", "BLACK", "#000000"),
                                                     ("W", "WHITE", "#ffffff")])  # fmt: skip
def test_the_screen_goes_dark_or_white_and_the_same_key_brings_it_back(present, key, cover, color):
    made = present()
    made.press(key)
    assert made.tools.cover is Cover[cover]
    assert {made.pixel(x, y) for x in (0.1, 0.5, 0.9) for y in (0.1, 0.5, 0.9)} == {color}
    made.press(key)
    assert made.tools.cover is Cover.NONE
    assert made.pixel(0.01, 0.01) == "#05080d"


def test_space_plays_and_brackets_change_the_speed(present):
    made = present()
    made.press("Home", "Space")
    assert made.session.is_playing
    made.press("Space")
    assert not made.session.is_playing
    made.press("BracketRight")
    assert made.session.speed == 2.0
    made.press("BracketLeft", "BracketLeft")
    assert made.session.speed == 0.5


def test_digits_bring_samples_and_r_plays_the_layer_again(present):
    made = present()
    made.press("7")
    document = made.session.document
    assert document.data.targets[document.input.sample] == 7
    made.press("End", "R")
    assert made.session.is_playing
    made.session.pause()


def test_signs_go_a_level_nearer_and_back(present):
    made = present()
    made.session.select(Target(1, 2))
    made.press("+")
    for _ in range(30):
        made.session.advance(0.05)
    made.frames()
    assert made.canvas.zoom.level == 2
    made.press("-")
    for _ in range(30):
        made.session.advance(0.05)
    made.frames()
    assert made.canvas.zoom.level == 1


def test_enter_opens_the_microscope_and_control_arrows_go_to_neighbours(present):
    made = present()
    made.session.select(Target(1, 2))
    made.frames()
    made.press("Ctrl+Down")
    assert made.session.view.selection == Target(1, 3)
    made.press("Return")
    for _ in range(30):
        made.session.advance(0.05)
    made.frames()
    assert made.canvas.shows_detail


def test_narration_and_spotlight(present):
    made = present()
    assert made.face.strip.sentence
    made.press("N")
    assert not made.face.strip.sentence
    made.press("L")
    assert made.tools.has_spotlight
    made.press("L")
    assert not made.tools.has_spotlight


def test_hands_are_counted_before_the_class(present):
    made = present(lesson=HIDDEN)
    made.press("Alt+3", "Alt+3", "Alt+5")
    lecture = made.session.lecture
    (counts,) = lecture.tallies.values()
    assert (counts[3], counts[5]) == (2, 1)
    made.press("Alt+Shift+3")
    assert next(iter(lecture.tallies.values()))[3] == 1


def test_letters_are_text_in_a_field(present):
    made = present("xor")
    view = made.hall.stage.viewport()
    made.move(made.unit(0, 0))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, made.unit(0, 0))
    made.frames()
    assert made.hall.stage.is_typing
    for key in (Qt.Key.Key_Period, Qt.Key.Key_7, Qt.Key.Key_Return):
        QTest.keyClick(made.hall.stage, key)
    made.frames()
    assert made.tools.cover is Cover.NONE
    assert not made.hall.stage.is_typing
    assert made.session.document.input.values[0] == pytest.approx(0.7)


def test_undo_takes_ink_back_with_the_pen_in_hand_and_else_the_last_change(present):
    made = present()
    document = made.session.document
    made.press("7")
    assert made.session.document is not document
    made.press("P")
    assert made.tools.tool is Tool.PEN
    made.drag(made.at(40, 40), made.at(90, 80), made.at(140, 60))
    assert len(made.tools.ink.strokes) == 1
    made.press("Ctrl+Z")
    assert made.tools.ink.strokes == ()
    assert made.session.document is not document
    made.press("Ctrl+Z")
    assert made.session.document is document


def test_forty_presses_a_second_for_three_seconds(present):
    made = present(lesson=TWO_STEPS)
    slowest, start = 0.0, perf_counter()
    for number in range(120):
        pressed = perf_counter()
        key = Qt.Key.Key_PageDown if number % 10 < 6 else Qt.Key.Key_PageUp
        QTest.keyClick(made.hall.stage, key)
        made.shown.clock.tick()
        QApplication.processEvents()
        slowest = max(slowest, perf_counter() - pressed)
        while perf_counter() - start < number / 40:
            made.shown.clock.tick()
            QApplication.processEvents()
    made.frames()
    assert made.show.remote.waiting == 0
    assert made.show.troubles == []


def test_presses_that_come_together_are_answered_together_and_do_not_queue_up(present):
    made = present(lesson=TWO_STEPS)
    for _ in range(200):
        QTest.keyClick(made.hall.stage, Qt.Key.Key_PageDown)
    assert made.show.remote.waiting <= 3
    made.frames()
    place = made.session.lecture.place
    made.frames(10)
    assert made.session.lecture.place == place


def test_a_card_that_cannot_be_shown_is_told_of_and_the_class_keeps_its_own(present):
    made = present(lesson=BROKEN)
    made.press("PageDown")
    assert made.session.lecture.place.card == 0
    assert len(made.show.troubles) == 1
    assert QApplication.activeModalWidget() is None


def test_with_one_display_freezing_says_what_it_needs(present):
    made = present()
    made.press("F")
    assert not made.hall.is_frozen
    assert made.hall.notice.isVisible()
    assert "second display" in made.hall.notice.text


def test_with_one_display_notes_come_on_a_key_and_never_the_answers(present):
    made = present(lesson=TWO_STEPS, place=(1, 0))
    assert made.hall.notes is None
    made.press("Shift+N")
    notes = made.hall.notes
    assert notes.isVisible()
    assert notes.notes.text.prose.text.strip() == "Ask for hands."
    assert notes.notes.answers == ()
    made.press("Shift+N")
    assert made.hall.notes is None

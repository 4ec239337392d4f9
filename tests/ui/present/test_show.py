"""From the main window to a class and back: nothing is lost, nothing stays behind."""

import gc

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from nnviz.document import Target, edits, structure
from nnviz.scene.view.levels import Level
from nnviz.ui.window import dialogs
from tests.ui.present.lessons import TWO_STEPS


def delete_later() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_F11])
def test_a_key_begins_the_show_and_escape_ends_it(show, key):
    shown = show()
    QTest.keyClick(shown.window, key)
    shown.frame()
    begun = shown.window.presenting.show
    assert begun.hall.isVisible()
    assert begun.hall.isFullScreen()
    QTest.keyClick(begun.hall.stage, Qt.Key.Key_Escape)
    shown.frame()
    assert shown.window.presenting.show is None
    delete_later()
    assert not isValid(begun.hall)


@pytest.mark.parametrize("key", ["F5", "F11", "Escape"])
def test_the_same_key_leaves(present, key):
    made = present()
    made.press(key)
    assert not made.shown.window.presenting.is_on


def test_the_button_begins_it(show):
    shown = show()
    QTest.mouseClick(shown.window.top.present, Qt.MouseButton.LeftButton)
    assert shown.window.presenting.is_on
    shown.window.presenting.stop()


def test_the_start_page_gives_way_to_the_network(show):
    shown = show()
    shown.session.greet()
    shown.frame()
    shown.window.commands.present()
    assert not shown.session.is_greeting
    assert shown.window.presenting.show.hall.face.page == "run"
    shown.window.presenting.stop()


def test_the_main_window_is_as_before(show):
    shown = show()
    session, window = shown.session, shown.window
    session.select(Target(1, 3))
    window.run.canvas.zoom.go(Level.NEURON)
    for _ in range(40):
        session.advance(0.05)
    shown.frame()
    before = (window.geometry(), session.view, session.document, window.run.canvas.zoom.level)
    window.presenting.start()
    begun = window.presenting.show
    for _ in range(40):
        session.advance(0.05)
        shown.frame()
    assert begun.hall.face.canvas.zoom.level is Level.NEURON
    begun.leave()
    shown.frame()
    assert (window.geometry(), session.view, session.document, window.run.canvas.zoom.level) == before
    assert window.run.canvas.picture.trace is session.trace


def test_what_was_changed_before_the_class_is_changed_afterwards(present):
    made = present()
    made.session.apply(edits.set_bias, 1, 0, 3.0)
    made.session.set_theme("light")
    made.frames()
    made.show.leave()
    made.shown.frame()
    canvas = made.shown.window.run.canvas
    assert canvas.picture.trace is made.session.trace
    assert canvas.picture.look.theme.name == "light"
    assert made.shown.window.actions_.by_name["undo"].isEnabled()


def test_all_of_it_is_freed(present):
    made = present()
    widgets = [made.hall, made.face, made.hall.stage, made.canvas, made.hall.dock]
    made.session.set_page("lab")
    made.frames()
    widgets.append(made.face.shown)
    timers = made.hall._resting, made.hall.stage._fading
    made.show.leave()
    assert not any(timer.isActive() for timer in timers)
    delete_later()
    assert not any(map(isValid, widgets))


def test_shows_leave_no_windows_behind(show):
    shown = show()
    before = None
    for _ in range(4):
        shown.window.presenting.start()
        shown.frame()
        shown.window.presenting.stop()
        delete_later()
        gc.collect()
        now = len(QApplication.allWidgets())
        assert before is None or now == before
        before = now


def test_the_main_window_paints_nothing_meanwhile(present):
    made = present()
    canvas = made.shown.window.run.canvas
    picture = canvas.picture
    made.press("PageDown" if False else "Home", "Right")
    assert canvas.picture is picture
    assert made.canvas.picture.frame is not picture.frame


def test_a_layer_that_came_meanwhile_is_there_where_the_show_ends_on_another_page(show):
    """The canvas behind that page has missed it; the level is that of the neuron in the network as it is."""
    shown = show()
    session, window = shown.session, shown.window
    session.set_page("build")
    window.presenting.start()
    begun = window.presenting.show
    shown.frame()
    session.set_page("run")
    shown.frame()
    begun.hall.face.canvas.zoom.go(Level.NEURON)
    for _ in range(40):
        session.advance(0.05)
        shown.frame()
    session.apply(structure.duplicate_layer, 1)
    session.select(Target(len(session.document.network.layers), 0))
    session.set_page("build")
    begun.leave()
    shown.frame()
    assert window.run.canvas.picture.layout.column(session.view.selection.layer)


def test_no_dialog_comes_before_the_class(present):
    made = present()
    made.shown.window.commands.attempt(lambda: made.session.open("/nowhere/at/all.nnviz"))
    assert QApplication.activeModalWidget() is None
    assert any("all.nnviz" in words for words in made.show.troubles)
    answer = dialogs.ask_unsaved(made.shown.window, "Digits")
    assert answer is dialogs.Answer.CANCEL


def test_what_went_wrong_is_told_afterwards(present, answer):
    made = present()
    made.show.tell("The lesson’s file is gone.")
    said = answer("Close")
    made.show.leave()
    assert said == ["The lesson’s file is gone."]


def test_a_show_of_a_lesson_begins_where_it_stands(present):
    made = present(lesson=TWO_STEPS, place=(1, 0))
    assert made.face.words.body.title == "The pass"
    assert made.session.lecture.place.card == 1


def test_time_and_ink_of_a_lesson_go_on_after_a_pause(present):
    made = present(lesson=TWO_STEPS)
    window, session = made.shown.window, made.session
    watch, ink = made.show.watch, made.tools.ink
    assert watch.is_running
    made.show.leave()
    assert not watch.is_running
    window.presenting.start()
    assert window.presenting.show.watch is watch
    assert window.presenting.show.tools.ink is ink
    window.presenting.stop()
    session.close_lesson()
    window.presenting.start()
    assert window.presenting.show.watch is not watch


def test_closing_the_main_window_ends_the_show(present):
    made = present()
    made.shown.window.close()
    assert not made.shown.window.presenting.is_on

"""The first steps: each is ended by doing it, all by skipping, and they don't come again by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document import Target, edits
from nnviz.scene.view.levels import Level
from nnviz.scene.words.first_steps import STEPS
from nnviz.ui import settings, speech
from nnviz.ui.run.callouts import placed

SIZES = [(1600, 1000), (1280, 720), (1100, 700), (900, 600), (640, 480), (360, 480)]


@pytest.fixture(autouse=True)
def _no_motion(monkeypatch) -> None:
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")


@pytest.fixture
def begun(show):
    """A window in which the first steps were asked for."""

    def begin(size=(1600, 1000), what="digits"):
        shown = show(what, size)
        shown.window.actions_.by_name["first_steps"].trigger()
        shown.frame()
        return shown, shown.window.run.callouts

    return begin


def press(shown, key: Qt.Key, text: str = "") -> None:
    """A key, to whatever has the keyboard."""
    if text:
        QTest.keyClicks(QApplication.focusWidget(), text)
    else:
        QTest.keyClick(QApplication.focusWidget(), key)
    shown.frame()


def take_the_number(shown, callouts) -> None:
    """Drag what the second step points at."""
    products = shown.window.run.inspector.products
    middle = callouts.target.center()
    at = products.mapFrom(callouts.parentWidget(), middle)
    shown.drag(products, (at.x(), at.y()), (at.x(), at.y() - 12), (at.x(), at.y() - 30))


def turn_the_wheel(shown, callouts) -> None:
    """Over what the third step points at, until it is done."""
    canvas = shown.window.run.canvas
    at = QPointF(canvas.mapFrom(callouts.parentWidget(), callouts.target.center()))
    for _ in range(40):
        if callouts.step is None:
            return
        event = QWheelEvent(
            at,
            QPointF(canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, event)
        shown.frame()


def assert_in_sight(callouts) -> None:
    assert callouts.isVisible()
    assert callouts.parentWidget().rect().contains(callouts.geometry())
    assert callouts.rect().contains(callouts.skip.geometry())


@pytest.mark.parametrize("size", SIZES)
def test_each_step_is_ended_by_doing_it(begun, size) -> None:
    shown, callouts = begun(size)
    assert callouts.step == 0
    assert_in_sight(callouts)
    assert not callouts.geometry().intersects(callouts.target)
    press(shown, Qt.Key.Key_Space)
    assert callouts.step == 1
    assert shown.session.is_playing
    shown.session.pause()
    shown.frame()
    assert_in_sight(callouts)
    assert not callouts.geometry().intersects(callouts.target)
    take_the_number(shown, callouts)
    assert shown.session.undo_label == "Change a weight"
    assert callouts.step == 2
    assert_in_sight(callouts)
    turn_the_wheel(shown, callouts)
    assert callouts.step is None
    assert callouts.isHidden()
    assert settings.first_steps_seen()
    assert shown.window.run.canvas.zoom.level >= Level.NEURON


def test_plus_zooms_in_too(begun) -> None:
    shown, callouts = begun()
    press(shown, Qt.Key.Key_Space)
    take_the_number(shown, callouts)
    assert callouts.step == 2
    press(shown, Qt.Key.Key_Plus, "+")
    assert callouts.step is None


@pytest.mark.parametrize("is_row", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_a_plate_stands_inside_the_page_wherever_it_points(size, is_row) -> None:
    page = QRect(QPoint(0, 0), QSize(*size))
    plate = QSize(min(460, size[0] - 16), 44)
    for x in range(0, size[0], 37):
        for y in range(0, size[1], 31):
            spot = QRect(x, y, 60, 24)
            found = placed(page.size(), spot, plate, is_row)
            assert page.contains(found)
            assert not found.intersects(spot)


def test_a_step_covers_nothing_that_it_speaks_of(begun) -> None:
    _, callouts = begun()
    page = callouts.parentWidget()
    play = page.transport.play
    assert not callouts.geometry().intersects(QRect(play.mapTo(page, play.rect().topLeft()), play.size()))


def test_the_answer_is_chosen_so_that_there_are_numbers_to_take(begun) -> None:
    shown, callouts = begun()
    answer = int(shown.session.trace.output[0].argmax())
    assert shown.session.view.selection == Target(2, answer)
    press(shown, Qt.Key.Key_Space)
    assert callouts.accessibleName() == f"First steps, 2 of 3: {STEPS[1].words}"


def test_where_no_number_is_in_sight_the_step_says_how_one_comes(begun) -> None:
    shown, callouts = begun()
    press(shown, Qt.Key.Key_Space)
    shown.session.select(None)
    shown.frame()
    assert callouts.accessibleName() == f"First steps, 2 of 3: {STEPS[1].otherwise}"
    assert_in_sight(callouts)
    shown.session.select(Target(1, 3))
    shown.frame()
    shown.frame()
    assert callouts.accessibleName() == f"First steps, 2 of 3: {STEPS[1].words}"
    take_the_number(shown, callouts)
    assert callouts.step == 2


def test_another_example_is_no_number_taken(begun) -> None:
    shown, callouts = begun()
    press(shown, Qt.Key.Key_Space)
    shown.session.apply(edits.choose_sample, 5)
    shown.frame()
    assert callouts.step == 1


@pytest.mark.parametrize("step", [0, 1])
def test_another_file_is_no_step_done_and_ends_them(begun, step) -> None:
    shown, callouts = begun()
    steps = []
    callouts.stepped.connect(steps.append)
    if step:
        press(shown, Qt.Key.Key_Space)
    steps.clear()
    shown.window.commands.open("iris")
    shown.frame()
    assert callouts.step is None
    assert callouts.isHidden()
    assert steps == []


@pytest.mark.parametrize("how", ["click", "space", "escape"])
def test_skipping_ends_them_all(begun, how: str) -> None:
    shown, callouts = begun()
    if how == "click":
        QTest.mouseClick(callouts.skip, Qt.MouseButton.LeftButton)
    elif how == "space":
        for _ in range(80):
            if QApplication.focusWidget() is callouts.skip:
                break
            press(shown, Qt.Key.Key_Tab)
        press(shown, Qt.Key.Key_Space)
        assert not shown.session.is_playing
    else:
        press(shown, Qt.Key.Key_Escape)
    assert callouts.isHidden()
    assert settings.first_steps_seen()
    shown.window.actions_.by_name["first_steps"].trigger()
    shown.frame()
    assert callouts.step == 0
    assert callouts.isVisible()


def test_escape_ends_them_before_it_leads_a_level_out(begun) -> None:
    shown, callouts = begun()
    zoom = shown.window.run.canvas.zoom
    shown.window.run.canvas.setFocus()
    zoom.go(Level.MICROSCOPE, Target(2, 3))
    shown.frame()
    assert callouts.step == 0
    press(shown, Qt.Key.Key_Escape)
    assert callouts.isHidden()
    assert zoom.level is Level.MICROSCOPE
    press(shown, Qt.Key.Key_Escape)
    assert zoom.level is Level.NEURON
    press(shown, Qt.Key.Key_Escape)
    assert zoom.level is Level.NETWORK


class Reader:
    """Stands where the system's screen reader does, and writes down what it is to say."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.heard.append(event.message())


def test_a_new_step_is_said_to_a_screen_reader(begun, monkeypatch) -> None:
    reader = Reader()
    monkeypatch.setattr(speech, "QAccessible", reader)
    shown, _callouts = begun()
    press(shown, Qt.Key.Key_Space)
    steps = [words for words in reader.heard if words.startswith("First steps")]
    assert steps == [
        f"First steps, 1 of 3: {STEPS[0].words}",
        f"First steps, 2 of 3: {STEPS[1].words}",
    ]


def test_beginning_shows_them_once(show) -> None:
    settings.set_first_steps_seen(False)
    shown = show("digits")
    commands = shown.window.commands
    commands.home()
    shown.frame()
    commands.go_on()
    shown.frame()
    assert shown.window.run.callouts.step == 0
    shown.window.run.callouts.end()
    commands.home()
    shown.frame()
    commands.go_on()
    shown.frame()
    assert shown.window.run.callouts.step is None
    assert shown.session.is_playing


def test_who_names_a_file_is_shown_nothing(show, tmp_path) -> None:
    settings.set_first_steps_seen(False)
    shown = show("iris")
    shown.frame()
    assert shown.window.run.callouts.step is None
    assert shown.window.run.callouts.isHidden()

"""The presenter's view: notes, answers, time and what comes next are here, and nowhere else."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document import edits
from nnviz.session import Change
from nnviz.session.lecture import Place
from nnviz.ui.present.keys import DEEDS
from tests.census.recorder import Recorder
from tests.ui.present.lessons import BROKEN, TWO_STEPS


@pytest.fixture
def lectern(present):
    """A show with a second display for the presenter: here both are on the one that there is."""

    def begin(**options):
        made = present(**options)
        made.show._open_lectern(made.hall.screen())
        made.hall.has_dock = False
        made.hall.dock.hide()
        desk = made.show.lectern
        desk.showNormal()
        desk.resize(1600, 1000)
        made.frames()
        return made, desk

    return begin


def words(window, recorder) -> str:
    return " ".join(text.string for text in recorder.texts(window))


def test_notes_and_answers_are_here_and_not_before_the_class(lectern):
    with Recorder().listening() as recorder:
        made, desk = lectern(lesson=TWO_STEPS, place=(1, 0))
        here, there = words(desk, recorder), words(made.hall, recorder)
        there += words(made.face, recorder)
    assert "Ask for hands." in here
    assert "Ask for hands." not in there
    assert desk.notes.answers[0][1] == "0.164"
    assert "0.164" in here
    assert "Pause timer" in here
    assert "Pause timer" not in there


def test_the_answer_is_what_the_network_says_now(lectern):
    made, desk = lectern(lesson=TWO_STEPS, place=(1, 0))
    before = desk.notes.answers
    made.session.apply(edits.set_bias, 1, 2, 1.0)
    made.frames()
    assert desk.notes.answers != before
    assert float(desk.notes.answers[0][1]) == pytest.approx(
        float(made.session.trace[1].a[0].ravel()[2]), abs=0.01
    )


def test_a_step_inside_a_card_counts_as_next(lectern):
    made, desk = lectern(lesson=TWO_STEPS)
    assert desk.glimpse.now_title == "One neuron decides. Step 1 of 2"
    assert desk.glimpse.next_title == "Step 2 of 2"
    made.press("PageDown")
    assert desk.glimpse.next_title == "The pass"
    made.session.go_to(Place(2))
    made.frames()
    assert desk.glimpse.next_title == "The end of the lesson"


def test_what_comes_next_is_a_real_picture_and_changes_nothing(lectern, qtbot):
    made, desk = lectern(lesson=TWO_STEPS)
    document, place = made.session.document, made.session.lecture.place
    qtbot.waitUntil(lambda: not desk.glimpse._next.isNull(), timeout=4000)
    assert len({desk.glimpse._next.pixel(x, 180) for x in range(0, 640, 5)}) > 3
    assert made.session.document is document
    assert made.session.lecture.place == place


def test_a_page_that_comes_next_is_a_real_picture_too(lectern, qtbot):
    made, desk = lectern(lesson=TWO_STEPS, place=(1, 0))
    document, view = made.session.document, made.session.view
    windows = {window for window in QApplication.topLevelWindows() if window.isVisible()}
    qtbot.waitUntil(lambda: not desk.glimpse._next.isNull(), timeout=4000)
    image = desk.glimpse._next
    step = image.width() // 100
    assert len({image.pixel(x * step, image.height() // 2) for x in range(100)}) > 3
    assert (made.session.document, made.session.view) == (document, view)
    assert {window for window in QApplication.topLevelWindows() if window.isVisible()} == windows
    made.press("Home")
    assert made.session.view.page == "run"


def test_now_is_what_the_class_sees(lectern, qtbot):
    made, desk = lectern(lesson=TWO_STEPS)
    qtbot.waitUntil(lambda: not desk.glimpse._now.isNull(), timeout=4000)
    made.press("W")
    desk.glimpse.refresh(Change(0))
    qtbot.waitUntil(lambda: desk.glimpse._now.toImage().pixelColor(40, 40).name() == "#ffffff", timeout=4000)


def test_time_counts_is_paused_and_turns_to_over(lectern, monkeypatch):
    made, desk = lectern(lesson=TWO_STEPS)
    clock = [0.0]
    monkeypatch.setattr(made.show.watch, "_now", lambda: clock[0])
    made.show.watch._since = 0.0
    clock[0] = 61.0
    desk.tick()
    assert desk.timing.shown[:3] == ("1:01", "of 10:00", "on time")
    clock[0] = 250.0
    desk.tick()
    assert desk.timing.shown[2] == "2 min behind"
    made.press("PageDown", "PageDown")
    desk.tick()
    assert desk.timing.shown[2] == "on time"
    clock[0] = 672.0
    desk.tick()
    assert desk.timing.shown[1] == "! over by 1:12"
    QTest.mouseClick(desk.timing.pause, Qt.MouseButton.LeftButton)
    clock[0] = 900.0
    desk.tick()
    assert desk.timing.shown[0] == "11:12"
    assert desk.timing.pause.text() == "Go on"


def test_over_time_is_said_in_words_and_in_warn(lectern, monkeypatch):
    made, desk = lectern(lesson=TWO_STEPS)
    clock = [700.0]
    monkeypatch.setattr(made.show.watch, "_now", lambda: clock[0])
    made.show.watch._since = 0.0
    with Recorder().listening() as recorder:
        desk.timing.update()
        desk.tick()
        texts = recorder.texts(desk)
    over = next(text for text in texts if "over by" in text.string)
    assert over.color.name() == "#ff8ac4"


def test_it_is_always_dark(lectern):
    made, desk = lectern(lesson=TWO_STEPS, theme="light")
    assert desk.grab().toImage().pixelColor(5, 500).name() == "#0a0f17"
    assert made.pixel(0.002, 0.005) == "#f3f6fa"


def test_notes_have_their_size(lectern):
    with Recorder().listening() as recorder:
        _, desk = lectern(lesson=TWO_STEPS)
        texts = {text.string.strip(): text for text in recorder.texts(desk)}
    note = next(text for string, text in texts.items() if string.startswith("Ask for"))
    assert round(note.pixels) == 24


def test_every_deed_has_its_key_here(lectern):
    _, desk = lectern()
    shown = {name: chip.keys for name, chip in desk.chips.chips.items()}
    for deed in DEEDS:
        assert deed.name in shown or deed.name in ("notes", "timer")
    assert shown["forward"] == "→, Page Down"


def test_chips_do_what_their_keys_do(lectern):
    made, desk = lectern(lesson=TWO_STEPS)
    QTest.mouseClick(desk.chips.chips["forward"], Qt.MouseButton.LeftButton)
    made.frames()
    assert made.session.lecture.place.step == 1
    QTest.mouseClick(desk.chips.chips["black"], Qt.MouseButton.LeftButton)
    assert desk.chips.chips["black"].isChecked()
    assert made.tools.cover.value == "black"


def test_frozen_the_class_sees_a_still_picture_while_the_presenter_goes_on(lectern):
    made, desk = lectern(lesson=TWO_STEPS)
    QTest.keyClick(desk, Qt.Key.Key_F)
    made.frames()
    assert made.hall.is_frozen
    still = made.hall.grab().toImage()
    QTest.keyClick(desk, Qt.Key.Key_PageDown)
    made.frames()
    assert made.session.lecture.place.step == 1
    assert made.hall.grab().toImage() == still
    assert desk.live.isVisible()
    QTest.keyClick(desk, Qt.Key.Key_F)
    made.frames()
    assert not made.hall.is_frozen
    assert made.hall.grab().toImage() != still
    assert desk.live is None


def test_frozen_the_presenter_prepares_in_the_live_picture(lectern):
    made, desk = lectern()
    made.press("F")
    at = made.unit(1, 5)
    scene = made.hall.stage.mapToScene(at)
    place = desk.live.mapFromScene(scene)
    QTest.mouseClick(desk.live.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    made.frames()
    assert made.session.view.selection.unit == 5


def test_a_display_that_goes_takes_the_freeze_along(lectern):
    made, _ = lectern()
    made.press("F")
    assert made.hall.is_frozen
    made.show._close_lectern()
    assert not made.hall.is_frozen
    assert made.show.lectern is None


def test_troubles_are_told_here_and_not_before_the_class(lectern):
    made, desk = lectern(lesson=BROKEN)
    made.press("PageDown")
    assert "99" in desk.trouble
    assert made.show.troubles == []
    assert not made.hall.notice.isVisible()


def test_the_dock_stays_away_from_a_class_whose_presenter_has_a_display(lectern):
    made, _ = lectern()
    made.move(QPoint(300, 300))
    made.move(QPoint(400, 300))
    assert not made.hall.dock.isVisible()


def test_nothing_ticks_after_it_is_closed(lectern):
    made, desk = lectern(lesson=TWO_STEPS)
    made.show._close_lectern()
    assert not desk._ticking.isActive()
    assert not desk.glimpse._taking.isActive()
    assert not desk.glimpse._preparing.isActive()


def test_without_a_lesson_it_says_so(lectern):
    with Recorder().listening() as recorder:
        _, desk = lectern()
        said = words(desk, recorder)
    assert "No lesson is open." in said
    assert "Presenting for" in said

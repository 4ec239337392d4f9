"""Pen, eraser, spotlight, a piece enlarged, a pointer that goes: by real events."""

import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtTest import QTest

from nnviz.ui.present.ink import FADING, STAYS, Ink
from nnviz.ui.present.tools import Tool, region_of
from tests.ui.present.lessons import TWO_STEPS

SIZE = QSizeF(1000, 500)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ink(clock):
    ink = Ink(clock)
    ink.turn_to("one")
    return ink


def write(ink, *points):
    for point in points:
        ink.touch(point)
    ink.lift()


# ink as values


def test_ink_fades_after_some_seconds(ink, clock):
    write(ink, (0.1, 0.1), (0.2, 0.2))
    (stroke,) = ink.strokes
    assert stroke.strength(clock()) == 1.0
    clock.seconds = STAYS + FADING / 2
    assert stroke.strength(clock()) == pytest.approx(0.5)
    clock.seconds = STAYS + FADING + 0.01
    assert ink.dry()
    assert ink.strokes == ()


def test_ink_that_stays_is_there_when_one_comes_back(ink, clock):
    ink.stays = True
    write(ink, (0.1, 0.1), (0.2, 0.2))
    ink.turn_to("two")
    assert ink.strokes == ()
    clock.seconds = 1000.0
    ink.turn_to("one")
    assert len(ink.strokes) == 1
    assert not ink.is_fading


def test_the_eraser_takes_what_it_touches_and_undo_brings_it_back(ink):
    write(ink, (0.1, 0.1), (0.2, 0.1))
    write(ink, (0.7, 0.8), (0.8, 0.8), (0.9, 0.8))
    assert not ink.erase((0.5, 0.5), SIZE)
    assert ink.erase((0.8, 0.8), SIZE)
    assert [stroke.points[0] for stroke in ink.strokes] == [(0.1, 0.1)]
    ink.undo()
    assert len(ink.strokes) == 2
    ink.undo()
    ink.undo()
    assert ink.strokes == ()
    assert not ink.can_undo


def test_wiping_can_be_taken_back(ink):
    write(ink, (0.1, 0.1), (0.2, 0.1))
    ink.clear()
    assert ink.strokes == ()
    ink.undo()
    assert len(ink.strokes) == 1


def test_turning_the_page_finishes_the_stroke_under_the_pen(ink):
    ink.touch((0.1, 0.1))
    ink.touch((0.2, 0.2))
    ink.turn_to("two")
    assert ink.strokes == ()
    ink.turn_to("one")
    assert len(ink.strokes) == 1


@pytest.mark.parametrize("end", [(0.30, 0.40), (0.10, 0.05)])
def test_a_piece_has_the_displays_shape_and_lies_on_it(end):
    region = region_of(QPointF(0.2, 0.2), QPointF(*end))
    assert region.width == region.height
    assert 0 <= region.x <= region.x + region.width <= 1.0
    assert 0 <= region.y <= region.y + region.height <= 1.0
    assert region.times > 1


def test_a_click_is_no_piece():
    assert region_of(QPointF(0.5, 0.5), QPointF(0.505, 0.505)) is None


# before the class


def test_the_pen_writes_where_the_pointer_goes(present):
    made = present()
    ground = made.pixel(0.5, 0.01)
    made.press("P")
    place = made.hall.stage.viewport().rect()
    y = place.height() // 100
    made.drag(place.topLeft() + QPointF(600, y).toPoint(), place.topLeft() + QPointF(960, y).toPoint(),
              place.topLeft() + QPointF(1300, y).toPoint())  # fmt: skip
    (stroke,) = made.tools.ink.strokes
    assert stroke.points[0][0] == pytest.approx(600 / 1920, abs=0.002)
    assert stroke.points[-1][1] == pytest.approx(y / 1080, abs=0.002)
    assert made.pixel(0.5, 0.01) != ground
    assert made.session.view.selection == made.session.view.selection
    made.press("Shift+E")
    assert made.tools.ink.strokes == ()


def test_with_the_pen_in_hand_the_picture_is_left_alone(present):
    made = present()
    before = made.session.view.selection
    made.press("P")
    made.click(made.unit(1, 5))
    assert made.session.view.selection == before
    made.press("P")
    made.click(made.unit(1, 5))
    assert made.session.view.selection.unit == 5


def test_ink_belongs_to_its_step(present):
    made = present(lesson=TWO_STEPS)
    made.press("Shift+P", "P")
    made.drag(made.at(40, 40), made.at(90, 80), made.at(140, 60))
    assert len(made.tools.ink.strokes) == 1
    made.press("PageDown")
    assert made.tools.ink.strokes == ()
    made.press("PageUp")
    assert len(made.tools.ink.strokes) == 1


def test_ink_stays_at_its_place_on_a_display_of_another_size(present):
    made = present()
    made.press("Shift+P", "P")
    made.drag(made.at(40, 40), made.at(90, 80), made.at(140, 60))
    before = made.tools.ink.strokes
    made.hall.resize(1280, 720)
    made.frames()
    assert made.tools.ink.strokes == before
    assert made.face.seen.width == 1280


def test_the_eraser_rubs_out(present):
    made = present()
    made.press("Shift+P", "P")
    made.drag(made.at(40, 40), made.at(90, 80), made.at(140, 60))
    made.press("E")
    assert made.tools.tool is Tool.ERASER
    made.drag(made.at(90, 40), made.at(90, 80), made.at(90, 120))
    assert made.tools.ink.strokes == ()


def test_fading_ink_goes_by_itself_and_its_timer_stops(present, monkeypatch):
    made = present()
    clock = Clock()
    monkeypatch.setattr(made.tools.ink, "_now", clock)
    made.press("P")
    made.drag(made.at(40, 40), made.at(90, 80))
    assert made.hall.stage._fading.isActive()
    clock.seconds = STAYS + FADING + 1
    QTest.qWait(120)
    assert made.tools.ink.strokes == ()
    assert not made.hall.stage._fading.isActive()


def test_the_spotlight_follows_the_pointer(present):
    made = present(theme="light")
    bright = made.pixel(0.01, 0.3)
    made.press("L")
    made.move(made.at(10, 120))
    made.frames()
    place = made.at(10, 120)
    here = (place.x() / 1919, place.y() / 1079)
    assert made.pixel(*here) == bright
    assert made.pixel(0.99, 0.3) != bright
    made.move(made.at(700, 120))
    made.frames()
    assert made.pixel(*here) != bright


def test_a_piece_is_enlarged_and_the_same_key_shows_everything_again(present):
    made = present()
    whole = made.hall.grab().toImage()
    made.press("Z")
    start, end = made.at(250, 60), made.at(400, 140)
    made.drag(start, start + (end - start) / 2, end)
    assert made.tools.tool is Tool.HAND
    times = made.tools.region.times
    assert 2 < times <= 6
    assert made.hall.stage.transform().m11() == pytest.approx(times)
    made.click(made.unit(1, 5))
    assert made.session.view.selection.unit == 5
    made.press("Z")
    assert made.tools.region.is_whole
    made.session.select(None)
    made.frames(4)
    assert made.hall.stage.transform().m11() == 1.0
    assert made.hall.grab().toImage().size() == whole.size()


def test_the_pointer_goes_after_two_seconds_and_moving_it_brings_the_dock(present, qtbot):
    made = present()
    assert not made.hall.dock.isVisible()
    made.move(made.at(40, 40))
    made.move(made.at(60, 50))
    made.frames()
    assert made.hall.dock.isVisible()
    assert made.hall.dock.height() == pytest.approx(56 * 1.08, abs=1)
    qtbot.waitUntil(lambda: not made.hall.dock.isVisible(), timeout=4000)


@pytest.mark.parametrize(
    ("name", "held"), [("pen", Tool.PEN), ("eraser", Tool.ERASER), ("region", Tool.REGION)]
)
def test_the_dock_gives_its_tools(present, name, held):
    made = present()
    button = made.hall.dock.buttons[name]
    made.hall.dock.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert made.tools.tool is held
    assert button.isChecked()


def test_the_dock_leads_on_and_out(present):
    made = present(lesson=TWO_STEPS)
    made.hall.dock.show()
    QTest.mouseClick(made.hall.dock.buttons["forward"], Qt.MouseButton.LeftButton)
    made.frames()
    assert made.session.lecture.place.step == 1
    QTest.mouseClick(made.hall.dock.buttons["leave"], Qt.MouseButton.LeftButton)
    assert not made.shown.window.presenting.is_on

"""Zooming in opens a neuron, its numbers can be changed there, and the way back leads to the same picture."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QNativeGestureEvent, QPainter, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import CurrentInput, Document, Override, Target, edits
from nnviz.engine import Dense, Network
from nnviz.scene.detail.answer_places import plot
from nnviz.scene.detail.microscope import Microscope
from nnviz.scene.detail.page_spots import places
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.session import Preferences, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.clock import FrameClock
from nnviz.ui.paint.overview import page_map
from tests.printed import CASES

SIZE = (920, 768)
PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NUMBERS = [
    ("page-w", "Change weight"),
    ("page-b", "Change bias"),
    ("page-x", "Override activation"),
    ("page-z", "Override z"),
]
"""Every kind of number on an opened neuron's page, and what changing it is called."""


class Hand:
    """A canvas on the screen, at the end of the pass, and a hand on it."""

    def __init__(self, qtbot: QtBot, sample: str, theme: str = "dark") -> None:
        document, _ = formats.open_any(sample)
        self.qtbot = qtbot
        self.session = Session(document)
        self.session.set_theme(theme)
        self.session.seek(self.session.timeline.seconds)
        self.view = CanvasView(self.session)
        qtbot.addWidget(self.view)
        self.view.resize(*SIZE)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.clock = FrameClock(self.session, self.view)
        self.clock.add(self.view)

    @property
    def level(self) -> Level:
        return self.view.zoom.level

    def place(self, target: Target) -> QPointF:
        """Where a unit is on the screen."""
        picture = self.view.picture
        assert picture is not None
        (x, y), _ = levels.place(picture.layout, target)
        return picture.look.mapping.point(x, y)

    def wheel(self, at: QPointF, notches: int, eighths: int = 120) -> None:
        for _ in range(abs(notches)):
            turn = eighths if notches > 0 else -eighths
            event = QWheelEvent(
                at,
                QPointF(self.view.mapToGlobal(at.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                PLAIN,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(self.view, event)
            self.clock.tick()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view, key)
        self.land()

    def go(self, level: Level, target: Target | None = None) -> None:
        self.view.zoom.go(level, target)
        self.land()

    def land(self) -> None:
        """Wait until the camera has arrived."""
        self.qtbot.waitUntil(lambda: not self.session.is_flying)
        self.clock.tick()

    def spot(self, kind: str, row: int = 0) -> QPoint:
        """The middle of something on the page: the ``row``-th of its kind."""
        picture = self.view.picture
        assert picture is not None
        assert picture.detail is not None
        found = [hit for hit, _ in picture.detail.spots() if hit.kind == kind]
        rect = picture.detail.place_of(found[row])
        assert rect is not None
        return rect.center().toPoint()

    def drag(self, start: QPoint, way: QPoint) -> None:
        QTest.mousePress(self.view, LEFT, PLAIN, start)
        for step in range(1, 6):
            self.move(start + way * step / 5)
        QTest.mouseRelease(self.view, LEFT, PLAIN, start + way)
        self.clock.tick()

    def move(self, at: QPoint) -> None:
        where = QPointF(self.view.mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, Qt.MouseButton.NoButton, LEFT, PLAIN)
        QApplication.sendEvent(self.view, event)
        self.clock.tick()

    def picture(self) -> QImage:
        """The settled canvas with nothing under the pointer."""
        QApplication.sendEvent(self.view, QEvent(QEvent.Type.Leave))
        self.view.settle()
        image = QImage(self.view.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self.view.render(painter, QPoint())
        return image


@pytest.fixture(params=["dark", "light"])
def hand(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Hand]:
    made = Hand(qtbot, "digits", request.param)
    yield made
    made.clock.stop()


def test_in_with_the_wheel_change_a_weight_undo_and_out_again(hand: Hand) -> None:
    target = Target(2, 3)
    hand.session.select(target)
    hand.clock.tick()
    network, before = hand.picture(), hand.session.document
    at = hand.place(target)
    hand.wheel(at, 8)
    assert hand.level is Level.MICROSCOPE
    page = hand.picture()
    assert page != network
    hand.drag(hand.spot("page-w"), QPoint(0, -60))
    assert hand.session.document is not before
    assert hand.picture() != page
    assert hand.session.undo_label == "Change weight"
    hand.session.undo()
    hand.clock.tick()
    assert hand.session.document is before
    assert hand.session.undo_label is None
    assert hand.picture() == page
    hand.wheel(at, -8)
    assert hand.level is Level.NETWORK
    assert hand.session.view.camera == levels.camera_of(hand.view.picture.layout, Level.NETWORK, None)  # type: ignore[union-attr]
    assert hand.picture() == network


def test_the_wheel_opens_the_neuron_under_the_pointer(hand: Hand) -> None:
    hand.session.select(Target(2, 0))
    hand.clock.tick()
    hand.wheel(hand.place(Target(1, 5)), 8)
    assert hand.session.view.selection == Target(1, 5)
    assert hand.view.picture is not None
    assert hand.view.picture.detail is not None
    assert hand.view.picture.detail.microscope.target == Target(1, 5)
    hand.wheel(QPointF(5, 5), 6)
    assert hand.level is Level.SLOPE
    assert hand.session.view.selection == Target(1, 5)


def test_enter_opens_and_escape_goes_back_level_by_level(hand: Hand) -> None:
    hand.session.select(Target(2, 7))
    hand.clock.tick()
    hand.key(Qt.Key.Key_Return)
    assert hand.level is Level.MICROSCOPE
    hand.go(Level.SLOPE)
    seen = []
    for _ in range(3):
        hand.key(Qt.Key.Key_Escape)
        seen.append(hand.level)
    assert seen == [Level.MICROSCOPE, Level.NEURON, Level.NETWORK]
    assert hand.session.view.camera == levels.camera_of(hand.view.picture.layout, Level.NETWORK, None)  # type: ignore[union-attr]
    assert hand.session.view.selection == Target(2, 7)


def test_enter_without_a_selection_opens_the_answer(hand: Hand) -> None:
    hand.session.select(None)
    hand.clock.tick()
    hand.key(Qt.Key.Key_Return)
    assert hand.session.view.selection == Target(2, int(hand.session.trace.output[0].argmax()))
    assert hand.level is Level.MICROSCOPE


def test_a_double_click_goes_in_and_on_nothing_goes_out(hand: Hand) -> None:
    QTest.mouseDClick(hand.view, LEFT, PLAIN, hand.place(Target(1, 2)).toPoint())
    hand.land()
    assert (hand.level, hand.session.view.selection) == (Level.MICROSCOPE, Target(1, 2))
    QTest.mouseDClick(hand.view, LEFT, PLAIN, QPoint(SIZE[0] // 2, 4))
    hand.land()
    assert hand.level is Level.NETWORK


def test_pinching_zooms(hand: Hand) -> None:
    at = hand.place(Target(2, 4))
    device = QPointingDevice.primaryPointingDevice()
    for _ in range(12):
        where = QPointF(hand.view.mapToGlobal(at))
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, device, 2, at, at, where, 0.1, QPointF()
        )
        QApplication.sendEvent(hand.view, event)
        hand.clock.tick()
    assert hand.session.view.selection == Target(2, 4)
    assert hand.level is Level.MICROSCOPE


@pytest.mark.parametrize(("kind", "label"), NUMBERS)
def test_every_number_can_be_dragged_and_is_one_undo(hand: Hand, kind: str, label: str) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    before, z = hand.session.document, float(hand.session.trace[2].z[0, 3])
    hand.drag(hand.spot(kind), QPoint(0, 40))
    assert hand.session.undo_label == label
    assert float(hand.session.trace[2].z[0, 3]) != z
    assert not hand.session.is_held
    hand.session.undo()
    assert hand.session.document is before
    assert hand.session.view.selection == Target(2, 3)


def test_an_input_is_dragged_as_an_input(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(1, 5))
    before = hand.session.document.input.values
    hand.drag(hand.spot("page-x"), QPoint(0, 60))
    after = hand.session.document.input.values
    assert np.count_nonzero(before != after) == 1
    assert hand.session.undo_label == "Change input"


def test_a_number_is_typed_after_a_double_click(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    QTest.mouseDClick(hand.view, LEFT, PLAIN, hand.spot("page-z"))
    editor = hand.view.findChild(NumberEditor)
    assert editor.accessibleName() == "z"
    editor.selectAll()
    QTest.keyClicks(editor, "-2.5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hand.clock.tick()
    assert hand.session.document.overrides == {Target(2, 3): Override("z", -2.5)}
    assert float(hand.session.trace[2].z[0, 3]) == -2.5
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-lock"))
    assert not hand.session.document.overrides


def test_an_inputs_name_leads_to_its_neuron_and_a_chip_to_its_phase(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    picture = hand.view.picture
    assert picture is not None
    assert picture.detail is not None
    source = picture.detail.microscope.lines[0].source
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-source"))
    hand.land()
    assert (hand.session.view.selection, hand.level) == (source, Level.MICROSCOPE)
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-phase", 1))
    assert (hand.session.moment.layer, hand.session.moment.phase) == (1, "sum")


def test_a_click_beside_the_numbers_changes_nothing(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    before, view = hand.session.document, hand.session.view
    QTest.mouseClick(hand.view, LEFT, PLAIN, QPoint(SIZE[0] // 2, 3))
    hand.drag(QPoint(SIZE[0] // 2, 3), QPoint(50, 80))
    assert (hand.session.document, hand.session.view) == (before, view)


def test_ctrl_arrows_open_the_neighbour(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    QTest.keyClick(hand.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    hand.land()
    assert (hand.session.view.selection, hand.level) == (Target(2, 4), Level.MICROSCOPE)


def test_a_page_depends_on_nothing_but_the_view(hand: Hand) -> None:
    """Each level looks the same whatever was shown before it, during fades too."""
    target = Target(2, 3)
    hand.session.select(target)
    assert hand.view.picture is not None
    bounds = levels.ranges(hand.view.picture.layout, target)
    there = levels.camera_of(hand.view.picture.layout, Level.MICROSCOPE, target)
    zooms = [
        0.3,
        0.55,
        1.0,
        bounds.microscope * 0.95 / bounds.fit,
        there.zoom,
        bounds.slope * 0.97 / bounds.fit,
    ]
    seconds = [2.0, 4.4, hand.session.timeline.seconds]
    seen: dict[tuple[float, float], QImage] = {}
    for way in (1, -1):
        for zoom in zooms[::way]:
            for second in seconds[::way]:
                hand.session.set_camera(replace(there, zoom=zoom))
                hand.session.seek(second)
                hand.clock.tick()
                image = hand.picture()
                assert seen.setdefault((zoom, second), image) == image, (zoom, second)
    assert len({bytes(image.constBits()) for image in seen.values()}) > len(zooms)


@pytest.mark.parametrize("sample", ["neuron", "sine", "mnist", "digits-cnn", "edges"])
def test_every_level_of_every_layer_is_drawn(qtbot: QtBot, sample: str) -> None:
    hand = Hand(qtbot, sample)
    network = hand.session.document.network
    for layer in range(1, len(network.layers) + 1):
        shape = network.shapes[layer]
        target = Target(layer, 0) if len(shape) == 1 else Target(layer, (0, shape[1] // 2, shape[2] // 2))
        for level in (Level.NEURON, Level.MICROSCOPE, Level.SLOPE):
            hand.session.select(target)
            hand.clock.tick()
            assert hand.view.picture is not None
            hand.session.set_camera(levels.camera_of(hand.view.picture.layout, level, target))
            for second in (0.0, 0.6 * hand.session.timeline.seconds, hand.session.timeline.seconds):
                hand.session.seek(second)
                hand.clock.tick()
                assert hand.level is level
                assert not hand.picture().isNull()
    hand.clock.stop()


def resident() -> int:
    """Kilobytes of this process in memory now; its peak would hide what other tests left room for."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("name", ["iris", "mnist-cnn"])
def test_a_hundred_times_in_and_out_leave_memory_where_it_was(qtbot: QtBot, name: str) -> None:
    hand = Hand(qtbot, name)
    hand.view.resize(400, 320)
    # The last layer of both is dense.
    target = Target(len(hand.session.document.network.layers), 1)
    hand.session.select(target)
    hand.clock.tick()
    assert hand.view.picture is not None
    layout = hand.view.picture.layout
    cameras = [levels.camera_of(layout, level, target) for level in Level]

    def there_and_back(time: int) -> None:
        for camera in (*cameras, *cameras[-2:0:-1]):
            # Not the same pictures each time, or they would only be kept and shown again.
            hand.session.set_camera(replace(camera, zoom=camera.zoom * (1 + 0.01 * (time % 5))))
            hand.clock.tick()
            hand.view.grab()

    # What is kept to be shown again fills up first.
    for time in range(10):
        there_and_back(time)
    gc.collect()
    before = resident()
    for time in range(10, 110):
        there_and_back(time)
    gc.collect()
    after = resident()
    # Kilobytes; one picture of this canvas takes 500, and 800 were drawn.
    assert after - before < 12_000
    hand.clock.stop()


def test_the_map_shows_where_one_is_and_leads_elsewhere(hand: Hand) -> None:
    assert hand.view.map.isHidden()
    hand.go(Level.NEURON, Target(2, 3))
    assert hand.view.map.isVisible()
    frame = hand.view.map.frame
    assert frame.center().x() > hand.view.map.width() / 2
    camera = hand.session.view.camera
    to_left = QPoint(round(0.3 * hand.view.map.width()), hand.view.map.height() // 2)
    QTest.mousePress(hand.view.map, LEFT, PLAIN, to_left)
    hand.clock.tick()
    assert hand.session.view.camera.x < camera.x
    assert hand.session.view.camera.zoom == camera.zoom
    assert hand.view.map.frame.center().x() < frame.center().x()
    hand.go(Level.MICROSCOPE, Target(2, 3))
    assert hand.view.map.isHidden()


def test_reduced_motion_jumps(hand: Hand) -> None:
    hand.session.set_preferences(Preferences(reduced_motion=True))
    hand.view.zoom.go(Level.MICROSCOPE, Target(2, 3))
    assert not hand.session.is_flying
    hand.clock.tick()
    assert hand.level is Level.MICROSCOPE


def test_a_flight_ends_where_it_should_and_the_hand_comes_first(hand: Hand) -> None:
    hand.view.zoom.go(Level.MICROSCOPE, Target(2, 3))
    goal = hand.session.camera_goal
    assert hand.session.view.camera != goal
    hand.land()
    assert hand.session.view.camera == goal
    hand.view.zoom.go(Level.NETWORK)
    hand.wheel(hand.place(Target(2, 3)), 1)
    assert not hand.session.is_flying


def test_edits_on_the_page_show_at_once(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    hand.session.apply(edits.set_bias, 2, 3, 4.25)
    hand.clock.tick()
    picture = hand.view.picture
    assert picture is not None
    assert picture.detail is not None
    assert picture.detail.microscope.bias == "+4.250"


@pytest.mark.parametrize(("kind", "label"), NUMBERS)
def test_every_number_is_reached_and_changed_by_keyboard(hand: Hand, kind: str, label: str) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    hand.view.activateWindow()
    hand.view.setFocus()
    before, z = hand.session.document, float(hand.session.trace[2].z[0, 3])
    plain = hand.picture()
    for _ in range(60):
        QTest.keyClick(hand.view, Qt.Key.Key_Tab)
        hit = hand.view.page_keys.hit
        assert hit is not None, "the keyboard left the page before it came there"
        if hit.kind == kind:
            break
    assert hand.picture() != plain  # a ring shows where the keyboard is
    assert "Up and Down change it" in hand.view.page_keys.words
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(hand.view, key)
        hand.clock.tick()
    assert hand.session.undo_label == label
    changed = float(hand.session.trace[2].z[0, 3])
    assert changed > z if kind in ("page-b", "page-z") else changed != z
    hand.session.undo()
    hand.session.undo()
    assert hand.session.document is before


def test_enter_types_the_number_that_has_the_keyboard(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    hand.view.activateWindow()
    hand.view.setFocus()
    for _ in range(2):
        QTest.keyClick(hand.view, Qt.Key.Key_Tab)
    hit = hand.view.page_keys.hit
    assert hit is not None
    assert hit.kind == "page-w"
    QTest.keyClick(hand.view, Qt.Key.Key_Return)
    editor = hand.view.findChild(NumberEditor)
    editor.selectAll()
    QTest.keyClicks(editor, "-0.5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hand.clock.tick()
    assert float(hand.session.document.network.parameters()["2.weight"][hit.index]) == -0.5
    # Enter was for the field alone: nothing is typed at now, and the level is the same.
    assert not [field for field in hand.view.findChildren(NumberEditor) if field.isVisible()]
    assert hand.level is Level.MICROSCOPE


def test_past_the_last_number_the_keyboard_leaves_the_page(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(2, 3))
    hand.view.setFocus()
    seen = []
    while hand.view.page_keys.tab(hand.view.picture, True):
        seen.append(hand.view.page_keys.hit)
    assert len(seen) == len(set(seen)) > 20
    assert hand.view.page_keys.hit is None
    assert hand.view.page_keys.tab(hand.view.picture, False)
    assert hand.view.page_keys.hit == seen[-1]


def test_on_the_slope_z_is_nudged_and_let_go(hand: Hand) -> None:
    hand.go(Level.SLOPE, Target(2, 3))
    z, y = (float(values[0, 3]) for values in (hand.session.trace[2].z, hand.session.trace[2].a))
    picture = hand.view.picture
    assert picture is not None
    assert picture.detail is not None
    chart = picture.detail.microscope.chart
    assert chart is not None
    minus, plus = hand.spot("page-nudge", 0), hand.spot("page-nudge", 1)
    QTest.mouseClick(hand.view, LEFT, PLAIN, plus)
    hand.clock.tick()
    assert float(hand.session.trace[2].z[0, 3]) == pytest.approx(z + 0.1, abs=1e-6)
    # What the page had said the nudge would do is what it did.
    assert float(hand.session.trace[2].a[0, 3]) - y == pytest.approx(chart.moves, abs=1e-6)
    QTest.mouseClick(hand.view, LEFT, PLAIN, minus)
    hand.clock.tick()
    assert float(hand.session.trace[2].z[0, 3]) == pytest.approx(z, abs=1e-5)
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-lock"))
    assert not hand.session.document.overrides


def test_on_the_slope_z_follows_the_pointer_along_its_axis(hand: Hand) -> None:
    hand.go(Level.SLOPE, Target(2, 3))
    before, z = hand.session.document, float(hand.session.trace[2].z[0, 3])
    picture = hand.view.picture
    assert picture is not None
    assert picture.detail is not None
    chart = picture.detail.microscope.chart
    assert chart is not None
    x0, _, x1, _ = plot(picture.detail.page.slope_chart, picture.detail.page.slope_text)
    hand.drag(hand.spot("page-z"), QPoint(-200, 0))
    moved = z - float(hand.session.trace[2].z[0, 3])
    assert moved == pytest.approx(200 * (chart.view[1] - chart.view[0]) / (x1 - x0), rel=0.02)
    assert hand.session.undo_label == "Override z"
    hand.session.undo()
    assert hand.session.document is before


def test_a_click_on_a_block_leads_to_its_layer(hand: Hand) -> None:
    hand.session.select(None)
    hand.go(Level.BLOCKS)
    picture = hand.view.picture
    assert picture is not None
    screen = QRectF(0, 0, *picture.look.screen)
    blocks = page_map(hand.session.document, screen, picture.layout.scale).blocks
    x0, y0, x1, y1 = blocks[1].box
    QTest.mouseClick(hand.view, LEFT, PLAIN, QPoint(round((x0 + x1) / 2), round((y0 + y1) / 2)))
    hand.land()
    assert hand.level is Level.NETWORK
    largest = int(hand.session.trace[1].a[0].argmax())
    assert hand.session.view.selection == Target(1, largest)


def test_the_map_can_be_closed_and_comes_back(hand: Hand) -> None:
    hand.go(Level.NEURON, Target(2, 3))
    assert hand.view.map.isVisible()
    hand.view.map.closed.connect(lambda: hand.session.set_preferences(Preferences(map_shown=False)))
    QTest.mouseClick(hand.view.map.findChild(QAbstractButton), LEFT)
    hand.clock.tick()
    assert not hand.view.map.isVisible()
    hand.session.set_preferences(Preferences())
    hand.clock.tick()
    assert hand.view.map.isVisible()


def test_the_wheel_comes_to_rest_on_a_level(hand: Hand, qtbot) -> None:
    target = Target(2, 3)
    hand.session.select(target)
    hand.clock.tick()
    at = hand.place(target)
    depth = None
    for _ in range(60):
        hand.wheel(at, 1, eighths=30)
        depth = hand.view.picture.depth
        if 0.0 < depth.microscope < 1.0:
            break
    assert depth is not None
    assert 0.0 < depth.microscope < 1.0

    def is_at_rest() -> None:
        hand.clock.tick()
        seen = hand.view.picture.depth
        assert not hand.session.is_flying
        assert seen.microscope in (0.0, 1.0)

    qtbot.waitUntil(is_at_rest)
    assert hand.view.picture.depth.level is depth.level
    assert hand.session.view.selection == target


def test_a_click_where_nothing_is_deselects_on_blocks_too(hand: Hand) -> None:
    hand.session.select(Target(2, 3))
    hand.go(Level.BLOCKS, Target(2, 3))
    hand.clock.tick()
    QTest.mouseClick(hand.view, Qt.MouseButton.LeftButton, pos=QPoint(6, hand.view.height() - 60))
    assert hand.session.view.selection is None


def test_scales_follow_the_numbers_once_a_hand_lets_go(hand: Hand) -> None:
    """They are held still during the drag, then come to fit in a move that depends on time alone."""
    hand.go(Level.MICROSCOPE, Target(2, 3))
    start, before = hand.spot("page-w", 4), opened(hand)
    QTest.mousePress(hand.view, LEFT, PLAIN, start)
    for step in range(1, 7):
        hand.move(start + QPoint(0, -60 * step))
    during = opened(hand)
    assert (during.low, during.high) == (before.low, before.high)
    assert max(line.end for line in during.lines) > during.high
    QTest.mouseRelease(hand.view, LEFT, PLAIN, start + QPoint(0, -360))
    hand.qtbot.waitUntil(lambda: not hand.session.is_refitting)
    hand.clock.tick()
    after = opened(hand)
    ends = [line.end for line in after.lines]
    assert after.high >= max(ends)
    assert after.low <= min(0.0, *ends)
    assert after.places == tuple(range(len(ends)))
    assert after.chart is not None
    assert after.chart.leaves == (0, 0)


def test_scales_fit_at_once_under_reduced_motion(hand: Hand) -> None:
    hand.session.set_preferences(Preferences(reduced_motion=True))
    hand.go(Level.MICROSCOPE, Target(2, 3))
    hand.drag(hand.spot("page-w", 4), QPoint(0, -360))
    after = opened(hand)
    assert after.high >= max(line.end for line in after.lines)


def test_the_microscopes_curve_is_dragged_and_what_is_held_is_released(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, Target(1, 5))
    before, z = hand.session.document, float(hand.session.trace[1].z[0, 5])
    chart, picture = opened(hand).chart, hand.view.picture
    assert chart is not None
    assert picture is not None
    assert picture.detail is not None
    box = places(picture.detail.page, picture.detail.microscope).chart
    x0, _, x1, _ = plot(box, picture.detail.page.text)
    hand.drag(hand.spot("page-curve"), QPoint(-40, 0))
    moved = z - float(hand.session.trace[1].z[0, 5])
    assert moved == pytest.approx(40 * (chart.view[1] - chart.view[0]) / (x1 - x0), rel=0.05)
    held = hand.session.document.overrides[Target(1, 5)]
    assert held.kind == "z"
    assert opened(hand).held_text.startswith("! z held at")
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-lock"))
    assert not hand.session.document.overrides
    assert hand.session.undo_label == "Release"
    hand.session.undo()
    hand.session.undo()
    assert hand.session.document is before


def leaky(qtbot: QtBot) -> Hand:
    """Leaky ReLU at z = −2."""
    hand = Hand(qtbot, str(CASES["lk"]))
    hand.go(Level.MICROSCOPE, Target(1, 0))
    return hand


def test_alpha_is_printed_in_the_microscope_and_typed(qtbot: QtBot) -> None:
    hand = leaky(qtbot)
    assert opened(hand).parameters == (("alpha", "α = 0.01"),)
    QTest.mouseDClick(hand.view, LEFT, PLAIN, hand.spot("page-parameter"))
    editor = hand.view.findChild(NumberEditor)
    assert editor.accessibleName() == "α"
    editor.selectAll()
    QTest.keyClicks(editor, "0.3")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hand.clock.tick()
    assert opened(hand).parameters == (("alpha", "α = 0.30"),)
    assert opened(hand).y == "−0.600"
    assert hand.session.undo_label == "Change α"
    hand.clock.stop()


def test_alpha_is_stepped_and_dragged_to_exact_decimals(qtbot: QtBot) -> None:
    hand = leaky(qtbot)
    tabs = 0
    while hand.view.page_keys.hit is None or hand.view.page_keys.hit.kind != "page-parameter":
        QTest.keyClick(hand.view, Qt.Key.Key_Tab)
        tabs += 1
        assert tabs < 20
    for _ in range(29):
        QTest.keyClick(hand.view, Qt.Key.Key_Up)
        hand.clock.tick()
    assert opened(hand).parameters == (("alpha", "α = 0.30"),)
    assert opened(hand).y == "−0.600"
    hand.drag(hand.spot("page-parameter"), QPoint(0, 30))
    alpha = hand.session.document.network.layer(1).activation.parameters["alpha"]  # type: ignore[union-attr]
    assert alpha < 0.3
    assert alpha == round(alpha, 3)
    hand.clock.stop()


def test_a_lone_softmax_offers_sigmoid_in_the_microscope(qtbot: QtBot, tmp_path: Path) -> None:
    network = Network.build((2,), [Dense(1, activation="softmax")], seed=0)
    formats.save(Document(network, "lone", CurrentInput(np.ones(2, np.float32))), tmp_path / "lone.nnviz")
    hand = Hand(qtbot, str(tmp_path / "lone.nnviz"))
    hand.go(Level.MICROSCOPE, Target(1, 0))
    assert opened(hand).remedy == "Softmax of one neuron is always 1."
    QTest.mouseClick(hand.view, LEFT, PLAIN, hand.spot("page-remedy"))
    hand.clock.tick()
    assert hand.session.document.network.layer(1).activation.name == "sigmoid"  # type: ignore[union-attr]
    assert opened(hand).remedy == ""
    assert hand.session.undo_label == "Use sigmoid"
    hand.clock.stop()


def opened(hand: Hand) -> Microscope:
    """The page that is shown."""
    picture = hand.view.picture
    assert picture is not None
    assert picture.detail is not None
    return picture.detail.microscope

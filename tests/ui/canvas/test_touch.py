"""Fingers on the canvas: tap, double tap, long press, drag, two to move and to zoom; pads, wheels, Space."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nnviz.document import Target
from nnviz.scene.detail.page_spots import WEIGHT
from nnviz.scene.view.levels import Level
from tests.graphs import residual_cnn
from tests.ui.conftest import Shown

DEVICE: list[object] = []


class Fingers:
    """Two fingers of a person on the canvas of a window."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.canvas: QWidget = shown.window.run.canvas
        if not DEVICE:
            DEVICE.append(QTest.createTouchDevice())

    def do(self, how: str, *points: tuple[float, float]) -> None:
        """``how``: "press", "move" or "release" one finger or several."""
        sequence = QTest.touchEvent(self.canvas, DEVICE[0], False)
        for finger, (x, y) in enumerate(points):
            getattr(sequence, how)(finger, QPoint(round(x), round(y)), self.canvas)
        sequence.commit()
        self.shown.frame()

    def tap(self, at: tuple[float, float]) -> None:
        self.do("press", at)
        self.do("release", at)

    def place(self, target: Target) -> tuple[float, float]:
        at = self.canvas.zoom.spot(target)
        assert at is not None
        return at.x(), at.y()


@pytest.fixture
def touch(show) -> Fingers:
    return Fingers(show("digits"))


def test_a_tap_selects_and_two_taps_open(touch: Fingers) -> None:
    session, at = touch.shown.session, touch.place(Target(1, 5))
    touch.tap(at)
    assert session.view.selection == Target(1, 5)
    assert touch.canvas.zoom.level is Level.NETWORK
    touch.tap(at)
    session.advance(1.0)
    touch.shown.frame()
    assert touch.canvas.zoom.level is Level.MICROSCOPE


def test_two_taps_far_apart_are_two_taps(touch: Fingers) -> None:
    touch.tap(touch.place(Target(1, 5)))
    touch.tap(touch.place(Target(1, 12)))
    assert touch.shown.session.view.selection == Target(1, 12)
    assert touch.canvas.zoom.level is Level.NETWORK


def test_a_long_press_shows_the_card_and_selects_nothing(touch: Fingers, qtbot) -> None:
    session = touch.shown.session
    session.select(None)
    touch.do("press", touch.place(Target(1, 5)))
    qtbot.waitUntil(lambda: touch.canvas.hand.hit is not None)
    assert touch.canvas.hand.hit.target == Target(1, 5)
    touch.do("release", touch.place(Target(1, 5)))
    assert session.view.selection is None


def test_one_finger_drags_an_input(show) -> None:
    shown = show("iris")
    touch = Fingers(shown)
    x, y = touch.place(Target(0, 1))
    before = float(shown.session.document.input.values[1])
    touch.do("press", (x, y))
    for up in (20, 40, 60):
        touch.do("move", (x, y - up))
    touch.do("release", (x, y - 60))
    assert float(shown.session.document.input.values[1]) > before
    assert shown.session.undo_label == "Change input"


def test_two_fingers_zoom_about_their_middle(touch: Fingers) -> None:
    x, y = touch.place(Target(1, 8))
    touch.do("press", (x - 40, y), (x + 40, y))
    for apart in (60, 80, 100):
        touch.do("move", (x - apart, y), (x + apart, y))
    assert touch.shown.session.view.camera.zoom == pytest.approx(100 / 40, rel=0.02)
    after = touch.place(Target(1, 8))
    assert after == pytest.approx((x, y), abs=2.0)
    touch.do("release", (x - 100, y), (x + 100, y))


def test_two_fingers_move_the_picture_and_select_nothing(touch: Fingers) -> None:
    session = touch.shown.session
    touch.canvas.zoom.by(QPointF(400, 300), 2.0)
    touch.shown.frame()
    selection, before = session.view.selection, touch.place(Target(1, 8))
    touch.do("press", (300, 300), (400, 300))
    touch.do("move", (320, 330), (420, 330))
    touch.do("move", (340, 350), (440, 350))
    touch.do("release", (340, 350), (440, 350))
    after = touch.place(Target(1, 8))
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((40, 50), abs=1.0)
    assert session.view.selection == selection
    assert session.view.camera.zoom == pytest.approx(2.0)


def test_a_second_finger_puts_back_what_the_first_one_dragged(show) -> None:
    shown = show("iris")
    touch = Fingers(shown)
    x, y = touch.place(Target(0, 1))
    before = shown.session.document.input.values.tolist()
    touch.do("press", (x, y))
    touch.do("move", (x, y - 40))
    touch.do("move", (x, y - 60))
    assert shown.session.document.input.values.tolist() != before
    touch.do("move", (x, y - 60))
    sequence = QTest.touchEvent(touch.canvas, DEVICE[0], False)
    sequence.stationary(0).press(1, QPoint(300, 300), touch.canvas)
    sequence.commit()
    assert shown.session.document.input.values.tolist() == before
    touch.do("release", (x, y - 60), (300, 300))


def roll(shown: Shown, pixels: QPoint, eighths: QPoint, phase: Qt.ScrollPhase) -> None:
    at = QPointF(400, 300)
    canvas = shown.window.run.canvas
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        pixels,
        eighths,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        phase,
        False,
    )
    QApplication.sendEvent(canvas, event)
    shown.frame()


def test_two_fingers_on_a_pad_move_the_picture_and_the_wheel_zooms(show) -> None:
    shown = show("digits")
    canvas = shown.window.run.canvas
    canvas.zoom.by(QPointF(400, 300), 2.0)
    shown.frame()
    before = canvas.zoom.spot(Target(1, 8))
    roll(shown, QPoint(30, -20), QPoint(60, -40), Qt.ScrollPhase.ScrollUpdate)
    after = canvas.zoom.spot(Target(1, 8))
    assert (after.x() - before.x(), after.y() - before.y()) == pytest.approx((30, -20), abs=1.0)
    assert shown.session.view.camera.zoom == pytest.approx(2.0)
    roll(shown, QPoint(), QPoint(0, 120), Qt.ScrollPhase.NoScrollPhase)
    assert shown.session.view.camera.zoom > 2.1


@pytest.mark.parametrize("way", ["middle button", "space"])
def test_the_picture_is_moved_over_a_neuron_too(show, way: str) -> None:
    shown = show("digits")
    canvas = shown.window.run.canvas
    canvas.zoom.by(QPointF(400, 300), 2.0)
    shown.frame()
    shown.session.pause()
    before, selection = canvas.zoom.spot(Target(1, 8)), shown.session.view.selection
    x, y = before.x(), before.y()
    button = Qt.MouseButton.MiddleButton if way == "middle button" else Qt.MouseButton.LeftButton
    if way == "space":
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    shown.drag(canvas, (x, y), (x + 20, y + 20), (x + 50, y + 30), button=button)
    if way == "space":
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    after = canvas.zoom.spot(Target(1, 8))
    assert (after.x() - x, after.y() - y) == pytest.approx((50, 30), abs=1.5)
    assert shown.session.view.selection == selection
    assert not shown.session.is_playing


def test_what_the_arrows_select_is_brought_into_view(show) -> None:
    shown = show("digits")
    canvas = shown.window.run.canvas
    shown.session.select(Target(1, 8))
    canvas.zoom.go(Level.NEURON)
    shown.session.advance(1.0)
    shown.frame()
    for _ in range(7):
        QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        shown.frame()
        at = canvas.zoom.spot(shown.session.view.selection)
        assert canvas.rect().contains(at.toPoint())
    assert shown.session.view.selection == Target(1, 15)


def test_the_menu_key_opens_a_menu_at_the_selected_neuron(show, qtbot) -> None:
    shown = show("digits")
    canvas = shown.window.run.canvas
    shown.session.select(Target(1, 8))
    shown.frame()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(canvas, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Zoom into this neuron"
    assert "Paths back from the selection" in words
    menu.actions()[0].trigger()
    menu.close()
    shown.session.advance(1.0)
    shown.frame()
    assert canvas.zoom.level is Level.MICROSCOPE


def hover(shown: Shown, widget: QWidget, at: QPointF) -> None:
    where = QPointF(widget.mapToGlobal(at.toPoint()))
    none = Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, plain))
    shown.frame()


def test_a_row_of_the_inspector_lights_its_edge_and_an_edge_its_row(show, theme) -> None:
    shown = show("digits", theme=theme)
    shown.session.seek(shown.session.timeline.seconds)
    shown.session.select(Target(2, 3))
    shown.frame()
    canvas, products = shown.window.run.canvas, shown.window.run.inspector.products
    canvas.settle()
    plain = canvas.grab().toImage()
    row = products.rows[0]
    hover(shown, products, products.row_place(0).center())
    hit = canvas.pointed.hit
    assert (hit.kind, hit.target, hit.source) == ("edge", Target(2, 3), Target(1, row.position))
    assert canvas.grab().toImage() != plain
    QApplication.sendEvent(products, QEvent(QEvent.Type.Leave))
    assert canvas.pointed.hit is None
    assert canvas.grab().toImage() == plain
    for number, row in enumerate(products.rows):
        if row.kind == "input":
            canvas.hand.hover(canvas.zoom.spot(Target(1, row.position)))
            assert products.link.highlight == number
    canvas.hand.leave()
    assert products.link.highlight is None


def test_a_row_of_a_convolution_lights_pixel_and_weight(show, theme) -> None:
    shown = show(residual_cnn(), theme=theme)
    target = Target(2, (1, 3, 4))
    shown.session.select(target)
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    canvas, products = shown.window.run.canvas, shown.window.run.inspector.products
    hover(shown, products, products.row_place(0).center())
    hit = canvas.pointed.hit
    why = shown.session.trace.explain(2, (1, 3, 4))
    position = products.rows[0].position
    layer, index = why.origins[position]
    assert hit.source == Target(layer, index)
    weight = shown.session.document.network.layer_parameters(2)["weight"]
    assert weight[hit.index] == pytest.approx(why.weights.ravel()[position])
    QApplication.sendEvent(products, QEvent(QEvent.Type.Leave))
    canvas.hand.hover(canvas.zoom.spot(hit.source))
    assert products.link.highlight == 0


def test_a_finger_drags_a_weight_under_the_microscope(show) -> None:
    shown = show("digits")
    touch = Fingers(shown)
    canvas, session = shown.window.run.canvas, shown.session
    session.select(Target(2, 3))
    canvas.zoom.go(Level.MICROSCOPE, Target(2, 3))
    session.advance(1.0)
    shown.frame()
    canvas.settle()
    box = canvas.rect()
    pills = [
        (hit, QPoint(x, y))
        for y in range(box.top() + 60, box.bottom() - 60, 6)
        for x in range(box.left(), box.right(), 12)
        if (hit := canvas.hand.hit_at(QPointF(x, y))) is not None and hit.kind == WEIGHT
    ]
    hit, at = pills[len(pills) // 2]
    before = float(session.document.network.layer_parameters(2)["weight"][hit.index])
    touch.do("press", (at.x(), at.y()))
    for up in (15, 30, 45):
        touch.do("move", (at.x(), at.y() - up))
    touch.do("release", (at.x(), at.y() - 45))
    assert float(session.document.network.layer_parameters(2)["weight"][hit.index]) > before
    assert session.undo_label == "Change weight"
    assert canvas.zoom.level is Level.MICROSCOPE

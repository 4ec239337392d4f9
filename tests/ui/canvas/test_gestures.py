"""Gestures change the document as a person expects, and undo takes them back whole."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.document import CurrentInput, Document, Override, Target, structure
from nnviz.engine import Dense, Network
from nnviz.scene.values.model import Hit
from nnviz.session import Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.clock import FrameClock

SIZE = (920, 816)
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def small_document() -> Document:
    """4 inputs, 3 ReLU neurons, 2 outputs; every number known."""
    network = Network.build((4,), [Dense(3, activation="relu"), Dense(2, activation="softmax")], seed=3)
    network = network.with_parameters(
        {
            "1.weight": np.array([[1, -1, 0.5], [0.5, 2, 1], [-0.5, 1, 1], [1, 0.25, 2]], np.float32),
            "1.bias": np.array([0.5, -0.25, 0.75], np.float32),
            "2.weight": np.array([[1, -1], [-2, 1], [0.5, 0.75]], np.float32),
            "2.bias": np.array([0.1, -0.1], np.float32),
        }
    )
    values = np.array([1.0, 0.5, 0.25, 0.75], np.float32)
    return Document(network, "small", CurrentInput(values), input_names=("a", "b", "c", "d"))


class Hand:
    """A pointer over a shown canvas."""

    def __init__(self, qtbot: QtBot, theme: str) -> None:
        self.session = Session(small_document())
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
    def document(self) -> Document:
        return self.session.document

    def unit(self, layer: int, position: int) -> QPoint:
        picture = self.view.picture
        assert picture is not None
        column = picture.layout.column(layer)
        return picture.look.mapping.point(column.x[position], column.y[position]).toPoint()

    def edge(self, layer: int, source: int, target: int, share: float = 0.3) -> QPoint:
        picture = self.view.picture
        assert picture is not None
        gap = picture.edges[layer]
        line = gap.lines[(gap.source == source) & (gap.target == target)][0]
        start, end = QPointF(*line[:2]), QPointF(*line[2:])
        return (start + (end - start) * share).toPoint()

    def bias(self, layer: int, position: int) -> QPoint:
        picture = self.view.picture
        assert picture is not None
        marks = next(marks for marks in picture.frame.biases if marks.layer == layer)
        return QPointF(marks.x[position], marks.y[position]).toPoint()

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mousePress(self.view, LEFT, modifiers, at)

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        # QTest.mouseMove says nothing of buttons and modifiers that are held.
        move_pointer(self.view, at, modifiers)
        self.clock.tick()

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view, LEFT, PLAIN, at)
        self.clock.tick()

    def drag(self, start: QPoint, up: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Drag ``up`` pixels in ten moves."""
        self.press(start, modifiers)
        for step in range(1, 11):
            self.move(start - QPoint(0, round(up * step / 10)), modifiers)
        self.release(start - QPoint(0, up))

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.view, LEFT, PLAIN, at)
        self.clock.tick()


def move_pointer(view: CanvasView, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    where = QPointF(at)
    buttons = LEFT if view.is_pressed else Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, view.mapToGlobal(where), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(view, event)


@pytest.fixture(params=["dark", "light"])
def hand(request: pytest.FixtureRequest, qtbot: QtBot) -> Hand:
    return Hand(qtbot, request.param)


def test_dragging_an_edge_up_raises_its_weight_alone(hand: Hand) -> None:
    before = hand.document
    hand.drag(hand.edge(1, 2, 1), 60)
    old, new = before.network.parameters()["1.weight"], hand.document.network.parameters()["1.weight"]
    change = new - old
    assert change[2, 1] > 0
    change[2, 1] = 0
    assert not change.any()
    assert hand.session.view.selection == Target(1, 1)


@pytest.mark.parametrize("up", [75, 150, -45])
def test_150_pixels_change_a_weight_by_the_largest_one_of_its_layer(hand: Hand, up: int) -> None:
    """The largest weight of the layer is 2: half the way up adds 1."""
    before = hand.document.network.parameters()["1.weight"][2, 1]
    hand.drag(hand.edge(1, 2, 1), up)
    after = hand.document.network.parameters()["1.weight"][2, 1]
    assert after - before == pytest.approx(2.0 * up / 150)


def test_a_drag_is_one_undo_step_and_undo_gives_the_identical_document(hand: Hand) -> None:
    before = hand.document
    hand.drag(hand.edge(1, 2, 1), 60)
    after = hand.document
    assert hand.session.undo_label == "Change weight"
    hand.session.undo()
    assert hand.document is before
    hand.session.redo()
    assert hand.document is after


def test_two_drags_are_two_undo_steps(hand: Hand) -> None:
    before = hand.document
    hand.drag(hand.edge(1, 2, 1), 40)
    between = hand.document
    hand.drag(hand.edge(1, 2, 1), 40)
    hand.session.undo()
    assert hand.document is between
    hand.session.undo()
    assert hand.document is before


def test_shift_drags_finely(hand: Hand) -> None:
    weight = hand.document.network.parameters()["1.weight"][2, 1]
    hand.drag(hand.edge(1, 2, 1), 60)
    coarse = hand.document.network.parameters()["1.weight"][2, 1] - weight
    hand.session.undo()
    hand.clock.tick()
    hand.drag(hand.edge(1, 2, 1), 60, SHIFT)
    fine = hand.document.network.parameters()["1.weight"][2, 1] - weight
    assert fine == pytest.approx(coarse / 10, rel=1e-3)


def test_escape_gives_the_document_back(hand: Hand) -> None:
    before = hand.document
    start = hand.edge(1, 2, 1)
    hand.press(start)
    hand.move(start - QPoint(0, 50))
    assert hand.document is not before
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert hand.document is before
    hand.release(start)
    assert hand.document is before


def test_a_drag_ends_where_something_else_changes_the_layers(hand: Hand) -> None:
    """What is held may be gone; Escape takes nothing back that this drag didn't do."""
    start = hand.edge(1, 2, 1)
    QTest.mousePress(hand.view, LEFT, PLAIN, start)
    move_pointer(hand.view, start - QPoint(0, 30), PLAIN)
    hand.session.apply(structure.add_layer, "Dropout", 1)
    changed = hand.document
    move_pointer(hand.view, start - QPoint(0, 60), PLAIN)
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(hand.view, LEFT, PLAIN, start)
    assert hand.document is changed


def test_what_the_pointer_rests_on_is_looked_at_again_when_layers_change(hand: Hand) -> None:
    move_pointer(hand.view, hand.edge(1, 2, 1), PLAIN)
    assert hand.view.hand.hit is not None
    hand.session.apply(structure.set_options, 1, {"units": 1})
    hand.clock.tick()
    hand.view.grab()
    hit = hand.view.hand.hit
    assert hit is None or hit.source is None or hit.target.unit == 0


def test_what_the_inspector_points_at_is_forgotten_when_layers_change(hand: Hand) -> None:
    hand.view.pointed.point(Hit("edge", Target(2, 1), Target(1, 2)), "the inspector")
    hand.session.apply(structure.set_options, 1, {"units": 1})
    hand.clock.tick()
    hand.view.grab()
    assert hand.view.pointed.hit is None


def test_while_dragging_the_pictures_numbers_are_exact_and_scales_hold(hand: Hand) -> None:
    start = hand.edge(1, 0, 0)
    hand.press(start)
    hand.move(start - QPoint(0, 10))
    assert hand.view.picture is not None
    scales = hand.view.picture.scales
    for up in (30, 60, 90):
        hand.move(start - QPoint(0, up))
        network = hand.document.network
        hidden = network.trace(hand.document.input.values[None])[1].a[0]
        np.testing.assert_array_equal(hand.view.picture.frame.nodes[1].value, hidden)
        assert hand.view.picture.scales is scales
        gap = hand.view.picture.edges[1]
        w = network.parameters()["1.weight"][gap.source, gap.target]
        np.testing.assert_array_equal(gap.sign, np.sign(w))
    hand.release(start - QPoint(0, 90))
    assert hand.view.picture.scales is not scales
    assert hand.view.picture.live == ()


def test_dragging_an_input_changes_that_input(hand: Hand) -> None:
    before = hand.document.input.values
    hand.drag(hand.unit(0, 1), -30)
    after = hand.document.input.values
    assert after[1] < before[1]
    np.testing.assert_array_equal(np.delete(after, 1), np.delete(before, 1))


def test_dragging_a_bias_mark_changes_that_bias(hand: Hand) -> None:
    before = hand.document.network.parameters()["1.bias"]
    hand.drag(hand.bias(1, 2), 40)
    after = hand.document.network.parameters()["1.bias"]
    assert after[2] > before[2]
    np.testing.assert_array_equal(after[:2], before[:2])


def test_alt_drag_overrides_an_activation_and_a_click_on_the_lock_releases_it(hand: Hand) -> None:
    before = hand.document
    hand.drag(hand.unit(1, 0), 40, ALT)
    override = hand.document.overrides[Target(1, 0)]
    assert override.kind == "a"
    assert hand.session.trace[1].a[0, 0] == pytest.approx(override.value)
    assert hand.view.picture is not None
    radius = hand.view.picture.layout.column(1).radius
    at = hand.unit(1, 0)
    hand.click(QPoint(round(at.x() + 0.78 * radius), round(at.y() - 0.78 * radius)))
    assert dict(hand.document.overrides) == {}
    assert hand.session.trace[1].a[0, 0] == before.network.trace(before.input.values[None])[1].a[0, 0]
    assert isinstance(override, Override)


def test_a_click_selects_and_on_nothing_deselects(hand: Hand) -> None:
    hand.click(hand.unit(2, 1))
    assert hand.session.view.selection == Target(2, 1)
    assert "z" in hand.view.accessibleDescription()
    hand.click(QPoint(SIZE[0] // 2, SIZE[1] - 60))
    assert hand.session.view.selection is None
    assert hand.view.accessibleDescription() == ""


def test_a_click_on_an_edge_selects_its_target_and_changes_nothing(hand: Hand) -> None:
    before = hand.document
    hand.click(hand.edge(2, 0, 1))
    assert hand.session.view.selection == Target(2, 1)
    assert hand.document is before


def test_dragging_empty_space_moves_the_picture_and_a_double_click_fits_it(hand: Hand, qtbot: QtBot) -> None:
    before = hand.document
    start = QPoint(SIZE[0] // 2, SIZE[1] - 60)
    hand.press(start)
    hand.move(start + QPoint(40, -30))
    hand.move(start + QPoint(80, -60))
    hand.release(start + QPoint(80, -60))
    assert hand.view.picture is not None
    mapping = hand.view.picture.look.mapping
    assert (mapping.dx, mapping.dy) == pytest.approx((80, -60))
    QTest.mouseDClick(hand.view, LEFT, PLAIN, QPoint(SIZE[0] // 2, SIZE[1] - 140))
    qtbot.waitUntil(lambda: not hand.session.is_flying)
    hand.clock.tick()
    assert (hand.view.picture.look.mapping.dx, hand.view.picture.look.mapping.zoom) == (0, 1)
    assert hand.document is before


def test_ctrl_arrows_go_from_unit_to_unit(hand: Hand) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    hand.session.select(Target(1, 0))
    QTest.keyClick(hand.view, Qt.Key.Key_Down, control)
    assert hand.session.view.selection == Target(1, 1)
    QTest.keyClick(hand.view, Qt.Key.Key_Right, control)
    selection = hand.session.view.selection
    assert selection is not None
    assert selection.layer == 2
    QTest.keyClick(hand.view, Qt.Key.Key_Right, control)
    assert hand.session.view.selection == selection


def test_a_double_click_on_an_edge_takes_a_typed_weight(hand: Hand) -> None:
    before = hand.document
    at = hand.edge(1, 3, 0)
    hand.click(at)
    QTest.mouseDClick(hand.view, LEFT, PLAIN, at)
    editor = hand.view.findChild(NumberEditor)
    assert editor is not None
    editor.setText("twelve")
    assert editor.property("valid") is False
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert hand.document is before
    editor.setText("−1.25")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert hand.document.network.parameters()["1.weight"][3, 0] == -1.25
    hand.session.undo()
    assert hand.document is before

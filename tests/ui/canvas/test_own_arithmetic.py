"""Units that aren't sums of products, in hand: their numbers are dragged, typed and reached by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.data import Dataset
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.engine import BatchNorm, Dense, LayerNorm, MaxPool2D, Network
from nnviz.engine.operators.operator import Operator
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.clock import FrameClock

PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
IDENTITY = {"1.weight": np.eye(2), "1.bias": np.zeros(2)}
BATCH_NORM = {"2.mean": [3, -1], "2.variance": [4, 0.25], "2.gamma": [2, 1], "2.beta": [0.5, -0.5]}
Open = Callable[[Document, Target], "Hand"]


class Hand:
    """A canvas on which one unit is opened, at the end of the pass, and a hand on it."""

    def __init__(self, qtbot: QtBot, document: Document, target: Target) -> None:
        self.qtbot = qtbot
        self.session = Session(document)
        self.session.set_theme("light")
        self.session.seek(self.session.timeline.seconds)
        self.view = CanvasView(self.session)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 772)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.clock = FrameClock(self.session, self.view)
        self.clock.add(self.view)
        self.session.select(target)
        self.clock.tick()
        self.view.zoom.go(Level.MICROSCOPE, target)
        qtbot.waitUntil(lambda: not self.session.is_flying)
        self.clock.tick()

    @property
    def detail(self):  # type: ignore[no-untyped-def]
        picture = self.view.picture
        assert picture is not None
        assert picture.detail is not None
        return picture.detail

    def spot(self, kind: str, place: int = 0) -> QPoint:
        found = [box for hit, box in self.detail.spots() if hit.kind == kind]
        x0, y0, x1, y1 = found[place]
        return QPointF((x0 + x1) / 2, (y0 + y1) / 2).toPoint()

    def drag(self, start: QPoint, way: QPoint, *, let_go: bool = True) -> None:
        QTest.mousePress(self.view, LEFT, PLAIN, start)
        for step in range(1, 6):
            at = start + way * step / 5
            where = QPointF(self.view.mapToGlobal(at))
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at), where, Qt.MouseButton.NoButton, LEFT, PLAIN
            )
            QApplication.sendEvent(self.view, event)
            self.clock.tick()
        if let_go:
            QTest.mouseRelease(self.view, LEFT, PLAIN, start + way)
            self.clock.tick()

    def type(self, at: QPoint, text: str) -> None:
        QTest.mouseDClick(self.view, LEFT, PLAIN, at)
        field = self.view.findChildren(NumberEditor)[-1]
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.clock.tick()

    def picture(self) -> QImage:
        QApplication.sendEvent(self.view, QEvent(QEvent.Type.Leave))
        self.view.settle()
        image = QImage(self.view.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self.view.render(painter, QPoint())
        return image

    def parameter(self, layer: int, name: str) -> np.ndarray:
        return self.session.document.network.layer_parameters(layer)[name]


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Open]:
    made: list[Hand] = []

    def open_one(document: Document, target: Target) -> Hand:
        made.append(Hand(qtbot, document, target))
        return made[-1]

    yield open_one
    for one in made:
        one.clock.stop()


def batch_norm() -> Document:
    network = Network.build((2,), [Dense(2, "identity"), BatchNorm()]).with_parameters(IDENTITY | BATCH_NORM)
    return Document(network, "bn", CurrentInput(np.array([5, 0], np.float32)))


def sub() -> Document:
    network = Network.build((1,), [Operator("Sub", constants={"b": (1,)})]).with_parameters({"1.b": [1]})
    return Document(network, "sub", CurrentInput(np.array([10], np.float32)))


@pytest.mark.parametrize(
    ("place", "name", "typed", "y"),
    [
        (0, "mean", "1", 2 * (5 - 1) / 2 + 0.5),
        (1, "variance", "1", 2 * (5 - 3) / 1 + 0.5),
        (2, "gamma", "-3", -3 * (5 - 3) / 2 + 0.5),
        (3, "beta", "0", 2 * (5 - 3) / 2),
    ],
)
def test_every_pill_is_typed_as_it_is_stored(hand: Open, place: int, name: str, typed: str, y: float) -> None:
    it = hand(batch_norm(), Target(2, 0))
    it.type(it.spot("page-step", place), typed)
    assert it.parameter(2, name)[0] == float(typed)
    assert it.detail.chain.page.y == pytest.approx(y, abs=1e-4)
    it.session.undo()
    assert it.parameter(2, name)[0] == pytest.approx(BATCH_NORM[f"2.{name}"][0])


@pytest.mark.parametrize(("place", "name"), list(enumerate(("mean", "variance", "gamma", "beta"))))
def test_every_pill_is_dragged_and_the_rest_follows(hand: Open, place: int, name: str) -> None:
    it = hand(batch_norm(), Target(2, 0))
    before, scale = it.detail.chain.page, it.parameter(2, name)[0]
    it.drag(it.spot("page-step", place), QPoint(0, -40), let_go=False)
    held = it.detail.chain.page
    assert it.parameter(2, name)[0] > scale
    assert (held.low, held.high) == (before.low, before.high), "the scale holds while it is in hand"
    assert held.y == pytest.approx(float(it.session.trace[2].a[0, 0]), abs=1e-5)
    assert held.y != before.y
    QTest.mouseRelease(it.view, LEFT, PLAIN, it.spot("page-step", place))
    it.clock.tick()
    settled = it.detail.chain.page
    assert all(settled.low < line.value < settled.high for line in settled.lines)
    it.session.undo()
    assert it.session.undo_label is None, "a drag is one step"


def test_no_variance_is_dragged_below_0(hand: Open) -> None:
    it = hand(batch_norm(), Target(2, 0))
    it.drag(it.spot("page-step", 1), QPoint(0, 600))
    assert it.parameter(2, "variance")[0] == 0


def test_x_follows_the_pointer_along_its_line(hand: Open) -> None:
    it = hand(batch_norm(), Target(2, 0))
    opened = it.detail.chain
    it.drag(it.spot("page-number"), QPoint(60, 0))
    moved = 60 * opened.places.per_pixel(opened.page)
    x = it.detail.chain.page.chain.x
    assert x == pytest.approx(5 + moved, abs=1e-4)
    assert it.detail.chain.page.y == pytest.approx(2 * (x - 3) / 2 + 0.5, abs=1e-3)


def test_x_of_an_input_is_the_input(hand: Open) -> None:
    network = Network.build((2,), [LayerNorm(), Dense(1)])
    made = Document(network, "ln", CurrentInput(np.array([5, 1], np.float32)))
    it = hand(made, Target(1, 1))
    it.type(it.spot("page-number"), "2")
    assert it.session.document.input.values.tolist() == [5, 2]
    assert it.detail.chain.page.chain.mean == 3.5


def test_training_is_a_click_away_and_no_edit(hand: Open) -> None:
    inputs = np.random.default_rng(0).normal(5, 1, (40, 2)).astype(np.float32)
    made = replace(batch_norm(), data=Dataset("made", inputs, np.zeros(40, int)))
    it = hand(made, Target(2, 0))
    before = it.picture()
    QTest.mouseClick(it.view, LEFT, PLAIN, it.spot("page-use", 1))
    it.clock.tick()
    shown = it.detail.chain.page
    assert shown.in_training
    assert shown.chain.mean == pytest.approx(inputs[:, 0].mean(), rel=1e-5)
    assert it.picture() != before
    assert it.session.undo_label is None
    QTest.mouseClick(it.view, LEFT, PLAIN, it.spot("page-use", 0))
    it.clock.tick()
    assert it.picture() == before


def test_what_comes_later_is_blank(hand: Open) -> None:
    it = hand(batch_norm(), Target(2, 0))
    whole = it.picture()
    steps = [phase for phase in it.session.timeline.phases if phase.layer == 2]
    pictures = []
    for phase in steps:
        it.session.seek(phase.start)
        it.clock.tick()
        pictures.append(it.picture())
    assert all(one != other for one, other in zip(pictures, [*pictures[1:], whole], strict=True))


def test_all_numbers_can_be_reached_by_key(hand: Open) -> None:
    it = hand(batch_norm(), Target(2, 0))
    it.view.setFocus()
    said = []
    for _ in range(8):
        QTest.keyClick(it.view, Qt.Key.Key_Tab)
        said.append(it.view.page_keys.words)
    text = " ".join(said)
    for name in ("μ: 3", "σ²: 4", "γ: 2", "β: 0.5", "Training"):
        assert name in text


def test_a_held_answer_says_so_and_is_let_go(hand: Open) -> None:
    made = batch_norm()
    it = hand(made, Target(2, 0))
    it.session.apply(edits.set_override, Target(2, 0), "a", 7.0, label="Hold")
    it.clock.tick()
    assert it.detail.chain.page.y == 7
    QTest.mouseClick(it.view, LEFT, PLAIN, it.spot("page-lock"))
    it.clock.tick()
    assert it.detail.chain.page.y == pytest.approx(2.5, abs=1e-4)


def test_an_operators_operands_are_typed_where_they_stand(hand: Open) -> None:
    it = hand(sub(), Target(1, 0))
    assert it.detail.microscope.workings.equation == "10.000 − 1.000 = 9.000"
    it.type(it.spot("page-constant"), "4")
    assert it.session.trace.output.tolist() == [[6]]
    it.type(it.spot("page-x"), "5")
    assert it.detail.microscope.workings.equation == "5.000 − 4.000 = 1.000"


def test_a_windows_cells_are_typed_where_they_stand(hand: Open) -> None:
    network = Network.build((1, 2, 2), [MaxPool2D(2)])
    made = Document(network, "max", CurrentInput(np.array([[[0.1, 0.2], [0.3, 0.4]]], np.float32)))
    it = hand(made, Target(1, (0, 0, 0)))
    it.type(it.spot("page-x", 0), "0.9")
    assert float(it.session.trace.output.max()) == pytest.approx(0.9)
    assert it.detail.microscope.workings.operands[0].wins

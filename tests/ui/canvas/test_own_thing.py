"""A new thing on the canvas is one class and one row: this one is written here, and no file is touched."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import nnviz
from nnviz.document import Document, Target, edits
from nnviz.engine import Trace
from nnviz.errors import OptionError
from nnviz.scene.detail import page_spots
from nnviz.scene.values.model import Hit
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number, NumberEditor
from nnviz.ui.canvas.gestures import DragInput, Gesture
from nnviz.ui.canvas.things import THINGS, Ground, Probe, Thing
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.hover import Card, CardRow
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.picture import Picture
from tests.ui.canvas.test_gestures import ALT, LEFT, PLAIN, Hand

BOX = QRectF(300, 200, 60, 40)
AT = QPoint(330, 220)
FIRST = Target(0, 0)
MAGENTA = QColor(255, 0, 255)


class Dial(Thing):
    """A patch of the canvas that stands for the first input."""

    kind = "dial"
    cursor = Qt.CursorShape.CrossCursor

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        return Hit(cls.kind, FIRST) if BOX.contains(probe.point) else None

    @property
    def unit(self) -> Target:
        return Target(1, 2)

    def facts(self, document: Document, trace: Trace) -> Card:
        return Card("Dial", (CardRow("x", str(document.input.values[0])),), "Drag to change")

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.painter.fillRect(BOX, MAGENTA)

    def click(self, session: Session, zoom: Zoom) -> None:
        session.apply(edits.set_value, 0, (0,), -1.0, label="Turn the dial")

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Qt.KeyboardModifier
    ) -> Gesture:
        return DragInput(session, start, (0,), 3.0)

    def number(self, session: Session) -> Number:
        value = float(session.document.input.values[0])
        return Number("Dial", value, lambda typed: session.apply(edits.set_value, 0, (0,), typed))


class Lamp(Thing):
    """All that is not said is as a thing is by itself; it lies where the dial does."""

    kind = "lamp"

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        return Hit(cls.kind, Target(1, 1)) if BOX.contains(probe.point) else None


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    THINGS.add(Dial)
    yield Hand(qtbot, "dark")
    for kind in (Dial, Lamp):
        THINGS.remove(kind.kind)


def value(hand: Hand) -> float:
    return float(hand.document.input.values[0])


def test_it_has_its_cursor_its_card_and_is_brought_out(hand: Hand) -> None:
    plain = hand.view.grab().toImage()
    hand.move(AT)
    assert hand.view.hand.hit == Hit("dial", FIRST)
    assert hand.view.cursor().shape() is Qt.CursorShape.CrossCursor
    pointed = hand.view.grab().toImage()
    assert pointed.pixelColor(BOX.topLeft().toPoint() + QPoint(2, 2)) == MAGENTA
    card = QRect(AT + QPoint(20, 20), AT + QPoint(120, 60))
    assert pointed.copy(card) != plain.copy(card)
    hand.move(AT - QPoint(0, 40))
    assert hand.view.cursor().shape() is not Qt.CursorShape.CrossCursor
    assert hand.view.grab().toImage().pixelColor(BOX.topLeft().toPoint() + QPoint(2, 2)) != MAGENTA


def test_it_answers_a_click(hand: Hand) -> None:
    hand.click(AT)
    assert value(hand) == -1.0
    assert hand.session.undo_label == "Turn the dial"


def test_it_is_dragged_and_escape_takes_it_back(hand: Hand) -> None:
    before = value(hand)
    hand.drag(AT, 50)
    assert value(hand) == pytest.approx(before + 1.0, abs=0.05)
    hand.session.undo()
    hand.press(AT)
    hand.move(AT - QPoint(0, 50))
    assert value(hand) != before
    assert hand.session.is_held
    assert hand.view.grab().toImage().pixelColor(BOX.topLeft().toPoint() + QPoint(2, 2)) == MAGENTA
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert value(hand) == before
    hand.release(AT)


def test_a_double_click_opens_the_unit_that_it_stands_for(hand: Hand) -> None:
    QTest.mouseDClick(hand.view, LEFT, PLAIN, AT)
    assert hand.session.view.selection == Target(1, 2)
    assert hand.session.is_flying
    assert hand.view.findChild(NumberEditor) is None


def test_a_thing_without_a_unit_is_typed_at(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dial, "unit", None)
    QTest.mouseDClick(hand.view, LEFT, PLAIN, AT)
    editor = hand.view.findChild(NumberEditor)
    assert editor.accessibleName() == "Dial"
    editor.selectAll()
    QTest.keyClicks(editor, "0.125")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert value(hand) == 0.125


def test_what_a_class_does_not_say_is_quiet_and_the_latest_lies_on_top(hand: Hand) -> None:
    THINGS.add(Lamp)
    hand.move(AT)
    assert hand.view.hand.hit == Hit("lamp", Target(1, 1))
    before = hand.document
    hand.view.grab()
    hand.click(AT)
    assert hand.session.view.selection == Target(1, 1)
    camera = hand.session.view.camera
    hand.press(AT, ALT)
    hand.move(AT + QPoint(40, 0), ALT)
    hand.release(AT + QPoint(40, 0))
    # What can't be dragged lets the picture be moved.
    assert hand.session.view.camera != camera
    assert hand.document is before
    THINGS.remove("lamp")
    hand.move(AT)
    assert hand.view.hand.hit == Hit("dial", FIRST)


def test_no_two_things_have_one_name(hand: Hand) -> None:
    with pytest.raises(OptionError, match='thing on the canvas "dial" already'):
        THINGS.add(Dial)


def test_a_page_covers_what_lies_on_the_network(hand: Hand) -> None:
    before = hand.document
    hand.press(AT)
    hand.view.zoom.go(Level.MICROSCOPE, Target(1, 2))
    hand.session.advance(1.0)
    hand.move(AT - QPoint(0, 50))
    assert hand.document is before
    hand.release(AT)
    assert hand.view.hand.hit_at(AT.toPointF()) != Hit("dial", FIRST)
    hand.view.grab()


def test_a_thing_of_a_page_answers_there_and_nowhere_else(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dial, "grounds", Ground.PAGE)
    assert hand.view.hand.hit_at(AT.toPointF()) != Hit("dial", FIRST)
    hand.view.zoom.go(Level.MICROSCOPE, Target(1, 2))
    hand.session.advance(1.0)
    hand.clock.tick()
    hand.click(AT)
    assert hand.session.undo_label == "Turn the dial"


def test_each_kind_that_the_program_speaks_of_is_in_the_table() -> None:
    made = {
        node.args[0].value
        for file in Path(nnviz.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Hit" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(made) > 5
    on_page = {value for name, value in vars(page_spots).items() if name.isupper() and isinstance(value, str)}
    assert made | on_page <= set(THINGS)

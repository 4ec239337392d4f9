"""The small curve in a neuron that is seen close: its point is dragged as that of the large curves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.document import Target
from nnviz.scene.view.levels import Level
from nnviz.ui.paint.network.node_curves import curve_at, curve_box, z_per_pixel
from tests.ui.canvas.test_levels import LEFT, PLAIN, Hand

NEURON = Target(1, 2)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    made = Hand(qtbot, "iris")
    made.go(Level.NEURON, NEURON)
    yield made
    made.clock.stop()


def z_of(hand: Hand) -> float:
    return float(hand.session.trace[1].z[0, NEURON.unit])


def point(hand: Hand) -> QPointF:
    """Where the point stands on the neuron's curve."""
    picture = hand.view.picture
    assert picture is not None
    column = picture.layout.column(1)
    position = column.position(NEURON.unit)
    assert position is not None
    curve = picture.curve(column)
    assert curve is not None
    box = curve_box(hand.place(NEURON), column.part_at(position).radius * picture.look.mapping.zoom)
    along, up = curve.box(np.array([z_of(hand)]))
    return QPointF(box.center().x() + along[0] * box.width() / 2, box.center().y() - up[0] * box.height() / 2)


def test_its_point_is_dragged_along_it_and_holds_z(hand: Hand) -> None:
    before, start, start_z = hand.session.document, point(hand), z_of(hand)
    per_pixel = z_per_pixel(hand.view.picture, NEURON)  # type: ignore[arg-type]
    assert per_pixel is not None
    QTest.mouseMove(hand.view, start.toPoint())
    assert hand.view.cursor().shape() is Qt.CursorShape.SizeHorCursor
    QTest.mousePress(hand.view, LEFT, PLAIN, start.toPoint())
    for pixels in (8, 12, 15):
        hand.move(start.toPoint() + QPoint(pixels, 0))
    assert hand.session.is_held
    QTest.mouseRelease(hand.view, LEFT, PLAIN, start.toPoint() + QPoint(15, 0))
    assert hand.session.document.overrides[NEURON].value == pytest.approx(start_z + 15 * per_pixel)
    assert z_of(hand) == pytest.approx(start_z + 15 * per_pixel, rel=1e-5)
    hand.session.undo()
    assert hand.session.document is before
    assert hand.session.undo_label is None


def test_the_point_stays_under_the_pointer(hand: Hand) -> None:
    start = point(hand).toPoint()
    aside = point(hand).x() - start.x()
    QTest.mousePress(hand.view, LEFT, PLAIN, start)
    for pixels in (11, 12):
        hand.move(start + QPoint(pixels, 0))
        assert point(hand).x() - aside == pytest.approx(start.x() + pixels, abs=0.5)
    QTest.mouseRelease(hand.view, LEFT, PLAIN, start + QPoint(12, 0))
    assert hand.view.picture is not None
    nodes = hand.view.picture.frame.nodes[1]
    assert nodes.marks[NEURON.unit] == "override"  # type: ignore[index]


def test_a_click_on_it_selects_and_a_double_click_opens_its_neuron(hand: Hand) -> None:
    hand.session.select(Target(2, 0))
    hand.clock.tick()
    at = point(hand).toPoint()
    QTest.mouseClick(hand.view, LEFT, PLAIN, at)
    assert hand.session.view.selection == NEURON
    assert not hand.session.document.overrides
    QTest.mouseDClick(hand.view, LEFT, PLAIN, at)
    hand.land()
    assert hand.level is Level.MICROSCOPE


def test_there_is_no_curve_where_none_is_drawn(hand: Hand) -> None:
    """Neither before the pass is there, nor in discs too small for it, nor in a layer without a function."""
    at = point(hand)
    assert curve_at(hand.view.picture, at) == NEURON  # type: ignore[arg-type]
    hand.session.seek(0.0)
    hand.clock.tick()
    assert curve_at(hand.view.picture, at) is None  # type: ignore[arg-type]
    hand.session.seek(hand.session.timeline.seconds)
    hand.go(Level.NETWORK)
    output = hand.place(Target(2, 1))
    assert curve_at(hand.view.picture, output) is None  # type: ignore[arg-type]

"""An inspector on the (invisible) screen, with a session and hands to use it with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.session import Session
from nnviz.ui.clock import FrameClock
from nnviz.ui.run.inspector import InspectorPanel

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Inspected:
    """A panel, its session, and its clock."""

    panel: InspectorPanel
    session: Session
    clock: FrameClock

    def frame(self) -> None:
        """Let one frame pass, and what it asked for be painted."""
        self.clock.tick()
        QApplication.processEvents()

    def drag(self, widget: QWidget, *points: QPointF) -> None:
        """Press at the first point, move through the others with a frame after each, release at the last."""
        self.press(widget, points[0])
        for point in points[1:]:
            self.move(widget, point)
            self.frame()
        self.release(widget, points[-1])
        self.frame()

    def press(self, widget: QWidget, point: QPointF) -> None:
        """Press the left button."""
        QTest.mousePress(widget, LEFT, NONE, _whole(point))

    def move(self, widget: QWidget, point: QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Move the pointer, by default with the left button down."""
        place = QPointF(_whole(point))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, QPointF(widget.mapToGlobal(_whole(point))), none, button, NONE
        )
        QApplication.sendEvent(widget, event)

    def release(self, widget: QWidget, point: QPointF) -> None:
        """Let the left button go."""
        QTest.mouseRelease(widget, LEFT, NONE, _whole(point))

    def undo_steps(self) -> int:
        """How many gestures can be undone; undoes them all."""
        steps = 0
        while self.session.undo_label is not None:
            self.session.undo()
            steps += 1
        return steps


def _whole(point: QPointF) -> QPoint:
    return QPoint(round(point.x()), round(point.y()))


@pytest.fixture
def inspect(qtbot, theme) -> Iterator[Callable[..., Inspected]]:
    """Show a document's unit in an inspector of a given size, in either theme, at a place of the timeline."""
    clocks: list[FrameClock] = []

    def show(document, select=None, size=(392, 816), seconds=1e9) -> Inspected:
        session = Session(document)
        session.set_theme(theme)
        session.select(select)
        session.seek(seconds)
        panel = InspectorPanel(session)
        panel.resize(*size)
        qtbot.addWidget(panel)
        clock = FrameClock(session, panel)
        clocks.append(clock)
        clock.add(panel)
        panel.show()
        qtbot.waitExposed(panel)
        inspected = Inspected(panel, session, clock)
        inspected.frame()
        return inspected

    yield show
    for clock in clocks:
        clock.stop()

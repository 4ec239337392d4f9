"""A show before a class on the (invisible) screen, as large as a hall's display."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.lessons.text import parse
from nnviz.session.lecture import Lecture, Place
from nnviz.ui.present.presentation import Presentation

HALL = (1920, 1080)
SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@dataclass
class Show:
    """The main window with its session and clock, and what the class sees of it."""

    shown: object
    show: Presentation

    @property
    def session(self):
        return self.shown.session

    @property
    def hall(self):
        return self.show.hall

    @property
    def face(self):
        return self.show.hall.face

    @property
    def canvas(self):
        return self.face.canvas

    @property
    def tools(self):
        return self.show.tools

    def frames(self, count=3) -> None:
        """Let some frames pass."""
        for _ in range(count):
            self.shown.clock.tick()
            QApplication.processEvents()

    def press(self, *keys: str) -> None:
        """Press keys before the class, one after the other."""
        for key in keys:
            modifiers = Qt.KeyboardModifier.NoModifier
            *held, name = key.split("+") if len(key) > 1 else [key]
            for one in held:
                modifiers |= {"Shift": SHIFT, "Alt": ALT, "Ctrl": CONTROL}[one]
            code = {".": Qt.Key.Key_Period, "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus}.get(name)
            QTest.keyClick(self.hall.stage, code or Qt.Key[f"Key_{name}"], modifiers)
            self.frames(1)
        self.frames()

    def at(self, x: float, y: float) -> QPoint:
        """A place of the canvas, in its own pixels, on the class's display."""
        return self.hall.stage.mapFromScene(
            self.face.mapTo(self.face, self.canvas.pos()).toPointF() * self.face.seen.times
            + QPointF(x, y) * self.face.seen.times
        )

    def unit(self, layer: int, place: int) -> QPoint:
        """Where a unit's middle stands on the class's display."""
        picture = self.canvas.picture
        column = picture.layout.column(layer)
        at = picture.look.mapping.point(float(column.x[place]), float(column.y[place]))
        return self.at(at.x(), at.y())

    def move(self, point: QPoint, held=Qt.MouseButton.NoButton) -> None:
        """Move the pointer there."""
        view = self.hall.stage.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(view.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, event)
        self.frames(1)

    def drag(self, *points: QPoint) -> None:
        """Press at the first point, move through the others, release at the last."""
        view = self.hall.stage.viewport()
        self.move(points[0])
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            self.move(point, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
        self.frames()

    def click(self, point: QPoint) -> None:
        """A click on the class's display."""
        view = self.hall.stage.viewport()
        self.move(point)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.frames()

    def roll(self, point: QPoint, eighths: int) -> None:
        """Turn the wheel over a point."""
        view = self.hall.stage.viewport()
        event = QWheelEvent(
            QPointF(point),
            QPointF(view.mapToGlobal(point)),
            QPoint(),
            QPoint(0, eighths),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        self.frames()

    def pixel(self, x: float, y: float) -> str:
        """The colour at a share of the display, as the class sees it."""
        image = self.hall.grab().toImage()
        return image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1))).name()


@pytest.fixture
def present(show, qtbot) -> Iterator[Callable[..., Show]]:
    """Open a sample, or a lesson's text at a place, and present it on a display of a given size."""
    begun: list[Show] = []

    def begin(what="digits", size=HALL, theme="dark", page="", lesson="", place=(0, 0)) -> Show:
        shown = show(what, theme=theme, page=page)
        if lesson:
            shown.session.open_lesson(Lecture(parse(lesson, "mine")), Place(*place))
            shown.frame()
        shown.window.presenting.start()
        made = Show(shown, shown.window.presenting.show)
        begun.append(made)
        made.hall.showNormal()
        made.hall.resize(QSize(*size))
        qtbot.waitExposed(made.hall)
        made.hall.activateWindow()
        made.hall.stage.take_focus()
        made.frames()
        return made

    yield begin
    for made in begun:
        # They would be told in a dialog, and nobody is there to close it.
        made.show.troubles.clear()
        made.shown.window.presenting.stop()
    QApplication.processEvents()

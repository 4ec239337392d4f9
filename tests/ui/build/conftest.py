"""A window that shows the build page, and hands to use it with."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


class Built:
    """The build page of a window."""

    def __init__(self, shown) -> None:
        self.shown, self.session, self.window = shown, shown.session, shown.window
        self.session.set_page("build")
        self.frame()
        self.page = self.window.pages.current
        self.list = self.page.list

    def frame(self) -> None:
        """Let one frame pass."""
        self.shown.frame()

    def key(self, key, modifiers=NONE) -> None:
        """Press a key on the list."""
        QTest.keyClick(self.list, key, modifiers)
        self.frame()

    def click_row(self, number: int) -> None:
        """Click a row of the list."""
        QTest.mouseClick(self.list, LEFT, NONE, self.middle(number))
        self.frame()

    def middle(self, number: int) -> QPoint:
        """The middle of a row."""
        return self.list.row_rect(number).center().toPoint()

    def press(self, button) -> None:
        """Click a button."""
        QTest.mouseClick(button, LEFT)
        self.frame()

    def carry(self, widget: QWidget, start: QPoint, *places: QPoint) -> None:
        """Press on ``widget`` and move through places given in the list's pixels, without letting go."""
        QTest.mousePress(widget, LEFT, NONE, start)
        self.move(widget, widget.mapToGlobal(start + QPoint(30, 12)))
        for place in places:
            self.move(widget, self.list.mapToGlobal(place))

    def move(self, widget: QWidget, place: QPoint) -> None:
        """Move the pointer to a place on the screen, the button down."""
        local = QPointF(widget.mapFromGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, local, QPointF(place), Qt.MouseButton.NoButton, LEFT, NONE)
        QApplication.sendEvent(widget, event)
        self.frame()

    def release(self, widget: QWidget) -> None:
        """Let go of what was pressed."""
        QTest.mouseRelease(widget, LEFT, NONE, QPoint(1, 1))
        self.frame()

    @property
    def kinds(self) -> list[str]:
        """The kinds of the rows."""
        return [line.layer.kind for line in self.page.editor.plan.lines]

    def row(self, text: str):
        """The options row with this label."""
        return next(row for row in self.page.options.rows if row.text == text)


@pytest.fixture
def build(show, theme) -> Callable[..., Built]:
    """Open a document on the build page, in either theme."""

    def open_page(what="mnist-cnn", size=(1600, 1000)) -> Built:
        return Built(show(what, size, theme))

    return open_page

"""The page in a window of its own, in both themes, and hands to use it with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz import formats
from nnviz.document.sandbox import Sandbox
from nnviz.session import Session
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.kernels import SandboxPage


@dataclass
class Bench:
    """The page on the (invisible) screen."""

    page: SandboxPage
    session: Session
    clock: FrameClock

    @property
    def sandbox(self) -> Sandbox:
        return self.session.document.sandbox or Sandbox()

    @property
    def board(self):
        return self.page.board

    def frame(self) -> None:
        self.clock.tick()
        QApplication.processEvents()

    def key(self, widget: QWidget, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifiers)
        self.frame()

    def type(self, widget: QWidget, text: str) -> None:
        QTest.keyClicks(widget, text)
        self.frame()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.frame()

    def drag(self, widget: QWidget, *points: QPointF, button=Qt.MouseButton.LeftButton) -> None:
        places = [QPoint(round(p.x()), round(p.y())) for p in points]
        QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            event = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(place),
                QPointF(widget.mapToGlobal(place)),
                Qt.MouseButton.NoButton,
                button,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(widget, event)
            self.frame()
        QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, places[-1])
        self.frame()

    def pixels(self, widget: QWidget) -> np.ndarray:
        """What a widget shows: uint8 (height, width, 3)."""
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


@pytest.fixture(params=["dark", "light"])
def theme(request) -> str:
    """Each of the two themes."""
    return request.param


@pytest.fixture
def editor(qtbot) -> Iterator[Callable[..., Bench]]:
    """Show the page of a bundled sample in a window of a given size."""
    opened: list[tuple[QWidget, Bench]] = []

    def show(size=(1600, 1000), theme="dark", sandbox=None, sample="digits") -> Bench:
        app.adopt(QApplication.instance())
        document, path = formats.open_any(sample)
        session = Session(document, path)
        session.set_theme(theme)
        page = SandboxPage(session)
        page.resize(*size)
        clock = FrameClock(session, page)
        clock.add(page)
        made = Bench(page, session, clock)
        opened.append((page, made))
        page.show()
        qtbot.waitExposed(page)
        if sandbox is not None:
            from nnviz.document import edits

            session.apply(edits.set_sandbox, sandbox)
        made.frame()
        return made

    yield show
    for page, made in opened:
        made.clock.stop()
        page.hide()
        page.deleteLater()
    QApplication.processEvents()

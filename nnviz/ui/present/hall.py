"""The window that the class sees: the stage, nothing around it, and a pointer that doesn't stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.session import Change
from nnviz.ui.clock import FrameClock
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_window_title
from nnviz.ui.present.dock import Dock
from nnviz.ui.present.face import Face
from nnviz.ui.present.over import NotesSheet, Notice
from nnviz.ui.present.stage import Stage
from nnviz.ui.present.tools import Tools
from nnviz.ui.style import Look
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.window.pages import Host

IDLE = 2000
"""Milliseconds after which a pointer that rests is hidden, and the dock with it."""


class Hall(Guarded, QWidget):
    """Fills the class's display."""

    closed = Signal()
    """The system closes it."""

    def __init__(self, host: Host, tools: Tools, press: Callable[[str], None]) -> None:
        super().__init__()
        self.clock: FrameClock | None = None
        self._session, self._tools = host.session, tools
        set_window_title(self, "nnviz presents")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.face: Face = Face(host)
        self.stage = Stage(self.face, tools, self)
        self.still = Still(self)
        self.notice = Notice(self)
        self.notes: NotesSheet | None = None
        self.dock = Dock(press, self)
        self.has_dock = True
        """Whether the dock may come: a presenter with a display of their own has its buttons there."""
        self._blank = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(IDLE)
        self._resting.timeout.connect(self._rest)
        self.stage.pointed.connect(self._wake)
        tools.changed.connect(self._show_tools)
        self.setFocusProxy(self.stage)

    def stop(self) -> None:
        """The show is over."""
        self._resting.stop()
        self._set_blank(False)
        self.stage.stop()
        self.notice.stop()

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        self.face.clock = self.clock
        self.face.refresh(change)
        if change & Change.THEME:
            self._dress()
        if self.notes is not None:
            self.notes.refresh(change)

    def _dress(self) -> None:
        theme, s = self.face.theme, self.height() / 1000
        self.dock.set_look(Look(theme, s))
        self.notice.set_look(Look(theme, s))
        if self.notes is not None:
            self.notes.set_look(Look(theme, s))

    def say(self, words: str) -> None:
        """One line for a moment: the key that was pressed does nothing here."""
        self.notice.say(words)

    def toggle_notes(self) -> None:
        """Lay the card's notes over the picture, or take them away."""
        notes, self.notes = self.notes, None
        if notes is not None:
            take_away(notes)
            return
        self.notes = NotesSheet(self._session, self)
        self.notes.setGeometry(self.width() // 2, 0, self.width() - self.width() // 2, self.height())
        self._dress()
        self.notes.refresh(~Change(0))
        self.notes.show()

    @property
    def is_frozen(self) -> bool:
        """Whether the class sees a still picture."""
        return self.still.isVisible()

    def freeze(self, is_still: bool) -> None:
        """Keep what is seen now on the display, or go on."""
        if is_still:
            self.still.keep(self.stage.grab())
            self.still.raise_()
            self.dock.raise_()
        self.still.setVisible(is_still)

    def _show_tools(self) -> None:
        self.dock.show_state(self._tools.held)

    # the pointer

    def _wake(self) -> None:
        self._set_blank(False)
        if self.has_dock and self.dock.isHidden():
            self.dock.show()
            self.dock.raise_()
        self._resting.start()

    def _rest(self) -> None:
        place = self.mapFromGlobal(QCursor.pos())
        if self.dock.isVisible() and self.dock.geometry().contains(place):
            self._resting.start()
            return
        self.dock.hide()
        self._set_blank(self.rect().contains(place))

    def _set_blank(self, is_blank: bool) -> None:
        if is_blank == self._blank:
            return
        self._blank = is_blank
        if is_blank:
            QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        else:
            QApplication.restoreOverrideCursor()

    @property
    def is_pointer_hidden(self) -> bool:
        """Whether the pointer isn't to be seen."""
        return self._blank

    # events

    def event(self, event: QEvent) -> bool:
        """Be up to date before Qt has it painted."""
        if event.type() == QEvent.Type.UpdateRequest and self.clock is not None:
            self.clock.catch_up()
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on another display: there it is to be seen."""
        self._set_blank(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another display."""
        self.stage.setGeometry(self.rect())
        self.still.setGeometry(self.rect())
        self.dock.stand(self.width(), self.height())
        if self.notes is not None:
            self.notes.setGeometry(self.width() // 2, 0, self.width() - self.width() // 2, self.height())
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self.face.theme.bg)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it leaves the show."""
        event.ignore()
        self.closed.emit()


class Still(Guarded, QWidget):
    """One picture, however large the display is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def keep(self, picture: QPixmap) -> None:
        """Show this from now on."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(QPoint(0, 0), self.size()), self._picture)

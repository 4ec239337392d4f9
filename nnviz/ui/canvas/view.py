"""The canvas: a plain widget that shows the session's picture and hands gestures to the tools."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nnviz.scene import camera
from nnviz.session import Change, Session
from nnviz.ui import settings
from nnviz.ui.canvas.composer import Composer
from nnviz.ui.canvas.painter import Picture, ScenePainter
from nnviz.ui.theme import THEMES, Theme

SLICE = 0.008
"""Seconds of drawing between two looks at the event queue."""


class CanvasView(QWidget):
    """Shows the session's network. Reads the session when told to refresh; edits it only from gestures."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._composer = Composer()
        self._theme = THEMES[session.view.theme or "dark"]
        self._painter = ScenePainter(self._theme, self.devicePixelRatio())
        self._reduced_motion = settings.reduced_motion()
        self._picture: Picture | None = None
        self._refining = QTimer(self)
        self._refining.setInterval(0)
        self._refining.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 280)
        self.setAccessibleName("Network")

    # showing

    @property
    def is_settled(self) -> bool:
        """Whether the picture is exact and smooth: nothing is left to draw."""
        return self._picture is not None and self._painter.strips.is_settled

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.THEME:
            self.set_theme(THEMES[self._session.view.theme or "dark"])
        if change & Change.DOCUMENT:
            self._reduced_motion = settings.reduced_motion()
            self._painter.strips.forget()
        self._compose()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        if theme != self._theme:
            self._theme = theme
            self._painter = ScenePainter(theme, self.devicePixelRatio())
            self._compose()

    def settle(self) -> None:
        """Finish the picture now instead of in slices."""
        if self._picture is None:
            self._compose()
        self._painter.strips.settle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        with QPainter(self) as painter:
            self._painter.draw(painter, self._picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compose()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._painter = ScenePainter(self._theme, self.devicePixelRatio())
            self._compose()
        return super().event(event)

    def _compose(self) -> None:
        size = (float(self.width()), float(self.height()))
        if min(size) < 1:
            return
        self._picture = self._composer.picture(
            self._session, size, self._theme, self.devicePixelRatio(), self._reduced_motion
        )
        self._painter.want(self._picture)
        if not self._painter.strips.is_settled:
            self._refining.start()
        self.update()

    def _refine(self) -> None:
        strips = self._painter.strips
        if strips.advance(SLICE):
            self.update()
        if strips.is_settled:
            self._refining.stop()

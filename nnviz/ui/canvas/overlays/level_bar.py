"""The line above the canvas: where one is, and the ladder of levels."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.canvas.overlays.breadcrumbs import Breadcrumbs
from nnviz.ui.canvas.overlays.ladder import Ladder
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.guard import Guarded
from nnviz.ui.style import look_of

HEIGHT, LEAST = 48, 40
"""In the spec's pixels, and in any window."""
LEAST_CRUMBS = 64
"""Pixels: with less room the ladder stands alone."""


class LevelBar(Guarded, QWidget):
    """Breadcrumbs at the left, the ladder at the right. It follows what the canvas shows."""

    def __init__(self, session: Session, zoom: Zoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Levels")
        self._zoom = zoom
        self._look = look_of(session, self)
        self.crumbs = Breadcrumbs(zoom, self)
        self.ladder = Ladder(zoom, self)

    def refresh(self, change: Change) -> None:
        """Show what is new; after the canvas, whose picture says which level this is."""
        if change & Change.THEME:
            self.restyle()
        has_slid = bool(change & Change.MOMENT) and self._session.here != self.crumbs.target
        if has_slid or change & (Change.CAMERA | Change.SELECTION | Change.DOCUMENT | Change.NETWORK):
            self.show_level()

    def show_level(self) -> None:
        """Say which level the canvas shows, and of what."""
        self.ladder.show_level(self._zoom.level)
        self.crumbs.show_place(self._session.document, self._session.here, self._zoom.level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both."""
        self.restyle()

    def restyle(self) -> None:
        """Draw in the session's theme, at the window's scale."""
        look = self._look = look_of(self._session, self)
        margin = look.px(12)
        wide = min(self.ladder.needed_width(look), self.width())
        self.ladder.setGeometry(self.width() - wide, 0, wide, self.height())
        room = max(self.width() - wide - 2 * margin, 0)
        self.crumbs.setVisible(room >= LEAST_CRUMBS)
        self.crumbs.setGeometry(margin, 0, room, self.height())
        self.ladder.set_look(look)
        self.crumbs.set_look(look)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._look.color("bg"))

"""What every part of the rail is: a strip of the rail's width that knows how tall it wants to be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK

MARGIN = 20
"""The spec's pixels left and right of everything in the rail."""


class Section(Guarded, QWidget):
    """A part of the rail. A subclass places its parts in :meth:`place` and paints the rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.state = session.state
        """What it shows: painted is this, whatever the session has become since."""
        self.look = Look(DARK, 1.0)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self.look = look
        self.place()
        self.update()

    def height_wanted(self) -> int:
        """Pixels, in the present look."""
        raise NotImplementedError

    def place(self) -> None:
        """Give the parts their places."""

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self.place()

    def inner(self) -> tuple[int, int]:
        """Left edge and width of the room between the margins."""
        margin = self.look.px(MARGIN)
        return margin, self.width() - 2 * margin

    def paint_line(
        self,
        painter: QPainter,
        text: str,
        middle: float,
        pixels: float,
        weight: int = 600,
        token: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """One line of text, its middle at ``middle`` of the spec's pixels from the top."""
        left, width = self.inner()
        painter.setFont(self.look.font(pixels, weight))
        painter.setPen(self.look.color(token))
        rect = QRectF(left, self.look.px(middle) - 30, width, 60)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)

"""What every part of the rail is: a strip of the rail's width that knows how tall it wants to be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

MARGIN = 20
"""The spec's pixels left and right of everything in the rail."""


class RailSection(Part):
    """A part of the rail. A subclass places its parts in :meth:`place` and paints the rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.state = session.state
        """What it shows: painted is this, whatever the session has become since."""

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        raise NotImplementedError

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
        rect = QRectF(left, self.look.px(middle) - 30, width, 60)
        write(painter, rect, text, self.look, pixels, weight, token, align)

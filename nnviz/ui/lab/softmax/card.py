"""What the cards of the right column share."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.softmax.shown import Shown
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate


class Card(Part):
    """Paints what is shown, on a plate."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._plate = KeptPixmap()

    def show_shown(self, shown: Shown) -> None:
        """Show other values."""
        self.shown = shown
        self.update()

    def words(self, shown: Shown) -> str:
        """The card for those who hear it."""
        raise NotImplementedError

    @property
    def pad(self) -> int:
        """Room at both sides."""
        return self.look.px(24)

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return max(24 * self.look.s, 20.0)

    def row(self, top: float, high: float | None = None) -> QRectF:
        """A row across the card."""
        return QRectF(self.pad, top, self.width() - 2 * self.pad, self.line if high is None else high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._plate.paint(painter, QRectF(self.rect()), self._paint_plate, (), self.look)
        if self.shown is not None:
            self.paint_shown(painter, self.shown)

    def _paint_plate(self, painter: QPainter) -> None:
        plate(painter, self.look, QRectF(self.rect()))

    def paint_shown(self, painter: QPainter, shown: Shown) -> None:
        """Draw what is shown."""
        raise NotImplementedError

"""The button that shows everything to a class."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QGuiApplication, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.buttons import PaintedButton


class PresentButton(PaintedButton):
    """The way before a class; a right click asks on which display."""

    radius = 18.0
    displays_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Present", parent)
        self.setText("Present")
        self.is_named = True

    def width_wanted(self, side: int) -> int:
        """Room for its sign, and for its word where there is any."""
        if not self.is_named:
            return side
        words = QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.text())
        return round(words) + self.look.px(54)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where several displays exist, one may be chosen."""
        if len(QGuiApplication.screens()) > 1:
            self.displays_wanted.emit()

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.mix("now", 0.25, "ink") if self.underMouse() else look.color("ink"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        s = max(look.s, 0.72)
        x = rect.center().x() + 2 * s if not self.is_named else 26 * s
        corners = (QPointF(-7, -8), QPointF(8, 0), QPointF(-7, 8))
        painter.setBrush(look.color("bg"))
        painter.drawPolygon(QPolygonF([QPointF(x, rect.center().y()) + corner * s for corner in corners]))
        if self.is_named:
            painter.setFont(look.font(16, 600))
            painter.setPen(look.color("bg"))
            words = rect.adjusted(38 * s, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

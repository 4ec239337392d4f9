"""A row of the rail that opens: its title at the left, what is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write

INSET = 4
"""Pixels by which the row is wider than what it says, for the plate under the pointer."""


class MenuRow(PaintedButton):
    """Press it for a menu, or to unfold what lies below it (``unfolds``)."""

    radius = 8.0

    def __init__(self, title: str, unfolds: bool, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.title, self.unfolds = title, unfolds
        self.is_open = False
        self._value = ""

    def show_value(self, value: str) -> None:
        """Show what is chosen."""
        if value != self._value:
            self._value = value
            self.describe(f"{self.title}: {value}")
            self.update()

    def paint(self, painter: QPainter) -> None:
        look, side = self.look, self.look.px(12)
        self.paint_hover(painter)
        rect = QRectF(self.rect()).adjusted(INSET, 0, -INSET, 0)
        wide = write(painter, rect, self.title, look, 17, 600)
        middle = QPointF(rect.right() - side / 2 - 1, rect.center().y())
        rise = -side / 4 if self.is_open else side / 4
        painter.setPen(QPen(look.color("ink2"), 1.8))
        corners = ((-side / 2, -rise), (0.0, rise), (side / 2, -rise))
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
        room = rect.adjusted(wide + look.px(10), 0, -side - look.px(8), 0)
        write(painter, room, self._value, look, 16, 400, "ink2", Qt.AlignmentFlag.AlignRight)

"""A switch: on or off, with a knob that says which."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.buttons import PaintedButton

WIDE, HIGH = 40.0, 22.0


class Switch(PaintedButton):
    """Its owner says whether it is on."""

    radius = 11.0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Nothing: its owner says whether it is on."""

    def paint(self, painter: QPainter) -> None:
        look, is_on = self.look, self.isChecked()
        wide, high = WIDE * look.s, HIGH * look.s
        rect = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now" if is_on else "line"))
        painter.drawRoundedRect(rect, high / 2, high / 2)
        painter.setBrush(look.color("nowink" if is_on else "ink"))
        x = rect.right() - high / 2 if is_on else rect.left() + high / 2
        painter.drawEllipse(QPointF(x, rect.center().y()), high * 0.33, high * 0.33)

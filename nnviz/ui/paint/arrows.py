"""Short arrows that say what goes where."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.ui.theme import Theme

HEAD = 7.0
"""Length of an arrow's head in pixels."""


def draw_arrow(painter: QPainter, theme: Theme, start: QPointF, end: QPointF) -> None:
    """Draw an arrow from left to right."""
    color = QColor(theme.ink3)
    painter.setPen(QPen(color, 1.6))
    painter.drawLine(QLineF(start, QPointF(end.x() - HEAD / 2, end.y())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    back = end.x() - HEAD
    painter.drawPolygon(
        QPolygonF([end, QPointF(back, end.y() - HEAD / 2), QPointF(back, end.y() + HEAD / 2)])
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)

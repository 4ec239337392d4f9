"""The plate that a part of a page lies on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from nnviz.ui.style import Look


def plate(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Paint a card over ``rect``: the panel's colour in a hairline."""
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("panel"))
    radius = 18 * look.s
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

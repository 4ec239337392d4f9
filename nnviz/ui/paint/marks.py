"""Marks at a neuron's rim: an overridden value, a number that is not finite."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.ui import theme as looks
from nnviz.ui.theme import Theme

SIZE = 8.0
"""Radius of a mark in pixels."""


def mark_place(middle: QPointF, radius: float) -> QPointF:
    """Where a neuron's mark stands: the upper right of its rim."""
    return QPointF(middle.x() + 0.78 * radius, middle.y() - 0.78 * radius)


def draw_held(painter: QPainter, at: QPointF, theme: Theme) -> None:
    """Draw the mark of a held value at a place: a closed lock."""
    painter.setPen(QPen(QColor(theme.panel), 1.5))
    painter.setBrush(QColor(theme.now))
    painter.drawEllipse(at, SIZE, SIZE)
    _draw_lock(painter, at, looks.text_on(QColor(theme.now)))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_mark(painter: QPainter, kind: str, middle: QPointF, radius: float, theme: Theme) -> None:
    """Draw the mark ``"override"`` (a closed lock) or ``"non-finite"`` (an exclamation mark)."""
    at = mark_place(middle, radius)
    token = "now" if kind == "override" else "warn"
    painter.setPen(QPen(QColor(theme.bg), 1.5))
    painter.setBrush(QColor(getattr(theme, token)))
    painter.drawEllipse(at, SIZE, SIZE)
    ink = looks.text_on(QColor(getattr(theme, token)))
    if kind == "override":
        _draw_lock(painter, at, ink)
    else:
        painter.setPen(ink)
        painter.setFont(looks.font(looks.FLOOR, 800))
        box = QRectF(at.x() - SIZE, at.y() - SIZE, 2 * SIZE, 2 * SIZE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_lock(painter: QPainter, at: QPointF, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(at.x() - 2.2, at.y() - 4.6, 4.4, 5.6), 0, 180 * 16)
    painter.fillRect(QRectF(at.x() - 3.4, at.y() - 1.2, 6.8, 4.8), ink)

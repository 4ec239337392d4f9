"""A small picture for each kind of layer, drawn on a square of 24 units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnviz.ui.style import Look

SIDE = 24.0


def paint_glyph(painter: QPainter, rect: QRectF, kind: str, look: Look, token: str = "ink2") -> None:
    """Paint the picture of a kind of layer into ``rect``."""
    color = look.color(token)
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / SIDE, rect.height() / SIDE)
    painter.setPen(QPen(color, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _GLYPHS.get(kind, _plain)(painter, color)
    painter.restore()


def _dense(painter: QPainter, color: QColor) -> None:
    ends = [(4, 5), (4, 19), (20, 5), (20, 19)]
    for x, y in ends[:2]:
        for u, v in ends[2:]:
            painter.drawLine(QPointF(x, y), QPointF(u, v))
    painter.setBrush(color)
    for x, y in ends:
        painter.drawEllipse(QPointF(x, y), 2.4, 2.4)


def _grid(painter: QPainter, color: QColor, count: int, filled: Callable[[int, int], bool]) -> None:
    pitch = 20 / count
    for row in range(count):
        for column in range(count):
            painter.setBrush(color if filled(row, column) else Qt.BrushStyle.NoBrush)
            side = pitch - 2
            painter.drawRoundedRect(QRectF(3 + column * pitch, 3 + row * pitch, side, side), 1.2, 1.2)


def _conv(painter: QPainter, color: QColor) -> None:
    _grid(painter, color, 3, lambda row, column: row < 2 and column < 2)


def _max_pool(painter: QPainter, color: QColor) -> None:
    _grid(painter, color, 2, lambda row, column: (row, column) == (0, 1))


def _average_pool(painter: QPainter, color: QColor) -> None:
    faint = QColor(color)
    faint.setAlphaF(0.35)
    _grid(painter, faint, 2, lambda row, column: True)


def _global_pool(painter: QPainter, color: QColor) -> None:
    faint = QColor(color)
    faint.setAlphaF(0.35)
    painter.setBrush(faint)
    painter.drawRoundedRect(QRectF(2, 3, 11, 18), 2, 2)
    painter.drawLine(QPointF(14, 12), QPointF(18, 12))
    painter.setBrush(color)
    painter.drawEllipse(QPointF(20, 12), 1.8, 1.8)


def _flatten(painter: QPainter, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for place in range(5):
        painter.drawRoundedRect(QRectF(1 + place * 4.6, 9.5, 3.6, 5), 0.8, 0.8)


def _bell(painter: QPainter, color: QColor) -> None:
    path = QPainterPath(QPointF(2, 20))
    path.cubicTo(8, 20, 8, 4, 12, 4)
    path.cubicTo(16, 4, 16, 20, 22, 20)
    painter.drawPath(path)


def _hinge(painter: QPainter, color: QColor) -> None:
    painter.drawPolyline([QPointF(2, 18), QPointF(12, 18), QPointF(22, 6)])


def _dropout(painter: QPainter, color: QColor) -> None:
    for row in range(3):
        for column in range(3):
            painter.setBrush(Qt.BrushStyle.NoBrush if (row + 2 * column) % 3 == 1 else color)
            painter.drawEllipse(QPointF(4.5 + 7.5 * column, 4.5 + 7.5 * row), 2.3, 2.3)


def _add(painter: QPainter, color: QColor) -> None:
    painter.drawEllipse(QPointF(12, 12), 9.5, 9.5)
    painter.drawLine(QPointF(12, 7), QPointF(12, 17))
    painter.drawLine(QPointF(7, 12), QPointF(17, 12))


def _concat(painter: QPainter, color: QColor) -> None:
    painter.drawRoundedRect(QRectF(3, 3, 8, 18), 2, 2)
    faint = QColor(color)
    faint.setAlphaF(0.35)
    painter.setBrush(faint)
    painter.drawRoundedRect(QRectF(13, 3, 8, 18), 2, 2)


def _plain(painter: QPainter, color: QColor) -> None:
    painter.drawRoundedRect(QRectF(3, 6, 18, 12), 3, 3)


_GLYPHS: Mapping[str, Callable[[QPainter, QColor], None]] = MappingProxyType(
    {
        "Dense": _dense,
        "Conv2D": _conv,
        "BatchNorm": _bell,
        "LayerNorm": _bell,
        "Standardize": _bell,
        "Unstandardize": _bell,
        "MaxPool2D": _max_pool,
        "AveragePool2D": _average_pool,
        "GlobalAveragePool2D": _global_pool,
        "GlobalMaxPool2D": _global_pool,
        "Flatten": _flatten,
        "Activation": _hinge,
        "Dropout": _dropout,
        "Add": _add,
        "Concat": _concat,
    }
)

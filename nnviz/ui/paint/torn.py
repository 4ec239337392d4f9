"""A bar that is longer than its axis: broken off at the edge, so that nobody takes its end for its value."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from nnviz.scene.detail.page import Span

TOOTH = 4.0
"""Pixels that the break goes in and out."""
TEETH = 3
GAP, PIECE = 3.0, 3.0
"""Pixels between the bar and the piece that is broken off it, and of that piece."""


ARROW = 8.0
"""Pixels of the arrow that stands for a bar which lies beyond the edge altogether."""


def draw_span(painter: QPainter, span: Span, top: float, height: float, radius: float) -> None:
    """Draw a bar with the painter's pen and brush: whole, broken, or an arrow towards where it is."""
    box = QRectF(span.x0, top, span.x1 - span.x0, height)
    if span.beyond:
        middle = top + height / 2
        back, half = span.x0 - ARROW * span.beyond, min(0.5 * height, ARROW)
        corners = [QPointF(back, middle - half), QPointF(back, middle + half)]
        painter.drawPolygon([QPointF(span.x0, middle), *corners])
    elif span.is_whole:
        radius = min(radius, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)
    else:
        _draw_torn(painter, box, left=span.is_cut_left, right=span.is_cut_right)


def _draw_torn(painter: QPainter, box: QRectF, *, left: bool, right: bool) -> None:
    piece = GAP + PIECE + TOOTH
    body = box.adjusted(piece if left else 0.0, 0.0, -piece if right else 0.0, 0.0)
    painter.drawPolygon(_shape(body, left=left, right=right))
    if left:
        painter.drawPolygon(_shape(QRectF(box.left(), box.top(), PIECE + TOOTH, box.height()), True, True))
    if right:
        start = box.right() - PIECE - TOOTH
        painter.drawPolygon(_shape(QRectF(start, box.top(), PIECE + TOOTH, box.height()), True, True))


def _shape(box: QRectF, left: bool, right: bool) -> QPolygonF:
    """A rectangle whose broken sides are jagged, both in the same way, so that pieces match."""
    return QPolygonF([*_side(box.right(), box, right), *reversed(_side(box.left(), box, left))])


def _side(x: float, box: QRectF, jagged: bool) -> list[QPointF]:
    """One side, from the top to the bottom."""
    if not jagged:
        return [QPointF(x, box.top()), QPointF(x, box.bottom())]
    steps = 2 * TEETH
    inner = -TOOTH if x > box.center().x() else 0.0
    return [
        QPointF(x + inner + TOOTH * (step % 2), box.top() + box.height() * step / steps)
        for step in range(steps + 1)
    ]

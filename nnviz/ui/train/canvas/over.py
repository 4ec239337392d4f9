"""What lies over the pictures: the lines from a square to the surface, the cursor, the card of a point."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.scene.train import plane_words as words
from nnviz.ui.paint.hover import Card, CardRow, draw_card
from nnviz.ui.paint.text import Texts
from nnviz.ui.style import Look
from nnviz.ui.train.canvas.moment import Moment
from nnviz.ui.train.canvas.network import rect_of
from nnviz.ui.train.canvas.points import place_of

RING, ARM, HOLE = 11.0, 17.0, 6.0
"""Pixels of the cursor: its ring, how far its lines reach, and where they begin."""


def paint_wedge(painter: QPainter, moment: Moment, shown: tuple[int, int] | None, look: Look) -> None:
    """Lines from a square to the surface that it is; none where several classes share the answer."""
    last = len(moment.columns) - 1
    if shown is None and moment.columns[last].units > 1:
        return
    column, unit = shown or (last, 0)
    squares = moment.layout.stacks[column].squares
    if unit >= len(squares):
        return
    small, large = rect_of(squares[unit]), rect_of(moment.layout.surface)
    painter.setPen(QPen(look.color("ink3"), 1))
    painter.drawLine(small.topRight(), large.topLeft())
    painter.drawLine(small.bottomRight(), large.bottomLeft())
    if shown is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("now"), 2.5))
        painter.drawRoundedRect(small.adjusted(-3, -3, 3, 3), look.px(10), look.px(10))


def paint_cursor(painter: QPainter, rect: QRectF, place: tuple[float, float], look: Look) -> None:
    """Where the keys stand on the plane, in shares of it."""
    at = QPointF(rect.left() + place[0] * rect.width(), rect.top() + place[1] * rect.height())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, wide in (("bg", 5.0), ("now", 2.5)):
        painter.setPen(QPen(look.color(token), wide))
        painter.drawEllipse(at, RING, RING)
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(at + way * HOLE, at + way * ARM)


def paint_card(
    painter: QPainter, texts: Texts, moment: Moment, which: int, room: tuple[float, float], look: Look
) -> None:
    """What is known of a point, beside it."""
    if moment.points is None or moment.data is None:
        return
    rows = words.point_rows(moment.data, moment.points, which, moment.plane.names)
    card = Card("This point", tuple(CardRow(symbol, value) for symbol, value in rows))
    at = place_of(rect_of(moment.layout.surface), moment.points.at[which])
    draw_card(painter, texts, look.theme, card, at, room, look.s)

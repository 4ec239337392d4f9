"""The plots of a card: sizes on a log scale, and what is silenced below; still, and in hand."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnviz.engine.arrays import Array
from nnviz.scene.lab.gradients import words
from nnviz.scene.lab.gradients.measuring import OFF, SMALL, Column, Measured
from nnviz.scene.lab.gradients.scale import LogScale
from nnviz.scene.lab.gradients.verdicts import band, middle
from nnviz.scene.words.numbers import ten_to
from nnviz.ui.lab.gradients.places import CardPlaces
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
LINE, POINT, KNOB = 3.4, 5.0, 9.0
BAND = 0.18
MOST_POINTS = 16
"""Layers up to which each has a point of its own on the curve."""


def paint_sizes(
    painter: QPainter, look: Look, at: CardPlaces, sizes: Array, scale: LogScale, is_alarming: bool
) -> None:
    """Grid, band from lowest to highest seed, median."""
    plot = at.upper
    apart = look.text(16) * 1.3
    last = float("inf")
    for power in scale.lines:
        y = _y(plot, scale.share(10.0**power))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(plot.left() - 8, y), QPointF(plot.right() + 12, y))
        room = QRectF(0, y - look.text(16), plot.left() - look.px(14), 2 * look.text(16))
        # Where lines stand close, every other number makes way.
        if abs(last - y) >= apart:
            write(painter, room, ten_to(power), look, 16, 400, "ink2", RIGHT)
            last = y
    low, high, median = (
        [QPointF(at.x(n, sizes.shape[1]), _y(plot, scale.share(float(v)))) for n, v in enumerate(row)]
        for row in (sizes.min(axis=0), sizes.max(axis=0), np.median(sizes, axis=0))
    )
    token = "warn" if is_alarming else "ink"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token, BAND))
    painter.drawPolygon(QPolygonF([*high, *reversed(low)]))
    painter.setPen(QPen(look.color(token), LINE * look.s, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(median))
    if len(median) <= MOST_POINTS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        for point in median:
            painter.drawEllipse(point, POINT * look.s, POINT * look.s)


def paint_shares(painter: QPainter, look: Look, at: CardPlaces, column: Column) -> None:
    """Bars of what is silenced, and in black what is for every example."""
    plot, count = at.lower, len(column.share)
    for share in (0.0, 0.5, 1.0):
        y = _y(plot, share)
        painter.setPen(QPen(look.color("line" if share else "ink3"), 1))
        painter.drawLine(QPointF(plot.left() - 8, y), QPointF(plot.right() + 12, y))
        room = QRectF(0, y - look.text(16), plot.left() - look.px(14), 2 * look.text(16))
        write(painter, room, f"{share:.0%}", look, 16, 400, "ink2", RIGHT)
    if words.no_share(column):
        return
    wide = min(look.px(20), 0.72 * plot.width() / max(count - 1, 1))
    for place, (share, dead) in enumerate(zip(column.share, column.dead, strict=True)):
        if np.isnan(share):
            continue
        x = at.x(place, count)
        _paint_bar(painter, look, plot, QRectF(x - wide / 2, 0, wide, 0), float(share), column.way == SMALL)
        if dead > 0 and column.way == OFF:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("ink"))
            painter.drawRect(QRectF(x - wide / 2, _y(plot, float(dead)), wide, plot.height() * float(dead)))


def _paint_bar(
    painter: QPainter, look: Look, plot: QRectF, column: QRectF, share: float, is_outlined: bool
) -> None:
    rect = QRectF(column.x(), _y(plot, share), column.width(), plot.height() * share)
    if is_outlined:
        painter.setPen(QPen(look.color("ink2"), min(1.5, column.width() / 4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect.adjust(0.75, 0.75, -0.75, 0)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink3", 0.45))
    painter.drawRoundedRect(rect, min(4.0, rect.height() / 2), min(4.0, rect.height() / 2))


def _write_on_plate(painter: QPainter, look: Look, plot: QRectF, text: str) -> None:
    painter.setFont(look.font(18, 600))
    wide = painter.fontMetrics().horizontalAdvance(text) + look.px(20)
    plate = QRectF(plot.center().x() - wide / 2, plot.center().y() - look.text(18), wide, 2 * look.text(18))
    painter.fillRect(plate, look.color("panel"))
    write(painter, plate, text, look, 18, 600, "ink", CENTRE)


def paint_numbers(painter: QPainter, look: Look, at: CardPlaces, measured: Measured) -> None:
    """As many of the layers' numbers as have room."""
    painter.setFont(look.font(16, 400))
    count, axis = len(measured.numbers), at.axis
    widest = painter.fontMetrics().horizontalAdvance(str(max(measured.numbers))) + 8
    step = next(
        s for s in (1, 2, 5, 10, 25, 50, 100, count) if s * at.upper.width() / max(count - 1, 1) >= widest
    )
    for place in range(count):
        is_shown = place == 0 or (place + 1) % step == 0
        if is_shown and not (place == 0 and step > 1 and step * at.upper.width() / count < 2 * widest):
            rect = QRectF(at.x(place, count) - 24, axis.top(), 48, axis.height())
            write(painter, rect, str(measured.numbers[place]), look, 16, 400, "ink2", CENTRE)


def paint_hand(
    painter: QPainter,
    look: Look,
    at: CardPlaces,
    measured: Measured,
    column: Column,
    scale: LogScale,
    place: int,
    is_signal: bool,
) -> None:
    """The one line through all plots, its point, its size, its layer."""
    count, plot, axis = len(measured.numbers), at.upper, at.axis
    x, now = at.x(place, count), look.color("now")
    top, none = plot.top() - look.px(10), words.no_share(column)
    painter.setPen(QPen(now, max(2 * look.s, 1.5)))
    painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()))
    painter.drawLine(QPointF(x, at.lower.top() - 4), QPointF(x, axis.top()))
    if none:
        _write_on_plate(painter, look, at.lower, none)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now)
    painter.drawEllipse(QPointF(x, top), 7 * look.s, 7 * look.s)
    size = middle(column, is_signal)[place]
    y = _y(plot, scale.share(size))
    painter.setPen(QPen(look.color("panel"), 2))
    painter.drawEllipse(QPointF(x, y), KNOB * look.s, KNOB * look.s)
    ends = [
        (_y(plot, scale.share(low)), _y(plot, scale.share(high))) for low, high in band(column, is_signal)
    ]
    _write_size(painter, look, at, words.size(size), ends, place)
    radius = min(max(look.px(14), look.text(16) * 0.78), axis.height() / 2)
    badge = QPointF(x, axis.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("panel"))
    painter.drawEllipse(badge, radius + 3, radius + 3)
    painter.setBrush(now)
    painter.drawEllipse(badge, radius, radius)
    rect = QRectF(x - radius, axis.top(), 2 * radius, axis.height())
    write(painter, rect, str(measured.numbers[place]), look, 16, 700, "nowink", CENTRE)


def _write_size(
    painter: QPainter, look: Look, at: CardPlaces, text: str, ends: list[tuple[float, float]], place: int
) -> None:
    """Beside the line, below the band or, where that has no room, above it. ``ends`` are the band's lower and
    upper edge at each layer."""
    plot, count = at.upper, len(ends)
    painter.setFont(look.font(20, 700))
    wide, high = painter.fontMetrics().horizontalAdvance(text), look.text(20) * 1.3
    x = at.x(place, count)
    left = x + look.px(14)
    if left + wide > at.width - 4:
        left = x - look.px(14) - wide
    gap = max(plot.width() / max(count - 1, 1), 20.0)
    near = [ends[n] for n in range(count) if left - gap < at.x(n, count) < left + wide + gap]
    below = max(low for low, _ in near) + look.px(10)
    above = min(high_ for _, high_ in near) - look.px(10) - high
    fits_below = below + high <= plot.bottom() + look.px(12)
    rect = QRectF(left, below if fits_below else max(above, plot.top() - look.px(8)), wide + 2, high)
    painter.fillRect(rect, look.color("panel", 0.8))
    write(painter, rect, text, look, 20, 700, "now")


def _y(plot: QRectF, share: float) -> float:
    return plot.bottom() - share * plot.height()

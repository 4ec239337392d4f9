"""Painting a function's curve: what stays while z moves, and what moves with it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnviz.engine.arrays import Array
from nnviz.scene.lab.functions.chart import Chart, Tangent
from nnviz.scene.words.numbers import tick
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

POINT = 9.0
"""Radius of the point in the spec's pixels."""


class Frame:
    """A chart's rectangle on the screen: from z and f(z) to pixels and back."""

    def __init__(self, chart: Chart, rect: QRectF) -> None:
        self.chart, self.rect = chart, rect

    def x(self, z: float) -> float:
        """Pixels from the left edge of the widget."""
        chart = self.chart
        return self.rect.left() + (z - chart.low) / (chart.high - chart.low) * self.rect.width()

    def y(self, value: float) -> float:
        """Pixels from its upper edge."""
        chart = self.chart
        return self.rect.bottom() - (value - chart.bottom) / (chart.top - chart.bottom) * self.rect.height()

    def z(self, x: float) -> float:
        """The z under a place, within the chart."""
        chart = self.chart
        share = (x - self.rect.left()) / max(self.rect.width(), 1.0)
        return chart.low + min(max(share, 0.0), 1.0) * (chart.high - chart.low)


def paint_still(painter: QPainter, look: Look, frame: Frame, heights: Array | None) -> None:
    """Axes, histogram, f′ dashed, f tinted by its sign."""
    _paint_axes(painter, look, frame)
    if heights is not None:
        _paint_histogram(painter, look, frame, heights)
    chart = frame.chart
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("ink2"), max(1.6 * look.s, 1.2), Qt.PenStyle.DashLine))
    for part in _unbroken(frame, chart.slope):
        painter.drawPolyline(part)
    for token, is_sign in (("ink3", chart.value == 0), ("neg", chart.value < 0), ("pos", chart.value > 0)):
        painter.setPen(QPen(look.color(token), max(3.4 * look.s, 2.0)))
        for part in _unbroken(frame, np.where(_with_neighbours(is_sign), chart.value, np.nan)):
            painter.drawPolyline(part)


def _with_neighbours(chosen: Array) -> Array:
    """The points of one sign, and the one after each stretch: so lines of two signs meet."""
    wider = chosen.copy()
    wider[1:] |= chosen[:-1]
    return wider


def _unbroken(frame: Frame, heights: Array) -> list[QPolygonF]:
    """The curve in pieces: it breaks where a value isn't finite, or jumps."""
    chart = frame.chart
    is_there = np.isfinite(heights)
    jumps = np.abs(np.diff(np.where(is_there, heights, 0.0))) > 0.4 * (chart.top - chart.bottom)
    near = np.diff(chart.z) < 1e-4 * (chart.high - chart.low)
    breaks = np.flatnonzero((jumps & near) | ~is_there[1:] | ~is_there[:-1]) + 1
    pieces = []
    for some in np.split(np.arange(len(heights)), breaks):
        some = some[is_there[some]]
        if len(some) > 1:
            points = [QPointF(frame.x(chart.z[i]), frame.y(heights[i])) for i in some]
            pieces.append(QPolygonF(points))
    return pieces


def _paint_axes(painter: QPainter, look: Look, frame: Frame) -> None:
    rect, line = frame.rect, look.color("line")
    painter.setPen(QPen(line, 1))
    painter.drawLine(QPointF(frame.x(0), rect.top()), QPointF(frame.x(0), rect.bottom()))
    for value in frame.chart.ticks:
        y = frame.y(value)
        painter.setPen(QPen(look.color("ink3" if value == 0 else "line"), 1.2 if value == 0 else 1))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        place = QRectF(rect.left() - look.px(60), y - look.px(14), look.px(52), look.px(28))
        write(painter, place, tick(value), look, 16, 500, "ink3", Qt.AlignmentFlag.AlignRight)


def _paint_histogram(painter: QPainter, look: Look, frame: Frame, heights: Array) -> None:
    """Bars of how many z lie where, from the plot's floor up; the fullest reaches half way."""
    most = float(heights.max())
    if most <= 0:
        return
    rect = frame.rect
    wide = rect.width() / len(heights)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("ink3", 0.34))
    for place, count in enumerate(heights):
        high = 0.5 * rect.height() * float(count) / most
        if high:
            left = rect.left() + place * wide
            painter.drawRect(QRectF(left, rect.bottom() - high, max(wide - 1, 1.0), high))


def paint_live(
    painter: QPainter, look: Look, frame: Frame, z: float, value: float, touch: Tangent | None
) -> None:
    """The one z through all cards, the tangent, and the point."""
    rect, now = frame.rect, look.color("now")
    x = frame.x(z)
    painter.setPen(QPen(look.color("now", 0.55), max(1.6 * look.s, 1.0)))
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    if not math.isfinite(value):
        return
    painter.save()
    painter.setClipRect(rect.adjusted(-2, -2, 2, 2))
    if touch is not None:
        painter.setPen(QPen(now, max(3 * look.s, 2.0)))
        ends = [QPointF(frame.x(a), frame.y(b)) for a, b in zip(touch.z, touch.value, strict=True)]
        painter.drawLine(*ends)
    painter.restore()
    painter.setPen(QPen(look.color("panel"), 2))
    painter.setBrush(now)
    radius = max(POINT * look.s, 7.0)
    painter.drawEllipse(QPointF(x, frame.y(value)), radius, radius)

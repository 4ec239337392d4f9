"""How a run's chart is painted: frame, band, lines; cursor and marks over them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from nnviz.scene.train import axes
from nnviz.scene.train.curves import Chart, Line
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.style import Look
from nnviz.ui.train.charts.places import Places
from nnviz.ui.widgets.fitting import write

VALIDATION, TRAINING, RAW = 3.4, 1.8, 1.0
"""Widths of the lines."""
RAW_OPACITY, LATER = 0.38, 0.45
"""How much of ``ink3`` the raw values have, and the opacity of all that lies right of the cursor."""
TICK_ROOM = 92.0
"""The spec's pixels between labelled steps."""
MOST_STROKES = 100
"""Pieces of a line that are stroked one by one."""
FEW = 12.0
"""Pixels between two looks from which on each is marked."""


def paint_frame(painter: QPainter, places: Places, chart: Chart, caption: str) -> None:
    """Grid, labels, the steps that aren't trained yet, and what is said below."""
    look, plot = places.look, places.plot
    band = _paint_band(painter, places, chart)
    shares = chart.axis.share(_array(chart.axis.ticks))
    for tick, share in zip(chart.axis.ticks, shares.tolist(), strict=True):
        y = plot.bottom() - plot.height() * share
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        label = QRectF(places.room.left(), y - 12, plot.left() - places.room.left() - look.px(10), 24)
        write(painter, label, chart.axis.write(tick), look, 15, 500, "ink2", Qt.AlignmentFlag.AlignRight)
    _paint_untrained(painter, places, band)
    most = max(int(plot.width() / max(look.px(TICK_ROOM), 64)), 2)
    for step in axes.step_ticks(chart.total, most):
        x = places.x(step, chart.total)
        painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawLine(QPointF(x, plot.bottom() + 2), QPointF(x, plot.bottom() + 2 + look.px(5)))
        label = QRectF(x - 50, plot.bottom() + look.px(7), 100, look.text(15) * 1.4)
        write(painter, label, f"{step:,}", look, 15, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)
    top = plot.bottom() + look.px(7) + look.text(15) * 1.35
    below = QRectF(places.head.left(), top, places.room.right() - places.head.left() - 4, look.text(14) * 1.4)
    write(painter, below, caption, look, 14, 400, "ink3", Qt.AlignmentFlag.AlignHCenter)


def _paint_band(painter: QPainter, places: Places, chart: Chart) -> QRectF:
    """The steps that aren't trained yet; where they are."""
    plot = places.plot
    x = places.x(chart.trained, chart.total)
    band = QRectF(x, plot.top(), max(plot.right() - x, 0.0), plot.height())
    if band.width() >= 1:
        painter.fillRect(band, places.look.color("raised", 0.6))
    return band


def _paint_untrained(painter: QPainter, places: Places, band: QRectF) -> None:
    """What the band is, on a patch of its own, as lines of the grid go through it."""
    look, text = places.look, "not trained yet"
    wide = QFontMetricsF(look.font(15, 600)).horizontalAdvance(text) + look.px(12)
    if wide < band.width():
        patch = QRectF(band.center().x() - wide / 2, band.bottom() - look.px(38), wide, look.text(15) * 1.4)
        painter.fillRect(patch, look.theme.mix("raised", 0.6, "bg"))
        write(painter, patch, text, look, 15, 600, "ink2", Qt.AlignmentFlag.AlignHCenter)


def paint_lines(painter: QPainter, places: Places, chart: Chart) -> None:
    """Every raw value, the training line, the validation line."""
    look = places.look
    painter.setClipRect(places.plot.adjusted(-2, -3, 2, 3))
    _paint_line(painter, places, chart.raw, chart, look.theme.mix("ink3", RAW_OPACITY, "bg"), RAW)
    for line, token, wide in ((chart.training, "ink2", TRAINING), (chart.validation, "ink", VALIDATION)):
        _paint_line(painter, places, line, chart, look.color(token), max(wide * look.s, 1.3))
        if len(line.steps) * FEW < places.plot.width():
            _paint_looks(painter, places, line, chart, max(wide * look.s, 2.2))


def _paint_line(
    painter: QPainter, places: Places, line: Line, chart: Chart, color: QColor, wide: float
) -> None:
    if not len(line.steps):
        return
    painter.setPen(QPen(color, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if len(line.steps) <= MOST_STROKES:
        draw_lines(painter, places.segments(line, chart))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for outline in places.bands(line, chart, wide / 2):
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in outline.tolist()]))


def _paint_looks(painter: QPainter, places: Places, line: Line, chart: Chart, radius: float) -> None:
    """A dot at each look, where there are so few that the line between them is but a guess."""
    painter.setBrush(painter.pen().color() if painter.pen().style() else painter.brush())
    for x, y in places.points(line, chart):
        painter.drawEllipse(QPointF(x, y), radius / 2, radius / 2)


def paint_kept(painter: QPainter, places: Places, chart: Chart, kept: list[int]) -> None:
    """Small ticks at the foot of the plot where steps can be gone back to."""
    plot = places.plot
    painter.setPen(QPen(places.look.color("now", 0.7), 1))
    high = places.look.px(5)
    # Up to some thousands of steps, in as many places as there are pixels.
    x = np.unique(np.round(plot.left() + plot.width() * np.array(kept) / max(chart.total, 1))) + 0.5
    lines = np.stack([x, np.full_like(x, plot.bottom() - high), x, np.full_like(x, plot.bottom())], axis=1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    draw_lines(painter, lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def paint_cursor(
    painter: QPainter, places: Places, x: float, values: tuple[float, ...], chart: Chart
) -> None:
    """The line of the present step, and a dot on each line there."""
    look, plot = places.look, places.plot
    painter.setPen(QPen(look.color("now"), 2))
    painter.drawLine(QPointF(x, plot.top() - look.px(8)), QPointF(x, plot.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("now"))
    painter.drawEllipse(QPointF(x, plot.top() - look.px(8)), max(7 * look.s, 5.5), max(7 * look.s, 5.5))
    painter.setPen(QPen(look.color("bg"), 1.5))
    for share, radius in zip(chart.axis.share(_array(values)).tolist(), (4.0, 6.0), strict=False):
        if share == share:
            painter.drawEllipse(QPointF(x, plot.bottom() - plot.height() * share), radius, radius)


def paint_trouble(painter: QPainter, places: Places, x: float, step: int) -> None:
    """Where numbers stopped being finite."""
    look, plot = places.look, places.plot
    painter.setPen(QPen(look.color("warn"), 1.6))
    painter.drawLine(QPointF(x, plot.top() - look.px(4)), QPointF(x, plot.bottom()))
    pill(painter, look, QPointF(x, plot.top() + look.px(14)), f"! step {step:,}", "warn", places.plot)


def pill(painter: QPainter, look: Look, at: QPointF, text: str, token: str, within: QRectF) -> None:
    """Words in a rounded outline at ``at``, moved so that they stay ``within``."""
    font = look.font(15, 600)
    wide = QFontMetricsF(font).horizontalAdvance(text) + look.px(22)
    high = look.text(15) * 1.75
    left = min(max(at.x() - wide / 2, within.left()), within.right() - wide)
    rect = QRectF(left, at.y() - high / 2, wide, high)
    painter.setPen(QPen(look.color(token), 1.5))
    painter.setBrush(look.color("panel"))
    painter.drawRoundedRect(rect, high / 2, high / 2)
    write(painter, rect, text, look, 15, 600, token, Qt.AlignmentFlag.AlignHCenter)


def paint_below(painter: QPainter, places: Places) -> None:
    """An arrow down at the foot of the axis: values lie lower than it goes."""
    look, plot = places.look, places.plot
    x, y, side = plot.left() - look.px(4), plot.bottom() + look.px(4), max(4.0, 5 * look.s)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("warn"))
    painter.drawPolygon(
        QPolygonF([QPointF(x - side, y - side), QPointF(x + side, y - side), QPointF(x, y + side)])
    )


def _array(values: object) -> np.ndarray:
    return np.asarray(values, np.float64)

"""The lines of all runs, each with a style of its own and its name at its end."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from nnviz.plaintext import visible
from nnviz.scene.train import axes, compare
from nnviz.scene.train.compare import Compared, Style
from nnviz.scene.train.curves import Line
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

TICK_ROOM = 92.0


def pen_of(style: Style, look: Look) -> QPen:
    """The pen of a run's line."""
    pen = QPen(look.color(style.token), max(style.width * look.s, 1.3))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style.dashes:
        pen.setDashPattern([*style.dashes])
    return pen


def paint_compared(
    painter: QPainter, plot: QRectF, made: Compared, names: list[str], now: int | None, look: Look
) -> None:
    """Axes, lines, names; the run ``now`` is the one that the network belongs to."""
    _paint_axes(painter, plot, made, look)
    tips: list[QPointF | None] = []
    for number, line in enumerate(made.lines):
        points = _points(plot, line, made)
        painter.setPen(pen_of(compare.style(number), look))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_path(points))
        whole = points[np.isfinite(points).all(axis=1)]
        tips.append(QPointF(*whole[-1].tolist()) if len(whole) else None)
    _paint_names(painter, plot, tips, names, now, look)


def _paint_axes(painter: QPainter, plot: QRectF, made: Compared, look: Look) -> None:
    shares = made.axis.share(np.array(made.axis.ticks))
    for tick, share in zip(made.axis.ticks, shares.tolist(), strict=True):
        y = plot.bottom() - plot.height() * share
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        label = QRectF(plot.left() - 90, y - 12, 90 - look.px(10), 24)
        write(painter, label, made.axis.write(tick), look, 15, 500, "ink2", Qt.AlignmentFlag.AlignRight)
    most = max(int(plot.width() / max(look.px(TICK_ROOM), 64)), 2)
    for step in axes.step_ticks(made.total, most):
        x = plot.left() + plot.width() * step / made.total
        painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawLine(QPointF(x, plot.bottom() + 2), QPointF(x, plot.bottom() + 2 + look.px(5)))
        label = QRectF(x - 50, plot.bottom() + look.px(8), 100, look.text(15) * 1.4)
        write(painter, label, f"{step:,}", look, 15, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)


def _points(plot: QRectF, line: Line, made: Compared) -> np.ndarray:
    x = plot.left() + plot.width() * line.steps / made.total
    y = plot.bottom() - plot.height() * made.axis.share(line.values)
    return np.stack([x, y], axis=1)


def _path(points: np.ndarray) -> QPainterPath:
    """One path a stretch without gaps: dashes go on from piece to piece."""
    path = QPainterPath()
    there = np.isfinite(points).all(axis=1)
    for stretch in np.split(np.arange(len(points)), np.flatnonzero(np.diff(there)) + 1):
        if len(stretch) and there[stretch[0]]:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points[stretch].tolist()]))
    return path


def _paint_names(
    painter: QPainter, plot: QRectF, tips: list[QPointF | None], names: list[str], now: int | None, look: Look
) -> None:
    """Each name at the right, joined to the end of its line."""
    known = [(number, tip) for number, tip in enumerate(tips) if tip is not None]
    high = look.text(15) * 1.35
    places = compare.ends([tip.y() for _, tip in known], high)
    for (number, tip), y in zip(known, places, strict=True):
        left = plot.right() + look.px(18)
        painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawLine(tip, QPointF(left - 4, y))
        is_now = number == now
        room = QRectF(left, y - high / 2, look.px(166), high)
        write(
            painter,
            room,
            visible(names[number]),
            look,
            15,
            700 if is_now else 500,
            "now" if is_now else "ink",
        )

"""Light that fades: around a neuron that is on, around a pulse, along a pulse's tail."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QRadialGradient

from nnviz.ui.paint.surface import Surface

STEPS = 12
"""Shades of one light where a gradient can't fade."""
Stops = Sequence[tuple[float, float]]
"""(share of the way outwards, opacity), from the middle."""


def draw_halo(painter: QPainter, radius: float, color: QColor, stops: Stops, surface: Surface) -> None:
    """Draw a round light about (0, 0)."""
    painter.setPen(Qt.PenStyle.NoPen)
    if not surface.can_fade:
        _draw_discs(painter, radius, color, stops)
        return
    gradient = QRadialGradient(QPointF(0, 0), radius)
    for at, alpha in stops:
        gradient.setColorAt(at, _faint(color, alpha))
    painter.setBrush(gradient)
    painter.drawEllipse(QPointF(0, 0), radius, radius)


def draw_tail(
    painter: QPainter, line: QLineF, width: float, color: QColor, opacity: float, surface: Surface
) -> None:
    """Draw a line that comes out of nothing and ends with ``opacity``."""
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if surface.can_fade:
        pen.setBrush(QBrush(fading(line, color, opacity)))
        painter.setPen(pen)
        painter.drawLine(line)
        return
    for i in range(STEPS):
        pen.setColor(_faint(color, opacity * (i + 0.5) / STEPS))
        painter.setPen(pen)
        painter.drawLine(QLineF(line.pointAt(i / STEPS), line.pointAt((i + 1) / STEPS)))


def fading(line: QLineF, color: QColor, opacity: float) -> QLinearGradient:
    """From nothing at the line's start to ``opacity`` at its end."""
    along = QLinearGradient(line.p1(), line.p2())
    along.setColorAt(0.0, _faint(color, 0.0))
    along.setColorAt(1.0, _faint(color, opacity))
    return along


def _draw_discs(painter: QPainter, radius: float, color: QColor, stops: Stops) -> None:
    """Discs over each other, each as faint as it takes for all so far to come to the light at its rim."""
    places, alphas = zip(*stops, strict=True)
    covered = 0.0
    for share in (np.arange(STEPS, 0, -1) - 0.5) / STEPS:
        wanted = float(np.interp(share, places, alphas)) * painter.opacity()
        missing = 1.0 - (1.0 - wanted) / (1.0 - covered) if covered < 1.0 else 0.0
        if missing <= 0.0:
            continue
        covered = wanted
        painter.setBrush(_faint(color, missing / painter.opacity()))
        around = (share + 0.5 / STEPS) * radius
        painter.drawEllipse(QPointF(0, 0), around, around)


def _faint(color: QColor, alpha: float) -> QColor:
    found = QColor(color)
    found.setAlphaF(min(alpha, 1.0))
    return found

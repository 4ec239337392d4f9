"""Activation functions in miniature: in a control, or in each neuron with the point where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.engine import ActivationFunction
from nnviz.ui.paint.primitives import draw_lines

LEAST_RADIUS = 24.0
"""Pixels: a smaller disc has no room for its curve."""
REACHED = 0.5
"""A unit that is reached so far shows its curve."""
POINTS = 41
HALF_WIDTH, HALF_HEIGHT, BELOW = 0.46, 0.19, 0.42
"""The curve's box in radii, and how far below the middle it stands."""
REACH = 4.0
"""In a control, curves are drawn for z from −4 to 4."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A layer's function and where its units stand: ``z`` (n,), drawn from −``span`` to ``span``."""

    function: ActivationFunction
    z: np.ndarray
    span: float

    def key(self) -> tuple[Any, ...]:
        """What the drawn curve depends on."""
        return (self.function, self.z.tobytes(), self.span)

    def box(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where z and f(z) lie in a box from −1 to 1, up being +1; NaN where f(z) is no place."""
        low, high = _ends(self.function.forward(np.linspace(-self.span, self.span, POINTS)))
        z = np.clip(np.nan_to_num(z), -self.span, self.span)
        a = self.function.forward(z)
        height = (np.where(np.isfinite(a), a, np.nan) - low) / max(high - low, 1e-9)
        return z / self.span, 2.0 * height - 1.0


def draw_curves(
    painter: QPainter, curve: Curve, x: np.ndarray, y: np.ndarray, radius: float, inks: np.ndarray
) -> None:
    """Draw the curve and its point in each disc; ``inks`` (n,) are QRgb colours that stand out there."""
    along, up = curve.box(np.linspace(-curve.span, curve.span, POINTS))
    here, height = curve.box(curve.z.astype(np.float64))
    for ink in np.unique(inks):
        some = np.flatnonzero(inks == ink)
        color = QColor.fromRgb(int(ink))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for i in some[np.isfinite(height[some])]:
            at = QPointF(
                x[i] + HALF_WIDTH * radius * here[i], y[i] + radius * (BELOW - HALF_HEIGHT * height[i])
            )
            painter.drawEllipse(at, max(radius * 0.07, 2.2), max(radius * 0.07, 2.2))
        painter.setPen(QPen(color, max(radius * 0.04, 1.2)))
        across = x[some, None] + HALF_WIDTH * radius * along
        down = y[some, None] + radius * (BELOW - HALF_HEIGHT * up)
        segments = np.stack([across[:, :-1], down[:, :-1], across[:, 1:], down[:, 1:]], axis=-1).reshape(
            -1, 4
        )
        draw_lines(painter, segments[np.isfinite(segments).all(axis=1)])


def paint_function(
    painter: QPainter, rect: QRectF, function: ActivationFunction, ink: QColor, axes: QColor | None = None
) -> None:
    """Draw f over z into ``rect``, from the least to the largest value and 0; with axes in their own colour.
    Where f isn't finite there is no curve.

    A function that depends on its neighbours is drawn beside three others whose z is 0.
    """
    z = np.linspace(-REACH, REACH, max(int(rect.width()), POINTS), dtype=np.float32)
    if function.elementwise:
        a = function.forward(z)
    else:
        rows = np.zeros((len(z), 4), np.float32)
        rows[:, 0] = z
        a = function.forward(rows)[:, 0]
    low, high = _ends(a)
    low, high = min(low, 0.0), max(high, 1e-6)
    x = rect.left() + rect.width() * (z + REACH) / (2 * REACH)
    y = rect.bottom() - rect.height() * (a - low) / (high - low)
    if axes is not None:
        zero, middle = rect.bottom() + rect.height() * low / (high - low), rect.center().x()
        painter.setPen(QPen(axes, 1))
        painter.drawLine(QPointF(rect.left(), zero), QPointF(rect.right(), zero))
        painter.drawLine(QPointF(middle, rect.top()), QPointF(middle, rect.bottom()))
    painter.setPen(QPen(ink, 1.8))
    for run in _finite_runs(y):
        points = zip(x[run].tolist(), y[run].tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))


def _ends(a: np.ndarray) -> tuple[float, float]:
    """The least and the largest of what is finite."""
    finite = a[np.isfinite(a)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _finite_runs(y: np.ndarray) -> list[slice]:
    """The stretches in which all numbers are finite."""
    marks = np.diff(np.isfinite(y).astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(marks == 1), np.flatnonzero(marks == -1)
    return [slice(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]

"""A neuron's activation function in miniature, with the point where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.engine import ActivationFunction
from nnviz.ui.paint.primitives import draw_lines

LEAST_RADIUS = 24.0
"""Pixels: a smaller disc has no room for its curve."""
POINTS = 41
HALF_WIDTH, HALF_HEIGHT, BELOW = 0.46, 0.19, 0.42
"""The curve's box in radii, and how far below the middle it stands."""


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
        """Where z and f(z) lie in a box from −1 to 1, up being +1."""
        ends = self.function.forward(np.linspace(-self.span, self.span, POINTS))
        low, high = float(ends.min()), float(ends.max())
        z = np.clip(np.nan_to_num(z), -self.span, self.span)
        height = (self.function.forward(z) - low) / max(high - low, 1e-9)
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
        for i in some:
            at = QPointF(
                x[i] + HALF_WIDTH * radius * here[i], y[i] + radius * (BELOW - HALF_HEIGHT * height[i])
            )
            painter.drawEllipse(at, max(radius * 0.07, 2.2), max(radius * 0.07, 2.2))
        painter.setPen(QPen(color, max(radius * 0.04, 1.2)))
        across = x[some, None] + HALF_WIDTH * radius * along
        down = y[some, None] + radius * (BELOW - HALF_HEIGHT * up)
        segments = np.stack([across[:, :-1], down[:, :-1], across[:, 1:], down[:, 1:]], axis=-1)
        draw_lines(painter, segments.reshape(-1, 4))

"""From layout pixels to logical pixels on screen, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from nnviz.scene.view.camera import Transform


@dataclass(frozen=True)
class Mapping:
    """Screen = layout * zoom + offset."""

    zoom: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    thin: float = 1.0

    @classmethod
    def of(cls, transform: Transform, thin: float = 1.0) -> Mapping:
        """The same mapping as the scene's, for arrays and Qt's values; lines are ``thin`` times as wide."""
        return cls(transform.scale, transform.dx, transform.dy, thin)

    @property
    def shows_whole(self) -> bool:
        """Whether the layout stands on the screen as it was made."""
        return (self.zoom, self.dx, self.dy) == (1.0, 0.0, 0.0)

    def within(self, rect: QRectF) -> Mapping:
        """The same for a picture of a part of the screen."""
        return replace(self, dx=self.dx - rect.left(), dy=self.dy - rect.top())

    @property
    def stroke(self) -> float:
        """What line widths are multiplied by: lines grow slower than distances."""
        return self.thin * float(np.sqrt(self.zoom))

    def lines(self, lines: np.ndarray) -> np.ndarray:
        """Map (n, 4) lines."""
        return lines * self.zoom + np.array([self.dx, self.dy, self.dx, self.dy])

    def x(self, x: np.ndarray) -> np.ndarray:
        """Map horizontal positions."""
        return x * self.zoom + self.dx

    def y(self, y: np.ndarray) -> np.ndarray:
        """Map vertical positions."""
        return y * self.zoom + self.dy

    def point(self, x: float, y: float) -> QPointF:
        """Map one point."""
        return QPointF(x * self.zoom + self.dx, y * self.zoom + self.dy)

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> QRectF:
        """Map a rectangle given by two corners."""
        return QRectF(self.point(x0, y0), self.point(x1, y1))

    def back(self, point: QPointF) -> tuple[float, float]:
        """The layout point under a point on screen."""
        return (point.x() - self.dx) / self.zoom, (point.y() - self.dy) / self.zoom

    def moved(self, rect: QRectF, now: Mapping) -> QRectF:
        """Where ``now`` shows what this mapping shows at ``rect``."""
        x0, y0 = self.back(rect.topLeft())
        x1, y1 = self.back(rect.bottomRight())
        return now.rect(x0, y0, x1, y1)

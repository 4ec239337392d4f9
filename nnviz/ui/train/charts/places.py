"""Where the parts of a chart stand, in the window's pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from nnviz.scene.train.curves import Chart, Line
from nnviz.ui.style import Look

HEAD, FOOT = 52.0, 62.0
LEFT, RIGHT = 84.0, 34.0
EDGE = 38.0
"""The spec's pixels above, below, left and right of the plot, and left of the title."""


@dataclass(frozen=True)
class Places:
    """A chart in ``room``."""

    room: QRectF
    look: Look

    @property
    def plot(self) -> QRectF:
        """Where the lines are."""
        px, room = self.look.px, self.room
        low = max(px(FOOT), round(2.9 * self.look.text(15)))
        top = max(px(HEAD), self.look.target() + px(14))
        return QRectF(
            room.left() + px(LEFT),
            room.top() + top,
            max(room.width() - px(LEFT) - px(RIGHT), 8),
            max(room.height() - top - low, 8),
        )

    @property
    def head(self) -> QRectF:
        """The line of title, chips and values."""
        px, room = self.look.px, self.room
        high = self.look.target()
        return QRectF(room.left() + px(EDGE), room.top() + px(6), room.width() - px(EDGE) - px(RIGHT), high)

    def x(self, step: float, total: int) -> float:
        """Where a step is."""
        return self.plot.left() + self.plot.width() * step / max(total, 1)

    def step(self, x: float, total: int) -> float:
        """Which step is there."""
        return min(max((x - self.plot.left()) / self.plot.width(), 0.0), 1.0) * total

    def points(self, line: Line, chart: Chart) -> list[list[float]]:
        """Where each value of a line is, without what isn't there."""
        points = self._all_points(line, chart)
        found: list[list[float]] = points[np.isfinite(points).all(axis=1)].tolist()
        return found

    def segments(self, line: Line, chart: Chart) -> np.ndarray:
        """The pieces (n, 4) of a line, without those that would lead to what isn't there."""
        points = self._all_points(line, chart)
        pieces = np.concatenate([points[:-1], points[1:]], axis=1)
        return pieces[np.isfinite(pieces).all(axis=1)]

    def _all_points(self, line: Line, chart: Chart) -> np.ndarray:
        plot = self.plot
        x = plot.left() + plot.width() * line.steps / chart.total
        y = plot.bottom() - plot.height() * chart.axis.share(line.values)
        return np.stack([x, y], axis=1)

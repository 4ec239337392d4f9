"""Where the parts of a chart stand, in the window's pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from nnviz.scene.train.curves import Chart, Line
from nnviz.ui.style import Look

HEAD, FOOT = 60.0, 62.0
LEFT, RIGHT = 84.0, 34.0
EDGE = 38.0
"""The spec's pixels above, below, left and right of the plot, and left of the title."""
KNOB_ROOM = 16
"""Pixels between head and plot, for the cursor's knob."""


@dataclass(frozen=True)
class Places:
    """A chart in ``room``."""

    room: QRectF
    look: Look
    has_caption: bool = True
    """Whether a line stands below the axis."""

    @property
    def plot(self) -> QRectF:
        """Where the lines are."""
        px, room = self.look.px, self.room
        low = max(px(FOOT), round(2.9 * self.look.text(15)))
        low = low if self.has_caption else round(1.9 * self.look.text(15))
        top = max(px(HEAD), self.look.target() + px(6) + KNOB_ROOM)
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

    def bands(self, line: Line, chart: Chart, half: float) -> list[np.ndarray]:
        """The outlines (n, 2) of what a line covers that is ``2 half`` thick, a stretch each: in each pixel
        column from its lowest to its highest value. To fill them is many times as fast as to stroke as many
        pieces."""
        low, high = self._columns(self._all_points(line, chart))
        x = self.plot.left() + np.arange(len(low)) + 0.5
        there = np.isfinite(low)
        found = []
        for stretch in np.split(np.arange(len(low)), np.flatnonzero(np.diff(there)) + 1):
            if len(stretch) and there[stretch[0]]:
                upper = np.stack([x[stretch], low[stretch] - half], axis=1)
                lower = np.stack([x[stretch], high[stretch] + half], axis=1)
                found.append(np.concatenate([upper, lower[::-1]]))
        return found

    def _columns(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest y (columns,) of the line through ``points`` in each pixel column; NaN
        where it isn't."""
        count = max(int(self.plot.width()), 1)
        x, y = points[:, 0] - self.plot.left(), points[:, 1]
        edges = np.interp(np.arange(count + 1), x, y, left=np.nan, right=np.nan)
        low, high = np.fmin(edges[:-1], edges[1:]), np.fmax(edges[:-1], edges[1:])
        column = np.clip(x.astype(np.int64), 0, count - 1)
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        own = column[starts]
        low[own] = np.fmin(low[own], np.fmin.reduceat(y, starts))
        high[own] = np.fmax(high[own], np.fmax.reduceat(y, starts))
        return low, high

    def _all_points(self, line: Line, chart: Chart) -> np.ndarray:
        plot = self.plot
        x = plot.left() + plot.width() * line.steps / chart.total
        y = plot.bottom() - plot.height() * chart.axis.share(line.values)
        return np.stack([x, y], axis=1)

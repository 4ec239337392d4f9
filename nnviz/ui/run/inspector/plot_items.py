"""The parts of pyqtgraph that the curve's chart is made of."""

from __future__ import annotations

from math import hypot, isfinite
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

from nnviz.scene.words.numbers import printed
from nnviz.ui.guard import Guarded

REACH = 18
"""Pixels around the point that take it in hand."""


class CurveBox(Guarded, pg.ViewBox):
    """The chart's area: the wheel zooms, dragging pans, and dragging the point moves it."""

    held = Signal()
    grabbed = Signal(float)
    released = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.point: QPointF | None = None
        self._pulling = False

    def near_point(self, scene: QPointF) -> bool:
        """Whether a place of the scene is within reach of the point."""
        if self.point is None:
            return False
        gap = self.mapViewToScene(self.point) - scene
        return hypot(gap.x(), gap.y()) <= REACH

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        """Move the point if the drag began on it; otherwise pan."""
        if ev.isStart() and axis is None:
            left = ev.button() == Qt.MouseButton.LeftButton
            self._pulling = left and self.near_point(ev.buttonDownScenePos())
            if self._pulling:
                self.held.emit()
        if not self._pulling:
            super().mouseDragEvent(ev, axis)
            return
        ev.accept()
        z = self.mapSceneToView(ev.scenePos()).x()
        if isfinite(z):
            self.grabbed.emit(z)
        if ev.isFinish():
            self.let_go()

    def let_go(self) -> None:
        """The point is in hand no more."""
        if self._pulling:
            self._pulling = False
            self.released.emit()


class Axis(Guarded, pg.AxisItem):
    """An axis whose numbers carry a true minus, as all others on the screen."""

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        """The words of the ticks."""
        return [printed(text) for text in super().tickStrings(values, scale, spacing)]


class Plot(Guarded, pg.PlotItem):
    """The area and its axes."""


class ChartLine(Guarded, pg.PlotCurveItem):
    """A line of the chart."""

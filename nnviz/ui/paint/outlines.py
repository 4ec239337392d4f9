"""A drawing's shapes, caught as they are painted: for surfaces on which Qt draws what isn't there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QPaintDevice, QPaintEngine, QPaintEngineState, QPainter, QPainterPath

from nnviz.ui.guard import Guarded

Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True)
class Shape:
    """A filled shape."""

    path: QPainterPath
    brush: QBrush


def shapes(draw: Callable[[QPainter], object]) -> tuple[Shape, ...]:
    """What ``draw`` fills, without outlines."""
    board = _Board()
    with QPainter(board) as painter:
        draw(painter)
    return tuple(board.engine.found)


class _Catcher(Guarded, QPaintEngine):
    """Keeps every shape that is filled."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[Shape] = []

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Nothing to do: brush and place are asked for when something is painted."""

    def drawPath(self, path: QPainterPath) -> None:
        painter = self.painter()
        self.found.append(Shape(painter.deviceTransform().map(path), QBrush(painter.brush())))

    def drawRects(self, rects: Any, *count: int) -> None:
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self.drawPath(path)

    def drawPolygon(self, points: Any, *mode: Any) -> None:
        path = QPainterPath(QPointF(points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(point))
        path.closeSubpath()
        self.drawPath(path)


class _Board(Guarded, QPaintDevice):
    """As large as any formula."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = _Catcher()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        if metric in (Metric.PdmWidth, Metric.PdmHeight):
            return 100_000
        if metric is Metric.PdmDevicePixelRatioScaled:
            return round(self.devicePixelRatioFScale())
        if metric is Metric.PdmDepth:
            return 32
        return 1 if metric is Metric.PdmDevicePixelRatio else 96

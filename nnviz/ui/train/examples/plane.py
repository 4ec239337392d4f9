"""Examples of two numbers as points on their plane: those of the open cell among all others."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.train.fit import span_of, tick_text, ticks
from nnviz.ui.train.examples.listing import Shown
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

LEFT, FOOT = 44.0, 26.0
"""The spec's pixels left of the plane and below it."""
NEAR = 18.0
"""Pixels: a point so near is meant."""


class PlanePoints(Part):
    """``chosen`` names an example of the cell that was clicked. With the keyboard they are chosen in the list
    below."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._current: int | None = None
        self._hover: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("The examples on the plane")

    def show_points(self, shown: Shown, current: int | None) -> None:
        """Show all examples, those that ``shown`` lists brought out."""
        self._shown, self._current = shown, current
        if self._hover is not None and self._hover not in shown.numbers:
            self._hover = None
        self.update()

    @property
    def plot(self) -> QRectF:
        """The plane, without the words around it."""
        s = self.look.s
        return QRectF(LEFT * s, 6, self.width() - LEFT * s - 6, self.height() - FOOT * s - 6)

    def points(self) -> np.ndarray:
        """(N, 2) pixels of all examples."""
        assert self._shown is not None
        values = self._shown.judged.data.inputs.reshape(-1, 2).astype(np.float64)
        plot, places = self.plot, []
        for axis, (start, end) in enumerate(((plot.left(), plot.right()), (plot.bottom(), plot.top()))):
            low, high = span_of(values[:, axis])
            places.append(start + (end - start) * (values[:, axis] - low) / (high - low))
        return np.column_stack(places)

    def _nearest(self, at: QPointF) -> int | None:
        if self._shown is None or not len(self._shown.numbers):
            return None
        points = self.points()[self._shown.numbers]
        far = np.nan_to_num(np.hypot(points[:, 0] - at.x(), points[:, 1] - at.y()), nan=np.inf)
        place = int(far.argmin())
        return int(self._shown.numbers[place]) if far[place] <= NEAR else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring out what lies under the pointer."""
        self._point(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing does any more."""
        self._point(None)

    def _point(self, example: int | None) -> None:
        if example != self._hover:
            self._hover = example
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at an example."""
        found = self._nearest(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, points = self.look, self.points()
        self._paint_axes(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink3", 0.45))
        for x, y in points[np.isfinite(points).all(axis=1)]:
            painter.drawEllipse(QPointF(x, y), 2.2, 2.2)
        painter.setBrush(look.color("ink"))
        for example in self._shown.numbers:
            x, y = points[example]
            if np.isfinite([x, y]).all():
                painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        for ringed, token in ((self._hover, "ink2"), (self._current, "now")):
            if ringed is not None and ringed < len(points) and np.isfinite(points[ringed]).all():
                painter.setPen(QPen(look.color(token), 2.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(*points[ringed]), 8, 8)

    def _paint_axes(self, painter: QPainter) -> None:
        assert self._shown is not None
        look, s, plot = self.look, self.look.s, self.plot
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("bg"))
        painter.drawRoundedRect(plot, 4, 4)
        values = self._shown.judged.data.inputs.reshape(-1, 2)
        for axis in (0, 1):
            low, high = span_of(values[:, axis])
            for value in ticks(low, high):
                share = (value - low) / (high - low)
                if axis == 0:
                    x = plot.left() + share * plot.width()
                    label = QRectF(x - 40, plot.bottom() + 2, 80, FOOT * s - 2)
                    align = Qt.AlignmentFlag.AlignHCenter
                else:
                    y = plot.bottom() - share * plot.height()
                    label = QRectF(0, y - 10, plot.left() - 6, 20)
                    align = Qt.AlignmentFlag.AlignRight
                write(painter, label, tick_text(value, low, high), look, 13, 400, "ink2", align)

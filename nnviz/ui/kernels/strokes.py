"""Drawing on the pad's picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.ui.kernels.hand import Hand

PEN, ERASER = 7.0, 11.0
"""Width of a stroke, in pixels of the drawing."""


class Stroke:
    """One stroke: one undo step."""

    def __init__(self, hand: Hand, picture: Array, erase: bool) -> None:
        self._hand = hand
        self._levels = np.ascontiguousarray(np.rint(picture * 255).astype(np.uint8))
        self._color = QColor(Qt.GlobalColor.black if erase else Qt.GlobalColor.white)
        self._width = ERASER if erase else PEN
        self._label = "Erase on the pad" if erase else "Draw on the pad"
        self._merge = object()
        self._last: QPointF | None = None

    def go_on(self, point: QPointF) -> None:
        """Draw on to a point, in pixels of the drawing."""
        height, width = self._levels.shape
        canvas = QImage(self._levels.data, width, height, width, QImage.Format.Format_Grayscale8)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, self._width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._last or point, point + QPointF(0.01, 0))
        painter.end()
        self._last = point
        drawing = self._levels.astype(np.float32) / np.float32(255)
        self._hand.put(self._hand.sandbox.with_drawing(drawing), self._label, self._merge)

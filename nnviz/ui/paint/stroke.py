"""A pen and an eraser on a raster of brightness."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from nnviz.engine.arrays import Array


def with_stroke(
    raster: Array, path: QPainterPath, thick: float, erases: bool, units: tuple[float, float] | None = None
) -> Array:
    """A raster (height, width) of 0 black to 1 white with a stroke along ``path``: white, or black to erase.

    ``path`` and ``thick`` are in pixels, or in ``units``: so many of them are its width and its height.
    """
    levels = np.ascontiguousarray(np.rint(raster * 255).astype(np.uint8))
    height, width = levels.shape
    canvas = QImage(levels.data, width, height, width, QImage.Format.Format_Grayscale8)
    color = QColor(Qt.GlobalColor.black if erases else Qt.GlobalColor.white)
    pen = QPen(color, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    with QPainter(canvas) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if units is not None:
            painter.scale(width / units[0], height / units[1])
        painter.setPen(pen)
        painter.drawPath(path)
    return levels.astype(np.float32) / np.float32(255)


def stroke_label(erases: bool) -> str:
    """What undo calls a stroke."""
    return "Erase on the pad" if erases else "Draw on the pad"

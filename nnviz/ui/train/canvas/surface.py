"""The large surface: one neuron's answer, or the network's, at every point of the plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QTransform

from nnviz.scene.train import surface as scene
from nnviz.scene.train.plane import SIDE
from nnviz.scene.train.surface import Surfaces
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.style import Look
from nnviz.ui.train.canvas.shades import picture

RADIUS = 14.0


def paint_surface(
    painter: QPainter, rect: QRectF, of: Surfaces, shown: tuple[int, int] | None, look: Look
) -> None:
    """The answer of one neuron (column, unit), or of the network: where several classes share it, the
    likeliest one's share by brightness, with borders."""
    last = len(of.columns) - 1
    if shown is None and of.columns[last].units > 1:
        image, pieces = picture(scene.certainty(of), look.theme, False), scene.borders(of)
    else:
        column, unit = shown or (last, 0)
        image, pieces = picture(of.levels[column][unit], look.theme), scene.border(of, column, unit)
    radius = RADIUS * look.s
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    frame = QPainterPath()
    frame.addRoundedRect(rect, radius, radius)
    # A pixel of the picture stands for a point of the grid, the first and last of which lie on the rim.
    step = rect.width() / (SIDE - 1), rect.height() / (SIDE - 1)
    place = QTransform.fromTranslate(rect.x() - step[0] / 2, rect.y() - step[1] / 2)
    brush = QBrush(image)
    brush.setTransform(place.scale(*step))
    painter.fillPath(frame, brush)
    painter.setClipPath(frame)
    painter.setPen(QPen(look.color("ink"), max(1.8, 3 * look.s), c=Qt.PenCapStyle.RoundCap))
    draw_lines(
        painter, pieces * np.array([rect.width(), rect.height()] * 2) + np.array([rect.x(), rect.y()] * 2)
    )
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.theme.mix("ink3", 0.8), 1))
    painter.drawPath(frame)
    painter.restore()

"""The large surface: one neuron's answer, or the network's, at every point of the plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.scene.train import surface as scene
from nnviz.scene.train.plane import SIDE
from nnviz.scene.train.surface import Surfaces
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.style import Look
from nnviz.ui.train.canvas.shades import paint_rim, picture

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
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(rect)
    # A pixel of the picture stands for a point of the grid, the first and last of which lie on the rim.
    half = rect.width() / (SIDE - 1) / 2, rect.height() / (SIDE - 1) / 2
    painter.drawPixmap(rect.adjusted(-half[0], -half[1], half[0], half[1]), image, QRectF(image.rect()))
    painter.setPen(QPen(look.color("ink"), max(1.8, 3 * look.s), c=Qt.PenCapStyle.RoundCap))
    at, size = np.array([rect.x(), rect.y()] * 2), np.array([rect.width(), rect.height()] * 2)
    draw_lines(painter, pieces * size + at)
    painter.setClipping(False)
    paint_rim(painter, rect, RADIUS * look.s, look)
    painter.restore()

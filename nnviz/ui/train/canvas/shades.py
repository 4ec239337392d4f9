"""Levels as colours: a table of 256 for a picture whose pixels are bytes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from nnviz.scene.train.surface import MIDDLE, NOTHING
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme, blend

FULL, POWER = 0.66, 0.75
"""Areas never reach full hue."""
LIGHTEST = 0.5
"""The share of full brightness where a class is certain."""


@lru_cache(maxsize=8)
def table(theme: Theme, signed: bool = True) -> tuple[int, ...]:
    """The colour of each level: hue by the sign, or brightness alone."""
    zero = QColor(theme.zero)
    colors = []
    for level in range(NOTHING):
        share = (level - MIDDLE) / MIDDLE
        if signed:
            color = blend(zero, QColor(theme.pos if share > 0 else theme.neg), FULL * abs(share) ** POWER)
        else:
            color = blend(zero, QColor(theme.full), LIGHTEST * max(share, 0.0))
        colors.append(color.rgb())
    return (*colors, QColor(theme.warn).rgb())


def picture(
    levels: np.ndarray, theme: Theme, signed: bool = True, size: tuple[int, int] | None = None
) -> QPixmap:
    """One pixel for each of ``levels`` (rows, columns), or as many as ``size`` (width, height) says."""
    pixels = np.ascontiguousarray(levels)
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(list(table(theme, signed)))
    # A pixmap of its own: the array goes when this returns, and each drawing would convert the image anew.
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    if size is not None:
        wide = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(*size, *wide)
    return QPixmap.fromImage(image)


def paint_rim(painter: QPainter, rect: QRectF, radius: float, look: Look) -> None:
    """Round the corners of a picture that was copied to ``rect``, and outline it. A texture in a rounded
    rectangle takes twenty times as long as a copy."""
    corners = QPainterPath()
    corners.addRect(rect)
    corners.addRoundedRect(rect, radius, radius)
    painter.fillPath(corners, look.color("bg"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.theme.mix("ink3", 0.8), 1))
    painter.drawRoundedRect(rect, radius, radius)

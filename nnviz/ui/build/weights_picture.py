"""A layer's weights as a picture: kernels side by side, or a matrix of cells."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.ui.build.cells import image, shades
from nnviz.ui.style import Look

MOST_KERNELS = 32
"""Kernels shown in one row or column; of more, the first ones, and it is said so."""


def titles(weight: Array, is_kept: bool) -> tuple[str, str, str]:
    """Heading, and what columns and rows are."""
    state = "kept" if is_kept else "new"
    if weight.ndim == 4:
        made, read = weight.shape[:2]
        head = f"{made * read:,} kernel{'s' if made * read > 1 else ''}, {state}"
        return head, _axis("column", made, "map", "made"), _axis("row", read, "map", "read")
    read, made = weight.shape
    return f"{read:,} × {made:,} weights, {state}", f"{made:,} columns: neurons", f"{read:,} rows: inputs"


def _axis(line: str, size: int, noun: str, verb: str) -> str:
    lines = f"{size:,} {line}{'s' if size > 1 else ''}: {noun}{'s' if size > 1 else ''} {verb}"
    return lines if size <= MOST_KERNELS else f"first {MOST_KERNELS} of {lines}"


def paint(painter: QPainter, rect: QRectF, weight: Array, look: Look) -> float:
    """Paint the weights into ``rect``, one scale for all of them; returns the height used."""
    sizes = np.abs(weight[np.isfinite(weight)])
    scale = float(sizes.max(initial=0.0)) or 1.0
    if weight.ndim == 4:
        return _paint_kernels(painter, rect, weight, scale, look)
    return _paint_matrix(painter, rect, weight, scale, look)


def _paint_kernels(painter: QPainter, rect: QRectF, weight: Array, scale: float, look: Look) -> float:
    made, read = (min(size, MOST_KERNELS) for size in weight.shape[:2])
    height, width = weight.shape[2:]
    pitch = min(rect.width() / made, rect.height() / read, 60 * look.s)
    side = pitch - (3 if pitch > 14 else 1 if pitch > 6 else 0)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    longest = max(height, width)
    for column in range(made):
        for row in range(read):
            place = QRectF(
                rect.left() + column * pitch,
                rect.top() + row * pitch,
                side * width / longest,
                side * height / longest,
            )
            painter.drawImage(place, image(shades(weight[column, row], scale, True, look.theme)))
            if pitch > 14:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawRect(place)
    return read * pitch


def _paint_matrix(painter: QPainter, rect: QRectF, weight: Array, scale: float, look: Look) -> float:
    rows, columns = weight.shape
    pitch = min(rect.width() / columns, rect.height() / rows, 24 * look.s)
    place = QRectF(rect.left(), rect.top(), rect.width(), rect.height())
    if pitch >= 3:
        place = QRectF(rect.left(), rect.top(), columns * pitch, rows * pitch)
    # More rows or columns than pixels: every n-th, so that each cell shown is a true weight.
    step_down = max(math.ceil(rows / max(place.height(), 1)), 1)
    step_right = max(math.ceil(columns / max(place.width(), 1)), 1)
    shown = weight[::step_down, ::step_right]
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, image(shades(shown, scale, True, look.theme)))
    return place.height()

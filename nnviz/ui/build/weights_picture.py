"""A layer's weights as a picture: kernels side by side, or a matrix of cells."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.scene.words.counting import amount, noun, of_shape
from nnviz.ui.build.cells import image, shades
from nnviz.ui.style import Look

MOST_KERNELS = 32
"""Kernels shown in one row or column; of more, the first ones, and the count says so."""
MOST_PITCH, BETWEEN = 60.0, 6.0
"""The spec's pixels from one kernel to the next at most, and pixels between two lines of them."""


@dataclass(frozen=True)
class Drawn:
    """The height that was used, and what columns and rows are; where not all are shown, that too.

    ``scale`` is the size of a weight in full colour.
    """

    height: float
    columns: str
    rows: str
    scale: float


def title(weight: Array, is_kept: bool) -> str:
    """The heading over the picture."""
    state = "kept" if is_kept else "new"
    if weight.ndim == 4:
        kernels = weight.shape[0] * weight.shape[1]
        return f"{amount(kernels, 'kernel')}, {state}"
    return f"{of_shape(weight.shape, 'weight')}, {state}"


def paint(painter: QPainter, rect: QRectF, weight: Array, look: Look) -> Drawn:
    """Paint the weights into ``rect``, one scale for all of them."""
    sizes = np.abs(weight[np.isfinite(weight)])
    scale = float(sizes.max(initial=0.0)) or 1.0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    draw = _paint_kernels if weight.ndim == 4 else _paint_matrix
    return draw(painter, rect, weight, scale, look)


def _paint_kernels(painter: QPainter, rect: QRectF, weight: Array, scale: float, look: Look) -> Drawn:
    made, read = (min(size, MOST_KERNELS) for size in weight.shape[:2])
    height, width = weight.shape[2:]
    lines, pitch = in_lines(made, read, rect.width(), rect.height(), MOST_PITCH * look.s)
    across = -(-made // lines)
    side = (pitch - (3 if pitch > 14 else 1 if pitch > 6 else 0)) / max(height, width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("line"), 1))
    for kernel in range(made):
        line, column = divmod(kernel, across)
        top = rect.top() + line * (read * pitch + BETWEEN)
        for row in range(read):
            corner = QPointF(rect.left() + column * pitch, top + row * pitch)
            place = QRectF(corner, QSizeF(side * width, side * height))
            painter.drawImage(place, image(shades(weight[kernel, row], scale, True, look.theme)))
            if pitch > 14:
                painter.drawRect(place)
    columns = _axis("column", weight.shape[0], "map made", made, "maps made")
    if lines > 1:
        some = "" if made == weight.shape[0] else f"{made:,} of "
        columns = f"{some}{weight.shape[0]:,} maps made, {across:,} a line"
    return Drawn(
        lines * read * pitch + (lines - 1) * BETWEEN,
        columns,
        _axis("row", weight.shape[1], "map read", read, "maps read"),
        scale,
    )


def in_lines(made: int, read: int, width: float, height: float, most: float) -> tuple[int, float]:
    """In how many lines the kernels of ``made`` maps are largest, and the pixels from one to the next.

    A line has a column a map that is made, with a kernel for each of the ``read`` maps below each other.
    """
    best = (1, 0.0)
    for lines in range(1, made + 1):
        room = (height - (lines - 1) * BETWEEN) / (lines * read)
        pitch = min(width / -(-made // lines), room, most)
        if pitch > best[1]:
            best = (lines, pitch)
    return best


def _paint_matrix(painter: QPainter, rect: QRectF, weight: Array, scale: float, look: Look) -> Drawn:
    rows, columns = weight.shape
    pitch = min(rect.width() / columns, rect.height() / rows, 24 * look.s)
    place = QRectF(rect)
    if pitch >= 3:
        place.setSize(QSizeF(columns * pitch, rows * pitch))
    # More rows or columns than pixels: every n-th, so that each cell shown is a true weight.
    shown = weight[:: _step(rows, place.height()), :: _step(columns, place.width())]
    painter.drawImage(place, image(shades(shown, scale, True, look.theme)))
    return Drawn(
        place.height(),
        _axis("column", columns, "neuron", shown.shape[1]),
        _axis("row", rows, "input", shown.shape[0]),
        scale,
    )


def _step(size: int, room: float) -> int:
    return max(math.ceil(size / max(room, 1.0)), 1)


def _axis(line: str, size: int, what: str, shown: int, many: str = "") -> str:
    some = "" if shown == size else f"{shown:,} of "
    return f"{some}{amount(size, line)}: {noun(size, what, many)}"

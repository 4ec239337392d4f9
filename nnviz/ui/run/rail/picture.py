"""The input as a picture: whether it is one, its pixels, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.document import Document
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.theme import DARK

PLATE = "panel"
"""The token, of the dark theme in both, of what lies between the cells of a picture."""
CELLS_TO = 16
"""Pictures at most so many pixels wide are painted as rounded cells."""


def size_of(document: Document) -> tuple[int, int] | None:
    """(height, width) of the picture that the network looks at, or None where it looks at none."""
    if document.image_shape is not None:
        return document.image_shape
    shape = document.network.input_shape
    return (shape[1], shape[2]) if len(shape) == 3 else None


def can_draw(document: Document) -> bool:
    """Whether the pad can make this network's input: a picture of one channel."""
    shape = document.network.input_shape
    return size_of(document) is not None and (len(shape) == 1 or shape[0] == 1)


def pixels(document: Document, values: np.ndarray) -> np.ndarray:
    """An input as (height, width) or, in colour, (height, width, 3), 0..1."""
    size = size_of(document)
    assert size is not None
    planes = np.nan_to_num(np.clip(values.reshape(-1, *size), 0.0, 1.0))
    return planes[:3].transpose(1, 2, 0) if len(planes) >= 3 else planes[0]


def index_of(document: Document, row: int, column: int) -> tuple[int, ...]:
    """Where a pixel of a one-channel picture stands in the input array."""
    size = size_of(document)
    assert size is not None
    return (0, row, column) if len(document.network.input_shape) == 3 else (row * size[1] + column,)


def paint_kept(
    painter: QPainter,
    rect: QRectF,
    kept: KeptPixmap,
    make: Callable[[], np.ndarray],
    causes: tuple[object, ...],
    choice: object = (),
) -> None:
    """Paint the picture that ``make`` gives, or the kept one where it is of the same causes."""
    kept.paint(painter, rect, lambda own: paint(own, rect, make()), causes, choice, DARK.color(PLATE))


def paint(painter: QPainter, rect: QRectF, picture: np.ndarray) -> None:
    """Paint a picture, 0 black and 1 white in both themes."""
    if picture.ndim == 2 and picture.shape[1] <= CELLS_TO:
        _paint_cells(painter, rect, picture)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(rect, image(picture))


def image(picture: np.ndarray) -> QImage:
    """A picture as a QImage of its own pixels."""
    grey = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    dark, light = _ends()
    shaded = np.ascontiguousarray(np.rint(dark + (light - dark) * grey).astype(np.uint8))
    height, width = shaded.shape[:2]
    return QImage(shaded.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


@cache
def _shades() -> tuple[QColor, ...]:
    """Black to white in 256 steps."""
    return tuple(DARK.mix("full", level / 255, "zero") for level in range(256))


def _ends() -> tuple[np.ndarray, np.ndarray]:
    return _rgb(DARK.color("zero")), _rgb(DARK.color("full"))


def _rgb(color: QColor) -> np.ndarray:
    return np.array([color.red(), color.green(), color.blue()], np.float64)


def _paint_cells(painter: QPainter, rect: QRectF, picture: np.ndarray) -> None:
    rows, columns = picture.shape
    pitch = min(rect.width() / columns, rect.height() / rows)
    gap = max(pitch / 12, 0.6)
    painter.setPen(Qt.PenStyle.NoPen)
    shades, levels = _shades(), np.rint(picture * 255).astype(int)
    for row in range(rows):
        for column in range(columns):
            painter.setBrush(shades[levels[row, column]])
            cell = QRectF(rect.left() + column * pitch, rect.top() + row * pitch, pitch - gap, pitch - gap)
            painter.drawRoundedRect(cell, 0.16 * pitch, 0.16 * pitch)


def paint_frame(
    painter: QPainter, rect: QRectF, radius: float, chosen: bool, line: QColor, now: QColor
) -> None:
    """The frame around a picture; in ``now`` where it is the one the network looks at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(now if chosen else line)
    pen.setWidthF(3.0 if chosen else 1.0)
    painter.setPen(pen)
    painter.drawRoundedRect(rect, radius, radius)

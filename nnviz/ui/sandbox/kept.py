"""A picture or a map as it was last drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from nnviz.engine.arrays import Array
from nnviz.ui.style import Look

_SMOOTH_BELOW = 3.0
"""Cells smaller than so many pixels are smoothed; larger ones are drawn as cells."""


class KeptImage:
    """Made anew only for other values, another theme or another size: sliding the window keeps it."""

    def __init__(self) -> None:
        self._values: Array | None = None
        self._theme = ""
        self._key: tuple[object, ...] = ()
        self._pixmap = QPixmap()
        self.image = QImage()

    def show(self, values: Array, theme: str, make: Callable[[], QImage]) -> None:
        """Be the picture of these values."""
        if values is not self._values or theme != self._theme:
            self._values, self._theme, self._key = values, theme, ()
            self.image = make()

    def paint(self, painter: QPainter, look: Look, frame: QRectF, rect: QRectF) -> None:
        """Paint it into ``rect``, inside its rounded ``frame``."""
        whole = frame.toAlignedRect().adjusted(-1, -1, 1, 1)
        ratio = painter.device().devicePixelRatio()
        key = (look, frame.getRect(), rect.getRect(), ratio)
        if key != self._key:
            self._key = key
            self._pixmap = QPixmap(whole.size() * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(look.color("panel"))
            with QPainter(self._pixmap) as own:
                own.setRenderHint(QPainter.RenderHint.Antialiasing)
                own.translate(-whole.topLeft())
                self._draw(own, look, frame, rect)
        painter.drawPixmap(whole.topLeft(), self._pixmap)

    def _draw(self, painter: QPainter, look: Look, frame: QRectF, rect: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6 * look.s, 6 * look.s)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, look.color("bg"))
        is_smooth = rect.width() < _SMOOTH_BELOW * self.image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.drawImage(rect, self.image)
        painter.restore()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

"""What a picture is drawn on: a screen, where parts are kept as pixels, or a file of shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter


@dataclass(frozen=True)
class Surface:
    """``ratio`` are device pixels for a logical one. On a direct surface each line, disc and word is drawn as
    itself, so that a file of shapes keeps them; elsewhere what stays is kept as pixels and copied."""

    ratio: float = 1.0
    is_direct: bool = False
    can_fade: bool = True
    """Whether a gradient may fade to nothing: Qt's PDF writer draws it as if it were opaque."""

    def layer(self, size: QSizeF, draw: Callable[[QPainter], None]) -> QImage:
        """What ``draw`` paints on nothing, ``size`` logical pixels large: to be kept and copied."""
        image = QImage((size * self.ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
        return image


DIRECT = Surface(is_direct=True)
"""For files of shapes, where a unit is a logical pixel."""

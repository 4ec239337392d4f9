"""A painted picture that is copied as long as it stays the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from nnviz.kept import Kept
from nnviz.ui.style import ratio_of


class KeptPixmap:
    """Painted anew only where its causes, its choice, its size or the screen's pixels are others."""

    def __init__(self) -> None:
        self._kept: Kept[QPixmap] = Kept()

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        draw: Callable[[QPainter], None],
        causes: tuple[object, ...],
        choice: object = (),
        under: QColor | None = None,
    ) -> None:
        """Paint into ``rect`` what ``draw`` paints there, on nothing or on the colour ``under``."""
        ratio = ratio_of(painter.device())

        def make() -> QPixmap:
            return painted(rect, ratio, draw, under)

        key = (choice, rect.width(), rect.height(), ratio)
        painter.drawPixmap(rect.topLeft(), self._kept.get(make, causes, key))


def blank(size: QSize, ratio: float, under: QColor | None = None) -> QPixmap:
    """A picture of ``size`` device pixels, ``ratio`` of them for a logical one: nothing, or one colour."""
    pixmap = QPixmap(size.expandedTo(QSize(1, 1)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent if under is None else under)
    return pixmap


def painted(
    rect: QRectF, ratio: float, draw: Callable[[QPainter], None], under: QColor | None = None
) -> QPixmap:
    """What ``draw`` paints into ``rect``, as a picture."""
    pixmap = blank((rect.size() * ratio).toSize(), ratio, under)
    with QPainter(pixmap) as own:
        own.setRenderHint(QPainter.RenderHint.Antialiasing)
        own.translate(-rect.topLeft())
        draw(own)
    return pixmap

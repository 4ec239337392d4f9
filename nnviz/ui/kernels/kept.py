"""Pictures, maps and matrices as they were last drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap

from nnviz.engine.arrays import Array
from nnviz.kept import Kept
from nnviz.ui.kernels.text import paint_cell
from nnviz.ui.paint.kept_pixmap import KeptPixmap, blank
from nnviz.ui.style import Look, ratio_of

_SMOOTH_BELOW = 3.0
"""Cells smaller than so many pixels are smoothed; larger ones are drawn as cells."""


class KeptImage:
    """Made anew only for other values, another theme or another size: sliding the window keeps it."""

    def __init__(self) -> None:
        self._made: Kept[QImage] = Kept()
        self._drawn = KeptPixmap()
        self.image = QImage()

    def show(self, values: Array, theme: str, make: Callable[[], QImage]) -> None:
        """Be the picture of these values."""
        self.image = self._made.get(make, (values,), theme)

    def paint(self, painter: QPainter, look: Look, frame: QRectF, rect: QRectF) -> None:
        """Paint it into ``rect``, inside its rounded ``frame``."""
        if look.is_direct:
            self._draw(painter, look, frame, rect)
            return
        whole = QRectF(frame.toAlignedRect().adjusted(-1, -1, 1, 1))
        self._drawn.paint(
            painter,
            whole,
            lambda own: self._draw(own, look, frame, rect),
            (self.image,),
            (look, frame.getRect(), rect.getRect()),
            look.color("panel"),
        )

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


class KeptGrid:
    """The cells of a matrix. Only those whose colour or number is another are drawn anew."""

    def __init__(self, under: str) -> None:
        self._under = under
        self._key: tuple[object, ...] = ()
        self._drawn: list[tuple[int, str] | None] = []
        self._pixmap = QPixmap()

    def paint(
        self,
        painter: QPainter,
        look: Look,
        rect: QRectF,
        columns: int,
        cells: list[tuple[QColor, str]],
        font: QFont,
    ) -> None:
        """Paint the cells, in reading order, into ``rect``; the gap around them shows what is ``under``."""
        rows = len(cells) // columns
        if look.is_direct:
            for place, (fill, text) in enumerate(cells):
                paint_cell(painter, look, cell_of(rect, place, columns, rows), fill, text, font)
            return
        whole = rect.toAlignedRect()
        ratio = ratio_of(painter.device())
        key = (look, rect.getRect(), columns, len(cells), font.pixelSize(), ratio)
        if key != self._key:
            self._key = key
            self._drawn = [None] * len(cells)
            self._pixmap = blank(whole.size() * ratio, ratio, look.color(self._under))
        with QPainter(self._pixmap) as own:
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            own.translate(-whole.topLeft())
            for place, (fill, text) in enumerate(cells):
                if self._drawn[place] != (fill.rgb(), text):
                    self._drawn[place] = (fill.rgb(), text)
                    cell = cell_of(rect, place, columns, rows)
                    own.fillRect(cell, look.color(self._under))
                    paint_cell(own, look, cell, fill, text, font)
        painter.drawPixmap(whole.topLeft(), self._pixmap)


def cell_of(rect: QRectF, place: int, columns: int, rows: int) -> QRectF:
    """Where a cell of a matrix lies, in reading order, without the gap around it."""
    row, column = divmod(place, columns)
    wide, high = rect.width() / columns, rect.height() / rows
    gap = min(3.0, 0.05 * wide)
    cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)
    return cell.adjusted(gap, gap, -gap, -gap)

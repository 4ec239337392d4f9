"""The classes of a folder, a row each: name, how many pictures, a few of them as the network gets them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount
from nnviz.ui.plain import show_tooltip
from nnviz.ui.run.rail.picture import image
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

ROW, THUMBNAIL, GAP = 64.0, 48.0, 6.0
NAME, BAR, COUNT = 132.0, 72.0, 62.0
"""The spec's pixels of the columns."""


class ClassRows(Part):
    """Rows one below the other, as tall as all of them."""

    def __init__(self, names: Sequence[str], counts: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [visible(name) for name in names]
        self._counts = counts
        self._images: tuple[tuple[QImage, ...], ...] = ()
        self._shown: object = None
        rows = (f"{name} {amount(n, 'picture')}" for name, n in zip(self._names, counts, strict=True))
        self.setAccessibleName("Classes")
        self.setAccessibleDescription("; ".join(rows))

    def show_pictures(self, few: tuple[tuple[np.ndarray, ...], ...]) -> None:
        """Show these of each class; (channels, side, side) each, 0..1."""
        if few is self._shown:
            return
        self._shown = few
        self._images = tuple(tuple(image(_pixels(each)) for each in row) for row in few)
        self.update()

    def height_wanted(self) -> int:
        """All rows."""
        return self.look.px(ROW) * len(self._names)

    def event(self, event: QEvent) -> bool:
        """A name that is cut is told whole."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = event.pos().y() // max(self.look.px(ROW), 1)
            if 0 <= number < len(self._names):
                words = f"{self._names[number]}: {amount(self._counts[number], 'picture')}"
                show_tooltip(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.look.px(ROW)
        first, last = event.rect().top() // high, event.rect().bottom() // high
        for number in range(max(first, 0), min(last + 1, len(self._names))):
            self._paint_row(painter, number, QRectF(0, number * high, self.width(), high))

    def _paint_row(self, painter: QPainter, number: int, row: QRectF) -> None:
        look, s = self.look, self.look.s
        if number:
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(row.topLeft(), row.topRight())
        name = QRectF(row.left(), row.top(), NAME * s, row.height())
        write(painter, name, self._names[number], look, 16, 600)
        x = row.left() + (NAME + 8) * s
        share = self._counts[number] / max(self._counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink2"))
        wide = max(share * BAR * s, 2.0)
        painter.drawRoundedRect(QRectF(x, row.center().y() - 9 * s, wide, 18 * s), 3 * s, 3 * s)
        count = QRectF(x + BAR * s + 8 * s, row.top(), COUNT * s, row.height())
        write(painter, count, f"{self._counts[number]:,}", look, 16, 500)
        if number < len(self._images):
            self._paint_pictures(painter, self._images[number], count.right() + 8 * s, row)

    def _paint_pictures(self, painter: QPainter, pictures: Sequence[QImage], x: float, row: QRectF) -> None:
        """Each pixel as a square of whole pixels, where there is room for that."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for each in pictures:
            most = THUMBNAIL * self.look.s
            side = each.width() * max(int(most // each.width()), 1) if each.width() <= most else most
            if x + side > row.right():
                return
            painter.drawImage(QRectF(round(x), round(row.center().y() - side / 2), side, side), each)
            x += side + GAP * self.look.s


def _pixels(picture: np.ndarray) -> np.ndarray:
    """(height, width) or, in colour, (height, width, 3)."""
    return picture[0] if len(picture) == 1 else np.moveaxis(picture, 0, -1)

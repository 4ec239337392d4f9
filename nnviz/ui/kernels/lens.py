"""A picture or a map with its loupe and the mark of where the window stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.scene.sandbox.loupe import CELLS, Loupe
from nnviz.ui.kernels.geometry import LOUPE_EDGE
from nnviz.ui.style import Look

_SMALLEST_MARK = 14.0
_TAPS_APART = 6.0


@dataclass(frozen=True)
class Lens:
    """Nine by nine cells of ``values`` around a place, and where they are drawn."""

    values: Array
    loupe: Loupe
    rect: QRectF

    def place(self, row: float, column: float) -> QPointF:
        """The pixel at which the cell (row, column) begins."""
        side = self.rect.width() / CELLS
        return QPointF(
            self.rect.left() + (column - self.loupe.column) * side,
            self.rect.top() + (row - self.loupe.row) * side,
        )

    def cells(self, row: float, column: float, span: float) -> QRectF | None:
        """The square of ``span`` cells from (row, column) on; None where the loupe doesn't show it whole."""
        corner, side = self.place(row, column), span * self.rect.width() / CELLS
        rect = QRectF(corner.x(), corner.y(), side, side)
        return rect if self.rect.adjusted(-1, -1, 1, 1).contains(rect) else None

    def cell_at(self, point: QPointF) -> tuple[int, int]:
        """The cell under a point."""
        side = self.rect.width() / CELLS
        return (
            int((point.y() - self.rect.top()) // side) + self.loupe.row,
            int((point.x() - self.rect.left()) // side) + self.loupe.column,
        )


def mark_rect(rect: QRectF, look: Look) -> QRectF:
    """The mark around a window or a cell: never too small to take hold of."""
    side = max(rect.width() + 4, _SMALLEST_MARK * max(look.s, 0.8))
    middle = rect.center()
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


def paint_mark(painter: QPainter, look: Look, rect: QRectF) -> None:
    """The mark: ``now`` on a dark casing, so that it is seen on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((look.color("bg", 0.8), 6), (look.color("now"), 3)):
        painter.setPen(QPen(color, width))
        painter.drawRoundedRect(rect, 4 * look.s, 4 * look.s)


def paint_taps(painter: QPainter, look: Look, taps: list[QPointF], step: float) -> None:
    """A dot on every pixel that a dilated kernel takes, where they lie ``step`` pixels apart or more."""
    if step < _TAPS_APART:
        return
    painter.setPen(QPen(look.color("bg"), 1))
    painter.setBrush(look.color("now"))
    for tap in taps:
        painter.drawEllipse(tap, 2.5, 2.5)


def paint_loupe(painter: QPainter, look: Look, lens: Lens, mark: QRectF, image: QImage) -> None:
    """Two lines from the mark to the loupe, and the loupe's cells cut from ``image``; outside it is black."""
    edge = LOUPE_EDGE * look.s
    plate = lens.rect.adjusted(-edge, -edge, edge, edge)
    _paint_skips(painter, look, mark, plate)
    painter.setPen(QPen(look.color("ink"), 2))
    painter.setBrush(QColor("black"))
    painter.drawRoundedRect(plate, 6 * look.s, 6 * look.s)
    side = lens.rect.width() / CELLS
    rows, columns = (min(CELLS, size) for size in lens.values.shape)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    target = QRectF(lens.rect.left(), lens.rect.top(), columns * side, rows * side)
    painter.drawImage(target, image, QRectF(lens.loupe.column, lens.loupe.row, columns, rows))
    painter.setPen(QPen(QColor("black"), 1.5))
    painter.drawLines([line for step in range(CELLS + 1) for line in _cuts(lens.rect, step * side)])


def _cuts(rect: QRectF, at: float) -> tuple[QLineF, QLineF]:
    x, y = rect.left() + at, rect.top() + at
    return QLineF(x, rect.top(), x, rect.bottom()), QLineF(rect.left(), y, rect.right(), y)


def _paint_skips(painter: QPainter, look: Look, mark: QRectF, plate: QRectF) -> None:
    """From two corners of the mark to the side of the loupe that it faces."""
    for start, end in _skips(mark, plate):
        for color, width in ((look.color("bg", 0.7), 3.5), (look.color("ink"), 1.5)):
            painter.setPen(QPen(color, width))
            painter.drawLine(start, end)


def _skips(mark: QRectF, plate: QRectF) -> list[tuple[QPointF, QPointF]]:
    beside = max(plate.left() - mark.right(), mark.left() - plate.right())
    if mark.top() - plate.bottom() > beside:
        return [(mark.topLeft(), plate.bottomLeft()), (mark.topRight(), plate.bottomRight())]
    if plate.center().x() > mark.center().x():
        return [(mark.topLeft(), plate.topLeft()), (mark.bottomLeft(), plate.bottomLeft())]
    return [(mark.topRight(), plate.topRight()), (mark.bottomRight(), plate.bottomRight())]

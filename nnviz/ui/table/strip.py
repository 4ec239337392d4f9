"""The first lines as they stand in the file, each cell over its column."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from nnviz.scene.table.raw import Strip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

HIGH = 72.0


class RawStrip(Part):
    """Scrolls sideways with the columns."""

    def __init__(self, parent: Part) -> None:
        super().__init__(parent)
        self.strips: tuple[Strip, ...] = ()
        self.gutter, self.step, self.offset = 80.0, 256.0, 0.0
        self.pinned: tuple[int, float] | None = None
        self.setAccessibleName("The first lines as they stand in the file")

    def show_strips(self, strips: tuple[Strip, ...]) -> None:
        """Show these lines."""
        self.strips = strips
        self.setAccessibleDescription("; ".join(_spoken(strip) for strip in strips))
        self.update()

    def scroll_to(
        self, gutter: float, step: float, offset: float, pinned: tuple[int, float] | None = None
    ) -> None:
        """The columns below begin behind a gutter, each so many pixels wide, scrolled by an offset; one is
        ``pinned``: (its number, where it begins)."""
        if (gutter, step, offset, pinned) != (self.gutter, self.step, self.offset, self.pinned):
            self.gutter, self.step, self.offset, self.pinned = gutter, step, offset, pinned
            self.update()

    def height_wanted(self) -> int:
        """Two lines."""
        return max(self.look.px(HIGH), 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("bg"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(12), look.px(12))
        high = (self.height() - 8) / 2
        for row, strip in enumerate(self.strips):
            top = 4 + row * high
            write(
                painter,
                QRectF(look.px(16), top, self.gutter - look.px(18), high),
                f"line {strip.number:,}",
                look,
                14,
                400,
                "ink2",
            )
            painter.save()
            painter.setClipRect(QRectF(self.gutter, 0, self.width() - self.gutter - 4, self.height()))
            self._paint_line(painter, strip, top, high)
            painter.restore()

    def _paint_line(self, painter: QPainter, strip: Strip, top: float, high: float) -> None:
        first = max(int(self.offset // self.step), 0)
        last = min(int((self.offset + self.width()) // self.step) + 1, len(strip.cells))
        for place in range(first, last):
            if self.pinned is None or place != self.pinned[0]:
                left = self.gutter + place * self.step - self.offset
                self._paint_cell(painter, strip, place, QRectF(left, top, self.step, high))
        if self.pinned is not None and self.pinned[0] < len(strip.cells):
            place, left = self.pinned
            under = QRectF(left - self.look.px(18), top - 2, self.step + self.look.px(18), high + 4)
            painter.fillRect(under, self.look.color("bg"))
            self._paint_cell(painter, strip, place, QRectF(left, top, self.step, high))

    def _paint_cell(self, painter: QPainter, strip: Strip, place: int, rect: QRectF) -> None:
        """A cell, and the delimiter behind it."""
        look, top, high = self.look, rect.top(), rect.height()
        sign = max(look.px(18), 14)
        end = rect.right() - look.px(32) - sign
        x, metrics = rect.left(), QFontMetricsF(look.font(17))
        for piece in strip.cells[place]:
            wide = metrics.horizontalAdvance(piece.text)
            room = QRectF(x, top, min(wide, end - x), high)
            if room.width() <= 2:
                break
            if piece.is_marked:
                room = QRectF(x + 1, top, max(wide, look.px(12)), high)
                self._paint_mark(painter, room, piece.text)
                x += room.width() + 2
                continue
            write(painter, room.adjusted(0, 0, 1, 0), piece.text, look, 17)
            x += wide
        if place < len(strip.cells) - 1:
            self._paint_mark(painter, QRectF(end, top, sign, high), strip.delimiter)

    def _paint_mark(self, painter: QPainter, room: QRectF, text: str) -> None:
        look = self.look
        wash = room.adjusted(0, 3, 0, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.mix("now", 0.08, "bg"))
        painter.drawRoundedRect(wash, look.px(3), look.px(3))
        write(painter, room, text, look, 17, 600, "now", Qt.AlignmentFlag.AlignHCenter)


def _spoken(strip: Strip) -> str:
    cells = ["".join(piece.text for piece in cell) for cell in strip.cells[:12]]
    return f"line {strip.number}: {strip.delimiter.join(cells)}"

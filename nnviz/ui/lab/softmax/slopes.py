"""∂yᵢ/∂zⱼ as a grid of signed cells, and what happens when the score in hand rises a little."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.softmax import words
from nnviz.scene.lab.softmax.bench import Bench, nudge
from nnviz.scene.words.numbers import signed
from nnviz.ui.plain import show_tooltip
from nnviz.ui.theme import blend
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

PAD, GRID = 24.0, 190.0
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


class SlopesCard(Part):
    """A card of 408 × 296."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench: Bench | None = None
        self._hand = 0
        self.setMouseTracking(True)

    def show_slopes(self, of: Bench, hand: int) -> None:
        """Show the slopes, with the column of the score in hand."""
        self._bench, self._hand = of, min(hand, len(of) - 1)
        told = ", ".join(f"{name} {value}" for name, value, _ in self.lines())
        title = words.slopes_title(self._hand)
        self.setAccessibleName(f"{title}. {words.nudge_title(self._hand)} {told}")
        self.update()

    def lines(self) -> list[tuple[str, str, float]]:
        """(whose share, its change as printed, its change), and what they come to."""
        of = self._bench
        found = None if of is None else nudge(of, self._hand)
        if of is None or found is None:
            return []
        rows = [(words.share_letter(self._hand), found.own)]
        rows += [(words.share_letter(place), change) for place, change in found.most]
        if found.rest is not None:
            rows.append(("rest", found.rest))
        told = [(name, signed(change, 4), change) for name, change in rows]
        return [*told, ("together", words.together([text for _, text, _ in told]), 0.0)]

    def _grid(self) -> QRectF:
        look = self.look
        left, top = look.px(PAD + 26), look.px(84)
        side = min(look.px(GRID), self.height() - top - look.px(14))
        return QRectF(left, top, side, side)

    def event(self, event: QEvent) -> bool:
        """A cell says its number to the pointer."""
        of = self._bench
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and of is not None:
            grid = self._grid()
            if grid.contains(QPointF(event.pos())):
                size = grid.width() / len(of)
                row = min(int((event.pos().y() - grid.top()) / size), len(of) - 1)
                column = min(int((event.pos().x() - grid.left()) / size), len(of) - 1)
                slope = signed(float(of.slopes[row, column]), 4)
                words_ = f"The share of “{of.names[row]}” by the score of “{of.names[column]}”: {slope}"
                show_tooltip(event.globalPos(), words_, self)
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, of = self.look, self._bench
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        radius = 18 * look.s
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if of is None:
            return
        pad, wide = look.px(PAD), self.width() - look.px(2 * PAD)
        head = QRectF(pad, look.px(10), wide, look.px(30))
        write(painter, head, words.slopes_title(self._hand), look, 20, 700)
        below = QRectF(pad, look.px(38), wide, look.px(24))
        write(painter, below, "∂yᵢ/∂zⱼ: row i is a share, column j a score", look, 16, 400, "ink2")
        if not of.is_whole:
            write(
                painter,
                below.translated(0, look.px(60)),
                "No shares, no slopes: NaN !",
                look,
                18,
                600,
                "warn",
            )
            return
        self._paint_grid(painter, of)
        self._paint_lines(painter, of)

    def _paint_grid(self, painter: QPainter, of: Bench) -> None:
        look, grid, count = self.look, self._grid(), len(of)
        size = grid.width() / count
        most = max(float(abs(of.slopes).max()), 1e-12)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = min(2.0, 0.1 * size)
        for row in range(count):
            for column in range(count):
                value = float(of.slopes[row, column])
                share = (abs(value) / most) ** 0.5
                painter.setBrush(blend(look.color("raised"), look.color(look.theme.sign(value)), share))
                cell = QRectF(grid.left() + column * size, grid.top() + row * size, size - gap, size - gap)
                painter.drawRoundedRect(cell, 2, 2)
        painter.setPen(QPen(look.color("now"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        hand = QRectF(grid.left() + self._hand * size, grid.top(), size - gap, grid.height() - gap)
        painter.drawRoundedRect(hand.adjusted(-1, -1, 1, 1), 3, 3)
        self._write_names(painter, of, grid, size)

    def _write_names(self, painter: QPainter, of: Bench, grid: QRectF, size: float) -> None:
        """Above and beside the grid, where every name has room; else that of the hand alone."""
        look = self.look
        painter.setFont(look.font(16, 500))
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(name) for name in of.names)
        fits = widest <= size and metrics.height() <= size + 4
        for place, name in enumerate(of.names):
            if not fits and place != self._hand:
                continue
            token = "now" if place == self._hand else "ink3"
            top = QRectF(grid.left() + (place + 0.5) * size - 50, grid.top() - look.px(24), 100, look.px(22))
            write(painter, top, name, look, 16, 600 if place == self._hand else 500, token, CENTRE)
            if metrics.horizontalAdvance(name) <= look.px(30):
                middle = grid.top() + (place + 0.5) * size
                side = QRectF(grid.left() - look.px(34), middle - 12, look.px(28), 24)
                write(painter, side, name, look, 16, 500, token, RIGHT)

    def _paint_lines(self, painter: QPainter, of: Bench) -> None:
        look, grid = self.look, self._grid()
        left = grid.right() + look.px(12)
        wide = self.width() - look.px(PAD - 6) - left
        high = max(look.px(32), look.text(18) * 1.35)
        y = float(look.px(66))
        write(painter, QRectF(left, y, wide, high), words.nudge_title(self._hand), look, 16, 400, "ink2")
        for name, text, change in self.lines():
            y += high
            if name == "together":
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawLine(QPointF(left, y + 1), QPointF(left + wide, y + 1))
            row = QRectF(left, y, wide, high)
            token = look.theme.sign(change) if change else "ink"
            pixels = 18 if len(text) <= len("+0.0000") else 16
            used = write(painter, row, text, look, pixels, 700, token, RIGHT)
            write(painter, row.adjusted(0, 0, -used - look.px(6), 0), name, look, 18, 500)

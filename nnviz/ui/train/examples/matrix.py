"""The confusion matrix: a cell for each true class and each class that the network says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from nnviz.kept import Kept
from nnviz.scene.train.confusion import Cell, Confusion
from nnviz.scene.words.numbers import percent
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import show_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK, blend, text_on
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key

LARGEST, SMALLEST = 132.0, 36.0
"""Pixels of a cell: the spec's at most, the window's at least."""
NAME, TOTAL, HEAD, TILTED = 150.0, 116.0, 34.0, 140.0
"""The spec's pixels of a row's name, its total, a column's name, and of one that stands upright."""
LEAST_TOTAL = 116.0
"""Pixels of the window that "100% of 1,096" takes in its smallest letters."""
NUMBER, SMALL = 18.0, 13.0
STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
LABEL = 26.0
"""The spec's pixels of what says what the columns are."""
RAMP = 0.7
"""The power of a share that its cell is filled with: a few wrong ones of many are seen."""


@dataclass(frozen=True)
class Places:
    """Where things are, in the viewport's pixels; ``across`` and ``down``: so many cells are seen at once."""

    cell: int
    left: float
    top: float
    right: float
    foot: float
    upright: bool
    across: int
    down: int
    names: float


class Matrix(Guarded, QAbstractScrollArea):
    """Names and totals stay where they are while cells scroll below them. ``opened`` names a cell that was
    clicked, or on which Enter was pressed."""

    opened = Signal(tuple)
    pointed = Signal(object)
    """The cell under the pointer or, with the keyboard, under the arrows; None: none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self._confusion: Confusion | None = None
        self._places: Kept[Places] = Kept()
        self._open: Cell | None = None
        self._at: Cell = (0, 0)
        self._hover: Cell | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Confusion matrix")

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self.look = look
        self._measure()

    def show_counts(self, confusion: Confusion, opened: Cell) -> None:
        """Show a matrix, one cell of which is open."""
        is_other = self._confusion is None or len(self._confusion.names) != len(confusion.names)
        self._confusion = confusion
        if opened != self._open:
            self._open = self._at = opened
        if is_other:
            self._measure()
        self.setAccessibleDescription(confusion.sentence(self._at))
        self.viewport().update()

    # geometry

    def places(self) -> Places:
        """Where names, cells and totals are."""
        causes = () if self._confusion is None else (self._confusion,)
        return self._places.get(self._placed, causes, (self.look, self.viewport().size().toTuple()))

    def _placed(self) -> Places:
        look, s, view = self.look, self.look.s, self.viewport()
        confusion = self._confusion
        names = confusion.names if confusion is not None else ("",)
        metrics, count = QFontMetricsF(look.font(15, 600)), len(names)
        widest = max(metrics.horizontalAdvance(name) for name in names)
        left, right, foot = min(widest, NAME * s) + 44 * s, max(TOTAL * s, LEAST_TOTAL), 40 * s
        most = 0 if confusion is None else int(confusion.counts.max(initial=0))
        least = max(QFontMetricsF(look.font(SMALL, 600)).horizontalAdvance(f"{most:,}") + 8, SMALLEST)

        def cell_below(head: float) -> int:
            room = min(view.width() - left - right, view.height() - head - LABEL * s - foot) / count
            return int(max(min(room, LARGEST * s), least))

        head, cell = HEAD * s, cell_below(HEAD * s)
        upright = widest + 8 * s > cell
        if upright:
            head = min(widest + 12 * s, TILTED * s)
            cell = cell_below(head)
        top = head + LABEL * s
        across = min(max(int((view.width() - left - right) // cell), 1), count)
        down = min(max(int((view.height() - top - foot) // cell), 1), count)
        aside = max(view.width() - left - right - across * cell, 0) / 2
        return Places(cell, left + aside, top, right, foot, upright, across, down, left)

    def _measure(self) -> None:
        if self._confusion is None:
            return
        places, count = self.places(), len(self._confusion.names)
        for bar, seen in (
            (self.horizontalScrollBar(), places.across),
            (self.verticalScrollBar(), places.down),
        ):
            bar.setRange(0, count - seen)
            bar.setPageStep(seen)
            bar.setSingleStep(1)
        self.viewport().update()

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell is now, in the viewport."""
        places = self.places()
        x = places.left + (cell[1] - self.horizontalScrollBar().value()) * places.cell
        y = places.top + (cell[0] - self.verticalScrollBar().value()) * places.cell
        return QRectF(x, y, places.cell, places.cell)

    def _cells_room(self, places: Places) -> QRectF:
        size = places.cell
        return QRectF(places.left, places.top, places.across * size, places.down * size)

    def _cell_at(self, point: QPointF) -> Cell | None:
        places = self.places()
        if self._confusion is None or not self._cells_room(places).contains(point):
            return None
        column = int((point.x() - places.left) // places.cell) + self.horizontalScrollBar().value()
        row = int((point.y() - places.top) // places.cell) + self.verticalScrollBar().value()
        count = len(self._confusion.names)
        return (row, column) if row < count and column < count else None

    # what a person does

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what lies under the pointer."""
        self._point(self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing does any more."""
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a cell."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = cell
            self.opened.emit(cell)

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter for itself while it has the focus."""
        return keeps_key(event, (*ARROWS, *ENTER)) or super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A name that is cut is told whole."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell_at(QPointF(event.pos()))
            if cell is not None and self._confusion is not None:
                show_tooltip(event.globalPos(), self._confusion.sentence(cell), self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Enter opens one."""
        if self._confusion is None:
            return
        key = Qt.Key(event.key())
        if key in STEPS:
            most = len(self._confusion.names) - 1
            row, column = (at + by for at, by in zip(self._at, STEPS[key], strict=True))
            self._at = min(max(row, 0), most), min(max(column, 0), most)
            self._reveal(self._at)
            self._point(self._at)
            self.setAccessibleDescription(self._confusion.sentence(self._at))
        elif key in (*ENTER, Qt.Key.Key_Space):
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _point(self, cell: Cell | None) -> None:
        if cell != self._hover:
            self._hover = cell
            self.pointed.emit(cell)
            self.viewport().update()

    def _reveal(self, cell: Cell) -> None:
        places = self.places()
        for bar, at, seen in (
            (self.horizontalScrollBar(), cell[1], places.across),
            (self.verticalScrollBar(), cell[0], places.down),
        ):
            bar.setValue(min(max(bar.value(), at - seen + 1), at))

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other cells fit."""
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Names stay, cells move: all of it is painted anew."""
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        confusion = self._confusion
        if confusion is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self.places()
        room = self._cells_room(places)
        self._paint_cells(painter, confusion, places)
        self._paint_rows(painter, confusion, places, room)
        self._paint_columns(painter, confusion, places, room)

    def _shown(self, places: Places) -> tuple[range, range]:
        """The rows and columns that are seen."""
        row, column = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        return range(row, row + places.down), range(column, column + places.across)

    def _paint_cells(self, painter: QPainter, confusion: Confusion, places: Places) -> None:
        look, shares = self.look, confusion.shares
        rows, columns = self._shown(places)
        low, high = look.color("panel"), look.color("full" if look.theme.name == "dark" else "ink")
        gap = 1.0 if places.cell < 48 else 2.0
        for row in rows:
            for column in columns:
                rect = self.cell_rect((row, column)).adjusted(gap, gap, -gap, -gap)
                fill = blend(low, high, float(shares[row, column]) ** RAMP)
                painter.setPen(QPen(look.color("line"), 1) if row == column else Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(rect, 3, 3)
                count = int(confusion.counts[row, column])
                painter.setPen(text_on(fill) if count else look.color("ink3"))
                painter.setFont(self._font(f"{count:,}", places.cell - 6, 600 if count else 400))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{count:,}")
        for cell, token, wide in ((self._hover, "ink2", 2), (self._open, "now", 3)):
            if cell is not None and cell[0] in rows and cell[1] in columns:
                painter.setPen(QPen(look.color(token), wide))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.cell_rect(cell).adjusted(1, 1, -1, -1), 4, 4)

    def _font(self, text: str, room: float, weight: int) -> QFont:
        """As large as it fits, down to the floor."""
        pixels = NUMBER
        while pixels > SMALL:
            font = self.look.font(pixels, weight)
            if QFontMetricsF(font).horizontalAdvance(text) <= room:
                return font
            pixels -= 1
        return self.look.font(SMALL, weight)

    def _paint_rows(self, painter: QPainter, confusion: Confusion, places: Places, room: QRectF) -> None:
        look, s = self.look, self.look.s
        left = places.names
        painter.save()
        painter.translate(room.left() - left + 12 * s, room.center().y())
        painter.rotate(-90)
        high = room.height()
        write(
            painter,
            QRectF(-high / 2, -12 * s, high, 24 * s),
            "true class",
            look,
            14,
            500,
            "ink2",
            Qt.AlignmentFlag.AlignHCenter,
        )
        painter.restore()
        total = QRectF(room.right() + 14 * s, room.top() - LABEL * s, places.right - 14 * s, 24 * s)
        write(painter, total, "right of all", look, 14, 500, "ink2")
        rows, _ = self._shown(places)
        for row in rows:
            rect = self.cell_rect((row, 0))
            name = QRectF(room.left() - left + 24 * s, rect.top(), left - 32 * s, rect.height())
            token = "now" if self._open is not None and self._open[0] == row else "ink"
            self._write_short(painter, name, confusion.names[row], token, Qt.AlignmentFlag.AlignRight)
            count = confusion.of_class(row)
            share = percent(confusion.counts[row, row] / count, 0) if count else "none"
            end = QRectF(room.right() + 14 * s, rect.top(), places.right - 14 * s, rect.height())
            wide = write(painter, end, share, look, 15, 600)
            if count:
                write(painter, end.adjusted(wide + 8 * s, 0, 0, 0), f"of {count:,}", look, 14, 400, "ink2")

    def _paint_columns(self, painter: QPainter, confusion: Confusion, places: Places, room: QRectF) -> None:
        look, s = self.look, self.look.s
        middle = Qt.AlignmentFlag.AlignHCenter
        head = QRectF(room.left(), 0, room.width(), 24 * s)
        write(painter, head, "what the network says", look, 14, 500, "ink2", middle)
        _, columns = self._shown(places)
        said = confusion.counts.sum(axis=0)
        for column in columns:
            rect = self.cell_rect((0, column))
            token = "now" if self._open is not None and self._open[1] == column else "ink"
            top, high = LABEL * s, places.top - LABEL * s
            if places.upright:
                painter.save()
                painter.translate(rect.center().x(), places.top - 6 * s)
                painter.rotate(-90)
                upright = QRectF(0, -rect.width() / 2, high - 6 * s, rect.width())
                self._write_short(painter, upright, confusion.names[column], token)
                painter.restore()
            else:
                name = QRectF(rect.left(), top, rect.width(), high)
                self._write_short(painter, name, confusion.names[column], token, middle)
            foot = QRectF(rect.left(), room.bottom() + 4 * s, rect.width(), places.foot - 8 * s)
            write(painter, foot, f"{int(said[column]):,}", look, 14, 500, "ink2", middle)
        left = QRectF(room.left() - 200 * s, room.bottom() + 4 * s, 192 * s, places.foot - 8 * s)
        write(painter, left, "said", look, 14, 500, "ink2", Qt.AlignmentFlag.AlignRight)

    def _write_short(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """A name, cut in its middle where it is too long: names of classes often differ in their ends."""
        painter.setFont(self.look.font(15, 600))
        painter.setPen(self.look.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(rect.width()))
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)

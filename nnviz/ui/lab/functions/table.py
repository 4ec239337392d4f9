"""The table of all functions: rows to read, heads to sort by, a row to press."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.lab.functions.table import COLUMNS, SORTABLE, Row
from nnviz.ui.lab.functions.formulas import draw_formula
from nnviz.ui.plain import show_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.scroll_area import scroll_area

SHARES = (0.11, 0.135, 0.08, 0.1, 0.11, 0.1, 0.175, 0.125, 0.065)
"""How the width is shared among the columns."""
HEAD, ROW = 44.0, 76.0
FORMULA = 1
NUMBERS = frozenset((3, 8))
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
LETTERS = (16, 15, 14, 13)
"""Of a text that wraps: the largest in which it fits."""
ROOM = 6
"""Pixels between the texts of two rows."""
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class TableView(Part):
    """A head that stays, and rows that scroll."""

    chosen = Signal(object)
    """A row was pressed: its function."""
    order_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.order = ""
        self.body = TableBody(self)
        self._area = scroll_area(self.body, self)
        self.body.chosen.connect(self.chosen)
        self.body.resized.connect(self.place)
        self.body.reached.connect(lambda top, high: self._area.ensureVisible(0, top + high // 2, 0, high))
        self.setMouseTracking(True)

    def parts(self) -> tuple[QWidget, ...]:
        """The rows."""
        return (self.body,)

    def show_rows(self, rows: tuple[Row, ...], order: str) -> None:
        """Show these, in the order by which they are sorted."""
        self.order = order
        self.body.show_rows(rows)
        self.update()

    def place(self) -> None:
        """Rows below the head."""
        head = self.look.target(HEAD)
        # Whole rows are seen, none is cut at the lower edge.
        room, high = max(self.height() - head, 1), self.body.row_height()
        self._area.setGeometry(0, head, self.width(), max(room // high, 1) * high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A head of figures puts the rows in its order, and back."""
        column = column_at(event.position().x(), self.body.width())
        if event.position().y() < self.look.target(HEAD) and column in SORTABLE:
            wanted = SORTABLE[column]
            self.order_wanted.emit("" if wanted == self.order else wanted)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over heads that sort."""
        sorts = column_at(event.position().x(), self.body.width()) in SORTABLE
        self.setCursor(Qt.CursorShape.PointingHandCursor if sorts else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Each head says what its column is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = column_at(event.pos().x(), self.body.width())
            more = ". Click to sort." if column in SORTABLE else ""
            show_tooltip(event.globalPos(), f"{COLUMNS[column][1]}{more}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look
        for column, (title, _) in enumerate(COLUMNS):
            rect = cell(column, self.body.width(), look, 0, look.target(HEAD))
            is_sorted = SORTABLE.get(column) == self.order and bool(self.order)
            mark = " ↓" if is_sorted and self.order == "slope" else " ↑" if is_sorted else ""
            write(painter, rect, title + mark, look, 16, 700, "now" if is_sorted else "ink2")


class TableBody(Part):
    """The rows themselves."""

    chosen = Signal(object)
    reached = Signal(int, int)
    """The keyboard came to a row: its upper edge, and its height."""
    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.current = 0
        self._height: Kept[int] = Kept()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        if rows != self.rows:
            self.rows = rows
            self.current = min(self.current, len(rows) - 1)
            self._say()
            self.setMinimumHeight(len(rows) * self.row_height())
            self.update()

    def place(self) -> None:
        """As high as all rows."""
        self.setMinimumHeight(len(self.rows) * self.row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower columns may need higher rows."""
        self.place()
        self.resized.emit()

    def row_height(self) -> int:
        """Pixels from one row to the next: as many as the longest text takes in the smallest letters."""
        look = self.look
        least = max(look.px(ROW), round(look.text(16) * 5.2))
        return self._height.get(lambda: max(least, self._tallest()), (self.rows,), (look, self.width()))

    def _tallest(self) -> int:
        look, metrics = self.look, QFontMetrics(self.look.font(LETTERS[-1], 400))
        high = 0
        for row in self.rows:
            for column, text in enumerate(row.cells):
                if column not in (0, FORMULA):
                    wide = int(cell(column, self.width(), look, 0, 0).width())
                    high = max(
                        high, metrics.boundingRect(QRect(0, 0, wide, 10_000), int(WRAPPED), text).height()
                    )
        return high + look.px(8) + ROOM

    def _say(self) -> None:
        if self.rows:
            heads = [title for title, _ in COLUMNS]
            told = zip(heads, self.rows[self.current].cells, strict=True)
            said = (f"{head}: {text}" for head, text in told if head != "Formula")
            self.setAccessibleName(". ".join(said))

    def event(self, event: QEvent) -> bool:
        """Arrows go from row to row."""
        return keeps_key(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End; Enter shows the card."""
        last = len(self.rows) - 1
        to = {
            Qt.Key.Key_Up: self.current - 1,
            Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(event.key())  # type: ignore[call-overload]
        if to is not None:
            self.current = min(max(to, 0), last)
            self._say()
            self.update()
            self.reached.emit(self.current * self.row_height(), self.row_height())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.rows[self.current].function)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the card of the row."""
        row = int(event.position().y()) // max(self.row_height(), 1)
        if event.button() == Qt.MouseButton.LeftButton and row < len(self.rows):
            self.current = row
            self.chosen.emit(self.rows[row].function)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.row_height()
        first, last = event.rect().top() // high, event.rect().bottom() // high
        for number in range(max(first, 0), min(last + 1, len(self.rows))):
            self._paint_row(painter, number, number * high, high)

    def _paint_row(self, painter: QPainter, number: int, top: int, high: int) -> None:
        look, row = self.look, self.rows[number]
        painter.setPen(QPen(look.color("line"), 1))
        is_current = number == self.current and self.hasFocus()
        painter.setBrush(look.color("raised" if is_current else "panel"))
        painter.drawRoundedRect(QRectF(0.5, top + 2.5, self.width() - 1, high - 5), 8, 8)
        for column, text in enumerate(row.cells):
            rect = cell(column, self.width(), look, top + look.px(4), high - look.px(8))
            if column == FORMULA:
                draw_formula(painter, look, row.function, rect, 20, is_whole=False, align_right=False)
            elif column == 0:
                write(painter, rect, text, look, 18, 700)
            else:
                _write_wrapped(painter, rect, text, look, "now" if column in NUMBERS else "ink2")


def column_at(x: float, width: int) -> int:
    """The column under a place."""
    share = x / max(width, 1)
    for column, end in enumerate(_ends()):
        if share < end:
            return column
    return len(SHARES) - 1


def cell(column: int, width: int, look: Look, top: float, high: float) -> QRectF:
    """The rectangle of a column in a row."""
    ends = (0.0, *_ends())
    left, right = ends[column] * width, ends[column + 1] * width
    gap = look.px(12)
    return QRectF(left + gap, top, right - left - gap, high)


def _ends() -> tuple[float, ...]:
    total, ends = sum(SHARES), []
    at = 0.0
    for share in SHARES:
        at += share / total
        ends.append(at)
    return tuple(ends)


def _write_wrapped(painter: QPainter, rect: QRectF, text: str, look: Look, token: str) -> None:
    """Some lines, in the largest letters in which all of them fit."""
    painter.setPen(look.color(token))
    for pixels in LETTERS:
        painter.setFont(look.font(pixels, 600 if token == "now" else 400))
        room = painter.fontMetrics().boundingRect(QRect(0, 0, int(rect.width()), 10_000), int(WRAPPED), text)
        if room.height() <= rect.height():
            break
    painter.drawText(rect, int(WRAPPED), text)

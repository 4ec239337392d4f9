"""The columns of a table side by side: kind, histogram, first rows. Only what is seen is made."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from nnviz.scene.table.build import Known
from nnviz.scene.table.columns import Head, cells, head
from nnviz.ui.plain import show_tooltip
from nnviz.ui.speech import announce
from nnviz.ui.style import Look
from nnviz.ui.table import column_painter as paint
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key
from nnviz.ui.widgets.part import Part

OWN = (
    *(*ARROWS, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Space, Qt.Key.Key_Menu),
)


class Columns(Part):
    """Arrows go from column to column and through the rows; Enter or Space opens what a column can be."""

    menu_wanted = Signal(int, QRect)
    """A column, from 0, and its chip in this widget's pixels."""
    remedy_wanted = Signal(int, QRect)
    scrolled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.known: Known | None = None
        self.column = 0
        self.opened: int | None = None
        """The column whose menu is open."""
        self._heads: dict[int, Head] = {}
        self._cells: dict[int, tuple[str, ...]] = {}
        self._hovered: tuple[int, str] | None = None
        self.sideways = QScrollBar(Qt.Orientation.Horizontal, self)
        self.down = QScrollBar(Qt.Orientation.Vertical, self)
        for bar in (self.sideways, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self._moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # what is shown

    def show_known(self, known: Known) -> None:
        """Show these columns."""
        if known is self.known:
            return
        if self.known is None or known.preview is not self.known.preview:
            self._cells.clear()
            if self.known is None or len(known.preview.columns) != self.count:
                self.column = 0
                self.sideways.setValue(0)
                self.down.setValue(0)
        self._heads.clear()
        self.known = known
        self.place()
        self._name()
        self.update()

    @property
    def count(self) -> int:
        """How many columns there are."""
        return 0 if self.known is None else len(self.known.preview.columns)

    def head(self, number: int) -> Head:
        """What stands over a column."""
        assert self.known is not None
        if number not in self._heads:
            self._heads[number] = head(self.known.preview, self.known.guess, self.known.choices, number)
        return self._heads[number]

    def cells(self, number: int) -> tuple[str, ...]:
        """The first rows of a column."""
        assert self.known is not None
        if number not in self._cells:
            self._cells[number] = cells(self.known.preview, number)
        return self._cells[number]

    def _name(self) -> None:
        if self.known is None:
            return
        told = self.head(self.column).told
        self.setAccessibleName(f"Column {self.column + 1:,} of {self.count:,}, {told}")

    # places

    @property
    def step(self) -> float:
        """A column's width: more where all of them fit."""
        least = max(paint.WIDE * self.look.s, paint.LEAST_WIDE)
        room = self.width() - self.gutter - 2
        return max(least, min(room / max(self.count, 1), 1.5 * least)) if self.count else least

    @property
    def gutter(self) -> float:
        """Room for the rows' numbers."""
        return float(max(self.look.px(54), 44))

    @property
    def head_height(self) -> float:
        """All that stands over the rows."""
        known = self.known
        lacks = known is not None and any(
            column.missing and kind != "out"
            for column, kind in zip(known.preview.columns, known.choices.kinds, strict=True)
        )
        return paint.head_height(self.look, lacks)

    @property
    def offset(self) -> float:
        """Pixels that the columns are scrolled by."""
        return float(self.sideways.value())

    def rect_of(self, number: int) -> QRectF:
        """A column, whole."""
        return QRectF(self.gutter + number * self.step - self.offset, 0, self.step, self.height() - 10)

    def chip_rect(self, number: int) -> QRectF:
        """A column's kind."""
        return paint.chip_rect(self.look, self.rect_of(number), self.head(number).chip)

    def place(self) -> None:
        """The bars at the edges."""
        self.sideways.setGeometry(round(self.gutter), self.height() - 8, round(self.width() - self.gutter), 8)
        over = self.count * self.step - (self.width() - self.gutter)
        self.sideways.setRange(0, max(round(over), 0))
        self.sideways.setSingleStep(round(self.step))
        self.sideways.setPageStep(max(round(self.width() - self.gutter), 1))
        self.sideways.setVisible(over > 1)
        top = self.head_height
        rows = len(self.known.preview.rows) if self.known is not None else 0
        shown = self._rows_shown()
        self.down.setGeometry(self.width() - 8, round(top), 8, max(self.height() - round(top) - 10, 1))
        self.down.setRange(0, max(rows - shown, 0))
        self.down.setPageStep(max(shown, 1))
        self.down.setVisible(rows > shown)
        self.scrolled.emit()

    def _rows_shown(self) -> int:
        room = self.height() - 10 - self.head_height
        return max(int(room // paint.row_height(self.look)), 0)

    def reveal(self, number: int) -> None:
        """Scroll a column into view."""
        left, room = number * self.step, self.width() - self.gutter
        if left < self.offset:
            self.sideways.setValue(int(left))
        elif left + self.step > self.offset + room:
            self.sideways.setValue(round(left + self.step - room))

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: the kind of the column that the keys act on."""
        if self.known is None:
            return QRectF(self.rect())
        return self.chip_rect(self.column)

    def _moved(self) -> None:
        self.scrolled.emit()
        self.update()

    # events

    def event(self, event: QEvent) -> bool:
        """Its keys are its own; the pointer that rests on a column is told of it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found is not None:
                show_tooltip(event.globalPos(), self._tip(*found), self)
            return True
        return keeps_key(event, OWN) or super().event(event)

    def _tip(self, number: int, what: str) -> str:
        if what == "chip":
            return f"{self.head(number).name}: choose what it is"
        if what == "remedy":
            return "Choose what is done about missing values"
        return self.head(number).told

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, scroll, open."""
        key, last = event.key(), self.count - 1
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        rows = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self._rows_shown(),
            Qt.Key.Key_PageDown: self._rows_shown(),
        }
        if key in steps:
            self.go(min(max(self.column + steps[Qt.Key(key)], 0), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else last)
        elif key in rows:
            self.down.setValue(self.down.value() + rows[Qt.Key(key)])
        elif key in (*ENTER, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            self.menu_wanted.emit(self.column, self.chip_rect(self.column).toRect())
        else:
            super().keyPressEvent(event)

    def go(self, number: int) -> None:
        """Let the keys act on another column."""
        if number < 0:
            return
        self.column = number
        self.reveal(number)
        self._name()
        announce(self, self.accessibleName())
        window = self.window()
        if self.hasFocus() and hasattr(window, "ring"):
            window.ring.moved(self, True)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What can be pressed shows it."""
        found = self._at(event.position())
        if found != self._hovered:
            self._hovered = found
            can_press = found is not None and found[1] != "column"
            self.setCursor(Qt.CursorShape.PointingHandCursor if can_press else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what was pressed."""
        found = self._at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        number, what = found
        self.column = number
        self._name()
        if what == "chip":
            self.menu_wanted.emit(number, self.chip_rect(number).toRect())
        elif what == "remedy":
            rect = paint.remedy_rect(self.look, self.rect_of(number))
            self.remedy_wanted.emit(number, rect.toRect())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Rows go up and down, columns sideways."""
        turned = event.angleDelta()
        sideways = turned.x() or (turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            self.sideways.setValue(self.sideways.value() - round(sideways / 120 * self.step / 2))
        else:
            self.down.setValue(self.down.value() - round(turned.y() / 40))
        event.accept()

    def _at(self, place: QPointF) -> tuple[int, str] | None:
        if self.known is None or place.x() < self.gutter:
            return None
        number = int((place.x() - self.gutter + self.offset) // self.step)
        if not 0 <= number < self.count:
            return None
        if self.chip_rect(number).adjusted(-4, -4, 4, 4).contains(place):
            return number, "chip"
        if self.head(number).remedy and paint.remedy_rect(self.look, self.rect_of(number)).contains(place):
            return number, "remedy"
        return number, "column"

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.known is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        first = self.down.value()
        shown = range(first, min(first + self._rows_shown(), len(self.known.preview.rows)))
        paint.rows(painter, look, QRectF(self.rect()), self.head_height, self.gutter, shown)
        painter.setClipRect(QRectF(self.gutter - 1, 0, self.width(), self.height()))
        seen = range(
            max(int(self.offset // self.step), 0),
            min(int((self.offset + self.width() - self.gutter) // self.step) + 1, self.count),
        )
        for number in seen:
            self._paint_column(painter, look, number, shown)

    def _paint_column(self, painter: QPainter, look: Look, number: int, shown: range) -> None:
        assert self.known is not None
        rect, made = self.rect_of(number), self.head(number)
        is_last = number == self.count - 1
        paint.frame(painter, look, rect, made, is_last)
        is_hot = self._hovered == (number, "chip") or self.opened == number
        paint.chip(painter, look, paint.chip_rect(look, rect, made.chip), made, is_hot, self)
        paint.name(painter, look, rect, made)
        if made.kind != "out":
            paint.body(painter, look, rect, made)
        paint.foot(painter, look, rect, made, self._hovered == (number, "remedy"))
        values = self.cells(number)
        patterns = self.known.preview if made.kind == "target" else None
        texts = [values[row] for row in shown]
        paint.cells(painter, look, rect, self.head_height, made, texts, patterns)

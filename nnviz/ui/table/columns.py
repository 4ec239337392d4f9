"""The columns of a table side by side: kind, histogram, first rows. Only what is seen is made."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.plain import show_tooltip
from nnviz.ui.speech import announce
from nnviz.ui.style import Look
from nnviz.ui.table import column_painter as paint
from nnviz.ui.table.column_places import ColumnPlaces
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key

OWN = (
    *(*ARROWS, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Space, Qt.Key.Key_Menu),
)


class Columns(ColumnPlaces):
    """Arrows go from column to column and through the rows; Enter or Space opens what a column can be."""

    menu_wanted = Signal(int, QRect)
    """A column, from 0, and its chip in this widget's pixels."""
    remedy_wanted = Signal(int, QRect)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.opened: int | None = None
        """The column whose menu is open."""
        self._hovered: tuple[int, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

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
            Qt.Key.Key_PageUp: -self.rows_shown(),
            Qt.Key.Key_PageDown: self.rows_shown(),
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
        self.name_column()
        announce(self, self.accessibleName())
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The column in hand is outlined."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is in hand."""
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
        self.name_column()
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
            self.sideways.setValue(self.sideways.value() - round(sideways / 120))
        else:
            self.down.setValue(self.down.value() - round(turned.y() / 40))
        event.accept()

    def _at(self, place: QPointF) -> tuple[int, str] | None:
        if self.known is None or place.x() < self.gutter:
            return None
        number, target = int((place.x() - self.gutter + self.offset) // self.step), self.target
        if target is not None and self.rect_of(target).contains(place):
            number = target
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
        shown = range(first, min(first + self.rows_shown(), len(self.known.preview.rows)))
        paint.rows(painter, look, QRectF(self.rect()), self.head_height, self.gutter, shown)
        painter.setClipRect(QRectF(self.gutter - 1, 0, self.width(), self.height()))
        seen = range(
            self.sideways.value(),
            min(self.sideways.value() + self.shown, self.count),
        )
        target = self.target
        painter.save()
        painter.setClipRect(self._beside_target())
        for number in (one for one in seen if one != target):
            self._paint_column(painter, look, number, shown)
        painter.restore()
        if target is not None:
            self._paint_column(painter, look, target, shown)

    def _beside_target(self) -> QRectF:
        """Where the other columns are seen."""
        whole = QRectF(self.gutter - 1, 0, self.width() - self.gutter + 1, self.height())
        target = self.target
        if target is None or not self.is_pinned:
            return whole
        rect = self.rect_of(target)
        if rect.left() <= self.gutter:
            whole.setLeft(rect.right())
        else:
            whole.setRight(rect.left())
        return whole

    def _paint_column(self, painter: QPainter, look: Look, number: int, shown: range) -> None:
        assert self.known is not None
        rect, made = self.rect_of(number), self.head(number)
        is_last = number == self.count - 1
        paint.frame(painter, look, rect, made, is_last)
        is_in_hand = self.hasFocus() and number == self.column
        is_hot = is_in_hand or self._hovered == (number, "chip") or self.opened == number
        paint.chip(painter, look, paint.chip_rect(look, rect, made.chip), made, is_hot, self)
        paint.name(painter, look, rect, made)
        if made.kind != "out":
            paint.body(painter, look, rect, made)
        paint.foot(painter, look, rect, made, self._hovered == (number, "remedy"))
        values = self.cells(number)
        patterns = self.known.preview if made.kind == "target" else None
        texts = [values[row] for row in shown]
        paint.cells(painter, look, rect, self.head_height, made, texts, patterns)

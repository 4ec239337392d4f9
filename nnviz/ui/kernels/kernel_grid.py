"""The kernel's cells: dragged, typed, or stepped with the keys."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from nnviz.document.sandbox import LARGEST, Kernel
from nnviz.scene.sandbox.words import cell as cell_text
from nnviz.scene.words.numbers import MINUS
from nnviz.ui.kernels import shades
from nnviz.ui.kernels.kept import KeptGrid, cell_of
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.text import fitted
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import text_on
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.number_drag import NumberDrag
from nnviz.ui.widgets.own_keys import ENTER, keeps_key
from nnviz.ui.widgets.part import Part

PIXELS_A_TENTH = 4
"""Pixels of a drag that change a cell by 0.1."""
_TYPED = "0123456789.,-+"
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class KernelGrid(Part):
    """One stop for Tab. Left and Right take another cell in hand, Up and Down change it, digits are typed."""

    refused = Signal(str)
    """What was typed can't stand in a cell: why, until something else is done; "" then."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._kernel: Kernel = editor.sandbox.kernel
        self._held: tuple[int, int] | None = None
        self._typed = ""
        self._grid = KeptGrid("bg")
        self._drag: NumberDrag | None = None
        self._merge: object = object()
        let_go_when_lost(self, self._let_go)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self._describe()

    # what is shown

    def show_kernel(self, kernel: Kernel, look: Look) -> None:
        """Show these numbers."""
        if len(kernel) != len(self._kernel):
            self._held = None
            self._typed = ""
        self._kernel = kernel
        self.look = look
        self._describe()
        self.update()

    @property
    def held(self) -> tuple[int, int]:
        """(row, column) of the cell in hand; at first the one right of the middle."""
        middle = len(self._kernel) // 2
        return self._held or (middle, min(middle + 1, len(self._kernel) - 1))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell lies, with the gap around it."""
        inner = self._cells_rect()
        wide, high = inner.width() / len(self._kernel), inner.height() / len(self._kernel)
        return QRectF(inner.left() + column * wide, inner.top() + row * high, wide, high)

    def _cells_rect(self) -> QRectF:
        return QRectF(self.rect()).adjusted(*(side * self.look.px(10) for side in (1, 1, -1, -1)))

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def _describe(self) -> None:
        row, column = self.held
        value = cell_text(self._kernel[row][column], 3)
        self.setAccessibleName(f"Kernel, row {row + 1}, column {column + 1}: {value}")
        set_tooltip(
            self,
            "Drag a cell up or down, or type a number.\n"
            "Up, Down: 1 more or less; with Shift 0.1. Left, Right: another cell.",
        )

    # gestures

    def _cell_at(self, point: QPointF) -> tuple[int, int]:
        size = len(self._kernel)
        first = self.cell_rect(0, 0)
        row = math.floor((point.y() - first.top()) / first.height())
        column = math.floor((point.x() - first.left()) / first.width())
        return min(max(row, 0), size - 1), min(max(column, 0), size - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the cell under the pointer in hand."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._commit()
        row, column = self._held = self._cell_at(event.position())
        self._drag = NumberDrag(event.position().y(), self._kernel[row][column], 0.1 / PIXELS_A_TENTH)
        self._describe()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Change it by a tenth for every few pixels."""
        drag = self._drag
        if drag is not None and drag.pull(event) is not None:
            self._editor.hold()
            self._put(drag.start + round(drag.pixels / PIXELS_A_TENTH) / 10, drag.merge)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._let_go()

    def _let_go(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._editor.release()

    # keys

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, self._takes) or super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        keys = (*ENTER, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if event.key() == Qt.Key.Key_Escape:
            return bool(self._typed)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        is_number = bool(event.text()) and event.text() in _TYPED + MINUS
        return event.key() in (*_MOVES, *_STEPS, *keys) or is_number

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, type, or take another cell in hand; a key kept down is one undo step."""
        key = Qt.Key(event.key())
        if not self._takes(event):
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._commit()
            row, column = self.held
            by = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            if not event.isAutoRepeat():
                self._merge = object()
            self._put(self._editor.sandbox.kernel[row][column] + by * _STEPS[key], self._merge)
        elif key in _MOVES or key in ENTER:
            if self._commit():
                self._move(_MOVES.get(key, 1))
        else:
            self._type(event)
        self._describe()
        self.update()

    def _type(self, event: QKeyEvent) -> None:
        self.refused.emit("")
        if event.key() == Qt.Key.Key_Escape:
            self._typed = ""
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif event.key() == Qt.Key.Key_Delete:
            self._typed = ""
            self._put(0.0)
        elif len(self._typed) < 8:
            self._typed += event.text().replace("-", MINUS).replace(",", ".")

    def _move(self, by: int) -> None:
        size = len(self._kernel)
        row, column = self.held
        self._held = divmod((row * size + column + by) % (size * size), size)

    def _commit(self) -> bool:
        """Offer what was typed; False where it can't stand in a cell: that is said, and the cell stays."""
        typed, self._typed = self._typed, ""
        if not typed:
            return True
        try:
            value = float(typed.replace(MINUS, "-"))
        except ValueError:
            self.refused.emit(f"{typed} is no number.")
            return False
        if abs(value) > LARGEST:
            self.refused.emit(f"{typed} is too large: ±1,000 at most.")
            return False
        self._put(value)
        return True

    def _put(self, value: float, merge: object | None = None) -> None:
        self.refused.emit("")
        row, column = self.held
        value = min(max(value, -LARGEST), LARGEST)
        # Steps of a tenth add up without the rounding errors of binary fractions.
        self._editor.put_cell(row, column, round(value, 6), merge)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the kernel offers what was typed."""
        self._commit()
        self.update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        self.update()
        super().focusInEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(16), look.px(16))
        size, values = len(self._kernel), np.array(self._kernel)
        cells = self._cells_rect()
        first = cell_of(cells, 0, size, size)
        font = look.font(min(28.0, 0.4 * first.height() / look.s), 700)
        texts, font = fitted(values, cell_text, font, 0.88 * first.width(), floor=look.floor)
        full = float(np.abs(values).max())
        held = self.held[0] * size + self.held[1]
        texts[held] = self._typed or texts[held]
        fills = [shades.signed(look.theme, value, full) for value in values.ravel()]
        self._grid.paint(painter, look, cells, size, list(zip(fills, texts, strict=True)), font)
        self._paint_hand(painter, cell_of(cells, held, size, size), texts[held], QFontMetricsF(font), full)

    def _paint_hand(
        self, painter: QPainter, rect: QRectF, text: str, font: QFontMetricsF, full: float
    ) -> None:
        """Ring, arrows and caret of the cell in hand."""
        look = self.look
        row, column = self.held
        ink = text_on(shades.signed(look.theme, self._kernel[row][column], full))
        middle, reach = rect.center(), min(6 * look.s, 0.12 * rect.height())
        if rect.height() >= 2.0 * font.height():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            for edge, way in ((rect.top() + 5 * look.s, 1), (rect.bottom() - 5 * look.s, -1)):
                corners = [(-reach, reach * way), (reach, reach * way), (0, 0)]
                painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, edge + y) for x, y in corners]))
        if self.hasFocus():
            x = min(middle.x() + font.horizontalAdvance(text) / 2 + 2, rect.right() - 2)
            half = font.height() / 2
            painter.setPen(QPen(ink, max(1.5, 2 * look.s)))
            painter.drawLine(QPointF(x, middle.y() - half), QPointF(x, middle.y() + half))
        around = 4 * look.s
        painter.setPen(QPen(look.color("now"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-around, -around, around, around), 9 * look.s, 9 * look.s)

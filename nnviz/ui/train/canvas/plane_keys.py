"""The plane by keyboard: arrows go from square to square, or move a cursor that paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key

if TYPE_CHECKING:
    from nnviz.ui.train.canvas.brush import Brush
    from nnviz.ui.train.canvas.moment import Moment

STEP, FINE = 0.04, 0.008
"""Shares of the plane that an arrow moves the cursor by, and with Shift."""
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ERASING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
DIGITS = tuple(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10))


class PlaneKeys(Guarded, QWidget):
    """What the canvas answers to keys. It knows the moment, the brush, and where the cursor stands."""

    moment: Moment | None
    brush: Brush
    cursor_at: tuple[float, float] | None

    def event(self, event: QEvent) -> bool:
        """Keep its own keys, whatever else they do in the window."""
        return keeps_key(event, self._is_own) or super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        key = event.key()
        return key in ARROWS or key in ENTER or key in ERASING or key in DIGITS or self._leaves(key)

    def _leaves(self, key: int) -> bool:
        return key == Qt.Key.Key_Escape and self.brush.chosen != "look"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, Delete, digits, Escape."""
        key = Qt.Key(event.key())
        if self.moment is None:
            super().keyPressEvent(event)
        elif key in DIGITS:
            self.brush.choose_class(DIGITS.index(key))
        elif self._leaves(key):
            self.brush.choose("look")
        elif self.brush.chosen == "look":
            self._look(event, key)
        else:
            self._draw(event, key)

    def _look(self, event: QKeyEvent, key: Qt.Key) -> None:
        """From square to square; Enter opens the neuron."""
        moment = self.moment
        assert moment is not None
        here = self.chosen or (len(moment.columns) - 1, 0)  # type: ignore[attr-defined]
        if key in ENTER:
            self.open_neuron(here)  # type: ignore[attr-defined]
        elif key in WAYS:
            across, down = WAYS[key]
            column = min(max(here[0] + across, 0), len(moment.columns) - 1)
            squares = len(moment.layout.stacks[column].squares)
            self.enlarge((column, min(max(here[1] + down, 0), squares - 1)))  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)

    def _draw(self, event: QKeyEvent, key: Qt.Key) -> None:
        """The cursor goes over the plane; Enter does what the brush does, Delete erases."""
        x, y = self.cursor_at or (0.5, 0.5)
        if key in WAYS:
            step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
            across, down = WAYS[key]
            self.cursor_at = min(max(x + across * step, 0.0), 1.0), min(max(y + down * step, 0.0), 1.0)
            if self.brush.stroke == "move":
                self.brush.drag(self._cursor_place(), self._rect(), self._moment())
        elif key in ENTER or key in ERASING:
            self.cursor_at = x, y
            self._press(key in ERASING)
        else:
            super().keyPressEvent(event)
            return
        self.setAccessibleDescription(self.said())  # type: ignore[attr-defined]
        self.update()

    def _press(self, erases: bool) -> None:
        """One touch of the brush; a point that is moved stays in hand until Enter is pressed again."""
        if self.brush.stroke:
            self.brush.release()
            return
        self.brush.press(self._cursor_place(), self._rect(), self._moment(), erases)
        if erases or self.brush.chosen != "move":
            self.brush.release()

    def _cursor_place(self) -> QPointF:
        rect = self._rect()
        x, y = self.cursor_at or (0.5, 0.5)
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())

    def _rect(self) -> QRectF:
        rect: QRectF = self.surface_rect  # type: ignore[attr-defined]
        return rect

    def _moment(self) -> Moment:
        assert self.moment is not None
        return self.moment

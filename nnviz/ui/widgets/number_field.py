"""A field for one number, typed or stepped."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.scene.words.numbers import typed
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.own_keys import ARROWS, keeps_key
from nnviz.ui.widgets.typed_number import number_in

PADDING = 16
"""Pixels beside the number: the style's padding and frame, and the caret."""


class NumberField(Guarded, QLineEdit):
    """Shows a number; Enter or leaving it offers what was typed, Up and Down a step more or less.

    What is no number is put back. The field never keeps a value of its own: its owner shows it the true one.
    """

    entered = Signal(float)

    def __init__(self, name: str, decimals: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decimals = decimals
        self.step = 1.0
        self.merge: object | None = None
        """What the steps of one key that is kept down have in common: they are one undo step."""
        self._value = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        set_tooltip(self, f"{name}: type a number, or Up and Down")
        self.returnPressed.connect(self._offer)

    def set_look(self, look: Look) -> None:
        """Use this theme's font and scale from now on."""
        self.setFont(look.font(15, 500))

    def width_wanted(self) -> int:
        """Pixels that its number needs."""
        return self.fontMetrics().horizontalAdvance(self.text()) + PADDING

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def show_value(self, value: float) -> None:
        """Show the true value, except over what a person is typing."""
        self._value = float(value)
        text = typed(value, self.decimals)
        # The same number again leaves alone what is selected of it.
        if text != self.text() and not (self.hasFocus() and self.isModified()):
            self.setText(text)
            # What is too long for the field shows its beginning: its end alone would be another number.
            self.setCursorPosition(0)

    def _offer(self) -> None:
        value, changed = number_in(self.text()), self.isModified()
        self.merge = None
        self.setModified(False)
        if changed and value is not None and value != self._value:
            self.entered.emit(value)
        self.show_value(self._value)

    def _offer_step(self, is_up: bool) -> None:
        """A step more or less in decimals, as a person counts: 0.29 and 0.01 are 0.3, and not a hair less."""
        step = Decimal(repr(self.step))
        self.entered.emit(float(Decimal(repr(self._value)) + (step if is_up else -step)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down; Escape puts the true value back."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.setModified(False)
            if not event.isAutoRepeat():
                self.merge = object()
            self._offer_step(event.key() == Qt.Key.Key_Up)
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setModified(False)
            self.show_value(self._value)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, (*ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End)) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field offers what was typed."""
        super().focusOutEvent(event)
        self._offer()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel steps only where the field has the focus."""
        if self.hasFocus() and event.angleDelta().y():
            self.merge = None
            self._offer_step(event.angleDelta().y() > 0)
            event.accept()
        else:
            event.ignore()

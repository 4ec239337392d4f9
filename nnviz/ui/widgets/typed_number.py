"""A text field that opens over a number and takes another one."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.scene.words.numbers import MINUS
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.own_keys import ENTER, keeps_key


class TypedNumber(Guarded, QLineEdit):
    """Enter takes the number, Escape leaves it as it was; what is no number is marked and can be mended."""

    typed = Signal(float)
    closed = Signal()

    def __init__(self, text: str, look: Look, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.look = look
        self.setFont(look.font(15, 600))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self._check)
        self._check()

    def event(self, event: QEvent) -> bool:
        """Every key is text while the field is open; none is a shortcut of the window."""
        return keeps_key(event, lambda _: True) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in ENTER:
            self._take()
        else:
            super().keyPressEvent(event)
            # A field hands on what means nothing to it, and it would do something else below.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.closed.emit()

    def mark(self, is_number: bool) -> None:
        """Show whether Enter would take what is typed."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self.look.color("ink" if is_number else "warn"))
        palette.setColor(QPalette.ColorRole.Base, self.look.color("bg"))
        self.setPalette(palette)
        words = "" if is_number else f"Type a number such as 0.25 or {MINUS}3."
        set_tooltip(self, words)
        self.setAccessibleDescription(words)

    def _take(self) -> None:
        value = number_in(self.text())
        if value is not None:
            self.typed.emit(value)
            self.closed.emit()

    def _check(self) -> None:
        is_number = number_in(self.text()) is not None
        self.setProperty("valid", is_number)
        self.mark(is_number)


def number_in(text: str) -> float | None:
    """The finite number that ``text`` writes, with either minus sign and either decimal mark, or None."""
    plain = text.strip().replace(MINUS, "-").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""A text field that opens over a number and takes another one."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.scene.words.numbers import whole
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look


class TypedNumber(Guarded, QLineEdit):
    """Enter takes the number, Escape leaves it as it was; what is no number is marked and can be mended."""

    typed = Signal(float)
    closed = Signal()

    def __init__(self, value: float, look: Look, parent: QWidget) -> None:
        super().__init__(whole(value), parent)
        self._look = look
        self.setFont(look.font(15, 600))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda _: self._mark("ink", ""))
        self._mark("ink", "")

    def event(self, event: QEvent) -> bool:
        """Every key is text while the field is open; none is a shortcut of the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.closed.emit()

    def _take(self) -> None:
        value = number_in(self.text())
        if value is None:
            self._mark("warn", "Type a number such as 0.25 or −3.")
            return
        self.typed.emit(value)
        self.closed.emit()

    def _mark(self, token: str, words: str) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._look.color(token))
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        self.setPalette(palette)
        set_tooltip(self, words)
        self.setAccessibleDescription(words)


def number_in(text: str) -> float | None:
    """The finite number that ``text`` writes, with either minus sign and either decimal mark, or None."""
    plain = text.strip().replace("−", "-").replace("+", "").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""The field in which a person types what should come out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.own_keys import ENTER, is_text, keeps_key

NAME = "What should come out"


class TargetField(Guarded, QLineEdit):
    """Enter offers what was typed; Escape, or leaving it, lets it be."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(NAME)
        set_tooltip(self, f"{NAME}: type it, then Enter")

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def event(self, event: QEvent) -> bool:
        """All that is typed is its own."""
        return keeps_key(event, is_text) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Escape doesn't."""
        if event.key() in ENTER:
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it lets it be; a menu of its own doesn't leave it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

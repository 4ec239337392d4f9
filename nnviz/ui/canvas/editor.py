"""A small field on the canvas in which one number is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.scene.words.numbers import MINUS, whole
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.theme import FLOOR, RADIUS, Theme, families

WIDTH, HEIGHT = 132, 36
HINT = f"Type a number, such as {MINUS}0.5"


@dataclass(frozen=True)
class Number:
    """A number that can be typed: what it is called, its value, and the edit that takes a new one."""

    name: str
    value: float
    put: Callable[[float], None]


class NumberEditor(Guarded, QLineEdit):
    """Takes a number with Enter, leaves it with Escape; what isn't a number is marked and stays."""

    closed = Signal()

    def __init__(self, number: Number, theme: Theme, parent: QWidget) -> None:
        super().__init__(whole(number.value), parent)
        self._number = number
        self._canvas = parent
        self._theme = theme
        self.setAccessibleName(number.name)
        set_tooltip(self, f"{number.name}. {HINT}")
        self.setFixedSize(WIDTH, HEIGHT)
        self.selectAll()
        self.textChanged.connect(self._mark)
        self.returnPressed.connect(self._take)
        self._mark()

    def open_at(self, point: QPointF) -> None:
        """Show the field around ``point``, inside the canvas."""
        room = self._canvas.rect()
        x = min(max(round(point.x()) - WIDTH // 2, 4), room.width() - WIDTH - 4)
        y = min(max(round(point.y()) - HEIGHT // 2, 4), room.height() - HEIGHT - 4)
        self.move(x, y)
        self.show()
        self.setFocus()

    @property
    def value(self) -> float | None:
        """The typed number, or None while it isn't one."""
        try:
            value = float(self.text().replace(MINUS, "-").replace(",", "."))
        except ValueError:
            return None
        return value if isfinite(value) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
            # A field hands Enter on to what lies below it, where it would open something else.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.closed.emit()

    def _take(self) -> None:
        if self.value is not None:
            self._number.put(self.value)
            self.closed.emit()

    def _mark(self) -> None:
        theme, is_number = self._theme, self.value is not None
        self.setProperty("valid", is_number)
        self.setStyleSheet(
            f"QLineEdit {{ font-family: '{families()[0]}'; font-size: {FLOOR + 3}px; font-weight: 600;"
            f" color: {theme.ink if is_number else theme.warn}; background: {theme.panel};"
            f" border: 2px solid {theme.now if is_number else theme.warn};"
            f" border-radius: {RADIUS['chip']}px; padding: 0 8px;"
            f" selection-background-color: {theme.now}; selection-color: {theme.nowink}; }}"
        )

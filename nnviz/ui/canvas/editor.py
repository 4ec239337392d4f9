"""A small field on the canvas in which one number is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from nnviz.scene.words.numbers import MINUS, whole
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import FLOOR, RADIUS, Theme, families
from nnviz.ui.widgets.typed_number import TypedNumber

WIDTH, HEIGHT = 132, 36
HINT = f"Type a number, such as {MINUS}0.5"


@dataclass(frozen=True)
class Number:
    """A number that can be typed: what it is called, its value, and the edit that takes a new one."""

    name: str
    value: float
    put: Callable[[float], None]


class NumberEditor(TypedNumber):
    """Stands on the canvas, in colours that stand out there."""

    def __init__(self, number: Number, theme: Theme, parent: QWidget) -> None:
        super().__init__(whole(number.value), Look(theme, 1.0), parent)
        self._canvas = parent
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(number.name)
        set_tooltip(self, f"{number.name}. {HINT}")
        self.setFixedSize(WIDTH, HEIGHT)
        self.selectAll()
        self.typed.connect(number.put)

    def open_at(self, point: QPointF) -> None:
        """Show the field around ``point``, inside the canvas."""
        room = self._canvas.rect()
        x = min(max(round(point.x()) - WIDTH // 2, 4), room.width() - WIDTH - 4)
        y = min(max(round(point.y()) - HEIGHT // 2, 4), room.height() - HEIGHT - 4)
        self.move(x, y)
        self.show()
        self.setFocus()

    def mark(self, is_number: bool) -> None:
        """By its frame too: what lies below it has colours of its own."""
        theme = self.look.theme
        self.setStyleSheet(
            f"QLineEdit {{ font-family: '{families()[0]}'; font-size: {FLOOR + 3}px; font-weight: 600;"
            f" color: {theme.ink if is_number else theme.warn}; background: {theme.panel};"
            f" border: 2px solid {theme.now if is_number else theme.warn};"
            f" border-radius: {RADIUS['chip']}px; padding: 0 8px;"
            f" selection-background-color: {theme.now}; selection-color: {theme.nowink}; }}"
        )

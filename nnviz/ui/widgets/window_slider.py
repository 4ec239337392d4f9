"""The slider over all windows of a convolution or pooling layer, in reading order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.track import Track


class WindowSlider(Track):
    """Left and Right go one window on, Up and Down one row; ``moved`` offers a window's number, from 0."""

    moved = Signal(int)

    knob, least_knob = 9.0, 7.0
    tokens = ("raised", "now", "now")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Window", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tooltip(
            self, "Slide the window over the picture. Left, Right: the next window; Up, Down: the next row."
        )

    def show_window(self, number: int, count: int, columns: int, look: Look) -> None:
        """Show the true window."""
        if look != self.look:
            self.set_look(look)
        self.setRange(0, count - 1)
        self.setPageStep(columns)
        self.setValue(number)
        self.update()

    @property
    def thick(self) -> float:
        return 8.0 * self.look.s

    def offer(self, share: float) -> None:
        self.moved.emit(round(share * self.maximum()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another window."""
        row = self.pageStep()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -row,
            Qt.Key.Key_Down: row,
            Qt.Key.Key_Home: -self.value(),
            Qt.Key.Key_End: self.maximum() - self.value(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self.value() + step <= self.maximum():
            if not event.isAutoRepeat():
                self.merge = object()
            self.moved.emit(self.value() + step)

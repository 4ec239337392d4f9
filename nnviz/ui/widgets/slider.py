"""A horizontal slider over a range of real numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.track import Track

STEPS = 1000


class Slider(Track):
    """Drag or press arrows; ``moved`` offers a value."""

    moved = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._low, self._high = 0.0, 1.0
        self._choices: tuple[float, ...] = ()
        self._is_repeat = False
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 50)
        self.setPageStep(STEPS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_tooltip(self, name)
        self.actionTriggered.connect(self._stepped)

    def set_bounds(self, low: float, high: float, choices: tuple[float, ...] = ()) -> None:
        """The values at its two ends, and the only ones that it takes where there are but a few."""
        self._low, self._high, self._choices = low, max(high, low + 1e-9), choices
        self.setSingleStep(STEPS // max(len(choices) - 1, 1) if choices else STEPS // 50)

    def show_value(self, value: float) -> None:
        """Show the true value, at the nearer end where it lies outside."""
        share = (value - self._low) / (self._high - self._low)
        self.setValue(round(STEPS * min(max(share, 0.0), 1.0)) if share == share else 0)
        self.update()

    def offer(self, share: float) -> None:
        value = self._low + (self._high - self._low) * share
        self.moved.emit(min(self._choices, key=lambda choice: abs(choice - value), default=value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a step; a key that is kept down goes on with the step that it began."""
        self._is_repeat = event.isAutoRepeat()
        super().keyPressEvent(event)
        self._is_repeat = False

    def _stepped(self, _action: int) -> None:
        if not self._is_repeat:
            self.merge = object()
        self.offer(min(max(self.sliderPosition() / STEPS, 0.0), 1.0))

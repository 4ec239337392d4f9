"""A horizontal slider over a range of real numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.ui.style import Look
from nnviz.ui.theme import DARK

STEPS = 1000


class Slider(QAbstractSlider):
    """Drag or press arrows; ``moved`` offers a value, ``released`` ends the gesture."""

    moved = Signal(float)
    released = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self._low, self._high = 0.0, 1.0
        self._dragging = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 50)
        self.setPageStep(STEPS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.actionTriggered.connect(self._stepped)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self.look = look
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def set_bounds(self, low: float, high: float) -> None:
        """The values at its two ends."""
        self._low, self._high = low, max(high, low + 1e-9)

    def show_value(self, value: float) -> None:
        """Show the true value, at the nearer end where it lies outside."""
        share = (value - self._low) / (self._high - self._low)
        self.setValue(round(STEPS * min(max(share, 0.0), 1.0)) if share == share else 0)
        self.update()

    def _real(self, position: float) -> float:
        return self._low + (self._high - self._low) * min(max(position / STEPS, 0.0), 1.0)

    def _stepped(self, _action: int) -> None:
        self.moved.emit(self._real(self.sliderPosition()))
        self.released.emit()

    # gestures and painting

    def _knob(self) -> float:
        return max(6.0, 8 * self.look.s)

    def _offer(self, x: float) -> None:
        knob = self._knob()
        self.moved.emit(self._real(STEPS * (x - knob) / max(self.width() - 2 * knob, 1.0)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it, wherever it was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._offer(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Offer the value under the pointer."""
        if self._dragging:
            self._offer(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._dragging:
            self._dragging = False
            self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob, middle = self._knob(), self.height() / 2
        track = QRectF(knob, middle - 2, self.width() - 2 * knob, 4)
        x = track.left() + track.width() * self.value() / STEPS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("line"))
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(self.look.color("ink3"))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), x - track.left(), 4), 2, 2)
        painter.setBrush(self.look.color("ink"))
        painter.drawEllipse(QRectF(x - knob, middle - knob, 2 * knob, 2 * knob))

"""The slider over all windows, in reading order."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.ui.style import Look
from nnviz.ui.theme import DARK


class WindowSlider(QAbstractSlider):
    """Left and Right go one window on, Up and Down one row; ``moved`` offers a window's number, from 0."""

    moved = Signal(int)
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(DARK, 1.0)
        self._dragging = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Window")
        self.setToolTip(
            "Slide the window over the picture. Left, Right: the next window; Up, Down: the next row."
        )

    def show_window(self, number: int, count: int, columns: int, look: Look) -> None:
        """Show the true window."""
        self._look = look
        self.setRange(0, count - 1)
        self.setPageStep(columns)
        self.setValue(number)
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

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
            self.moved.emit(self.value() + step)
            self.released.emit()

    # gestures and painting

    def _knob(self) -> float:
        return max(7.0, 9 * self._look.s)

    def _offer(self, x: float) -> None:
        share = (x - self._knob()) / max(self.width() - 2 * self._knob(), 1.0)
        self.moved.emit(round(min(max(share, 0.0), 1.0) * self.maximum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it, wherever it was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._offer(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Offer the window under the pointer."""
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
        track = QRectF(knob, middle - 4 * self._look.s, self.width() - 2 * knob, 8 * self._look.s)
        x = track.left() + track.width() * self.value() / max(self.maximum(), 1)
        radius = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("raised"))
        painter.drawRoundedRect(track, radius, radius)
        painter.setBrush(self._look.color("now"))
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), x - track.left(), track.height()), radius, radius
        )
        painter.drawEllipse(QRectF(x - knob, middle - knob, 2 * knob, 2 * knob))

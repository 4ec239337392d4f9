"""A painted slider for one number. Keys and screen readers come with Qt's own abstract slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.ui.style import TARGET, Look
from nnviz.ui.theme import DARK

STEPS = 1000


class ValueSlider(QAbstractSlider):
    """``pulled`` carries the number while the knob moves; ``let_go`` ends the gesture."""

    pulled = Signal(float)
    let_go = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self._low, self._high = 0.0, 1.0
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 100)
        self.setPageStep(STEPS // 10)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.actionTriggered.connect(lambda _: self._pull(self.sliderPosition(), release=True))

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self.look = look
        self.update()

    def show_value(self, value: float, low: float, high: float) -> None:
        """Show a number; nobody is told."""
        self._low, self._high = low, high
        share = (value - low) / (high - low) if high > low else 0.0
        self.blockSignals(True)
        self.setValue(round(STEPS * min(max(share, 0.0), 1.0)))
        self.blockSignals(False)
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect()).adjusted(4, 6, -4, -6)

    def sizeHint(self) -> QSize:
        return QSize(120, max(self.look.px(TARGET), 28))

    def event(self, event: QEvent) -> bool:
        """The arrows move the knob while it has the focus, whatever else they do."""
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in keys
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(True)
        self._pull(self._position(event), release=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._pull(self._position(event), release=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.let_go.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, middle = self._radius(), self.height() / 2
        at = radius + (self.width() - 2 * radius) * self.value() / STEPS
        painter.setPen(QPen(self.look.color("raised"), 4, cap=Qt.PenCapStyle.RoundCap))
        painter.drawLine(int(radius), int(middle), int(self.width() - radius), int(middle))
        painter.setPen(QPen(self.look.color("ink2"), 4, cap=Qt.PenCapStyle.RoundCap))
        painter.drawLine(int(radius), int(middle), int(at), int(middle))
        painter.setPen(QPen(self.look.color("panel"), 2))
        painter.setBrush(self.look.color("ink"))
        painter.drawEllipse(QRectF(at - radius, middle - radius, 2 * radius, 2 * radius))

    def _radius(self) -> float:
        return max(8.0, 9 * self.look.s)

    def _position(self, event: QMouseEvent) -> int:
        radius = self._radius()
        share = (event.position().x() - radius) / max(self.width() - 2 * radius, 1)
        return round(STEPS * min(max(share, 0.0), 1.0))

    def _pull(self, position: int, release: bool) -> None:
        self.setSliderPosition(position)
        self.pulled.emit(self._low + (self._high - self._low) * position / STEPS)
        if release:
            self.let_go.emit()

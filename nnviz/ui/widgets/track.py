"""What sliders share: a track with a knob that follows the pointer from wherever it was pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.letting_go import let_go_when_lost


class Track(Guarded, QAbstractSlider):
    """A subclass says what a place on the track means. ``held`` says that a hand took hold of the knob, and
    ``released`` that it let go; keys and the wheel hold nothing."""

    held = Signal()
    released = Signal()

    knob = 8.0
    """Radius in the spec's pixels, and the least one in the window's."""
    least_knob = 6.0
    tokens = ("line", "ink3", "ink")
    """Colours of the track, of its part up to the knob, and of the knob."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self._dragging = False
        self.merge: object = object()
        """What the edits of one drag have in common, or those of one key that is kept down: they are one
        undo step."""
        let_go_when_lost(self, self._let_go)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self.look = look
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def offer(self, share: float) -> None:
        """A place on the track is wanted, 0..1; what lies outside means its nearer end."""
        raise NotImplementedError

    @property
    def thick(self) -> float:
        """The track's height."""
        return 4.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it, wherever it was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self.merge = object()
            self.held.emit()
            self._offer(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Offer the place under the pointer."""
        if self._dragging:
            self._offer(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def _let_go(self) -> None:
        if self._dragging:
            self._dragging = False
            self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob, middle = self._knob(), self.height() / 2
        track = QRectF(knob, middle - self.thick / 2, self.width() - 2 * knob, self.thick)
        x = track.left() + track.width() * self.value() / max(self.maximum(), 1)
        below, done, round_ = (self.look.color(token) for token in self.tokens)
        painter.setPen(Qt.PenStyle.NoPen)
        for color, wide in ((below, track.width()), (done, x - track.left())):
            painter.setBrush(color)
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), wide, self.thick), self.thick / 2, self.thick / 2
            )
        painter.setBrush(round_)
        painter.drawEllipse(QRectF(x - knob, middle - knob, 2 * knob, 2 * knob))

    def _knob(self) -> float:
        return max(self.least_knob, self.knob * self.look.s)

    def _offer(self, x: float) -> None:
        knob = self._knob()
        self.offer(min(max((x - knob) / max(self.width() - 2 * knob, 1.0), 0.0), 1.0))

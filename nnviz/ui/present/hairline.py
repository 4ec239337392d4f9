"""The pass as one thin line: a piece a phase, and where playback stands in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Session
from nnviz.ui.present.sizes import Magnified
from nnviz.ui.widgets.part import Part

THICK, KNOB, GAP = 7.0, 11.0, 4.0
"""In units: the line, the knob's radius, the room between two phases."""
NARROWEST = 3.0
"""Pixels: phases that would be narrower are drawn as one."""


class Hairline(Part):
    """A click goes to its place; the pointer drags time both ways."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._state = session.state
        self._seen: Magnified | None = None
        self._resumes: bool | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Timeline")

    def show_time(self, seen: Magnified) -> None:
        """Show where playback stands."""
        before, self._state = self._state, self._session.state
        moved = before.view.seconds != self._state.view.seconds or before.timeline != self._state.timeline
        if moved or seen != self._seen:
            self._seen = seen
            self.update()

    def _span(self) -> tuple[float, float]:
        knob = KNOB * self._unit
        return knob, self.width() - knob

    @property
    def _unit(self) -> float:
        return 1.0 if self._seen is None else self._seen.unit

    def _x(self, seconds: float) -> float:
        left, right = self._span()
        return left + (right - left) * seconds / self._state.timeline.seconds

    def _go(self, x: float) -> None:
        left, right = self._span()
        share = min(max((x - left) / max(right - left, 1.0), 0.0), 1.0)
        self._session.seek(share * self._state.timeline.seconds)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of time."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._resumes = self._session.is_playing
            self._session.pause()
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if self._resumes is not None:
            self._go(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; playback goes on if it was going."""
        resumes, self._resumes = self._resumes, None
        if resumes:
            self._session.play()

    def paintEvent(self, event: QPaintEvent) -> None:
        unit, line, look = self._unit, self._state.timeline, self.look
        now = self._state.view.seconds
        middle, high = self.height() / 2, THICK * unit
        spans = [(phase.start, phase.end) for phase in line.phases]
        if self.width() < NARROWEST * (1 + GAP * unit) * len(spans):
            spans = [(0.0, line.seconds)]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for start, end in spans:
                left, right = self._x(start), max(self._x(end) - GAP * unit, self._x(start) + 1)
                for token, upto in (("line", right), ("now", min(right, self._x(now)))):
                    if upto > left:
                        painter.setBrush(look.color(token))
                        painter.drawRoundedRect(
                            QRectF(left, middle - high / 2, upto - left, high), high / 2, high / 2
                        )
            painter.setBrush(look.color("ink"))
            painter.drawEllipse(QPointF(self._x(now), middle), KNOB * unit, KNOB * unit)

"""The timeline: a place to click, one line to drag, in both directions."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget

from nnviz.engine import Layer
from nnviz.scene.words import numbers
from nnviz.scene.words.counting import amount
from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import show_tooltip
from nnviz.ui.run.inspector.mask import HATCH
from nnviz.ui.run.transport.blocks import PhaseBlock, Span, blocks, spans
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK

MARGIN = 12
"""The spec's pixels left and right of the blocks: room for the playhead's knob."""
PAST = 0.34
"""Opacity of ``now`` in a block that has been played."""
NARROWEST = 3.0
"""Pixels: blocks that would be narrower are drawn as one bar."""
MILLISECONDS = 1000


class TimelineSlider(Guarded, QAbstractSlider):
    """One block a phase, its width its duration. It speaks to screen readers as a slider of milliseconds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = session.state
        """What it shows: blocks, and the times that belong to them."""
        self._look = Look(DARK, 1.0)
        self._blocks: tuple[PhaseBlock, ...] = ()
        self._ends: list[float] = []
        self._layers: tuple[Layer, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self._press: float | None = None
        self._scrubbing = False
        self._resume = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription("Click a block to jump to it, drag to scrub in both directions.")
        self.actionTriggered.connect(self._seek_value)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self._look = look
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: the row of blocks."""
        x, width = self._track()
        return QRectF(x, self._top(), width, self._look.px(32))

    def refresh(self, change: Change) -> None:
        """Show where playback stands."""
        session = self._session
        before, self._state = self._state, session.state
        if (
            change & (Change.DOCUMENT | Change.NETWORK)
            and self._layers is not session.document.network.layers
        ):
            self._layers = session.document.network.layers
            self._blocks = blocks(session.timeline, session.document)
            self._ends = [block.end for block in self._blocks]
            self._spans = spans(session.timeline, session.document)
            self.setRange(0, round(session.timeline.seconds * MILLISECONDS))
            self.setSingleStep(100)
            self.setPageStep(1000)
            self.update()
        if change & (Change.DOCUMENT | Change.NETWORK | Change.MOMENT):
            self.setValue(round(session.view.seconds * MILLISECONDS))
            self._say(session.view.seconds)
        if change & (Change.DOCUMENT | Change.SHOWN):
            self.update()
        elif change & Change.MOMENT:
            self._mark_moved(before.view.seconds, session.view.seconds)

    def _mark_moved(self, before: float, now: float) -> None:
        """While the playhead is on its way through a block, only what it passes is painted again."""
        places = [self.x_of(seconds) for seconds in (before, now)]
        here = self.block_at(places[0])
        if here is not self.block_at(places[1]) or self._track()[1] < NARROWEST * len(self._blocks):
            self.update()
            return
        beside = self._knob() + 2
        self.update(
            QRectF(
                min(places) - beside, 0, abs(places[1] - places[0]) + 2 * beside, self.height()
            ).toAlignedRect()
        )

    def _say(self, seconds: float) -> None:
        """Where playback stands, in words; once a block, or nobody could listen to it."""
        here = self.block_at(self.x_of(seconds))
        start, end = (numbers.seconds(time) for time in (here.start, self._state.timeline.seconds))
        words = f"Timeline: {here.tooltip}, from {start} of {end}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    # geometry

    def _track(self) -> tuple[float, float]:
        margin = self._look.px(MARGIN)
        return float(margin), float(self.width() - 2 * margin)

    def _top(self) -> float:
        return float(self._look.px(14))

    def x_of(self, seconds: float) -> float:
        """Where a time lies across the widget."""
        x, width = self._track()
        return x + width * seconds / self._state.timeline.seconds

    def _seconds(self, x: float) -> float:
        start, width = self._track()
        return min(max((x - start) / max(width, 1.0), 0.0), 1.0) * self._state.timeline.seconds

    def block_at(self, x: float) -> PhaseBlock:
        """The block under a horizontal place in the widget."""
        seconds = self._seconds(x)
        return self._blocks[min(bisect_right(self._ends, seconds), len(self._blocks) - 1)]

    # gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of time."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().x()
            self._resume = self._session.is_playing
            self._session.pause()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, once the pointer has moved far enough not to be a click."""
        if self._press is None:
            return
        x = event.position().x()
        self._scrubbing = self._scrubbing or abs(x - self._press) >= QApplication.startDragDistance() / 2
        if self._scrubbing:
            self._session.seek(self._seconds(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a click goes to its very place; playback goes on if it was going."""
        if self._press is None:
            return
        if not self._scrubbing:
            self._session.seek(self._seconds(self._press))
        self._press, self._scrubbing = None, False
        if self._resume:
            self._session.play()

    def _seek_value(self, _action: int) -> None:
        """A key or a screen reader moved the slider."""
        self._session.pause()
        self._session.seek(self.sliderPosition() / MILLISECONDS)

    def event(self, event: QEvent) -> bool:
        """Tell what the block under the pointer is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tooltip(event.globalPos(), self.block_at(event.pos().x()).tooltip, self)
            return True
        return super().event(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._state.view.seconds
        current = self.block_at(self.x_of(now))
        if self._track()[1] < NARROWEST * len(self._blocks):
            self._paint_whole(painter, now, current)
        else:
            due = event.rect()
            for block in self._blocks:
                if self.x_of(block.start) <= due.right() + 1 and self.x_of(block.end) >= due.left():
                    self._paint_block(painter, block, now, block is current)
            self._paint_layers(painter, current.layer)
        self._paint_playhead(painter, self.x_of(now))

    def _paint_whole(self, painter: QPainter, now: float, current: PhaseBlock) -> None:
        """A pass of so many blocks that none could be seen: one bar, and the name of the layer that is on."""
        look = self._look
        x, width = self._track()
        rect = QRectF(x, self._top(), width, look.px(32))
        radius = look.px(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setBrush(look.theme.mix("now", PAST, "panel"))
        painter.drawRoundedRect(QRectF(x, rect.top(), self.x_of(now) - x, rect.height()), radius, radius)
        painter.setFont(look.font(14, 600))
        painter.setPen(look.color("ink"))
        words = f"{current.text}, of {amount(len(self._spans) - 1, 'layer')}"
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(self.x_of(now) - wide / 2, x), x + width - wide)
        room = QRectF(left, self._top() + look.px(36), wide + 2, look.px(28))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_block(self, painter: QPainter, block: PhaseBlock, now: float, current: bool) -> None:
        look, theme = self._look, self._look.theme
        gap = 1.5 * max(look.s, 0.7)
        left, right = self.x_of(block.start) + gap, self.x_of(block.end) - gap
        rect = QRectF(left, self._top(), max(right - left, 1.0), look.px(32))
        radius = min(look.px(6), rect.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect, radius, radius)
        is_hidden = self._state.view.masked and now <= block.start and block.layer > 0
        if is_hidden:
            painter.setBrush(QBrush(look.color("ink3", HATCH), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, radius, radius)
        if now > block.start:
            # Clipped, not cut: cutting one path by another has ended the program inside Qt.
            done = QRectF(rect.left(), rect.top(), self.x_of(now) - rect.left(), rect.height())
            painter.save()
            painter.setClipRect(done)
            painter.setBrush(theme.mix("now", PAST, "panel"))
            painter.drawRoundedRect(rect, radius, radius)
            painter.restore()
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("now"), max(1.5, 2 * look.s)))
            painter.drawRoundedRect(rect, radius, radius)
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("ink" if now >= block.end or current else "ink2"))
        wide = painter.fontMetrics().horizontalAdvance(block.text)
        if wide <= rect.width() - 8:
            if is_hidden:
                patch = QRectF(rect.center().x() - wide / 2 - 4, rect.top() + 3, wide + 8, rect.height() - 6)
                painter.fillRect(patch, look.color("raised"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, block.text)

    def _paint_layers(self, painter: QPainter, current: int) -> None:
        look = self._look
        top, bottom = self._top() - look.px(4), self._top() + look.px(60)
        for span in self._spans[1:]:
            left, right = self.x_of(span.start), self.x_of(span.end)
            painter.setPen(QPen(look.color("ink3"), max(1.0, 1.2 * look.s)))
            painter.drawLine(round(left), round(top), round(left), round(bottom))
            painter.setFont(look.font(14, 600 if span.layer == current else 500))
            painter.setPen(look.color("ink" if span.layer == current else "ink2"))
            words = painter.fontMetrics()
            text = next((n for n in span.names if words.horizontalAdvance(n) <= right - left - 6), "")
            room = QRectF(left, self._top() + look.px(36), right - left, look.px(28))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _knob(self) -> float:
        """The radius of the playhead's knob."""
        return max(5.0, 7 * self._look.s)

    def _paint_playhead(self, painter: QPainter, x: float) -> None:
        look, radius = self._look, self._knob()
        knob = max(self._top() - look.px(8), radius)
        painter.setPen(QPen(look.color("ink"), max(2.0, 3 * look.s)))
        painter.drawLine(round(x), round(knob), round(x), round(self._top() + look.px(39)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink"))
        painter.drawEllipse(QRectF(x - radius, knob - radius, 2 * radius, 2 * radius))

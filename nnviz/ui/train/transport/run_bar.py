"""The steps of a run as one bar in three shades: up to the cursor, trained, to go."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.document.training import Run
from nnviz.scene.train import axes, curves
from nnviz.scene.train import transport as words
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.train.cursor import KEYS, Cursor
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.own_keys import keeps_key

BAR, MARGIN = 32.0, 14.0
"""The spec's pixels of the bar's height, and of what lies beside it so that the knob has room."""
PAST, TRAINED = 0.42, 0.22
"""Opacity of ``now`` in what lies before the cursor, and in what was trained beyond it."""
MOST_TICKS = 400
"""Kept steps that are marked one by one."""


class RunBar(Guarded, QAbstractSlider):
    """Drag it, or go from kept step to kept step with the arrows. Screen readers hear a slider of steps."""

    def __init__(self, session: Session, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._cursor = session, cursor
        self.look = Look(DARK, 1.0)
        self._held = False
        self.has_ticks = True
        """Whether steps stand below it."""
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Steps")
        self.setAccessibleDescription(
            "Drag to rewind the network. Arrows go to the next kept step, Home and End to the first and last."
        )
        self.actionTriggered.connect(lambda _: self._cursor.seek(self.sliderPosition()))
        let_go_when_lost(self, self._let_go)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self.look = look
        self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return self.track().adjusted(-2, -2, 2, 2)

    def show_run(self) -> None:
        """Show how the run stands."""
        state, run = self._session.training.state, self._session.training.run
        self.setRange(0, max(state.total, state.steps, 1))
        self.setValue(state.step)
        self.setEnabled(run is not None and run.steps > 0)
        self.update()

    # the pointer and the keyboard

    def track(self) -> QRectF:
        """Where the bar itself is."""
        margin = self.look.px(MARGIN)
        return QRectF(margin, margin, max(self.width() - 2 * margin, 1), self.look.px(BAR))

    def _x(self, step: float) -> float:
        track = self.track()
        return track.left() + track.width() * min(step / max(self.maximum(), 1), 1.0)

    def _seek(self, x: float) -> None:
        track = self.track()
        share = min(max((x - track.left()) / track.width(), 0.0), 1.0)
        self._cursor.drag(share * self.maximum(), self.maximum() / track.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the cursor."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._cursor.hold()
            self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cursor follows the pointer."""
        if self._held:
            self._seek(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._cursor.release()

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From kept step to kept step."""
        if not self._cursor.press(event):
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, run = self._session.training.state, self._session.training.run
        look, track = self.look, self.track()
        theme = look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        ends = (self.maximum(), state.steps, state.step)
        fills = (look.color("raised"), theme.mix("now", TRAINED, "raised"), theme.mix("now", PAST, "raised"))
        for end, fill in zip(ends, fills, strict=True):
            painter.setBrush(fill)
            wide = self._x(end) - track.left()
            if wide > 0:
                painter.drawRoundedRect(QRectF(track.left(), track.top(), wide, track.height()), 4, 4)
        if not state.total:
            return
        self._paint_words(painter)
        if self.has_ticks:
            self._paint_ticks(painter)
        if run is not None:
            self._paint_marks(painter, run)
            self._paint_cursor(painter, state.step)

    def _paint_words(self, painter: QPainter) -> None:
        training = self._session.training
        state, track = training.state, self.track()
        found = training.training
        epochs = 0 if found is None else found.recipe.epochs
        each = max(state.total // max(epochs, 1), 1)
        parts = (
            (state.steps, self.maximum(), words.to_go(self.maximum() - state.steps), "ink2"),
            (state.step, state.steps, words.trained(state.steps), "ink"),
            (0, state.step, words.epoch(state.step, each, epochs), "ink"),
        )
        for start, end, texts, token in parts:
            room = QRectF(self._x(start), track.top(), self._x(end) - self._x(start), track.height())
            room.adjust(self.look.px(8), 0, -self.look.px(8), 0)
            if end > start and room.width() > self.look.px(24):
                self._write(painter, room, texts, token)

    def _write(self, painter: QPainter, room: QRectF, texts: tuple[str, ...], token: str) -> None:
        painter.setFont(self.look.font(16, 600))
        metrics = painter.fontMetrics()
        text = next((text for text in texts if metrics.horizontalAdvance(text) <= room.width() - 2), "")
        if text:
            write(painter, room, text, self.look, 16, 600, token, Qt.AlignmentFlag.AlignHCenter)

    def _paint_ticks(self, painter: QPainter) -> None:
        look, track = self.look, self.track()
        most = max(int(track.width() / look.px(150)), 2)
        for step in axes.step_ticks(self.maximum(), most):
            x = self._x(step)
            painter.setPen(QPen(look.color("ink3"), 1.5))
            painter.drawLine(QPointF(x, track.bottom() + 3), QPointF(x, track.bottom() + 3 + look.px(6)))
            room = QRectF(x - 60, track.bottom() + look.px(9), 120, look.px(24))
            align = Qt.AlignmentFlag.AlignHCenter
            if step == 0:
                room, align = room.translated(60 - 3, 0), Qt.AlignmentFlag.AlignLeft
            elif step == self.maximum():
                room, align = room.translated(-60 + 3, 0), Qt.AlignmentFlag.AlignRight
            write(painter, room, f"{step:,}", look, 16, 500, "ink2", align)

    def _paint_marks(self, painter: QPainter, run: Run) -> None:
        """Kept steps as ticks, the lowest validation loss as a ring, trouble as a line."""
        look, track = self.look, self.track()
        kept = [point.step for point in run.kept]
        kept = kept[:: -(-len(kept) // MOST_TICKS)] if kept else []
        painter.setPen(QPen(look.color("ink", 0.5), 1))
        high = look.px(5)
        x = track.left() + track.width() * np.minimum(np.array(kept) / max(self.maximum(), 1), 1.0)
        bottom = np.full_like(x, track.bottom())
        draw_lines(painter, np.stack([x, bottom - high, x, bottom], axis=1))
        broken = curves.first_broken(run)
        if broken is not None:
            painter.setPen(QPen(look.color("warn"), 2))
            painter.drawLine(
                QPointF(self._x(broken), track.top() - 5), QPointF(self._x(broken), track.bottom() + 3)
            )
        best = curves.last_good(run) if broken is not None else run.curves.best
        if best is not None:
            painter.setPen(QPen(look.color("now"), 2.5))
            painter.setBrush(look.color("panel"))
            painter.drawEllipse(QPointF(self._x(best), track.top()), look.px(5), look.px(5))

    def _paint_cursor(self, painter: QPainter, step: int) -> None:
        look, track, x = self.look, self.track(), self._x(step)
        painter.setPen(QPen(look.color("ink"), max(2.0, 3 * look.s)))
        painter.drawLine(QPointF(x, track.top() - 4), QPointF(x, track.bottom() + 4))
        painter.setBrush(look.color("ink"))
        painter.drawEllipse(QPointF(x, track.top() - 5), 6 * look.s, 6 * look.s)

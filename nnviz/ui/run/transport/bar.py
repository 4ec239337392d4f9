"""The bar along the bottom of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.values import narration
from nnviz.scene.words import numbers
from nnviz.session import VALUES, Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.run.transport.narration import NarrationLine
from nnviz.ui.run.transport.timeline import MARGIN, TimelineSlider
from nnviz.ui.style import look_of
from nnviz.ui.widgets.buttons import IconButton, TextButton
from nnviz.ui.widgets.playing import PhaseButton, PlayButton, SpeedButton

HEIGHT = 128
NARROW_BELOW = 640
"""Pixels of the bar's width under which speed, loop and time make way; keys and menu still have them."""


@dataclass(frozen=True)
class BarPlaces:
    """Where things stand, in the spec's pixels: the middles of back, play and forward and their height, the
    size of play, where the blocks start and how far from the right edge they end, where the narration is."""

    buttons: tuple[float, float, float]
    y: float
    play: float
    left: float
    right: float
    narration: float


WIDE = BarPlaces((39, 96, 153), 64, 56, 336, 146, 336)
NARROW = BarPlaces((36, 92, 148), 86, 52, 196, 28, 16)


class TransportBar(Guarded, QWidget):
    """Play, step, speed, loop; the narration; the timeline; how far time has come."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = session.state
        self.setAccessibleName("Playback")
        self._look = look_of(session, self)
        self._places = WIDE
        self.back = PhaseButton(-1, "Previous phase", self)
        self.play = PlayButton("Play", self)
        self.forward = PhaseButton(1, "Next phase", self)
        self.speed = SpeedButton(session, self)
        self.narration = NarrationLine(self)
        self.timeline = TimelineSlider(session, self)
        self.loop = IconButton("repeat", "Loop", self)
        self.loop.setCheckable(True)
        self.predict = IconButton("circle-help", "Predict first", self)
        self.predict.setCheckable(True)
        self.undo = TextButton("Undo", "Undo", self, plate=True)
        self.undo.describe("Undo", "Undo what made a value infinite or not a number")
        self.undo.hide()
        self._connect()

    def _connect(self) -> None:
        session = self._session
        self.back.describe("Previous phase", "Previous phase (←)")
        self.forward.describe("Next phase", "Next phase (→)")
        self.predict.describe("Predict first", "Predict first: hide what the pass hasn't reached (Ctrl+H)")
        self.predict.clicked.connect(lambda: session.set_masked(not session.view.masked))
        self.loop.describe("Loop", "Start again at the end")
        self.back.clicked.connect(lambda: session.step(-1))
        self.forward.clicked.connect(lambda: session.step(1))
        self.undo.clicked.connect(session.undo)
        self.play.clicked.connect(lambda: session.pause() if session.is_playing else session.play())
        self.loop.clicked.connect(lambda: session.set_loop(not session.loop))

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self._state = self._session.state
        if change & Change.THEME:
            self._restyle()
        if change & Change.PLAYBACK:
            self._show_playback()
        if change & VALUES:
            self._offer_undo()
        if change & (
            VALUES | Change.MOMENT | Change.SELECTION | Change.HELD | Change.PLAYBACK | Change.SHOWN
        ):
            self._narrate()
        if change & (Change.SHOWN | Change.DOCUMENT):
            self.narration.setVisible(self._session.view.narrated)
            self.predict.setChecked(self._session.view.masked)
        self.timeline.refresh(change)
        if change & (Change.MOMENT | Change.NETWORK | Change.DOCUMENT):
            self.update(self._time_rect())

    def _narrate(self) -> None:
        """Say what happens here. Of windows that slide by, a screen reader hears once that they do."""
        session, masked = self._session, self._session.view.masked
        here = session.here
        said = narration.line(session.document, session.trace, session.moment, here, masked)
        told: tuple[str, str] | None = said
        if session.is_held:
            told = None
        elif session.is_playing and here != session.view.selection:
            told = narration.line(session.document, session.trace, session.moment, masked=masked)
        self.narration.say(said, told)

    def _offer_undo(self) -> None:
        """A value that isn't finite stops playback; the way back stands beside the sentence that says so."""
        session = self._session
        is_wanted = session.undo_label is not None and session.trace.first_non_finite() is not None
        if is_wanted != self.undo.isVisibleTo(self):
            self.undo.setVisible(is_wanted)
            self._restyle()

    def _show_playback(self) -> None:
        session = self._session
        self.play.setChecked(session.is_playing)
        name = "Pause" if session.is_playing else "Play"
        self.play.describe(name, f"{name} (Space)")
        self.loop.setChecked(session.loop)
        self.speed.show_speed()
        self.speed.update()

    # geometry and painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything by the spec's numbers."""
        self._restyle()

    def _restyle(self) -> None:
        look = self._look = look_of(self._session, self)
        for button in (self.back, self.play, self.forward, self.speed, self.loop, self.undo, self.predict):
            button.set_look(look)
        self.narration.set_look(look)
        self.timeline.set_look(look)
        side = look.target() / look.s
        at = self._places = NARROW if self.width() < NARROW_BELOW else WIDE
        back, play, forward = at.buttons
        self._put(self.back, back, at.y, side, side)
        self._put(self.play, play, at.y, max(at.play, side), max(at.play, side))
        self._put(self.forward, forward, at.y, side, side)
        self._put(self.speed, 224, at.y, 72, side)
        self._put(self.predict, 286, at.y, side, side)
        for part in (self.speed, self.loop, self.predict):
            part.setVisible(at is WIDE)
        right, left = self.width() - look.px(at.right), look.px(at.left)
        start = look.px(at.narration)
        room = self.width() - start - look.px(22) - (look.px(100) if self.undo.isVisibleTo(self) else 0)
        self.narration.setGeometry(start, look.px(15), max(room, 1), look.px(30))
        self.undo.setGeometry(
            self.width() - look.px(112), look.px(30) - look.target() // 2, look.target(90), look.target()
        )
        margin = look.px(MARGIN)
        top = look.px(46)
        self.timeline.setGeometry(left - margin, top, max(right - left + 2 * margin, 1), self.height() - top)
        self._put(self.loop, right / look.s + 14 + side / 2, 76, side, side)
        self.update()

    def _put(self, part: QWidget, x: float, y: float, width: float, height: float) -> None:
        px = self._look.px
        part.setGeometry(px(x - width / 2), px(y - height / 2), px(width), px(height))

    def _time_rect(self) -> QRect:
        px, right = self._look.px, WIDE.right
        return QRect(self.width() - px(right - 50), px(54), px(right - 50 - 22), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        if self._places is NARROW:
            return
        rect = QRectF(self._time_rect())
        seconds, total = self._state.view.seconds, self._state.timeline.seconds
        painter.setFont(look.font(18, 700))
        painter.setPen(look.color("ink"))
        upper = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2)
        painter.drawText(
            upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, numbers.seconds(seconds)
        )
        painter.setFont(look.font(15, 500))
        painter.setPen(look.color("ink2"))
        lower = upper.translated(0, rect.height() / 2)
        painter.drawText(
            lower,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"of {numbers.seconds(total).removesuffix(' s')}",
        )

"""How long the lesson has taken, whether that is as planned, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.pace import Pace, Stopwatch, clock, pace, planned
from nnviz.session import Change, Session
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

TIMER, CLOCK, WORDS, SMALL = 61.0, 27.0, 24.0, 18.0
"""The spec's timer and clock at full size, and its other letters."""


class Timing(Part):
    """Timer, pace, a button, and the clock at its foot."""

    def __init__(
        self, session: Session, watch: Stopwatch, press: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._watch = session, watch
        self.shown: tuple[str, ...] = ()
        """What is written now."""
        self.pause = TextButton("Pause timer", "Pause timer", self, plate=True)
        self.pause.token = "now"
        self.pause.clicked.connect(partial(press, "timer"))
        self.setAccessibleName("Time")

    def parts(self) -> list[QWidget]:
        return [self.pause]

    def refresh(self, change: Change) -> None:
        """Another card has another pace."""
        if change & (Change.LESSON | Change.DOCUMENT):
            self.tick()

    def tick(self) -> None:
        """Time has passed."""
        words, said = self._words(), "Pause timer" if self._watch.is_running else "Go on"
        if said != self.pause.text():
            self.pause.setText(said)
            self.pause.describe(said, f"{said} (T)")
        if words != self.shown:
            self.shown = words
            self.setAccessibleDescription(", ".join(filter(None, words)))
            self.update()

    @property
    def pace(self) -> Pace:
        """How the lesson stands."""
        lecture = self._session.lecture
        if lecture is None:
            return Pace(is_known=False)
        return pace(lecture.lesson, lecture.place.card, self._watch.seconds)

    def _words(self) -> tuple[str, ...]:
        lecture, now = self._session.lecture, self.pace
        whole = 0.0 if lecture is None else planned(lecture.lesson)
        length = f"of {clock(whole)}" if whole else ""
        over = f"! over by {clock(now.over)}" if now.over else ""
        return clock(self._watch.seconds), over or length, now.words, QTime.currentTime().toString("HH:mm")

    def place(self) -> None:
        px = self.look.px
        self.pause.pixels = SMALL
        wide = px(170)
        self.pause.setGeometry(self.width() - wide, px(262), wide, self.look.target(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.shown:
            self.tick()
        look, px = self.look, self.look.px
        timer, below, words, now = self.shown
        token = "warn" if below.startswith("!") else "ink"
        right = Qt.AlignmentFlag.AlignRight
        lecture = self._session.lecture
        whole = 0.0 if lecture is None else planned(lecture.lesson)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

            def line(top: float, high: float, text: str, size: float, weight: int, token: str) -> None:
                write(
                    painter,
                    QRectF(0, px(top), self.width(), px(high)),
                    text,
                    look,
                    size,
                    weight,
                    token,
                    right,
                )

            line(0, 28, "This lesson" if whole else "Presenting for", SMALL, 600, "ink2")
            line(30, 76, timer, TIMER, 700, token)
            line(108, 34, below, WORDS, 600 if token == "warn" else 400, token if token == "warn" else "ink2")
            if whole:
                self._bar(painter, QRectF(0, px(156), self.width(), px(12)), self._watch.seconds / whole)
            line(186, 40, words, WORDS, 600, "ink")
            foot = QRectF(0, self.height() - px(44), self.width(), px(44))
            write(painter, foot, now, look, CLOCK, 600, "ink", right)

    def _bar(self, painter: QPainter, track: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        done = QRectF(track)
        done.setWidth(track.width() * min(max(share, 0.0), 1.0))
        painter.setBrush(self.look.color("warn" if share > 1 else "ink2"))
        if done.width() >= track.height():
            painter.drawRoundedRect(done, track.height() / 2, track.height() / 2)

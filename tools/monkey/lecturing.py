"""Who gives a lesson by a remote: Page Down, now and then Space, a weight in the hand, the black screen."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.session.lecture import Place
from tools.monkey import virtual_time
from tools.monkey.lecture import FRAME
from tools.monkey.stage import Stage

MOST_KEYS = 60
"""Presses on one card, where a lesson would never come to its end."""


class Lecturer:
    """Presents one lesson in a stage's window. ``slowest`` holds for each key the milliseconds until its
    frame was drawn, and where that was."""

    def __init__(self, stage: Stage, name: str) -> None:
        self._stage = stage
        self.slowest: list[tuple[float, str]] = []
        stage.window.commands.open_lesson(name)
        self._frames(3)
        stage.window.commands.present()
        self._frames(3)

    @property
    def _hall(self) -> QWidget:
        show = self._stage.window.presenting.show
        assert show is not None
        return show.hall

    def give(self, share: float) -> float:
        """From the first card to the last, each for ``share`` of its minutes. Returns the sum of those."""
        session = self._stage.session
        lecture = session.lecture
        assert lecture is not None
        session.go_to(Place())
        minutes = 0.0
        for card in range(len(lecture.lesson.cards)):
            length = share * lecture.lesson.minutes_of(card)
            minutes += self._card(card, length)
        return minutes

    def _card(self, card: int, minutes: float) -> float:
        """Page Down until the next card stands there, over the card's whole time."""
        session = self._stage.session
        lecture = session.lecture
        assert lecture is not None
        frames = int(60_000 * minutes / FRAME)
        is_last = card + 1 == len(lecture.lesson.cards)
        for press in range(MOST_KEYS):
            if press % 3 == 1:
                self._key(Qt.Key.Key_Space)
            if press % 7 == 3:
                self._key(Qt.Key.Key_B)
                self._key(Qt.Key.Key_B)
            self._frames(max(frames // 8, 1))
            before = (lecture.place, session.view.seconds)
            self._key(Qt.Key.Key_PageDown)
            if lecture.place.card > card or (is_last and before == (lecture.place, session.view.seconds)):
                break
        return minutes

    def _key(self, key: Qt.Key) -> None:
        """One key of the remote, answered and drawn."""
        lecture = self._stage.session.lecture
        where = "" if lecture is None else f"{key.name}, card {lecture.place.card + 1}, {lecture.card.title}"
        started = time.monotonic()
        QTest.keyClick(self._hall, key)
        self._frames(1)
        self.slowest.append((1e3 * (time.monotonic() - started), where))

    def _frames(self, count: int) -> None:
        for _ in range(count):
            virtual_time.TIME.advance(FRAME)
            QApplication.processEvents()
            # Outside a loop of Qt's own nobody deletes what is to be deleted later.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

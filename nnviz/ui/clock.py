"""The one frame clock: nobody else schedules a repaint."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded

FRAME_MS = 16
LONGEST_FRAME = 0.1
"""Seconds: after a stall, playback goes on from where it was rather than jumping."""


class FrameView(Protocol):
    """A part of the window that is drawn from the session."""

    clock: FrameClock | None
    """The clock that refreshes it; it asks for what is new before it uses what it shows."""

    def refresh(self, change: Change) -> None:
        """Show what ``change`` says is new. Reads the session, never writes it."""


class FrameClock(Guarded, QObject):
    """Collects changes and hands them to the views once a frame; lets playback time pass.

    The timer runs only while something plays or trains, the camera flies, scales come to fit, a lesson's next
    step is about to come or a view is dirty.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._views: list[FrameView] = []
        self._dirty = Change(0)
        self._is_handing_out = False
        self._elapsed = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.tick)
        session.changed.connect(self._mark)

    def add(self, view: FrameView) -> None:
        """Refresh ``view`` after every change, in the order added; once now."""
        self._views.append(view)
        view.clock = self
        view.refresh(~Change(0))

    def remove(self, view: FrameView) -> None:
        """Refresh ``view`` no more."""
        self._views.remove(view)
        view.clock = None

    def tick(self) -> None:
        """One frame."""
        seconds = min(self._elapsed.restart() / 1000, LONGEST_FRAME) if self._elapsed.isValid() else 0.0
        self._session.advance(seconds)
        self.catch_up()
        session = self._session
        is_waiting = session.lecture is not None and session.lecture.is_waiting
        is_moving = session.is_playing or session.is_flying or session.is_refitting or is_waiting
        is_moving = is_moving or session.training.is_running
        if not is_moving and not self._dirty:
            self._timer.stop()
            self._elapsed.invalidate()

    def catch_up(self) -> None:
        """Hand out what has changed since the last time; nothing where nothing has, or while it is handed
        out. Whoever answers a pointer or paints asks for it first: no view is older than its document."""
        if self._is_handing_out or not self._dirty:
            return
        dirty, self._dirty = self._dirty, Change(0)
        self._is_handing_out = True
        try:
            with self._session.training.turn():
                for view in tuple(self._views):
                    view.refresh(dirty)
        finally:
            self._is_handing_out = False

    def stop(self) -> None:
        """Stop for good: the window closes."""
        self._timer.stop()
        for view in self._views:
            view.clock = None
        self._session.changed.disconnect(self._mark)

    def _mark(self, change: Change) -> None:
        self._dirty |= change
        if not self._timer.isActive():
            self._elapsed.start()
            self._timer.start()

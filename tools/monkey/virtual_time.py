"""Time that passes only when the walk says so, in place of the wall's: a walk can then be repeated.

Install it before any module of ``nnviz.ui`` is imported: they take the names of timers from Qt's module.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6 import QtCore

RealTimer = QtCore.QTimer
A_LOOK = 0.0002
"""Seconds that pass with every look at ``perf_counter``: drawing in slices then has slices of fixed size."""


class VirtualTime:
    """Milliseconds since the start, and the timers that run."""

    def __init__(self) -> None:
        self.now = 0.0
        self._looks = 0
        self._timers: dict[int, weakref.ref[VirtualTimer]] = {}

    def advance(self, milliseconds: float) -> None:
        """Let time pass; each timer that is due fires once, the earliest first."""
        self.now += milliseconds
        for timer in sorted(self._due(), key=lambda timer: timer.due):
            if shiboken6.isValid(timer) and timer.isActive() and timer.due <= self.now:
                timer.fire()

    def add(self, timer: VirtualTimer) -> None:
        """A timer was made; it is dropped with its last owner."""
        self._timers[id(timer)] = weakref.ref(timer)

    def look(self) -> float:
        """Seconds, for ``perf_counter``."""
        self._looks += 1
        return self.now / 1000 + self._looks * A_LOOK

    def _due(self) -> list[VirtualTimer]:
        alive = {key: timer for key, ref in self._timers.items() if (timer := ref()) is not None}
        alive = {key: timer for key, timer in alive.items() if shiboken6.isValid(timer)}
        self._timers = {key: self._timers[key] for key in alive}
        return [timer for timer in alive.values() if timer.isActive() and timer.due <= self.now]


TIME = VirtualTime()


class VirtualTimer(RealTimer):
    """A QTimer that waits for the walk's time. A single shot of 0 ms stays Qt's own: it is a posted event."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._is_running = False
        self.due = 0.0
        TIME.add(self)

    def start(self, *interval: int) -> None:
        if interval:
            super().setInterval(interval[0])
        self._is_running = True
        self.due = TIME.now + self.interval()

    def setInterval(self, milliseconds: int) -> None:
        super().setInterval(milliseconds)
        self.due = TIME.now + milliseconds

    def stop(self) -> None:
        self._is_running = False

    def isActive(self) -> bool:
        return self._is_running

    def remainingTime(self) -> int:
        return max(round(self.due - TIME.now), 0) if self._is_running else -1

    def fire(self) -> None:
        """Time out."""
        if self.isSingleShot():
            self._is_running = False
        self.due = TIME.now + self.interval()
        self.timeout.emit()

    @staticmethod
    def singleShot(milliseconds: int, *rest: Any) -> None:
        """Call the last argument once."""
        if milliseconds == 0:
            RealTimer.singleShot(0, *rest)
            return
        timer = VirtualTimer(QtCore.QCoreApplication.instance())
        timer.setSingleShot(True)
        call: Callable[[], object] = rest[-1]
        timer.timeout.connect(call)
        timer.timeout.connect(timer.deleteLater)
        timer.start(milliseconds)


class VirtualElapsed:
    """A QElapsedTimer over the walk's time."""

    def __init__(self) -> None:
        self._since: float | None = None

    def start(self) -> None:
        """Measure from now on."""
        self._since = TIME.now

    def restart(self) -> int:
        """Measure from now on; returns the milliseconds until now."""
        passed = self.elapsed()
        self.start()
        return passed

    def elapsed(self) -> int:
        """Milliseconds since the start."""
        return 0 if self._since is None else round(TIME.now - self._since)

    def invalidate(self) -> None:
        """Measure nothing."""
        self._since = None

    def isValid(self) -> bool:
        """Whether it was started."""
        return self._since is not None


def install() -> None:
    """From now on timers are made that wait for the walk."""
    QtCore.QTimer = VirtualTimer  # type: ignore[misc, assignment]
    QtCore.QElapsedTimer = VirtualElapsed  # type: ignore[misc, assignment]
    time.perf_counter = TIME.look

"""Forward and back, however fast the keys come: presses that come together are answered together."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from nnviz.ui.guard import Guarded

MOST = 3
"""Presses that wait at most: more of them would go on when the hand has long stopped."""
BUDGET = 0.06
"""Seconds that answering may take before a picture has been shown."""


class Remote(Guarded, QObject):
    """``go`` moves one step on (1) or back (−1)."""

    def __init__(self, go: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._go = go
        self._waiting = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._answer)

    @property
    def waiting(self) -> int:
        """Steps that were asked for and not yet made."""
        return self._waiting

    def press(self, way: int) -> None:
        """A key was pressed."""
        self._waiting = min(max(self._waiting + way, -MOST), MOST)
        self._soon.start()

    def stop(self) -> None:
        """Forget what waits."""
        self._waiting = 0
        self._soon.stop()

    def _answer(self) -> None:
        started = perf_counter()
        while self._waiting and perf_counter() - started < BUDGET:
            way = 1 if self._waiting > 0 else -1
            self._waiting -= way
            self._go(way)
        if self._waiting:
            self._soon.start()

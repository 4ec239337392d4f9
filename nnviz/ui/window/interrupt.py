"""What the system asks of a running window: Ctrl-C closes it as its own button does, other signals end it."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The system, or the terminal that goes away, ends the program: there is nobody to ask."""


class Interrupt(Guarded, QObject):
    """Python answers a signal only when some Python runs next, and Qt may wait for an event for hours: the
    signal also writes into a socket that Qt watches."""

    ended = Signal(int)
    """The program is to end now; the number of the signal."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._reader.recv(64))
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers: dict[int, Any] = {signal.SIGINT: signal.signal(signal.SIGINT, self._close)}
        for number in ENDING:
            # Ignored from the start, as after nohup: then the program outlives its terminal.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._end)

    def stop(self) -> None:
        """Leave signals as they were."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _end(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        self.ended.emit(int(number))

    def _close(self, _signal: int, _frame: FrameType | None) -> None:
        """Unsaved work is asked about; whoever presses Ctrl-C again means it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self._window.close()

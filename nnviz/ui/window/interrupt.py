"""What the system asks of a running window: Ctrl-C closes it as its own button does, other signals end it."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nnviz.ui.guard import Guarded

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The system, or the terminal that goes away, ends the program: there is nobody to ask."""
LEAVE_EVERY = 50
"""Milliseconds between two looks, once the program is to end, at whether a dialog keeps it."""


class Interrupt(Guarded, QObject):
    """Python answers a signal only when some Python runs next, and Qt may wait for an event for hours: the
    signal also writes into a socket that Qt watches. What is to be done is done by the event loop: a signal
    that comes before the loop runs waits for it."""

    ended = Signal(int)
    """The program is to end now; the number of the signal."""
    _came = Signal(int)
    """Emitted in the middle of whatever Python was doing, heard in the event loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._reader.recv(64))
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._leaving = QTimer(self)
        self._leaving.setInterval(LEAVE_EVERY)
        self._leaving.timeout.connect(self._leave_dialog)
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
        self._leaving.stop()
        self._reader.close()
        self._writer.close()

    def _end(self, number: int, _frame: FrameType | None) -> None:
        # A terminal that closes says so twice, by itself and through its shell. Other signals, sent again,
        # mean it.
        is_hangup = number == getattr(signal, "SIGHUP", None)
        signal.signal(number, signal.SIG_IGN if is_hangup else signal.SIG_DFL)
        self._came.emit(int(number))

    def _close(self, number: int, _frame: FrameType | None) -> None:
        """Unsaved work is asked about; whoever presses Ctrl-C again means it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self._came.emit(int(number))

    def _answer(self, number: int) -> None:
        if number == signal.SIGINT:
            self._window.close()
            return
        self.ended.emit(number)
        self._leave_dialog()
        self._leaving.start()

    def _leave_dialog(self) -> None:
        """An open dialog waits in an event loop of its own, which holds up the one that is to end. Each is
        left as by Escape, the innermost first; what it asked is answered by the copy of unsaved work."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and self._is_ours(dialog):
            dialog.reject()

    def _is_ours(self, dialog: QDialog) -> bool:
        place: QWidget | None = dialog
        while place is not None and place is not self._window:
            place = place.parentWidget()
        return place is not None

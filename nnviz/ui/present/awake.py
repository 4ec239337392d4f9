"""While a class looks on, the display doesn't go dark by itself. Where the system can't be asked, it may."""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import subprocess
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

from nnviz.ui.guard import Guarded

LOGGER = logging.getLogger("nnviz")
REASON = "Presenting"
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_BUS = "nnviz-awake"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
"""Bits of Windows' SetThreadExecutionState."""


class Waking(Protocol):
    """A way to keep the display on."""

    def start(self) -> bool:
        """Keep it on; False where this way doesn't lead anywhere."""

    def stop(self) -> None:
        """Let the system do as it likes again."""


class Awake:
    """Keeps the display on between :meth:`start` and :meth:`stop`, by the first way that works."""

    def __init__(self, window: int, ways: tuple[Waking, ...] | None = None) -> None:
        """``window`` is the system's number of the class's window."""
        self._ways = ways if ways is not None else _ways(window)
        self._way: Waking | None = None

    def start(self) -> None:
        """Ask for it."""
        for way in self._ways:
            try:
                if way.start():
                    self._way = way
                    LOGGER.info("display kept on: %s", type(way).__name__)
                    return
            except (OSError, RuntimeError, ImportError, AttributeError) as error:
                LOGGER.info("display not kept on by %s: %s", type(way).__name__, error)
        LOGGER.info("nothing keeps the display on")

    def stop(self) -> None:
        """Let go."""
        way, self._way = self._way, None
        if way is not None:
            way.stop()


def _ways(window: int) -> tuple[Waking, ...]:
    if sys.platform == "win32":
        return (ThreadState(),)
    if sys.platform == "darwin":
        return (Command("caffeinate", "-d", "-w", str(os.getpid())),)
    return ScreenSaverBus(), XdgScreenSaver(window)


class ScreenSaverBus(Guarded, QObject):
    """The desktop's own service. It hears us on a connection of our own, with whose end ends what was asked
    for, however the program does."""

    def start(self) -> bool:
        """Ask, without waiting for the answer: a desktop that is busy must not hold up the lecture."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS)
        if not bus.isConnected() or not _is_served(bus):
            QDBusConnection.disconnectFromBus(_BUS)
            return False
        asked = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        asked.setArguments(["nnviz", REASON])
        bus.asyncCall(asked)
        return True

    def stop(self) -> None:
        """Hang up."""
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(_BUS)


def _is_served(bus: object) -> bool:
    """Whether anybody on this bus answers by that name, or would if asked."""
    interface = bus.interface()  # type: ignore[attr-defined]
    if interface is None:
        return False
    names = (interface.registeredServiceNames().value(), interface.activatableServiceNames().value())
    return any(_SERVICE in (known or ()) for known in names)


class XdgScreenSaver:
    """The command of desktops without that service."""

    def __init__(self, window: int) -> None:
        self._window = window

    def start(self) -> bool:
        return self._ask("suspend")

    def stop(self) -> None:
        self._ask("resume")

    def _ask(self, what: str) -> bool:
        command = shutil.which("xdg-screensaver")
        if command is None or "DISPLAY" not in os.environ:
            return False
        asking = QProcess()
        asking.setProgram(command)
        asking.setArguments([what, hex(self._window)])
        asking.setStandardOutputFile(QProcess.nullDevice())
        asking.setStandardErrorFile(QProcess.nullDevice())
        return bool(asking.startDetached()[0])


class Command:
    """A command that keeps the display on as long as it runs."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> bool:
        command = shutil.which(self._words[0])
        if command is None:
            return False
        quiet = subprocess.DEVNULL
        self._running = subprocess.Popen([command, *self._words[1:]], stdin=quiet, stdout=quiet, stderr=quiet)
        return True

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.wait()
            self._running = None


class ThreadState:
    """Windows is told by the thread that shows the window."""

    def start(self) -> bool:
        return self._set(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def stop(self) -> None:
        self._set(_CONTINUOUS)

    def _set(self, state: int) -> bool:
        return bool(ctypes.windll.kernel32.SetThreadExecutionState(state))  # type: ignore[attr-defined]

"""The composition root: one application, one session, one clock, one window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QThread, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from nnviz import assets
from nnviz.document import Document
from nnviz.errors import DisplayError
from nnviz.formats.fingerprint import Fingerprint
from nnviz.session import Session
from nnviz.ui import style, theme
from nnviz.ui.clock import FrameClock
from nnviz.ui.garbage import between_events
from nnviz.ui.log import start_logging
from nnviz.ui.window.dialogs import CrashReporter
from nnviz.ui.window.interrupt import Interrupt
from nnviz.ui.window.keeping import Keeping
from nnviz.ui.window.main_window import MainWindow

LOGGER = logging.getLogger("nnviz")


def run(
    document: Document,
    path: Path | None = None,
    before: Fingerprint | None = None,
    greets: bool = False,
    lesson: Path | None = None,
    table: Path | None = None,
) -> int:
    """Show ``document`` in a window and play; returns the exit status when the window closes. ``before`` is
    its file as it was before it was read. ``greets``: the start page comes first. ``lesson`` is
    a lesson's file to open over it, ``table`` a table to look at before a network learns from it.

    In an application that isn't ours, everything of that stays as it is.

    Raises:
        DisplayError: Qt runs already, but not so that a window can be opened here.
    """
    start_logging()
    app = application()
    session = Session(document, path, before)
    if greets:
        session.greet()
    window = MainWindow(session)
    window.setWindowIcon(_icon())
    clock = FrameClock(session, window)
    clock.add(window)
    window.first_painted.connect(lambda: LOGGER.info("window shown"))
    with _hooks(app, window), _focus(app, window), _lifetime(app):
        interrupt = Interrupt(window)
        keeping = Keeping(session, window, window.background.worker)
        app.commitDataRequest.connect(lambda _: keeping.recovery.write_now())
        window.show()
        keeping.offer()
        if path is not None:
            window.commands.remember(path)
        if lesson is not None:
            window.commands.open_lesson(lesson)
        elif table is not None:
            window.commands.open(table)
        elif session.view.page == "run":
            session.play()
        window.commands.resume_lesson()
        QTimer.singleShot(0, window.commands.tell_shared)
        status = 0
        try:
            status = _until_closed(window, interrupt)
            return status
        finally:
            # Closed by a person, the window has asked about what isn't saved; ended by a signal, it has not.
            keeping.stop(keep=status != 0)
            window.background.close()
            clock.stop()
            interrupt.stop()
            session.close()
            window.deleteLater()
            LOGGER.info("closed")


def application() -> QApplication:
    """The running application as it is, or a new one with the bundled fonts and the house style.

    Raises:
        DisplayError: one runs that has no widgets, or in another thread.
    """
    app = QApplication.instance()
    if app is None:
        return adopt(QApplication(sys.argv[:1]))
    if not isinstance(app, QApplication):
        raise DisplayError("This program runs Qt without widgets; a window needs a QApplication instead.")
    if app.thread() is not QThread.currentThread():
        raise DisplayError("This program runs Qt in another thread; open the window there.")
    return app


def adopt(app: QApplication) -> QApplication:
    """Make an application ours, fonts, colours and style."""
    if app.property(style.OWN):
        # A style set again is put on every widget there is.
        return app
    app.setProperty(style.OWN, True)
    app.setApplicationName("nnviz")
    app.setDesktopFileName("nnviz")
    app.setWindowIcon(_icon())
    app.setStyle("Fusion")
    app.setFont(theme.font(theme.TYPE["body"]))
    return app


def _icon() -> QIcon:
    return QIcon(str(assets.path("icons/nnviz.png")))


def _until_closed(window: MainWindow, interrupt: Interrupt) -> int:
    """Let events happen until the window has closed, whatever other windows there are, or Qt is told to
    quit. Returns the exit status: that of a shell where a signal ends the program."""
    loop = QEventLoop()
    interrupt.ended.connect(lambda number: loop.exit(128 + number))
    window.closed.connect(loop.quit)
    window.destroyed.connect(loop.quit)
    return loop.exec()


@contextmanager
def _hooks(app: QApplication, window: MainWindow) -> Iterator[None]:
    """Faults and Qt's messages go to our log and dialogs, and garbage goes between two events, as long as the
    window is there. In an application that isn't ours all goes where it went."""
    if not app.property(style.OWN):
        yield
        return
    hook, handler = sys.excepthook, qInstallMessageHandler(QtLog())
    sys.excepthook = CrashReporter(lambda: window).report
    try:
        with between_events(window):
            yield
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(handler)


@contextmanager
def _focus(app: QApplication, window: MainWindow) -> Iterator[None]:
    """The ring follows the focus."""
    connection = app.focusChanged.connect(lambda _, control: window.focus_moved(control))
    try:
        yield
    finally:
        app.focusChanged.disconnect(connection)


@contextmanager
def _lifetime(app: QApplication) -> Iterator[None]:
    """Closing our window doesn't end the application, unless it alone was left of those that kept it."""
    quits, was_kept = app.quitOnLastWindowClosed(), _has_windows()
    app.setQuitOnLastWindowClosed(False)
    try:
        yield
    finally:
        app.setQuitOnLastWindowClosed(quits)
        if quits and was_kept and not _has_windows():
            app.quit()


def _has_windows() -> bool:
    return any(window.isVisible() for window in QApplication.topLevelWindows())


class QtLog:
    """Qt's own messages go to the log, each once: a complaint while painting would come with every frame."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, kind: QtMsgType, _context: object, message: str) -> None:
        if message not in self._seen:
            self._seen.add(message)
            is_serious = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
            LOGGER.log(logging.WARNING if is_serious else logging.DEBUG, "Qt: %s", message)

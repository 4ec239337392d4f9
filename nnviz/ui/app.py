"""The composition root: one application, one session, one clock, one window."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from nnviz import assets
from nnviz.document import Document
from nnviz.session import Session
from nnviz.ui import settings, theme
from nnviz.ui.clock import FrameClock
from nnviz.ui.dialogs import CrashReporter
from nnviz.ui.interrupt import Interrupt
from nnviz.ui.log import start_logging
from nnviz.ui.main_window import MainWindow

LOGGER = logging.getLogger("nnviz")


def run(document: Document, path: Path | None = None) -> int:
    """Show ``document`` in a window and play; returns the exit status when the window closes."""
    start_logging()
    app = application()
    session = Session(document, path)
    if not session.view.theme:
        session.set_theme(settings.theme())
    window = MainWindow(session)
    hooks = sys.excepthook, qInstallMessageHandler(QtLog())
    sys.excepthook = CrashReporter(lambda: window).report
    clock = FrameClock(session, window)
    clock.add(window)
    app.focusChanged.connect(lambda _, control: window.focus_moved(control))
    window.first_painted.connect(lambda: LOGGER.info("window shown"))
    interrupt = Interrupt(window)
    window.show()
    if path is not None:
        settings.add_recent(path)
    if session.view.page == "run":
        session.play()
    QTimer.singleShot(0, window.commands.tell_shared)
    try:
        return app.exec()
    finally:
        # A script that shows a window goes on afterwards, with its own way to meet errors.
        clock.stop()
        interrupt.stop()
        session.close()
        sys.excepthook, handler = hooks
        qInstallMessageHandler(handler)
        LOGGER.info("closed")


def application() -> QApplication:
    """The running application, or a new one with the bundled fonts and the house style."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        app.setApplicationName("nnviz")
        app.setDesktopFileName("nnviz")
        app.setWindowIcon(QIcon(str(assets.path("icons/nnviz.png"))))
        app.setStyle("Fusion")
    app.setFont(theme.font(theme.TYPE["body"]))
    return app


class QtLog:
    """Qt's own messages go to the log, each once: a complaint while painting would come with every frame."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, kind: QtMsgType, _context: object, message: str) -> None:
        if message not in self._seen:
            self._seen.add(message)
            is_serious = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
            LOGGER.log(logging.WARNING if is_serious else logging.DEBUG, "Qt: %s", message)

"""Windows of the program itself, off the screen, for what is measured in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from nnviz.session import Session
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow

SIZE = (1600, 1000)


def adopt_application() -> None:
    """Make the program's own application, unless it is there: every window needs it."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.adopt(application)


@dataclass(frozen=True)
class Shown:
    """A window that is shown, its session, and its clock, which goes on by :meth:`frame` alone."""

    session: Session
    window: MainWindow
    clock: FrameClock

    def frame(self) -> None:
        """Let one frame pass, its painting included."""
        self.clock.tick()
        QApplication.processEvents()

    def timed(self, act: Callable[[], object] = lambda: None) -> float:
        """Milliseconds of ``act`` and of the frame that shows what came of it."""
        start = perf_counter()
        act()
        self.frame()
        return 1e3 * (perf_counter() - start)

    def settle(self) -> None:
        """Let the canvas refine its picture to the end."""
        self.frame()
        self.window.run.canvas.settle()
        self.frame()


@contextmanager
def shown(session: Session) -> Iterator[Shown]:
    """A dark window of a session, as large as the visual specification's, before its first frame."""
    session.set_theme("dark")
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    yield Shown(session, window, clock)
    clock.stop()
    window.background.close()
    window.hide()
    window.deleteLater()
    QApplication.processEvents()

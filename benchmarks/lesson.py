"""How long it takes from one card of a lesson to the next, in the window, for every card of every lesson."""

from __future__ import annotations

import os
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.lessons import shelf, text
from nnviz.lessons.model import Lesson
from nnviz.session import Session
from nnviz.session.lecture import Lecture, Place
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow

SIZE = (1600, 1000)
ROUNDS = 3


def run() -> dict[str, float]:
    """The slowest card of all; of each card the best of some rounds, for what else the machine does must not
    count."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.adopt(application)
    slowest = 0.0
    for name in shelf.names():
        lesson = text.read(shelf.bundled(name))
        rounds = [cards(lesson) for _ in range(ROUNDS)]
        best = [min(times) for times in zip(*rounds, strict=True)]
        slowest = max(slowest, *best)
    return {"lesson.card_ms_max": round(slowest, 3)}


def cards(lesson: Lesson) -> list[float]:
    """Milliseconds from the wish for each card to its picture, in a window that has shown none before."""
    session = Session(formats.open_any("digits")[0])
    session.set_theme("dark")
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    session.open_lesson(Lecture(lesson))
    _frame(clock)
    times = []
    for card in range(len(lesson.cards)):
        start = perf_counter()
        session.go_to(Place(card))
        _frame(clock)
        times.append(1e3 * (perf_counter() - start))
    clock.stop()
    window.background.close()
    window.hide()
    window.deleteLater()
    QApplication.processEvents()
    return times


def _frame(clock: FrameClock) -> None:
    clock.tick()
    QApplication.processEvents()

"""What it costs to watch a network learn: 2-8-8-1 at full speed on the Train page, surface and curves alive.

Steps are counted by the run, frames by the clock of the window, whose own event loop goes on as it does for a
person. The same run without a window is measured in the same process, before and after.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer

from benchmarks.windows import adopt_application, shown
from nnviz.data.sources import Preparation, Toy
from nnviz.data.toys import points
from nnviz.document import Document
from nnviz.session import Change, Session
from nnviz.training.plane_proposal import document_for
from nnviz.ui.clock import FRAME_MS, FrameClock

SLICE, SLICES = 1.0, 5
"""Seconds that are measured at a time, and how often."""
TOY = Toy("spirals", 240, 0.1, 2, 2)
ENDLESS = 10**6
"""Epochs: no run ends while it is measured."""


def run() -> dict[str, float]:
    """Measure every number of the group; the best of several, for what else is done must not count."""
    adopt_application()
    alone, watched = [], []
    for _ in range(3):
        alone.append(without_window())
        watched.append(with_window())
    steps = max(alone)
    results = {
        "train.steps_alone": steps,
        "train.steps_watched": max(found[0] for found in watched),
        "train.window_share": max(found[0] for found in watched) / steps,
        "frame.training_p95_ms": min(found[1] for found in watched),
        "train.frames_a_second": max(found[2] for found in watched),
    }
    return {name: round(value, 3) for name, value in results.items()}


def spirals() -> Document:
    """Two spirals of 240 points, a quarter of them held out, and an untrained 2-8-8-1."""
    return document_for(points(TOY))


def begun() -> Session:
    """A session whose run is about to start, at full speed."""
    session = Session(spirals())
    session.training.use(points(TOY), TOY, Preparation("none", 0.25))
    training = session.training.training
    assert training is not None
    session.training.change(replace(training.recipe, epochs=ENDLESS, batch_size=12))
    session.training.set_pace(None)
    return session


def without_window() -> float:
    """Steps a second of the run alone."""
    session = begun()
    session.training.play()
    _wait(0.5, session)
    rates = [_rate(session, lambda: _wait(SLICE, session)) for _ in range(SLICES)]
    session.training.pause()
    session.close()
    return max(rates)


def _rate(session: Session, pass_time: Callable[[], None]) -> float:
    before, start = session.training.state.step, perf_counter()
    pass_time()
    return (session.training.state.step - before) / (perf_counter() - start)


def _wait(seconds: float, session: Session) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        time.sleep(0.1)
        session.advance(0.1)


def with_window() -> tuple[float, float, float]:
    """(steps a second, 95th percentile of the milliseconds between two frames, frames a second)."""
    session = begun()
    session.set_page("train")
    with shown(session) as here:
        here.frame()
        here.frame()
        frames = Frames()
        here.clock.add(frames)
        session.training.play()
        _loop(0.5)
        rates, paces, counts = [], [], []
        for _ in range(SLICES):
            frames.begin()
            rates.append(_rate(session, lambda: _loop(SLICE)))
            paces.append(float(np.percentile(1e3 * np.diff(frames.beats), 95)))
            counts.append(frames.count / SLICE)
        session.training.pause()
        session.close()
    return max(rates), min(paces), max(counts)


class Frames:
    """Counts the frames that show something new, and feels how evenly the event loop comes round."""

    clock: FrameClock | None = None

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.beats.append(perf_counter()))
        self._timer.start(FRAME_MS)
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self.beats: list[float] = []
        self.count = 0

    def refresh(self, change: Change) -> None:
        """The clock hands out what is new."""
        self.count += 1


def _loop(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(1e3 * seconds), loop.quit)
    loop.exec()

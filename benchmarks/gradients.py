"""What it costs to measure gradients on a stack, and a frame while the layer in hand is dragged."""

from __future__ import annotations

import os
from dataclasses import replace
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document.lab import Lab, LabView, Stack
from nnviz.session import Session
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.lab.gradients.asked import answer
from nnviz.ui.window.main_window import MainWindow

ROUNDS, FRAMES = 5, 120
SIZE = (1600, 1000)


def run() -> dict[str, float]:
    """The best of some rounds: 9 layers of 24, 5 seeds, 4 functions; and a drag over 50 layers."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.adopt(application)
    return {
        "gradients.measured_ms": round(min(measured() for _ in range(ROUNDS)), 3),
        "gradients.drag_ms_p95": round(min(drag() for _ in range(3)), 3),
    }


def measured() -> float:
    """Milliseconds of what the worker does: examples, networks, forward, back."""
    document = formats.open_any("digits")[0]
    start = perf_counter()
    found = answer(document, Lab(), LabView(stack=Stack(layers=9, width=24, seeds=5)))
    assert found.measured is not None
    return 1e3 * (perf_counter() - start)


def drag() -> float:
    """95th percentile of a frame's milliseconds while the line goes through the layers of all cards."""
    session = Session(formats.open_any("digits")[0])
    session.set_theme("dark")
    session.set_page("lab")
    session.set_lab_view(LabView(part="gradients", stack=Stack(layers=50)))
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    _frame(clock)
    window.background.worker.wait()
    _frame(clock)
    times = []
    for step in range(FRAMES):
        session.set_lab_view(replace(session.view.lab, layer=1 + step % 50))
        start = perf_counter()
        _frame(clock)
        times.append(1e3 * (perf_counter() - start))
    clock.stop()
    window.hide()
    window.deleteLater()
    # The first frame paints what the others keep.
    return float(np.percentile(times[1:], 95))


def _frame(clock: FrameClock) -> None:
    clock.tick()
    QApplication.processEvents()

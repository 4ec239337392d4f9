"""What a frame of the whole window costs while a number is in hand, and while a window slides over an image:
canvas, inspector, rail, transport."""

from __future__ import annotations

import os
from dataclasses import replace
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.engine import Dense, Network
from nnviz.session import Session
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow

SIZE = (1600, 1000)
FRAMES = 120
FRAME = 1 / 60


def run() -> dict[str, float]:
    """Measure every number of the group; the best of three, for what else the machine does must not count."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.adopt(application)
    large = document((784,), [512, 256, 10])
    wide = document((16,), [100_000, 10])
    results = {
        "frame.drag_535k_ms_p95": min(drag(large, (2, (300, 40))) for _ in range(3)),
        "frame.drag_100k_units_ms_p95": min(drag(wide, (2, (300, 4)), 40) for _ in range(3)),
        "frame.slide_cell_ms_p95": min(slide(Target(1, (0, 3, 3))) for _ in range(3)),
    }
    results["frame.lab_drag_ms_p95"] = min(drag_z() for _ in range(3))
    return {name: round(value, 3) for name, value in results.items()}


def drag_z(frames: int = FRAMES) -> float:
    """95th percentile of a frame's milliseconds while z is dragged over the six cards of the lab."""
    session = Session(formats.open_any("digits")[0])
    session.set_theme("dark")
    session.set_page("lab")
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    _frame(clock)
    times = []
    for step in range(frames):
        session.set_lab_view(replace(session.view.lab, z=round(10 * step / frames - 5, 3)))
        start = perf_counter()
        _frame(clock)
        times.append(1e3 * (perf_counter() - start))
    clock.stop()
    window.hide()
    window.deleteLater()
    return float(np.percentile(times, 95))


def drag(shown: Document, weight: tuple[int, tuple[int, int]], frames: int = FRAMES) -> float:
    """95th percentile of a frame's milliseconds while a weight of the selected neuron is dragged, everything
    that the window shows and the forward pass included."""
    layer, place = weight
    session, window, clock = _shown(shown)
    session.select(Target(layer, place[1]))
    _settle(window, clock)
    session.hold()
    times = []
    for step in range(frames):
        session.apply(edits.set_weight, layer, place, step / frames - 0.5, merge="drag")
        start = perf_counter()
        _frame(clock)
        times.append(1e3 * (perf_counter() - start))
    session.release()
    _close(window, clock)
    return float(np.percentile(times[5:], 95))


def slide(cell: Target) -> float:
    """95th percentile of a frame's milliseconds while ``mnist-cnn`` plays with a cell of its first
    convolution chosen: the window slides over the digit, and everything tells of the cell that it fills."""
    document, _ = formats.open_any("mnist-cnn")
    session, window, clock = _shown(document)
    session.select(cell)
    scan = next(phase for phase in session.timeline.phases if phase.name == "scan")
    session.seek(scan.start)
    _settle(window, clock)
    times = []
    for second in np.arange(scan.start, scan.end, FRAME):
        start = perf_counter()
        session.seek(float(second))
        _frame(clock)
        times.append(1e3 * (perf_counter() - start))
    _close(window, clock)
    return float(np.percentile(times[5:], 95))


def document(inputs: tuple[int, ...], units: list[int]) -> Document:
    """A network with random weights and a random input."""
    layers = [Dense(count, activation="relu") for count in units[:-1]]
    network = Network.build(inputs, [*layers, Dense(units[-1], activation="softmax")], seed=1)
    values = np.random.default_rng(1).random(inputs).astype(np.float32)
    return Document(network, "benchmark", CurrentInput(values))


def _shown(document: Document) -> tuple[Session, MainWindow, FrameClock]:
    """A window of a document at the end of its pass."""
    session = Session(document)
    session.set_theme("dark")
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    session.seek(session.timeline.seconds)
    return session, window, clock


def _settle(window: MainWindow, clock: FrameClock) -> None:
    _frame(clock)
    window.run.canvas.settle()
    _frame(clock)


def _close(window: MainWindow, clock: FrameClock) -> None:
    clock.stop()
    window.hide()
    window.deleteLater()


def _frame(clock: FrameClock) -> None:
    clock.tick()
    QApplication.processEvents()

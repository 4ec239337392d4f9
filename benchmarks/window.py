"""What a frame of the whole window costs while a number is in hand, and while a window slides over an image:
canvas, inspector, rail, transport."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from benchmarks.networks import document
from benchmarks.windows import adopt_application, shown
from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.session import Session
from nnviz.ui.run.rail.pad import Pad

FRAMES = 120
FRAME = 1 / 60


def run() -> dict[str, float]:
    """Measure every number of the group; the best of three, for what else the machine does must not count."""
    adopt_application()
    large = document((784,), [512, 256, 10])
    wide = document((16,), [100_000, 10])
    results = {
        "frame.drag_535k_ms_p95": min(drag(large, (2, (300, 40))) for _ in range(3)),
        "frame.drag_100k_units_ms_p95": min(drag(wide, (2, (300, 4)), 40) for _ in range(3)),
        "frame.slide_cell_ms_p95": min(slide(Target(1, (0, 3, 3))) for _ in range(3)),
    }
    results["frame.pad_ms"] = min(stroke() for _ in range(3))
    results["frame.lab_drag_ms_p95"] = min(drag_z() for _ in range(3))
    return {name: round(value, 3) for name, value in results.items()}


def drag_z(frames: int = FRAMES) -> float:
    """95th percentile of a frame's milliseconds while z is dragged over the six cards of the lab."""
    session = Session(formats.open_any("digits")[0])
    session.set_page("lab")
    times = []
    with shown(session) as here:
        here.frame()
        for step in range(frames):
            session.set_lab_view(replace(session.view.lab, z=round(10 * step / frames - 5, 3)))
            times.append(here.timed())
    return float(np.percentile(times, 95))


def drag(of: Document, weight: tuple[int, tuple[int, int]], frames: int = FRAMES) -> float:
    """95th percentile of a frame's milliseconds while a weight of the selected neuron is dragged, everything
    that the window shows and the forward pass included."""
    layer, place = weight
    session, times = Session(of), []
    with shown(session) as here:
        session.seek(session.timeline.seconds)
        session.select(Target(layer, place[1]))
        here.settle()
        session.hold()
        for step in range(frames):
            session.apply(edits.set_weight, layer, place, step / frames - 0.5, merge="drag")
            times.append(here.timed())
        session.release()
    return float(np.percentile(times[5:], 95))


def stroke() -> float:
    """Median of the milliseconds from a move of the pen on the pad of ``mnist-cnn`` to the window that shows
    what is read."""
    session, times = Session(formats.open_any("mnist-cnn")[0]), []
    with shown(session) as here:
        session.seek(session.timeline.seconds)
        here.settle()
        pad = here.window.findChild(Pad)
        assert isinstance(pad, Pad)
        left, middle = Qt.MouseButton.LeftButton, pad.height() / 2
        QTest.mousePress(pad, left, pos=QPoint(20, round(middle)))
        for step in range(FRAMES):
            angle = 2 * np.pi * step / FRAMES
            place = QPoint(
                round(middle + 0.35 * pad.width() * np.cos(angle)), round(middle * (1 + 0.7 * np.sin(angle)))
            )
            times.append(here.timed(partial(QTest.mouseMove, pad, place)))
        QTest.mouseRelease(pad, left, pos=QPoint(20, round(middle)))
    return float(np.median(times[5:]))


def slide(cell: Target) -> float:
    """95th percentile of a frame's milliseconds while ``mnist-cnn`` plays with a cell of its first
    convolution chosen: the window slides over the digit, and everything tells of the cell that it fills."""
    session, times = Session(formats.open_any("mnist-cnn")[0]), []
    with shown(session) as here:
        session.seek(session.timeline.seconds)
        session.select(cell)
        scan = next(phase for phase in session.timeline.phases if phase.name == "scan")
        session.seek(scan.start)
        here.settle()
        for second in np.arange(scan.start, scan.end, FRAME):
            times.append(here.timed(partial(session.seek, float(second))))
    return float(np.percentile(times[5:], 95))

"""What it costs to measure gradients on a stack, and a frame while the layer in hand is dragged."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np

from benchmarks.windows import adopt_application, shown
from nnviz import formats
from nnviz.document.lab import Lab, LabView, Stack
from nnviz.session import Session
from nnviz.ui.lab.gradients.asked import answer

ROUNDS, FRAMES = 5, 120


def run() -> dict[str, float]:
    """The best of some rounds: 9 layers of 24, 5 seeds, 4 functions; and a drag over 50 layers."""
    adopt_application()
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
    session.set_page("lab")
    session.set_lab_view(LabView(part="gradients", stack=Stack(layers=50)))
    times = []
    with shown(session) as here:
        here.frame()
        here.window.background.worker.wait()
        here.frame()
        for step in range(FRAMES):
            session.set_lab_view(replace(session.view.lab, layer=1 + step % 50))
            times.append(here.timed())
    # The first frame paints what the others keep.
    return float(np.percentile(times[1:], 95))

"""What a frame of the canvas costs, 1600 x 1000, software raster; the naive design drawn in the same run.

An animated frame draws only what the moment changes, as the window does; the naive design's frame is its
whole view.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, QRect, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from benchmarks.naive import NaiveView
from benchmarks.networks import document
from nnviz.document import Camera, Document, Target, edits
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.paint.picture import Picture

SIZE = (1600, 1000)
FRAME = 1 / 60


def run() -> dict[str, float]:
    """Measure every number of the group."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    ten_thousand = document((45,), [45] * 5)
    half_a_million = document((784,), [512, 256, 10])
    bench = Bench(ten_thousand)
    naive = NaiveView(bench.picture())
    # Best of three on both sides: what else the machine does must not count for either.
    naive_seconds = min(naive.frame() for _ in range(3))
    playback = min(bench.playback() for _ in range(3))
    results = {
        "frame.playback_10k_ms_p95": playback,
        "frame.playback_10k_vs_naive": 1e3 * naive_seconds / playback,
        "frame.drag_weight_10k_ms_p95": min(Bench(ten_thousand).drag_weight() for _ in range(3)),
        "frame.first_cache_10k_vs_naive": naive_seconds
        / min(Bench(ten_thousand).first_cache() for _ in range(5)),
        "frame.playback_535k_ms_p95": min(Bench(half_a_million).playback() for _ in range(3)),
        "frame.open_535k_ms": 1e3 * median(_open(half_a_million) for _ in range(3)),
        "frame.refine_stall_ms_p99": min(Bench(ten_thousand).refine_stall(application) for _ in range(3)),
    }
    return {name: round(value, 3) for name, value in results.items()}


class Bench:
    """A canvas of one document, drawn into an image as the window would be."""

    def __init__(self, document: Document) -> None:
        self.session = Session(document)
        self.session.set_theme("dark")
        self.view = CanvasView(self.session)
        self.view.resize(*SIZE)
        self.view.refresh(~Change(0))
        self._change = Change(0)
        self.session.changed.connect(self._mark)
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)

    def picture(self) -> Picture:
        """The settled picture at the end of the pass."""
        self.session.seek(self.session.timeline.seconds)
        self.frame()
        self.view.settle()
        picture = self.view.picture
        assert picture is not None
        return picture

    def frame(self) -> None:
        """What one tick of the frame clock makes the canvas do, its painting included."""
        self.refresh()
        self.paint(self.view.dirty)

    def refresh(self) -> None:
        """Tell the canvas what has changed."""
        change, self._change = self._change, Change(0)
        self.view.refresh(change)

    def paint(self, dirty: QRect) -> None:
        """Draw a part of the canvas."""
        with QPainter(self._image) as painter:
            self.view.render(painter, dirty.topLeft(), dirty)

    def playback(self) -> float:
        """95th percentile of a frame's milliseconds over one pass, after a pass that filled the cache."""
        layer = len(self.session.document.network.layers)
        self.session.select(Target(layer, 3))
        for second in np.arange(0.0, self.session.timeline.seconds, 0.1):
            self.session.seek(float(second))
            self.frame()
            self.view.settle()
        times = []
        for second in np.arange(0.0, self.session.timeline.seconds, FRAME):
            self.session.seek(float(second))
            times.append(_milliseconds(self.frame))
        return float(np.percentile(times, 95))

    def drag_weight(self) -> float:
        """95th percentile of a frame's milliseconds while a weight is dragged, forward pass included."""
        self.session.seek(self.session.timeline.seconds)
        self.session.select(Target(3, 7))
        self.frame()
        self.view.settle()
        times: list[float] = []
        self.session.hold()

        def move(value: float) -> None:
            self.session.apply(edits.set_weight, 3, (4, 7), value, merge="drag")
            self.frame()

        for step in range(200):
            times.append(_milliseconds(lambda value=step / 100 - 1: move(value)))  # type: ignore[misc]
        self.session.release()
        return float(np.percentile(times, 95))

    def first_cache(self) -> float:
        """Seconds from an empty cache to the first plain picture of every edge."""
        self.session.seek(self.session.timeline.seconds)
        start = perf_counter()
        self.refresh()
        self.view.show_plain()
        self.paint(self.view.rect())
        return perf_counter() - start

    def refine_stall(self, application: QApplication) -> float:
        """99th percentile of the event loop's blocks, in milliseconds, while the picture refines."""
        self.picture()
        self.view.show()
        application.processEvents()
        self.session.set_camera(Camera(0.5, 0.5, 1.2))
        self.view.refresh(Change.CAMERA)
        loop, clock, blocks = QEventLoop(), QElapsedTimer(), []

        def beat() -> None:
            blocks.append(clock.nsecsElapsed() / 1e6)
            clock.restart()
            if self.view.is_settled:
                loop.quit()

        timer = QTimer()
        timer.setInterval(0)
        timer.timeout.connect(beat)
        clock.start()
        timer.start()
        loop.exec()
        self.view.hide()
        return float(np.percentile(blocks, 99))

    def _mark(self, change: Change) -> None:
        self._change |= change


def _open(document: Document) -> float:
    """Seconds from the call to open a document to its first full picture, edges plain."""
    start = perf_counter()
    bench = Bench(document)
    bench.view.show_plain()
    bench.paint(bench.view.rect())
    return perf_counter() - start


def _milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return 1e3 * (perf_counter() - start)

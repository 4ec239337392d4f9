"""The Train page's canvas of 2-8-8-1: all answers over the plane, a picture of them, a stroke that paints."""

from __future__ import annotations

import os
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.data import toys
from nnviz.data.sources import Preparation
from nnviz.scene.train.columns import columns
from nnviz.scene.train.plane import SIDE, plane_of
from nnviz.scene.train.surface import Surfaces, border, surfaces
from nnviz.session import Change, Session
from nnviz.training.plane_proposal import document_for
from nnviz.ui.theme import DARK
from nnviz.ui.train.canvas.plane import PlaneCanvas
from nnviz.ui.train.canvas.shades import picture

SIZE = (1312, 550)
"""Of the canvas, in a window of 1600 x 1000."""
TIMES = 100


def run() -> dict[str, float]:
    """Measure every number of the group."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    toy = toys.start("spirals")
    session = Session(document_for(toys.points(toy)))
    session.training.use(toys.points(toy), toy, Preparation())
    results = {"frame.surface_ms": median(_surface(session) for _ in range(TIMES))}
    canvas = _Canvas(session)
    results["frame.train_canvas_ms"] = median(canvas.new_weights() for _ in range(TIMES))
    results["frame.stroke_ms_p95"] = quantiles(canvas.stroke(), n=20)[-1]
    return {name: round(1e3 * value, 3) for name, value in results.items()}


def _surface(session: Session) -> float:
    """Seconds from a network's weights to the pictures of its output and of every hidden neuron."""
    document, training = session.document, session.training.training
    plane, of = plane_of(document, training.data if training else None, True), columns(document.network)
    assert plane is not None
    assert of is not None
    start = perf_counter()
    found: Surfaces = surfaces(document.network, of, plane, None)
    border(found, len(of) - 1, 0)
    for levels in found.levels:
        picture(levels.reshape(-1, SIDE), DARK)
    return perf_counter() - start


class _Canvas:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._parent = QWidget()
        self._view = PlaneCanvas(session, self._parent)
        self._view.resize(*SIZE)
        self._view.refresh(~Change(0))
        self._change = Change(0)
        session.changed.connect(self._mark)
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self._frame()

    def _mark(self, change: Change) -> None:
        self._change |= change

    def _frame(self) -> None:
        change, self._change = self._change, Change(0)
        self._view.refresh(change)
        self._view.render(self._image)

    def new_weights(self) -> float:
        """Seconds of a frame in which every weight is another one."""
        document = self._session.document
        changed = document.network.with_weight(1, "weight", (0, 0), 0.1 + perf_counter() % 1)
        self._session.apply(lambda before: replace(before, network=changed), label="Train")
        start = perf_counter()
        self._frame()
        return perf_counter() - start

    def stroke(self) -> list[float]:
        """Seconds of each frame of a stroke that paints points."""
        self._session.set_train_view(replace(self._session.view.train, brush="paint"))
        self._frame()
        moment, rect = self._view.moment, self._view.surface_rect
        assert moment is not None
        seconds = []
        self._view.brush.press(QPointF(rect.x() + 10, rect.y() + 20), rect, moment)
        for number in range(TIMES):
            at = QPointF(rect.x() + 20 + 3.8 * number, rect.y() + 30 + 2.5 * number)
            start = perf_counter()
            assert self._view.moment is not None
            self._view.brush.drag(at, rect, self._view.moment)
            self._frame()
            seconds.append(perf_counter() - start)
        self._view.brush.release()
        return seconds

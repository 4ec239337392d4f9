"""Keeps the network's answers up to date in the background, at most four times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.engine import Network
from nnviz.scene.train import judging
from nnviz.scene.train.judging import Judged
from nnviz.ui.guard import report
from nnviz.ui.window.background import Background

EVERY, PAUSE = 0.25, 3
"""Seconds between two beginnings at least; and so many times as long as the last answers took: what trains
meanwhile must not wait for what only looks on."""


class Judge(QObject):
    """``came`` is called when other answers are there. Until then the old ones stay."""

    def __init__(self, background: Background, came: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._came = background, came
        self.judged: Judged | None = None
        self._of: tuple[Network, Dataset] | None = None
        """What the newest answers are of."""
        self._wanted: tuple[Document, Dataset] | None = None
        self._stop: threading.Event | None = None
        self._began, self._took = -EVERY, 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def ask(self, document: Document, data: Dataset | None) -> None:
        """Have the answers of a document's network to ``data``, unless they are those that are there."""
        if data is None:
            self._forget()
            return
        if self._of is not None and self._of[0] is document.network and same(self._of[1], data):
            self._wanted = None
            return
        if self._of is not None and not same(self._of[1], data):
            self._forget()
        self._wanted = (document, data)
        if self._stop is None and not self._timer.isActive():
            wait = max(EVERY, (1 + PAUSE) * self._took)
            self._timer.start(max(round(1000 * (self._began + wait - time.monotonic())), 0))

    @property
    def is_behind(self) -> bool:
        """Whether other answers are on their way."""
        return self._wanted is not None or self._stop is not None

    def _forget(self) -> None:
        """They are of other examples."""
        if self._stop is not None:
            self._stop.set()
        self.judged = self._of = self._wanted = self._stop = None

    def _begin(self) -> None:
        if self._wanted is None or self._stop is not None:
            return
        document, data = self._wanted
        self._wanted = None
        self._stop = stop = threading.Event()
        self._began = time.monotonic()

        def is_wanted() -> bool:
            return not (stop.is_set() or self._background.is_closed())

        def job() -> tuple[Judged | None, float]:
            start = time.monotonic()
            return judging.judge(document, data, is_wanted), time.monotonic() - start

        def done(found: tuple[Judged | None, float]) -> None:
            if not stop.is_set():
                self._took = found[1]
                self._take(document, data, found[0])

        self._background.worker.compute("answers to examples", job, done, self._failed)

    def _take(self, document: Document, data: Dataset, found: Judged | None) -> None:
        self._stop = None
        self.judged, self._of = found, (document.network, data)
        if self._wanted is not None:
            self.ask(*self._wanted)
        self._came()

    def _failed(self, error: Exception) -> None:
        self._stop = None
        report(error)


def same(one: Dataset, other: Dataset) -> bool:
    """Whether these are the same examples."""
    return one is other or (_memory(one) == _memory(other) and len(one) == len(other))


def _memory(data: Dataset) -> tuple[int, ...]:
    """Where the examples lie: parts of a set are cut anew each time, from the same arrays."""
    return tuple(array.__array_interface__["data"][0] for array in (data.inputs, data.targets))

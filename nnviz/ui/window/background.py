"""What takes its time while the window goes on: one worker, one mailbox, a line that says so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from nnviz.errors import NNVizError
from nnviz.session.mailbox import Mailbox
from nnviz.session.worker import Worker
from nnviz.ui.guard import report
from nnviz.ui.plain import ProgressLine, end, progress
from nnviz.ui.window import dialogs

LOGGER = logging.getLogger("nnviz")
Result = TypeVar("Result")
NEVER = 2**31 - 1
"""Milliseconds."""
THOUSANDTHS = 1000
"""What a line of progress consists of."""


class Background(QObject):
    """The worker of a window. What comes of its jobs is taken on the window's thread."""

    _came = Signal()
    """A letter has come. Emitted on the worker's thread, heard on the window's."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._mailbox = Mailbox(self._came.emit)
        self.worker = Worker(self._mailbox)
        self._long: Worker | None = None
        self._is_closed = threading.Event()
        self._came.connect(self._mailbox.deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, what: str, job: Callable[[], Result], then: Callable[[Result], object]) -> None:
        """Have ``job`` done, and ``then`` on the window's thread what is to be done with its result, unless
        the person has cancelled it; ``what`` says in a line what takes long. An error of either is told."""
        self._begin(what, job, then, self._box(what))

    def follow(
        self,
        what: str,
        job: Callable[[Callable[[float], None], Callable[[], bool]], Result],
        then: Callable[[Result], object],
    ) -> None:
        """The same for a job that tells how far it is. It gets two functions: one takes the share that is
        done, 0..1, the other says whether the result is wanted still; once it isn't, the job may raise."""
        box = self._box(what)
        is_cancelled = threading.Event()
        box.canceled.connect(is_cancelled.set)
        shown = 0

        def show(thousandths: int) -> None:
            if not is_cancelled.is_set():
                box.setMaximum(THOUSANDTHS)
                box.setValue(thousandths)

        def tell(share: float) -> None:
            nonlocal shown
            thousandths = min(int(THOUSANDTHS * share), THOUSANDTHS - 1)
            if thousandths > shown:
                shown = thousandths
                self._mailbox.post(lambda: show(thousandths))

        self._begin(what, lambda: job(tell, lambda: not is_cancelled.is_set()), then, box)

    def _box(self, what: str) -> ProgressLine:
        box = progress(self._window, f"{what}…")
        if dialogs.hushed(self._window) is not None:
            box.setMinimumDuration(NEVER)
        return box

    def _begin(
        self,
        what: str,
        job: Callable[[], Result],
        then: Callable[[Result], object],
        box: ProgressLine,
    ) -> None:
        def done(result: Result) -> None:
            is_wanted = not box.wasCanceled()
            end(box)
            if not is_wanted:
                LOGGER.info("%s: cancelled", what)
                return
            try:
                then(result)
                LOGGER.info("%s: done", what)
            except NNVizError as error:
                self._tell(what, error)

        def failed(error: Exception) -> None:
            is_wanted = not box.wasCanceled()
            end(box)
            if not isinstance(error, NNVizError):
                report(error)
            elif is_wanted:
                self._tell(what, error)

        self.worker.compute(what, job, done, failed)

    def _tell(self, what: str, error: NNVizError) -> None:
        LOGGER.warning("%s: %s", what, error)
        dialogs.show_error(self._window, "nnviz", error)

    @property
    def long(self) -> Worker:
        """A second worker, for what takes minutes and must not keep the first from its work. Its jobs ask
        :meth:`is_closed` whether anybody waits for them still."""
        if self._long is None:
            self._long = Worker(self._mailbox, "nnviz-long")
        return self._long

    def is_closed(self) -> bool:
        """Whether the window is gone."""
        return self._is_closed.is_set()

    def close(self) -> None:
        """Finish what waits, and hear no more of it: the window is gone."""
        self._is_closed.set()
        self._mailbox.close()
        self.worker.close()
        if self._long is not None:
            self._long.close()

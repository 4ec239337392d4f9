"""The house's one worker: a thread for what takes time and must hold nothing up."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from nnviz.session.mailbox import Mailbox

LOGGER = logging.getLogger("nnviz")
Result = TypeVar("Result")


class Worker:
    """Does one job after the other. Of jobs of one name only the newest waits: an older one is out of date.

    A job gets plain values and touches nothing that a window owns; what comes of it goes to ``mailbox``.
    """

    def __init__(self, mailbox: Mailbox | None = None, name: str = "nnviz-worker") -> None:
        self._name = name
        self._mailbox = mailbox or Mailbox()
        self._change = threading.Condition()
        self._waiting: dict[str, Callable[[], None]] = {}
        self._is_busy = False
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def submit(self, name: str, job: Callable[[], None]) -> None:
        """Have ``job`` done in place of the one of that name that still waits; nothing after closing."""
        with self._change:
            if self._is_closed:
                return
            self._waiting[name] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
                # A thread that is ended while it draws takes the program down with it.
                atexit.register(self.close)
            self._change.notify_all()

    def compute(
        self,
        name: str,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Have ``job`` done like :meth:`submit`; whoever empties the mailbox then calls ``then`` with its
        result, or ``failed`` with what it raised."""

        def work() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001  # whoever asked decides what it means
                reason = error
                self._mailbox.post(lambda: failed(reason))
            else:
                self._mailbox.post(lambda: then(result))

        self.submit(name, work)

    def wait(self) -> None:
        """Until nothing is left to do."""
        with self._change:
            self._change.wait_for(lambda: not self._waiting and not self._is_busy)

    def close(self) -> None:
        """Finish what waits, then end the thread."""
        with self._change:
            self._is_closed = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
            atexit.unregister(self.close)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except Exception:
                LOGGER.exception("a job in the background failed")
            # What a job held goes now, not when the next one comes.
            del job
            with self._change:
                self._is_busy = False
                self._change.notify_all()

    def _next(self) -> Callable[[], None] | None:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._is_closed)
            if not self._waiting:
                return None
            self._is_busy = True
            return self._waiting.pop(next(iter(self._waiting)))

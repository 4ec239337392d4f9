"""Tries the starts of a network in the background, and tells of each that was tried."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.training import going_on, starts
from nnviz.training.starts import Starts
from nnviz.ui.guard import report
from nnviz.ui.window.background import Background


class Trying:
    """One series of starts at a time; a new one, or :meth:`cancel`, ends the one before."""

    def __init__(self, background: Background, came: Callable[[], None]) -> None:
        self._background, self._came = background, came
        self._stop = threading.Event()
        self._stop.set()
        self._of: tuple[Document, Training] | None = None
        self.found: Starts | None = None

    @property
    def is_running(self) -> bool:
        """Whether starts are still to be tried."""
        return not self._stop.is_set()

    def holds(self, document: Document, training: Training | None) -> bool:
        """Whether what was tried is still about these layers, examples and recipe; another seed is no other
        recipe."""
        if self._of is None:
            return True
        before, was = self._of
        return (
            training is not None
            and before.network.layers == document.network.layers
            and training.data is was.data
            and replace(training.recipe, seed=0) == replace(was.recipe, seed=0)
        )

    def start(self, document: Document, training: Training) -> None:
        """Try every seed.

        Raises:
            NNVizError: nothing can be trained.
        """
        going_on.check(document, training)
        self.forget()
        self._stop = stop = threading.Event()
        self._of = document, training
        found = starts.tried(
            document, training, is_wanted=lambda: not (stop.is_set() or self._background.is_closed())
        )
        self._next(found, stop)

    def _next(self, series: Iterator[Starts], stop: threading.Event) -> None:
        def came(found: Starts | None) -> None:
            if stop.is_set():
                return
            if found is None or len(found.found) == starts.SEEDS:
                stop.set()
            if found is not None:
                self.found = found
            self._came()
            if not stop.is_set():
                self._next(series, stop)

        self._background.long.compute(f"starts {id(stop)}", lambda: next(series, None), came, report)

    def cancel(self) -> None:
        """Try no more; what was tried stays."""
        self._stop.set()

    def forget(self) -> None:
        """Try no more, and know nothing."""
        self.cancel()
        self._of, self.found = None, None

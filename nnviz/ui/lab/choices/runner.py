"""Trains one network after the other in the background, and tells of each that is done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from nnviz.training.choices import Comparison, Run, trained
from nnviz.ui.guard import report
from nnviz.ui.window.background import Background


class Runner:
    """One comparison at a time; a new one, or :meth:`cancel`, ends the one before."""

    def __init__(self, background: Background, came: Callable[[], None]) -> None:
        self._background, self._came = background, came
        self._stop = threading.Event()
        self.comparison: Comparison | None = None
        self.runs: tuple[Run, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether networks are still to be trained."""
        of = self.comparison
        return of is not None and not self._stop.is_set() and len(self.runs) < len(of.runs)

    def start(self, of: Comparison) -> None:
        """Train every network of a comparison."""
        self.cancel()
        self._stop = stop = threading.Event()
        self.comparison, self.runs = of, ()

        def is_wanted() -> bool:
            return not (stop.is_set() or self._background.is_closed())

        def done(found: Run | None) -> None:
            if found is not None and not stop.is_set():
                self.runs = (*self.runs, found)
                self._came()

        for number, (function, seed) in enumerate(of.runs):

            def job(function: object = function, seed: int = seed) -> Run | None:
                return trained(of, function, seed, is_wanted) if is_wanted() else None  # type: ignore[arg-type]

            self._background.long.compute(f"{id(stop)} {number}", job, done, report)

    def cancel(self) -> None:
        """Train no more; what was trained stays."""
        self._stop.set()

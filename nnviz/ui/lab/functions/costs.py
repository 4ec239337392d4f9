"""What each function costs on this computer: measured once, in the background, when the table is opened."""

from __future__ import annotations

from collections.abc import Callable

from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions.cost import nanoseconds
from nnviz.session.worker import Worker
from nnviz.ui.guard import report


class Costs:
    """Nanoseconds a value, function by function, as they come."""

    def __init__(self, worker: Worker, came: Callable[[], None]) -> None:
        self._worker, self._came = worker, came
        self.found: dict[ActivationFunction, float] = {}
        self._asked: set[ActivationFunction] = set()

    def want(self, functions: tuple[ActivationFunction, ...]) -> None:
        """Measure those that haven't been."""
        new = tuple(function for function in functions if function not in self._asked)
        if not new:
            return
        self._asked.update(new)

        def done(costs: dict[ActivationFunction, float]) -> None:
            self.found |= costs
            self._came()

        def job() -> dict[ActivationFunction, float]:
            return {function: nanoseconds(function) for function in new}

        self._worker.compute(f"cost of {len(self._asked)} functions", job, done, report)

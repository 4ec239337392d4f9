"""What `nnviz train` says while it runs: on a terminal a bar, elsewhere a plain line now and then."""

from __future__ import annotations

import time
from types import TracebackType

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from nnviz.commands import tables
from nnviz.engine import Snapshot
from nnviz.scene.words.numbers import number, percent

SECONDS_A_LINE = 5.0
"""Between two plain lines pass at least so many seconds."""


def measures(snapshot: Snapshot) -> str:
    """The losses and the score of a snapshot, the score that of examples left aside where there are any."""
    metrics = snapshot.metrics
    parts = [f"loss {number(snapshot.loss, 4)}"]
    if "validation_loss" in metrics:
        parts.append(f"validation loss {number(metrics['validation_loss'], 4)}")
    for name, said in (("validation_accuracy", "correct"), ("accuracy", "correct")):
        if name in metrics:
            return ", ".join([*parts, f"{percent(metrics[name])} {said}"])
    for name in ("validation_r2", "r2"):
        if name in metrics:
            return ", ".join([*parts, f"R² {number(metrics[name], 3)}"])
    return ", ".join(parts)


def left(done: int, total: int, seconds: float) -> str:
    """The time left where ``done`` of ``total`` epochs took so many seconds; empty before the first."""
    if not done:
        return ""
    rest = round(seconds / done * (total - done))
    minutes, seconds_left = divmod(rest, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"
    return f"{clock} left"


class Reporter:
    """Shows each epoch as it comes; a context, so that the bar ends with it."""

    def __init__(self, first: Snapshot, epochs: int) -> None:
        self._epochs = epochs
        self._console = tables.console()
        self._begun = time.monotonic()
        self._said = 0.0
        self._bar: Progress | None = None
        self._task = TaskID(0)
        if self._console.is_terminal:
            self._bar = Progress(
                TextColumn("epoch {task.completed:.0f} of {task.total:.0f}"),
                BarColumn(bar_width=20),
                TextColumn("{task.description}"),
                console=self._console,
            )
            self._task = self._bar.add_task(measures(first), total=epochs)

    def __enter__(self) -> Reporter:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, snapshot: Snapshot) -> None:
        """Show where training stands after an epoch."""
        seconds = time.monotonic() - self._begun
        words = measures(snapshot)
        rest = left(snapshot.epoch, self._epochs, seconds)
        if self._bar is not None:
            self._bar.update(self._task, completed=snapshot.epoch, description=f"{words}, {rest}")
        elif snapshot.epoch == 1 or seconds - self._said >= SECONDS_A_LINE:
            self._said = seconds
            tables.say(f"epoch {snapshot.epoch:,} of {self._epochs:,}: {words}, {rest}")

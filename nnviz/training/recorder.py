"""A run as it is recorded while it goes on: curves that grow, kept steps that thin out."""

from __future__ import annotations

import numpy as np

from nnviz.document.training import MOST_KEPT, Curves, Run
from nnviz.engine import Check, Checkpoint
from nnviz.training.kept import MOST_STEPS, thinned

LOOKS = ("training_loss", "validation_loss", "training_score", "validation_score")


class Growing:
    """Numbers that are added to. What was handed out stays as it is: a view of what never changes again."""

    def __init__(self, begun: np.ndarray) -> None:
        self._size = len(begun)
        self._room = np.empty(max(2 * len(begun), 1024), begun.dtype)
        self._room[: self._size] = begun

    def add(self, values: np.ndarray) -> None:
        """Add at the end."""
        end = self._size + len(values)
        if end > len(self._room):
            larger = np.empty(2 * end, self._room.dtype)
            larger[: self._size] = self._room[: self._size]
            self._room = larger
        self._room[self._size : end] = values
        self._size = end

    def now(self) -> np.ndarray:
        """All so far, read-only."""
        view = self._room[: self._size]
        view.flags.writeable = False
        return view


class Recorder:
    """Belongs to whoever trains, such as a thread of its own; what it hands out is frozen."""

    def __init__(self, run: Run) -> None:
        self._metric = run.metric
        curves = run.curves
        self._losses = Growing(curves.losses)
        self._checks = Growing(curves.checks)
        self._looks = {name: Growing(getattr(curves, name)) for name in LOOKS}
        self._kept = list(run.kept)
        self._bytes = sum(one.nbytes for one in self._kept)
        self._best = (np.inf, 0)
        best = curves.best
        if best is not None:
            self._best = (float(_judged(curves)[curves.checks == best][0]), best)

    def took(self, losses: tuple[float, ...]) -> None:
        """Steps were taken."""
        self._losses.add(np.array(losses, np.float32))

    def looked(self, step: int, check: Check) -> None:
        """Somebody looked at ``step``."""
        found = check.metrics
        names = ("loss", "validation_loss", self._metric, f"validation_{self._metric}")
        self._checks.add(np.array([step], np.int64))
        for column, name in zip(self._looks.values(), names, strict=True):
            column.add(np.array([found.get(name, np.nan)], np.float32))
        judged = found.get("validation_loss", found["loss"])
        if judged < self._best[0]:
            self._best = (judged, step)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember a step that can be gone back to."""
        if self._kept and self._kept[-1].step == checkpoint.step:
            self._bytes -= self._kept.pop().nbytes
        self._kept.append(checkpoint)
        self._bytes += checkpoint.nbytes
        if self._bytes > MOST_KEPT or len(self._kept) > MOST_STEPS:
            self._kept = list(thinned(self._kept, (self._best[1],)))
            self._bytes = sum(one.nbytes for one in self._kept)

    def curves(self) -> Curves:
        """How the run went so far."""
        looks = {name: column.now() for name, column in self._looks.items()}
        return Curves(self._losses.now(), self._checks.now(), **looks)

    @property
    def kept(self) -> tuple[Checkpoint, ...]:
        """The steps that can be gone back to."""
        return tuple(self._kept)


def _judged(curves: Curves) -> np.ndarray:
    is_judged = np.isfinite(curves.validation_loss).any()
    return curves.validation_loss if is_judged else curves.training_loss

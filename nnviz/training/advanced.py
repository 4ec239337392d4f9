"""A run carried out at once, as a lesson's card wants to find it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.document.training import Curves, Run, Trouble
from nnviz.engine import Check, Trainer, TrainingDivergedError
from nnviz.training.begin import Lesson

LOOKS = 12
"""How often it is looked, and kept, on the way."""


def advanced(run: Run, lesson: Lesson, steps: int) -> Run:
    """``run``, which stands at its beginning, after ``steps`` steps; where numbers stopped being finite it
    ends there.

    Raises:
        NNVizError: it can't be trained.
    """
    trainer = Trainer(run.network, lesson.learned, run.recipes[0][1], lesson.judged)
    every = max(steps // LOOKS, 1)
    kept, looks = [trainer.checkpoint()], [(0, trainer.check())]
    losses: list[float] = []
    trouble = None
    try:
        while trainer.step < steps:
            losses += trainer.advance(min(every, steps - trainer.step))
            looks.append((trainer.step, trainer.check()))
            kept.append(trainer.checkpoint())
    except TrainingDivergedError as error:
        trouble = Trouble(error.step, error.layer, error.unit, error.what)
        losses += trainer.advance(0)
    taken = np.array(losses, np.float32)
    return replace(run, curves=_curves(taken, looks, run.metric), kept=tuple(kept), trouble=trouble)


def _curves(losses: np.ndarray, looks: list[tuple[int, Check]], metric: str) -> Curves:
    def column(name: str) -> np.ndarray:
        return np.array([look.metrics.get(name, np.nan) for _, look in looks], np.float32)

    return Curves(
        losses,
        np.array([step for step, _ in looks], np.int64),
        column("loss"),
        column("validation_loss"),
        column(metric),
        column(f"validation_{metric}"),
    )

"""A run carried out at once, as a lesson's card wants to find it."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document.training import Run, Trouble
from nnviz.engine import Trainer, TrainingDivergedError
from nnviz.training.begin import Lesson
from nnviz.training.recorder import Recorder

LOOKS = 12
"""How often it is looked, and kept, on the way."""


def advanced(run: Run, lesson: Lesson, steps: int) -> Run:
    """``run``, which stands at its beginning, after ``steps`` steps; where numbers stopped being finite it
    ends there.

    Raises:
        NNVizError: it can't be trained.
    """
    trainer = Trainer(run.network, lesson.learned, run.recipes[0][1], lesson.judged)
    recorder, trouble = Recorder(run), None
    every = max(steps // LOOKS, 1)
    recorder.looked(0, trainer.check())
    try:
        while trainer.step < steps:
            recorder.took(trainer.advance(min(every, steps - trainer.step)))
            recorder.looked(trainer.step, trainer.check())
            recorder.keep(trainer.checkpoint())
    except TrainingDivergedError as error:
        trouble = Trouble(error.step, error.layer, error.unit, error.what)
        recorder.took(trainer.advance(0))
    return replace(run, curves=recorder.curves(), kept=recorder.kept, trouble=trouble)

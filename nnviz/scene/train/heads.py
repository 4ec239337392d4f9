"""What stands in the heads and below a run's charts, in words."""

from __future__ import annotations

import math

import numpy as np

from nnviz.document.training import Curves, Run
from nnviz.scene.train import curves
from nnviz.scene.train.axes import LOWEST_R2, Axis
from nnviz.scene.train.curves import Reading
from nnviz.scene.words.numbers import compact, number, percent

NOTHING = "–"
TITLES = {"accuracy": "Accuracy", "r2": "R²"}


def lowest_words(found: Curves) -> str:
    """Which loss tells the best step of a run."""
    return "lowest validation loss" if curves.has_validation(found) else "lowest training loss"


def loss(value: float) -> str:
    """A loss as the heads print it."""
    if math.isnan(value):
        return NOTHING
    return compact(value) if value >= 100 or 0 < abs(value) < 0.001 else number(value, 3)


def score(value: float, metric: str) -> str:
    """An accuracy or an R²."""
    if math.isnan(value):
        return NOTHING
    return percent(value) if metric == "accuracy" else number(value, 3)


def looks(found: Curves) -> str:
    """How often the validation examples were looked at: "every 15 steps", "every 50 to 500 steps"."""
    between = np.diff(found.checks)
    # The first ones and the last may come before their time, where a run begins and where it stops.
    between = between[2:-1] if len(between) > 3 else between
    if not len(between):
        return "now and then"
    least, most = int(between.min()), int(between.max())
    if most == 1:
        return "every step"
    return f"every {least:,} to {most:,} steps" if least < most else f"every {least:,} steps"


def below_loss(found: Curves, smoothing: int) -> tuple[str, ...]:
    """What the lines are, under the loss; the fullest first."""
    if not len(found.checks):
        return ("step",)
    if smoothing and curves.looks_in(found, smoothing):
        lines = f"lines: medians of {smoothing} steps"
    elif smoothing:
        lines = f"training: median of {smoothing} steps"
    else:
        lines = "training: mean between looks"
    said = f"Validation {looks(found)}" if curves.has_validation(found) else "Nothing is held out"
    raw = "grey: lowest to highest batch"
    return (
        f"step.  {said}; {lines}; {raw}.",
        f"{said}; {lines}; {raw}.",
        f"{said}; {raw}.",
        f"{said}.",
        "step",
    )


def below_score(metric: str, axis: Axis, found: Curves) -> tuple[str, ...]:
    """What is said under accuracy or R²."""
    if not len(found.checks):
        return ("step",)
    said = f"Validation {looks(found)}." if curves.has_validation(found) else "Nothing is held out."
    if metric == "r2" and axis.clipped:
        foot = f"What is below {number(LOWEST_R2, 0)} is drawn at the foot."
        return f"step.  {said} {foot}", foot, "step"
    return f"step.  {said}", said, "step"


def told(run: Run, found: Reading) -> tuple[str, str]:
    """The values at a step in two lines: loss, and score."""
    scores = (found.training_score, found.validation_score)
    training, validation = (score(value, run.metric) for value in scores)
    return (
        f"loss: training {loss(found.training_loss)}, validation {loss(found.validation_loss)}",
        f"{TITLES[run.metric]}: training {training}, validation {validation}",
    )


def said(run: Run, found: Reading) -> str:
    """The values at a step, for screen readers."""
    return f"Step {found.step:,}; {'; '.join(told(run, found))}"

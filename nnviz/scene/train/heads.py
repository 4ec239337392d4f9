"""What stands in the heads and below a run's charts, in words."""

from __future__ import annotations

import math

from nnviz.document.training import Curves, Run
from nnviz.engine.numbers import amount
from nnviz.scene.train import curves
from nnviz.scene.train.axes import LOWEST_R2, Axis
from nnviz.scene.train.curves import Reading
from nnviz.scene.words.numbers import compact, number, percent

NOTHING = "–"
TITLES = {"accuracy": "Accuracy", "r2": "R²"}


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


def below_loss(found: Curves, check_every: int, smoothing: int) -> tuple[str, ...]:
    """What the lines are, under the loss; the fullest first."""
    looks = curves.looks_in(found, smoothing)
    if smoothing:
        lines = f"Lines: median of {smoothing} steps" + ("" if looks else " (training)")
    elif check_every > 1:
        lines = f"Training: mean of {check_every:,} steps"
    else:
        lines = "Training: each step’s batch"
    said = "Validation every " + ("step" if check_every <= 1 else amount(check_every, "step"))
    raw = "grey: lowest to highest batch"
    fuller = f"{said}. {lines}; {raw}."
    return f"step.  {fuller}", fuller, f"{said}; {raw}.", f"{said}.", "step"


def below_score(metric: str, axis: Axis, check_every: int) -> tuple[str, ...]:
    """What is said under accuracy or R²."""
    said = "Validation every " + ("step" if check_every <= 1 else amount(check_every, "step"))
    if metric == "r2" and axis.clipped:
        foot = f"What is below {number(LOWEST_R2, 0)} is drawn at the foot."
        return f"step.  {said}. {foot}", foot, "step"
    return f"step.  {said}.", "step"


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

"""A run's curves as they are drawn: plain arrays, no value lost in a pixel column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document.training import Curves, Run
from nnviz.scene.train import axes
from nnviz.scene.train.axes import Axis

SMOOTHINGS = (0, 5, 21, 101)
"""Steps that a median goes over; 0: none."""
FEWEST = 3
"""Looks that a median needs to be one."""
SNAP = 8.0
"""Pixels beside the lowest validation loss within which a cursor that is dragged stands still there."""


@dataclass(frozen=True, eq=False)
class Line:
    """Points of a line that is drawn from left to right: ``steps`` (n,), ``values`` (n,) with NaN where it
    breaks."""

    steps: np.ndarray
    values: np.ndarray


NO_LINE = Line(np.zeros(0), np.zeros(0))


@dataclass(frozen=True, eq=False)
class Chart:
    """One chart over the steps 0 to ``total``, of which ``trained`` were taken.

    ``raw`` goes through every single batch's loss; empty in a chart of scores.
    """

    axis: Axis
    total: int
    trained: int
    training: Line
    validation: Line
    raw: Line = NO_LINE


@dataclass(frozen=True)
class Reading:
    """What the lines show at ``step``; NaN where nothing is known there."""

    step: int
    training_loss: float
    validation_loss: float
    training_score: float
    validation_score: float


def drawn(steps: np.ndarray, values: np.ndarray, total: int, width: int) -> Line:
    """The line through ``values`` (n,) at the ascending ``steps`` (n,), 0..``total``, over ``width`` pixels.

    Of more values than pixels each column keeps its first, lowest, highest and last one, in which it looks as
    if all were drawn (Jugel et al. 2014, M4); no spike of a single step is lost. Infinities are breaks.
    """
    values = np.asarray(values, np.float64)
    finite = np.where(np.isfinite(values), values, np.nan)
    if len(values) <= 2 * width:
        return Line(np.asarray(steps, np.float64), finite)
    column = np.minimum(np.asarray(steps, np.int64) * width // max(total, 1), width - 1)
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    ends = np.append(starts[1:], len(values)) - 1
    parts = (
        finite[starts],
        np.fmin.reduceat(finite, starts),
        np.fmax.reduceat(finite, starts),
        finite[ends],
    )
    middle = (column[starts] + 0.5) * (total / width)
    return Line(np.repeat(middle, len(parts)), np.stack(parts, axis=1).ravel())


def medians(values: np.ndarray, places: np.ndarray, width: int) -> np.ndarray:
    """The median of the ``width`` values around each of ``places``; fewer at both ends. What isn't finite
    counts as larger than all."""
    half = width // 2
    reach = places[:, None] + np.arange(-half, half + 1)
    inside = (reach >= 0) & (reach < len(values))
    around = np.asarray(values, np.float64)[np.clip(reach, 0, max(len(values) - 1, 0))]
    around = np.where(np.isfinite(around), around, np.inf)
    return np.nanmedian(np.where(inside, around, np.nan), axis=1)


def every(curves: Curves) -> int:
    """Steps from one look to the next, as a rule; 0 where there was but one."""
    between = np.diff(curves.checks)
    return int(np.median(between)) if len(between) else 0


def looks_in(curves: Curves, smoothing: int) -> int:
    """Looks that a median of so many steps goes over; 0: too few to smooth them."""
    looks = smoothing // max(every(curves), 1)
    return looks if looks >= FEWEST else 0


def loss_chart(run: Run, total: int, width: int, is_log: bool, smoothing: int) -> Chart:
    """Training and validation loss of ``run`` over ``width`` pixels.

    The training line is the mean between looks, or with ``smoothing`` the median of so many steps.
    """
    curves = run.curves
    total = max(total, curves.steps, 1)
    raw = drawn(np.arange(1, curves.steps + 1), curves.losses, total, width)
    if smoothing and curves.steps:
        places = np.unique(np.linspace(0, curves.steps - 1, min(curves.steps, 2 * width)).astype(np.int64))
        training = Line(places + 1.0, _broken(medians(curves.losses, places, smoothing)))
    else:
        training = drawn(curves.checks, curves.training_loss, total, width)
    validation = drawn(curves.checks, _smooth(curves, curves.validation_loss, smoothing), total, width)
    axis = axes.of_loss((raw.values, training.values, validation.values), is_log)
    return Chart(axis, total, curves.steps, training, validation, raw)


def score_chart(run: Run, total: int, width: int, smoothing: int) -> Chart:
    """Accuracy or R² of ``run`` over ``width`` pixels."""
    curves = run.curves
    total = max(total, curves.steps, 1)
    lines = [
        drawn(curves.checks, _smooth(curves, scores, smoothing), total, width)
        for scores in (curves.training_score, curves.validation_score)
    ]
    axis_of = axes.of_r2 if run.metric == "r2" else axes.of_accuracy
    return Chart(axis_of([line.values for line in lines]), total, curves.steps, *lines)


def reading(curves: Curves, step: int, smoothing: int = 0) -> Reading:
    """What the lines show at ``step``: what the latest look at or before it found, or the median there."""
    place = int(np.searchsorted(curves.checks, step, side="right")) - 1

    def found(values: np.ndarray) -> float:
        if place < 0 or place >= len(values):
            return float("nan")
        looks = looks_in(curves, smoothing)
        return float(medians(values, np.array([place]), looks)[0] if looks else values[place])

    training = found(curves.training_loss)
    if smoothing and 0 < step <= curves.steps:
        training = float(medians(curves.losses, np.array([step - 1]), smoothing)[0])
    return Reading(
        step,
        training,
        found(curves.validation_loss),
        found(curves.training_score),
        found(curves.validation_score),
    )


def has_validation(found: Curves) -> bool:
    """Whether anything was held out to judge by."""
    return bool(np.isfinite(found.validation_loss).any()) or not len(found.checks)


def first_broken(run: Run) -> int | None:
    """The step from which on a loss isn't finite, from 1; None: there is none."""
    if run.trouble is not None:
        return run.trouble.step
    broken = np.flatnonzero(~np.isfinite(run.curves.losses))
    return int(broken[0]) + 1 if len(broken) else None


def last_good(run: Run) -> int | None:
    """The kept step that one goes back to from trouble: of those before it the one nearest to the lowest
    validation loss; None where there was no trouble."""
    broken = first_broken(run)
    if broken is None:
        return None
    before = [kept.step for kept in run.kept if kept.step < broken]
    best = run.curves.best
    if not before:
        return None
    return max(before) if best is None else min(before, key=lambda step: abs(step - best))


def stop_near(run: Run, step: float, reach: float) -> int:
    """The kept step that a cursor at ``step`` stands on: that of the lowest validation loss where it lies
    within ``reach`` steps, else the nearest."""
    best = run.curves.best
    if best is not None and abs(best - step) <= reach:
        step = best
    return run.nearest(round(step)).step


def _smooth(curves: Curves, values: np.ndarray, smoothing: int) -> np.ndarray:
    looks = looks_in(curves, smoothing)
    return _broken(medians(values, np.arange(len(values)), looks)) if looks and len(values) else values


def _broken(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)

"""All runs of a document beside each other: one chart, one table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nnviz.document.training import Run
from nnviz.scene.train import axes, curves, heads, recipes
from nnviz.scene.train.axes import Axis
from nnviz.scene.train.curves import Line

COLUMNS = ("Run", "Optimiser", "Rate", "Steps", "Lowest validation loss", "at step", "Final score")
"""What the table says of each run."""
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (7, 3),
    (2, 2.5),
    (7, 3, 1.5, 3),
    (12, 3),
    (1, 3),
    (10, 2, 2, 2, 2, 2),
)
"""Line styles, so that runs are told apart without a hue: lengths of lines and gaps in widths of the line."""
WIDTHS = (3.2, 2.2, 1.5)


@dataclass(frozen=True)
class Style:
    """How a run's line is drawn: its dashes, its width, and whether it is in ``ink`` or in ``ink2``."""

    dashes: tuple[float, ...]
    width: float
    token: str


@dataclass(frozen=True, eq=False)
class Compared:
    """All runs on the same axes, over ``total`` steps. A line is a run's validation loss, or its training
    loss where nothing was held out."""

    axis: Axis
    total: int
    lines: tuple[Line, ...]


def style(number: int) -> Style:
    """The style of run number ``number``; after all of them the lines get thinner."""
    round_, place = divmod(number, len(DASHES))
    return Style(DASHES[place], WIDTHS[min(round_, len(WIDTHS) - 1)], "ink2" if place % 2 else "ink")


def compared(runs: Sequence[Run], width: int, is_log: bool) -> Compared:
    """All runs over ``width`` pixels."""
    total = max((run.steps for run in runs), default=1) or 1
    lines = tuple(curves.drawn(run.curves.checks, judged(run), total, width) for run in runs)
    return Compared(axes.of_loss([line.values for line in lines], is_log), total, lines)


def judged(run: Run) -> np.ndarray:
    """The loss by which a run is compared, a look each."""
    found = run.curves
    return found.validation_loss if curves.has_validation(found) else found.training_loss


def row(run: Run) -> tuple[str, ...]:
    """What the table says of a run, under :data:`COLUMNS`."""
    optimizer = run.recipes[-1][1].optimizer
    best = run.curves.best
    return (
        run.name,
        recipes.rule_of(optimizer),
        recipes.rate_text(optimizer.rate),
        f"{run.steps:,}",
        heads.loss(recipes.lowest(run)),
        heads.NOTHING if best is None else f"{best:,}",
        final_score(run),
    )


def final_score(run: Run) -> str:
    """The score at the last step, on held-out examples where there are some: "93.3%", "R² 0.912"."""
    last = curves.reading(run.curves, run.steps)
    value = last.validation_score if math.isfinite(last.validation_score) else last.training_score
    text = heads.score(value, run.metric)
    return f"R² {text}" if run.metric == "r2" and text != heads.NOTHING else text


def ends(heights: Sequence[float], room: float) -> list[float]:
    """Where names stand at the ends of lines that end at ``heights``, at least ``room`` apart, in the same
    order, as near to their lines as that lets them."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = list(heights)
    for _ in range(len(order) * 4):
        for above, below in pairwise(order):
            overlap = room - (placed[below] - placed[above])
            if overlap > 1e-6:
                placed[above] -= overlap / 2
                placed[below] += overlap / 2
    return placed

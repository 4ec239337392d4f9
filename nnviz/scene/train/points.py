"""The examples as points on the plane: which class, which part, which the network gets wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.engine import Network
from nnviz.engine.learning.evaluation import r_squared
from nnviz.scene.train.plane import Plane
from nnviz.scene.words import numbers

MOST = 2000
"""Points that are drawn, and judged, at most: of both parts the first ones."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, eq=False)
class Points:
    """``at`` (n, 2) in shares of the plane, y down. ``labels`` (n,) are class numbers, None: values.
    ``is_held_out`` and ``is_wrong`` (n,) bool. ``rows`` (n,) are the numbers of the examples that are drawn,
    of ``count`` in all. ``answers`` (n, outputs) is what the network says. ``r2`` judges values, else NaN."""

    at: np.ndarray
    labels: np.ndarray | None
    is_held_out: np.ndarray
    is_wrong: np.ndarray
    rows: np.ndarray
    count: int
    answers: np.ndarray
    r2: float

    @property
    def wrong(self) -> int:
        """How many of those that are drawn are wrong."""
        return int(self.is_wrong.sum())

    @property
    def judged(self) -> str:
        """How many are wrong, or how well values are met."""
        if self.labels is None:
            return f"R² {numbers.number(self.r2, 3)}" if np.isfinite(self.r2) else ""
        return f"{self.wrong:,} of {len(self.rows):,} wrong"

    def nearest(self, across: float, down: float, reach: float) -> int | None:
        """Which of the drawn points is nearest to this place in shares of the plane, within ``reach``."""
        if not len(self.at):
            return None
        away = np.hypot(self.at[:, 0] - across, self.at[:, 1] - down)
        # Of several equally near the one that is painted last, and lies on top.
        found = len(away) - 1 - int(away[::-1].argmin())
        return found if away[found] <= reach else None


def points(network: Network, data: Dataset, plane: Plane) -> Points:
    """The examples of ``data`` and what ``network`` says of them."""
    learned = len(data) - data.held_out
    drawn = min(learned, max(MOST - data.held_out, MOST // 2))
    rows = np.concatenate([np.arange(drawn), np.arange(learned, min(len(data), learned + MOST - drawn))])
    inputs = data.inputs[rows]
    answers = network.predict(inputs.reshape(-1, *network.input_shape)).reshape(len(rows), -1)
    labels = None if data.labels is None else data.labels[rows]
    is_wrong, r2 = np.zeros(len(rows), bool), float("nan")
    if labels is not None:
        is_wrong = said(answers) != labels
    elif answers.shape[1] == data.targets[0].size:
        r2 = r_squared(answers, data.targets[rows].reshape(answers.shape))
    return Points(
        plane.shares(inputs.astype(np.float64)),
        labels,
        rows >= learned,
        is_wrong,
        rows,
        len(data),
        answers,
        r2,
    )


def said(answers: np.ndarray) -> np.ndarray:
    """The class (n,) that each row of ``answers`` (n, outputs) names: one output says yes from one half up;
    −1 where a number is missing."""
    found = answers[:, 0] > 0.5 if answers.shape[1] == 1 else answers.argmax(axis=1)
    return np.where(np.isnan(answers).any(axis=1), -1, found)

"""How well values are met: predicted against true, what is left, and the typical error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.engine.learning.evaluation import r_squared
from nnviz.scene.words import names
from nnviz.scene.words.numbers import MOST_DECIMALS, number, percent, signed

TICKS = 5
"""So many parts an axis has, or nearly."""


@dataclass(frozen=True, eq=False)
class Fit:
    """One output: ``name``, and by example ``truth`` and ``said`` (N,) in the target's own unit; ``r2`` is
    1 - sum (t - s)^2 / sum (t - mean t)^2, ``error`` the root of the mean squared error."""

    name: str
    truth: np.ndarray
    said: np.ndarray
    r2: float
    error: float

    @classmethod
    def of(cls, document: Document, data: Dataset, output: int, truth: np.ndarray, said: np.ndarray) -> Fit:
        """Measure one output."""
        truth, said = truth.astype(np.float64), said.astype(np.float64)
        with np.errstate(all="ignore"):
            error = math.sqrt(float(np.mean((said - truth) ** 2))) if len(truth) else math.nan
            r2 = float(r_squared(said[:, None], truth[:, None]))
        return cls(names.output(document, output), truth, said, r2, error)

    @property
    def residuals(self) -> np.ndarray:
        """(N,): how much too large each answer is."""
        return np.asarray(self.said - self.truth)

    @property
    def span(self) -> tuple[float, float]:
        """The least and the largest of what is true and what is said, a little wider."""
        return span_of(np.concatenate([self.truth, self.said]))

    @property
    def residual_span(self) -> tuple[float, float]:
        """As far below 0 as above."""
        low, high = span_of(self.residuals)
        most = max(abs(low), abs(high))
        return -most, most

    def order(self) -> np.ndarray:
        """Numbers of the examples, from the least true value to the largest."""
        return np.argsort(self.truth, kind="stable")

    def worst(self) -> int:
        """The example that is furthest off."""
        off = np.abs(self.residuals)
        return int(np.nan_to_num(off, nan=-1.0, posinf=np.inf).argmax()) if len(off) else 0

    # words

    def r2_text(self) -> str:
        """R² as it is printed."""
        return number(self.r2, 3)

    def error_text(self) -> str:
        """The typical error in the target's own unit."""
        return number(self.error, self.decimals)

    @property
    def decimals(self) -> int:
        """Digits after the point that suit the spread of the true values: three that count."""
        low, high = self.span
        spread = high - low
        if not spread > 0 or not math.isfinite(spread):
            return 2
        return min(max(2 - math.floor(math.log10(spread)), 0), 4)

    def sentence(self, example: int) -> str:
        """One example in words."""
        true, said = float(self.truth[example]), float(self.said[example])
        texts = number(true, self.decimals), number(said, self.decimals)
        off = said - true
        if not math.isfinite(off):
            return f"Example {example}: {self.name} is {texts[0]}, the network says {texts[1]}."
        return (
            f"Example {example}: {self.name} is {texts[0]}, the network says {texts[1]}, "
            f"{signed(off, self.decimals)}."
        )

    def verdict(self) -> str:
        """What R² means here."""
        if not np.isfinite(self.said).all():
            return "R² can't be told: an answer isn't finite."
        if np.ptp(self.truth) == 0:
            return "The true values are all the same: there is nothing to explain."
        if self.r2 < 0:
            return "Below 0: always saying the mean would be nearer."
        return f"The network explains {percent(self.r2)} of how “{self.name}” varies."


def ticks(low: float, high: float) -> tuple[float, ...]:
    """About five round values between two, 0 among them where it lies there."""
    if not high > low:
        return (low,)
    step = 10.0 ** math.floor(math.log10((high - low) / TICKS))
    step *= min((1, 2, 5, 10), key=lambda times: abs((high - low) / (step * times) - TICKS))
    return tuple(step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1))


def tick_text(value: float, low: float, high: float) -> str:
    """A tick between two, with as many digits as tell it from its neighbours."""
    places = ticks(low, high)
    step = places[1] - places[0] if len(places) > 1 else 1.0
    return number(value, min(max(-math.floor(math.log10(step) + 1e-9), 0), MOST_DECIMALS))


def span_of(values: np.ndarray) -> tuple[float, float]:
    """The least and the largest finite one of some values, a little wider; 0 to 1 where there is none."""
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = 0.04 * (high - low) or max(abs(high), 1.0) * 0.1
    return low - margin, high + margin

"""The axes of a run's curves: limits that hold still while values wander a little, and round ticks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from nnviz.scene.words import numbers

MOST_DECADES = 12
"""A loss that falls further is drawn at the foot of its log scale."""
LOWEST_R2 = -1.0
"""An R² below it is drawn at the foot of the chart, with an arrow."""
_LIMITS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
"""What the ends of a log scale are, times a power of ten."""
_LOG_TICKS = ((1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0), (1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
"""Ticks of a log scale in each decade, the densest first."""
_SHARES = ((0.85, 0.05), (0.6, 0.1), (-math.inf, 0.25))
"""How far apart the ticks of shares are where the lowest is at least so large."""
_COUNTS = (4, 5, 3, 6)
"""Into how many parts an axis of steps is best divided."""


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``, evenly or by ``is_log``; ``write`` prints a tick. ``clipped``: values lie
    below ``low``, and are drawn there."""

    low: float
    high: float
    ticks: tuple[float, ...]
    is_log: bool = False
    clipped: bool = False
    write: Callable[[float], str] = numbers.tick

    def share(self, values: np.ndarray) -> np.ndarray:
        """How far up the axis values lie: 0 at its foot, 1 at its top, clipped to both; NaN stays."""
        values = np.asarray(values, np.float64)
        low, high = self.low, self.high
        if self.is_log:
            with np.errstate(divide="ignore", invalid="ignore"):
                values = np.asarray(np.log10(np.maximum(values, low)), np.float64)
            low, high = math.log10(low), math.log10(high)
        shares: np.ndarray = np.clip((values - low) / (high - low), 0.0, 1.0)
        return shares


def of_loss(values: Iterable[np.ndarray], is_log: bool, most: int = 5) -> Axis:
    """The axis that all these losses fit on, with at most ``most`` ticks."""
    found = _finite(values)
    high = float(found.max()) if found.size else 1.0
    if not is_log:
        return _even(min(0.0, float(found.min())) if found.size else 0.0, max(high, 1e-12), most)
    positive = found[found > 0]
    if not positive.size:
        return Axis(0.1, 1.0, (0.1, 1.0), is_log=True)
    high = float(positive.max())
    low = max(float(positive.min()), high * 10.0**-MOST_DECADES)
    low, high = _limit(low, -1), _limit(high, 1)
    return Axis(low, high, _log_ticks(low, high, most), is_log=True)


def of_accuracy(values: Iterable[np.ndarray], most: int = 5) -> Axis:
    """Shares of 1, from a round one below the lowest up to 100%."""
    found = _finite(values)
    low = float(found.min()) if found.size else 0.0
    step = next(step for least, step in _SHARES if low >= least)
    low = min(max(math.floor(low / step + 1e-9) * step, 0.0), 1 - step)
    ticks = tuple(round(1 - n * step, 12) for n in range(round((1 - low) / step), -1, -1))
    return Axis(low, 1.0, ticks[-most:], write=_percent)


def of_r2(values: Iterable[np.ndarray], most: int = 5) -> Axis:
    """R² up to 1, and down to −1 at most."""
    found = _finite(values)
    least = float(found.min()) if found.size else 0.0
    low = min(max(math.floor(least / 0.25) * 0.25, LOWEST_R2), 0.0)
    ticks = tuple(value for value in (-1.0, -0.5, 0.0, 0.5, 1.0) if value >= low)
    return Axis(low, 1.0, ticks[-most:], clipped=least < LOWEST_R2)


def step_ticks(total: int, most: int = 6) -> tuple[int, ...]:
    """Round numbers of steps from 0 on, the last step among them where it is round enough."""
    parts = [count for count in _COUNTS if count <= most and total % count == 0]
    best = min(parts, key=lambda count: (_digits(total // count), _COUNTS.index(count)), default=None)
    if best is not None and _digits(total // best) <= 2:
        return tuple(range(0, total + 1, total // best))
    step = _round_step(total, most)
    return tuple(range(0, total + 1, max(round(step), 1)))


def _finite(values: Iterable[np.ndarray]) -> np.ndarray:
    parts = [np.ravel(np.asarray(part, np.float64)) for part in values]
    found: np.ndarray = np.concatenate([np.zeros(0), *parts])
    finite: np.ndarray = found[np.isfinite(found)]
    return finite


def _percent(value: float) -> str:
    return numbers.percent(value, 0)


def _digits(number: int) -> int:
    """Digits of a number without the zeros at its end."""
    return len(str(number).rstrip("0"))


def _round_step(span: float, most: int) -> float:
    power = 10.0 ** math.floor(math.log10(max(span, 1e-300) / most))
    return next(power * times for times in (1, 2, 5, 10, 20) if span / (power * times) <= most)


def _even(low: float, high: float, most: int) -> Axis:
    step = _round_step(high - low, most - 1)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(f"{step * n:.12g}") for n in range(first, last + 1))
    return Axis(step * first, step * last, ticks)


def _limit(value: float, way: int) -> float:
    """The nearest end of a log scale below ``value`` (``way`` −1), or above it (1)."""
    power = 10.0 ** math.floor(math.log10(value))
    found = [power * times for times in (*_LIMITS, 10.0)]
    # A value that lies at an end would lie on the frame.
    near = [end for end in found if (end < value if way < 0 else end > value)]
    return (near[-1] if near else power * 0.7) if way < 0 else (near[0] if near else power * 15)


def _log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for within in _LOG_TICKS:
        ticks = [
            float(f"{times}e{power}")
            for power in range(first, last + 1)
            for times in within
            if low <= float(f"{times}e{power}") <= high
        ]
        if len(ticks) <= most:
            return tuple(ticks)
    every = math.ceil(len(ticks) / most)
    return tuple(ticks[::-1][::every][::-1])

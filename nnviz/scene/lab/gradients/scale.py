"""One log scale for the plots of all cards, and where its lines lie."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nnviz.scene.lab.gradients.measuring import Measured
from nnviz.scene.lab.gradients.verdicts import shown

LEAST_DECADES = 4
MOST_LINES = 5
HEADROOM = 0.06
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class LogScale:
    """Powers of ten from ``low`` to ``high``; ``lines`` are the exponents that are printed."""

    low: float
    high: float
    lines: tuple[int, ...]

    def share(self, value: float) -> float:
        """How far up ``value`` lies, 0 to 1; what is smaller, or 0, lies at the bottom."""
        if not value > 0:
            return 0.0
        power = math.log10(value) if math.isfinite(value) else self.high
        return min(max((power - self.low) / (self.high - self.low), 0.0), 1.0)


def log_scale(measured: Measured, is_signal: bool) -> LogScale:
    """A scale that holds every seed of every card, of four decades at least."""
    sizes = np.concatenate([shown(column, is_signal).ravel() for column in measured.columns])
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    if not len(sizes):
        return LogScale(-4.0, 0.0, (-4, -2, 0))
    low, high = math.log10(float(sizes.min())), math.log10(float(sizes.max()))
    missing = LEAST_DECADES - (high - low)
    if missing > 0:
        low, high = low - missing / 2, high + missing / 2
    bottom, top = math.floor(low + 0.01), math.ceil(high - 0.01)
    # The largest size keeps clear of the knob on top of the line in hand.
    low, high = float(bottom), max(float(top), high + HEADROOM * (high - bottom))
    step = next((s for s in _STEPS if math.floor(high / s) - math.ceil(low / s) < MOST_LINES), _STEPS[-1])
    lines = range(math.ceil(low / step) * step, math.floor(high / step) * step + 1, step)
    return LogScale(low, high, tuple(lines))

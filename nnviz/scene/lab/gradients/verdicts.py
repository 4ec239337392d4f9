"""How a layer compares with another one, as a factor, card by card, and the one that is worst."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.lab.gradients.measuring import Column, Measured

ALARMING = 10.0
"""From this factor on a gradient is said to vanish or to explode."""
SAME, VANISHES, EXPLODES, NOTHING, OVERFLOWS = "same", "vanishes", "explodes", "nothing", "overflows"


@dataclass(frozen=True)
class Verdict:
    """``factor`` is the median, over the seeds, of each seed's own ratio: the size in the other layer over
    that in the layer in hand. ``low`` and ``high`` are the least and largest of them. ``size`` is the median
    size in the layer in hand."""

    kind: str
    factor: float
    low: float
    high: float
    size: float

    @property
    def is_alarming(self) -> bool:
        """Whether it is marked."""
        return self.kind != SAME

    @property
    def distance(self) -> float:
        """How far from equal, whichever is larger: at least 1."""
        if self.kind in (NOTHING, OVERFLOWS):
            return math.inf
        return max(self.factor, 1 / self.factor) if self.factor > 0 else math.inf


def place_of(measured: Measured, layer: int) -> int:
    """The place in the plots, from 0, of the layer in hand, counted from 1."""
    return min(max(layer, 1), len(measured.numbers)) - 1


def other_of(measured: Measured, place: int) -> int:
    """The place that one in hand is compared with: the last one; for the last one itself, the first."""
    last = len(measured.numbers) - 1
    return last if place != last else 0


def shown(column: Column, is_signal: bool) -> Array:
    """(seeds, layers): the sizes that are looked at."""
    return column.signals if is_signal else column.sizes


@lru_cache(maxsize=32)
def middle(column: Column, is_signal: bool) -> tuple[float, ...]:
    """The median over the seeds of the sizes that are looked at, layer by layer."""
    return tuple(float(size) for size in np.median(shown(column, is_signal), axis=0))


@lru_cache(maxsize=32)
def band(column: Column, is_signal: bool) -> tuple[tuple[float, float], ...]:
    """The lowest and the highest seed, layer by layer."""
    sizes = shown(column, is_signal)
    ends = zip(sizes.min(axis=0), sizes.max(axis=0), strict=True)
    return tuple((float(low), float(high)) for low, high in ends)


@lru_cache(maxsize=1024)
def verdict(column: Column, place: int, other: int, is_signal: bool) -> Verdict:
    """What a card's seeds say of layer ``place`` beside ``other``."""
    sizes = shown(column, is_signal)
    hand, beside = sizes[:, place], sizes[:, other]
    if not (np.isfinite(hand).all() and np.isfinite(beside).all()):
        return Verdict(OVERFLOWS, math.nan, math.nan, math.nan, float(np.median(hand)))
    size = float(np.median(hand))
    if size == 0:
        return Verdict(NOTHING, math.inf, math.inf, math.inf, size)
    with np.errstate(all="ignore"):
        ratios = np.where(hand > 0, beside / hand, np.inf)
    factor, low, high = float(np.median(ratios)), float(ratios.min()), float(ratios.max())
    kind = VANISHES if factor >= ALARMING else EXPLODES if factor <= 1 / ALARMING else SAME
    return Verdict(kind, factor, low, high, size)


def worst(verdicts: tuple[Verdict, ...]) -> int:
    """The card that the sentence is about: the one furthest from equal."""
    return max(range(len(verdicts)), key=lambda number: verdicts[number].distance)

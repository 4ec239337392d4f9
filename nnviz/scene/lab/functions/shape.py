"""What can be measured on the curve of a function of one z: how steep it gets, where it is flat or dead."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array

FLAT = 0.01
"""A slope below this share of the largest one counts as saturated."""
_GRID = np.concatenate([[-1000.0, -100.0, -30.0], np.linspace(-10.0, 10.0, 4001), [30.0, 100.0, 1000.0]])
_HALVINGS = 50
_FAR = (10.0, 100.0, 1000.0)
_REACH = 20.0


@dataclass(frozen=True)
class Stretch:
    """Every z from ``low`` to ``high``, ±infinity where there is no end. ``has_low`` and ``has_high`` say
    whether the ends themselves belong to it."""

    low: float
    high: float
    has_low: bool = False
    has_high: bool = False


@dataclass(frozen=True)
class Shape:
    """``largest`` is the largest |f′(z)|, ``steepest`` a z where it is reached (the one nearest to 0), and
    ``is_wide`` whether it is reached on a whole stretch. ``least`` and ``most`` are f's smallest and largest
    value for z from −10 to 10. ``dead``: the stretches where f′ is exactly 0, but for those that a computer's
    numbers alone make 0, far out. ``flat``: the others where |f′| is below 1 % of the largest. ``turns``: z
    where the slope changes its sign. ``small`` is the one small slope that all negative z have, as with a
    leaky ReLU; else None.
    """

    largest: float
    steepest: float
    is_wide: bool
    least: float
    most: float
    flat: tuple[Stretch, ...]
    dead: tuple[Stretch, ...]
    turns: tuple[float, ...]
    small: float | None = None

    @property
    def is_constant(self) -> bool:
        """No slope anywhere: gradient descent learns nothing through it."""
        return self.largest == 0

    @property
    def is_straight(self) -> bool:
        """One and the same slope everywhere."""
        return self.is_wide and self.small is None and not (self.flat or self.dead)


@lru_cache(maxsize=256)
def shape(function: ActivationFunction) -> Shape:
    """Measure ``function``, elementwise, in float64 at 4,007 places from −1,000 to 1,000."""
    sizes = np.abs(slopes(function, _GRID))
    finite = np.where(np.isfinite(sizes), sizes, -1.0)
    largest = float(finite.max())
    near = np.flatnonzero(finite >= largest * (1 - 1e-9))
    at = float(_GRID[near[np.abs(_GRID[near]).argmin()]])
    inside = values(function, _GRID[np.abs(_GRID) <= 10.0])
    inside = inside[np.isfinite(inside)]
    small = _small(function)

    def is_dead(z: Array) -> Array:
        found: Array = slopes(function, z) == 0
        return found

    dead = tuple(one for one in _stretches(is_dead) if _is_near(one))

    def is_flat(z: Array) -> Array:
        is_alive: Array = np.ones(np.shape(z), bool)
        for one in dead:
            is_alive &= ~((one.low <= z) & (z <= one.high))
        found: Array = (np.abs(slopes(function, z)) < FLAT * largest) & is_alive
        return found

    turns = _turns(function)
    flat = () if small is not None else tuple(one for one in _stretches(is_flat) if not _turns_in(one, turns))
    return Shape(
        largest,
        at,
        bool(len(near) > 2),
        float(inside.min()) if len(inside) else math.nan,
        float(inside.max()) if len(inside) else math.nan,
        flat,
        dead,
        turns,
        small,
    )


def values(function: ActivationFunction, z: Array) -> Array:
    """f(z) in float64, whatever overflows."""
    with np.errstate(all="ignore"):
        return np.asarray(function.forward(np.asarray(z, np.float64)), np.float64)


def slopes(function: ActivationFunction, z: Array) -> Array:
    """f′(z) in float64."""
    with np.errstate(all="ignore"):
        return np.asarray(function.derivative(np.asarray(z, np.float64)), np.float64)


def at(function: ActivationFunction, z: float) -> tuple[float, float]:
    """(f(z), f′(z))."""
    one = np.array([z])
    return float(values(function, one)[0]), float(slopes(function, one)[0])


def _small(function: ActivationFunction) -> float | None:
    """The slope of every negative z where it is one, not 0, and another one than that of every positive z."""
    below, above = (slopes(function, sign * np.array(_FAR)) for sign in (-1, 1))
    is_kinked = np.ptp(below) == 0 and np.ptp(above) == 0 and below[0] not in (0, above[0])
    near = slopes(function, np.array([-1e-3, 1e-3]))
    return float(below[0]) if is_kinked and near[0] == below[0] and near[1] == above[0] else None


def _is_near(one: Stretch) -> bool:
    """Whether a stretch is more than a point, and begins or ends within reach; or has no end at all."""
    ends = [abs(end) for end in (one.low, one.high) if math.isfinite(end)]
    return one.high > one.low and (not ends or min(ends) <= _REACH)


def _turns(function: ActivationFunction) -> tuple[float, ...]:
    """Where the slope goes through 0 and comes out with the other sign."""
    signs = np.sign(slopes(function, _GRID))
    there = np.flatnonzero(signs)
    changes = np.flatnonzero(signs[there[1:]] * signs[there[:-1]] < 0)
    found = []
    for change in changes:
        low, high = float(_GRID[there[change]]), float(_GRID[there[change + 1]])
        found.append(_zero(function, low, high))
    return tuple(found)


def _zero(function: ActivationFunction, low: float, high: float) -> float:
    sign = np.sign(slopes(function, np.array([low]))[0])
    return _border(lambda z: np.sign(slopes(function, z)) == sign, low, high)


def _turns_in(one: Stretch, turns: tuple[float, ...]) -> bool:
    return any(one.low <= turn <= one.high for turn in turns)


def _stretches(holds: Callable[[Array], Array]) -> tuple[Stretch, ...]:
    """Where ``holds`` is true, found on the grid and made exact by halving."""
    true = np.concatenate([[False], holds(_GRID), [False]])
    starts = np.flatnonzero(~true[:-1] & true[1:])
    stops = np.flatnonzero(true[:-1] & ~true[1:]) - 1
    return tuple(_stretch(holds, int(first), int(last)) for first, last in zip(starts, stops, strict=True))


def _stretch(holds: Callable[[Array], Array], first: int, last: int) -> Stretch:
    low = -math.inf if first == 0 else _border(holds, _GRID[first], _GRID[first - 1])
    high = math.inf if last == len(_GRID) - 1 else _border(holds, _GRID[last], _GRID[last + 1])
    ends = [
        math.isfinite(end) and end == round(end, 6) and bool(holds(np.array([end]))[0]) for end in (low, high)
    ]
    return Stretch(low, high, *ends)


def _border(holds: Callable[[Array], Array], inside: float, outside: float) -> float:
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if holds(np.array([middle]))[0]:
            inside = middle
        else:
            outside = middle
    # A kink at a whole number is found to the last bits and no further.
    near = round(inside, 6)
    return near if abs(near - inside) < 1e-9 else inside

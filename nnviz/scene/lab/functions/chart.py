"""The curve of a function of one z as numbers: f, its slope, the axes around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.scene.detail.response import Z_RANGE, Response, ends, samples
from nnviz.scene.lab.functions.shape import at

_PAD = 0.08
_ROOM = 1.25
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, eq=False)
class Chart:
    """f and f′ over z, float64 (n,), and the rectangle that shows them; 0 lies in it both ways. ``ticks`` are
    two or three values at the left axis."""

    low: float
    high: float
    bottom: float
    top: float
    z: Array
    value: Array
    slope: Array
    ticks: tuple[float, ...]


@dataclass(frozen=True)
class Tangent:
    """The line that touches the curve at a point, between two z as far apart on every card."""

    z: tuple[float, float]
    value: tuple[float, float]


def span_of(z: float) -> float:
    """Cards show z from −span to span: 5, or more where z lies outside, in steps of 1, 2, 5, 10 ..."""
    if abs(z) <= Z_RANGE:
        return Z_RANGE
    wanted = abs(z) * _ROOM
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in (*_STEPS, 10.0) if step * power >= wanted)


@lru_cache(maxsize=256)
def chart(function: ActivationFunction, span: float) -> Chart:
    """The curve of ``function`` for z from −``span`` to ``span``."""
    z, value, slope = samples(Response(function), -span, span)
    bottom, top = ends(value, slope, _PAD)
    return Chart(-span, span, bottom, top, z, value, slope, _ticks(bottom, top))


def _ticks(bottom: float, top: float) -> tuple[float, ...]:
    """Round numbers, 0 among them, no more than three."""
    reach = max(top, -bottom)
    power = 10.0 ** math.floor(math.log10(reach))
    step = next(
        (
            step * power
            for step in (0.5, 1.0, 2.0, 5.0)
            if top // (step * power) - bottom // (step * power) <= 3
        ),
        10 * power,
    )
    first, last = math.ceil(bottom / step - 1e-9), math.floor(top / step + 1e-9)
    return tuple(float(step * n) for n in range(first, last + 1))


def tangent(function: ActivationFunction, z: float, chart_: Chart) -> Tangent | None:
    """The tangent at ``z``, as long as the chart has room for; None where there is none."""
    value, slope = at(function, z)
    if not (math.isfinite(value) and math.isfinite(slope)):
        return None
    reach = 0.11 * (chart_.high - chart_.low)
    steepness = abs(slope) * (chart_.high - chart_.low) / (chart_.top - chart_.bottom)
    reach /= math.hypot(1.0, 0.5 * steepness)
    return Tangent((z - reach, z + reach), (value - slope * reach, value + slope * reach))

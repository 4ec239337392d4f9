"""One unit's activation as a chart: curve, live point, tangent, and what a nudge of z does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, isfinite, log10

import numpy as np

from nnviz.engine import Explanation, Trace
from nnviz.engine.arrays import Array
from nnviz.scene.detail.response import Response, home, response, samples
from nnviz.scene.words.numbers import number, signed, whole
from nnviz.scene.words.questions import held_still

View = tuple[float, float, float, float]
"""z low, z high, y low, y high."""

NUDGE = 0.1
"""How far z is moved in words."""


@dataclass(frozen=True, eq=False)
class Chart:
    """The curve of a unit and where it stands on it.

    ``at``, ``height`` and ``steepness`` (n,) are z, f(z) and f′(z); ``view`` is (z low, z high, y low,
    y high). ``z``, ``y`` and ``slope`` are the unit's own. ``moves`` is f(z + 0.1) − f(z).
    """

    curve: Response
    at: Array
    height: Array
    steepness: Array
    view: View
    z: float
    y: float
    slope: float
    moves: float

    @property
    def leaves(self) -> tuple[int, int]:
        """Where the point has left the axes while they are held still: -1, 0 or 1 along z, and along y."""
        low, high, bottom, top = self.view
        return _side(self.z, low, high), _side(self.y, bottom, top)

    @property
    def slope_text(self) -> str:
        """``slope 0.20``."""
        return f"slope {number(self.slope, 2)}"

    @property
    def nudge_text(self) -> tuple[str, str]:
        """``nudge z by 0.1:``, ``y moves +0.020``."""
        return f"nudge z by {whole(NUDGE)}:", f"y moves {signed(self.moves, 3)}"

    @property
    def nudge_short(self) -> str:
        """The same where there is little room: ``z + 0.1: y +0.020``."""
        return f"z + {whole(NUDGE)}: y {signed(self.moves, 3)}"

    @property
    def guess_text(self) -> str:
        """What the tangent says of the same nudge: the same, or ``the tangent says +0.020``."""
        printed = signed(NUDGE * self.slope, 3)
        return "as the tangent says" if printed == signed(self.moves, 3) else f"the tangent says {printed}"

    @property
    def held_text(self) -> str:
        """What the curve takes for granted: nothing, or that the other scores of a softmax hold still."""
        others = self.curve.others
        if not others:
            return ""
        words = held_still(others)
        return words[:1].upper() + words[1:]

    @property
    def name(self) -> str:
        """The derivative in signs: f′(z), or ∂y/∂z where other scores play a part."""
        return "∂y/∂z" if self.curve.others else "f′(z)"


def chart(trace: Trace, explanation: Explanation, before: Chart | None = None) -> Chart | None:
    """The chart of an explained unit; None where its layer has no activation function.

    The view is taken over from ``before`` while something is held.
    """
    curve = response(trace, explanation)
    if curve is None:
        return None
    z = explanation.z
    view = before.view if before is not None else home(curve, z)
    at, height, steepness = samples(curve, view[0], view[1])
    y, slope = curve.at(z)
    moves = curve.at(z + NUDGE)[0] - y
    return Chart(curve, at, height, steepness, view, z, y, slope, moves)


def seen_through(chart: Chart, view: View) -> Chart:
    """The same curve on other axes."""
    at, height, steepness = samples(chart.curve, view[0], view[1])
    return replace(chart, view=view, at=at, height=height, steepness=steepness)


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round values from ``low`` to ``high``, 0 among them where it lies between, at most ``most`` of them."""
    span = high - low
    if not (isfinite(span) and span > 0):
        return (0.0,)
    power = 10.0 ** floor(log10(span / max(most, 1)))
    step = next(power * times for times in (1, 2, 5, 10, 20) if span / (power * times) <= most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(float(f"{step * n:.12g}") for n in range(first, last + 1))


def _side(value: float, low: float, high: float) -> int:
    return (value > high) - (value < low)


def tangent(chart: Chart, half_z: float) -> Array | None:
    """(2, 2) the ends of the tangent, ``half_z`` to either side; None where there is no slope."""
    if not (isfinite(chart.z) and isfinite(chart.y) and isfinite(chart.slope)):
        return None
    away = np.array([-half_z, half_z])
    return np.stack([chart.z + away, chart.y + chart.slope * away], axis=1)

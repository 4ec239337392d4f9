"""What a formula does for z from −10 to 10, found by computing it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.expression.program import Program, program

FAR = 10.0
"""Measured is from −FAR to FAR."""
FLAT = 0.01
"""The share of the largest slope below which a curve counts as flat at its ends."""
_FLAT_OF_MEAN = 0.1
"""Of the slope from the least to the largest value it is below this share there: beside its poles, tan z is
flat everywhere."""
_PLACES = np.arange(-200, 201) / 20  # 0, whole numbers and tenths are among them
_OUTSIDE = np.concatenate([-np.geomspace(30, FAR, 12), np.geomspace(FAR, 30, 12)])
_FINER, _ROUNDS = 16, 3  # an edge between two places is found to 16⁻³ of what lies between them
_MOST_EDGES = 4  # that are looked for so finely

Stretches = tuple[tuple[float, float], ...]
"""Stretches of z, each from and to; a single place is from and to itself."""


@dataclass(frozen=True)
class Measured:
    """``values`` and ``slopes`` are the least and the largest finite ones.

    f(z) is no number where it is ``undefined``, infinite where it is ``infinite``, and finite with a slope
    that isn't where it is ``broken``. ``flat_ends``: it is finite everywhere, and towards both ends, to ±30,
    its slope falls below :data:`FLAT` of the largest.
    """

    values: tuple[float, float]
    slopes: tuple[float, float]
    flat_ends: bool
    undefined: Stretches = ()
    infinite: Stretches = ()
    broken: Stretches = ()

    @property
    def steepest(self) -> float:
        """The largest slope, up or down."""
        return max(abs(self.slopes[0]), abs(self.slopes[1]))

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for every z that was tried."""
        return self.values[0] == self.values[1] and not (self.undefined or self.infinite)


@lru_cache(maxsize=256)
def measured(text: str) -> Measured | None:
    """What the formula ``text`` does; None where it is finite nowhere. The same text is measured once.

    Raises:
        ExpressionError: it can't be read.
    """
    of = program(text)
    value, slope = of.dual(_PLACES)
    finite = np.isfinite(value)
    if not finite.any():
        return None
    values, slopes = _ends(value[finite]), _ends(slope[finite & np.isfinite(slope)])
    return Measured(
        values,
        slopes,
        flat_ends=bool(finite.all()) and _has_flat_ends(of, values, slopes),
        undefined=_stretches(np.isnan(value), lambda z: np.isnan(of.value(z))),
        infinite=_stretches(np.isinf(value), lambda z: np.isinf(of.value(z))),
        broken=_stretches(finite & ~np.isfinite(slope), lambda z: _is_broken(of, z)),
    )


def _ends(numbers: Array) -> tuple[float, float]:
    """The least and the largest; −0 is 0."""
    return (float(numbers.min()) + 0.0, float(numbers.max()) + 0.0) if numbers.size else (0.0, 0.0)


def _has_flat_ends(of: Program, values: tuple[float, float], slopes: tuple[float, float]) -> bool:
    largest, mean = max(map(abs, slopes)), (values[1] - values[0]) / (2 * FAR)
    ends = np.abs(of.slope(_OUTSIDE))
    return largest > 0 and bool((ends < min(FLAT * largest, _FLAT_OF_MEAN * mean)).all())


def _is_broken(of: Program, z: Array) -> Array:
    value, slope = of.dual(z)
    return np.isfinite(value) & ~np.isfinite(slope)


def _stretches(holds: Array, test: Callable[[Array], Array]) -> Stretches:
    """Where ``test`` holds, which it does at the places ``holds``; edges are found more finely than these."""
    marks = np.diff(holds.astype(np.int8), prepend=0, append=0)
    firsts, lasts = np.flatnonzero(marks == 1), np.flatnonzero(marks == -1) - 1
    found = np.stack([_PLACES[firsts], _PLACES[lasts]], axis=1)
    is_long, few = firsts < lasts, np.arange(len(found)) < _MOST_EDGES // 2
    begin = np.flatnonzero(is_long & few & (firsts > 0))
    end = np.flatnonzero(is_long & few & (lasts < len(_PLACES) - 1))
    inside = np.concatenate([found[begin, 0], found[end, 1]])
    outside = np.concatenate([_PLACES[firsts[begin] - 1], _PLACES[lasts[end] + 1]])
    if inside.size:
        edges = _edges(inside, outside, test)
        found[begin, 0], found[end, 1] = edges[: begin.size], edges[begin.size :]
    return tuple((float(low), float(high)) for low, high in found)


def _edges(inside: Array, outside: Array, test: Callable[[Array], Array]) -> Array:
    """Where ``test`` begins to hold on the ways from ``outside`` to ``inside``, all of them at once."""
    place = np.arange(inside.size)
    for _ in range(_ROUNDS):
        between = np.linspace(outside, inside, _FINER + 1)
        first = np.argmax(test(between), axis=0)
        outside, inside = between[np.maximum(first - 1, 0), place], between[first, place]
    return outside

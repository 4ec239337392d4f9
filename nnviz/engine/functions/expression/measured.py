"""What a formula does for z from −10 to 10, found by computing it there."""

from __future__ import annotations

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
_STEPS = 401  # to either side and with 0, so that whole numbers and tenths are among them
_OUTSIDE = np.concatenate([-np.geomspace(30, FAR, 12), np.geomspace(FAR, 30, 12)])
_FINER, _ROUNDS = 64, 4  # an edge between two places is found to 64⁻⁴ of what lies between them


@dataclass(frozen=True)
class Measured:
    """``values`` and ``slopes`` are the least and the largest finite ones.

    ``undefined`` are the stretches of z, from and to, where f(z) isn't a number; ``infinite`` the places
    where it is infinite, and ``broken`` those where it is finite and its slope isn't. ``flat_ends``: it is
    finite everywhere, and towards both ends, to ±30, its slope falls below :data:`FLAT` of the largest.
    """

    values: tuple[float, float]
    slopes: tuple[float, float]
    depends_on_z: bool
    flat_ends: bool
    undefined: tuple[tuple[float, float], ...] = ()
    infinite: tuple[float, ...] = ()
    broken: tuple[float, ...] = ()

    @property
    def steepest(self) -> float:
        """The largest slope, up or down."""
        return max(abs(self.slopes[0]), abs(self.slopes[1]))

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for every z that was tried."""
        return self.values[0] == self.values[1]


@lru_cache(maxsize=256)
def measured(text: str) -> Measured | None:
    """What the formula ``text`` does; None where it is finite nowhere. The same text is measured once.

    Raises:
        ExpressionError: it can't be read.
    """
    of = program(text)
    z = np.arange(-_STEPS + 1, _STEPS) * (FAR / (_STEPS - 1))
    value, slope = of.dual(z)
    finite = np.isfinite(value)
    if not finite.any():
        return None
    values, slopes = _ends(value[finite]), _ends(slope[finite & np.isfinite(slope)])
    return Measured(
        values,
        slopes,
        depends_on_z=of.depends_on_z,
        flat_ends=bool(finite.all()) and _has_flat_ends(of, values, slopes),
        undefined=_stretches(of, z, np.isnan(value)),
        infinite=tuple(z[np.isinf(value)].tolist()),
        broken=tuple(z[finite & ~np.isfinite(slope)].tolist()),
    )


def _ends(numbers: Array) -> tuple[float, float]:
    """The least and the largest; −0 is 0."""
    return (float(numbers.min()) + 0.0, float(numbers.max()) + 0.0) if numbers.size else (0.0, 0.0)


def _has_flat_ends(of: Program, values: tuple[float, float], slopes: tuple[float, float]) -> bool:
    largest, mean = max(map(abs, slopes)), (values[1] - values[0]) / (2 * FAR)
    ends = np.abs(of.slope(_OUTSIDE))
    return largest > 0 and bool((ends < min(FLAT * largest, _FLAT_OF_MEAN * mean)).all())


def _stretches(of: Program, z: Array, missing: Array) -> tuple[tuple[float, float], ...]:
    """Where f(z) isn't a number, each stretch from and to, its edges found more finely than z tells them."""
    changes = np.flatnonzero(missing[1:] != missing[:-1])
    edges = _edges(of, z[changes], z[changes + 1], missing[changes])
    if missing[0]:
        edges = [-FAR, *edges]
    if missing[-1]:
        edges = [*edges, FAR]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _edges(of: Program, low: Array, high: Array, missing: Array) -> list[float]:
    """Between ``low`` and ``high`` f(z) begins or ends to be a number; where it is none at ``low``,
    ``missing`` says. All edges are looked for at once."""
    if low.size > _FINER:
        return ((low + high) / 2).tolist()
    for _ in range(_ROUNDS if low.size else 0):
        between = np.linspace(low, high, _FINER + 1)
        same = np.isnan(of.value(between)) == missing
        first = np.argmin(same, axis=0)
        place = np.arange(low.size)
        low, high = between[first - 1, place], between[first, place]
    return (np.where(missing, high, low)).tolist()

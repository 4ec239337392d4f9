"""y = f(z) of one unit, all else held still: the curve, its slope, what to show of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.engine import ActivationFunction, Explanation, Trace

Z_RANGE = 5.0
"""The lab and the inspector show −5 to 5 unless z lies outside."""
POINTS = 321


@dataclass(frozen=True, eq=False)
class Response:
    """The unit's answer to any z. ``scores`` are all z of its softmax, its own at ``place``; else None."""

    function: ActivationFunction
    scores: np.ndarray | None = None
    place: int = 0

    def value(self, z: np.ndarray) -> np.ndarray:
        """f(z), elementwise in ``z``, shape (n,)."""
        with np.errstate(all="ignore"):
            if self.scores is None:
                return np.asarray(self.function.forward(z), float)
            return np.asarray(self._along().forward(self._lines(z)), float)[:, self.place]

    def slope(self, z: np.ndarray) -> np.ndarray:
        """f′(z), shape (n,)."""
        with np.errstate(all="ignore"):
            if self.scores is None:
                return np.asarray(self.function.derivative(z), float)
            return np.asarray(self._along().derivative(self._lines(z)), float)[:, self.place]

    def at(self, z: float) -> tuple[float, float]:
        """(f(z), f′(z)) at one place."""
        one = np.array([z], float)
        return float(self.value(one)[0]), float(self.slope(one)[0])

    @property
    def others(self) -> int:
        """How many other scores are held still."""
        return 0 if self.scores is None else len(self.scores) - 1

    def same_curve(self, other: Response | None) -> bool:
        """Whether both draw one curve: the unit's own score does not matter, the others do."""
        if other is None or self.function != other.function or self.place != other.place:
            return False
        if self.scores is None or other.scores is None:
            return self.scores is other.scores
        return np.array_equal(self._rest(), other._rest())

    def middle(self) -> float:
        """Where something happens: 0, or for a softmax the z at which its share is one half."""
        if self.scores is None or self.others == 0:
            return 0.0
        rest = self._rest()
        with np.errstate(all="ignore"):
            top = rest.max()
            found = float(top + np.log(np.exp(rest - top).sum()))
        return found if np.isfinite(found) else 0.0

    def _rest(self) -> np.ndarray:
        assert self.scores is not None
        return np.delete(self.scores, self.place)

    def _lines(self, z: np.ndarray) -> np.ndarray:
        lines = np.tile(np.asarray(self.scores, float), (len(z), 1))
        lines[:, self.place] = z
        return lines

    def _along(self) -> ActivationFunction:
        return replace(self.function, axis=1)  # type: ignore[call-arg]


def response(trace: Trace, explanation: Explanation) -> Response | None:
    """The unit's curve, or None where its layer has no activation function."""
    function = explanation.activation
    if function is None or function.elementwise:
        return None if function is None else Response(function)
    z = trace[explanation.layer].z[explanation.sample]
    chosen = getattr(function, "axis", 1)
    axis = (chosen if chosen < 0 else chosen - 1) % z.ndim
    line = tuple(slice(None) if i == axis else at for i, at in enumerate(explanation.unit))
    return Response(function, np.asarray(z[line], float), explanation.unit[axis])


def home(curve: Response, z: float) -> tuple[float, float, float, float]:
    """The first view of a curve: (z low, z high, y low, y high), with 0 in both and z well inside."""
    middle = curve.middle()
    low, high = min(-Z_RANGE, middle - Z_RANGE), max(Z_RANGE, middle + Z_RANGE)
    if curve.others:
        low, high = min(0.0, middle - Z_RANGE), max(0.0, middle + Z_RANGE)
    if np.isfinite(z):
        margin = 0.12 * (high - low)
        low, high = min(low, z - margin), max(high, z + margin)
    if curve.others:
        # The rising part stays right of the middle, so that what is written at the left stands clear of it.
        low = min(low, 2 * middle - high)
    at = np.linspace(low, high, POINTS)
    return float(low), float(high), *ends(curve.value(at), curve.slope(at), 0.09)


def ends(value: np.ndarray, slope: np.ndarray, margin: float) -> tuple[float, float]:
    """The lowest and the highest y of a view that shows a curve, its slope and 0, a share ``margin`` of their
    height around them."""
    heights = np.concatenate([value, slope, [0.0]])
    heights = heights[np.isfinite(heights)]
    bottom, top = float(heights.min()), float(heights.max())
    if top - bottom < 1e-9:
        top = bottom + 1.0
    pad = margin * (top - bottom)
    return bottom - pad, top + pad


def samples(curve: Response, low: float, high: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(z, f, f′) across an interval, with both sides of the kink that many functions have at 0.

    What isn't finite is NaN: there is no place for it.
    """
    at = np.linspace(low, high, POINTS)
    if low < 0 < high:
        tiny = (high - low) * 1e-6
        at = np.sort(np.concatenate([at, [-tiny, 0.0, tiny]]))
    return at, _places(curve.value(at)), _places(curve.slope(at))


def _places(heights: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(heights), heights, np.nan)


def by_sign(heights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split a curve into the parts above, below and at 0, NaN elsewhere; neighbours meet."""
    sign = np.sign(np.nan_to_num(heights))
    parts = []
    for wanted in (1.0, -1.0, 0.0):
        mine = sign == wanted
        if wanted:
            # One more point on either side, so that a tinted part starts where the flat one ends.
            mine = mine | np.roll(mine, 1) & (sign == 0) | np.roll(mine, -1) & (sign == 0)
        parts.append(np.where(mine, heights, np.nan))
    return parts[0], parts[1], parts[2]


@dataclass(frozen=True)
class LivePoint:
    """The moving point: where it is and how large, 0..1. ``waits`` is true on the axis, before activate."""

    z: float
    y: float
    size: float
    waits: bool


def live_point(curve: Response, z: float, a: float, activated: float) -> LivePoint | None:
    """Before the activate phase the point waits on the axis at z; in it, a point runs along the curve from
    z = 0 and arrives at (z, a). None where there is no such place.
    """
    if not np.isfinite(z):
        return None
    if activated <= 0.0:
        return LivePoint(z, 0.0, 1.0, True)
    y = a if activated >= 1.0 else curve.at(z * activated)[0]
    if not np.isfinite(y):
        return None
    return LivePoint(z * activated, y, min(1.0, 4 * activated), False)

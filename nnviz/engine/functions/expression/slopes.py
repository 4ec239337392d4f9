"""The rules by which slopes follow from slopes: sums, products, quotients, powers, and corners."""

from __future__ import annotations

from typing import Any

import numpy as np

Value = Any
"""An array of any shape in float64, or a number."""
Dual = tuple[Value, Value | None]
"""A value and how it moves with z; None: not at all."""


def number(slope: Value | None) -> Value:
    """A slope to compute with."""
    return 0.0 if slope is None else slope


def scaled(rate: Value, slope: Value | None) -> Value | None:
    """``rate`` times a slope."""
    return None if slope is None else rate * slope


def chained(rate: Value, slope: Value) -> Value:
    """The chain rule. What does not move moves nothing, even where the rate is infinite."""
    found: Value = rate * slope
    return np.where(slope == 0, 0.0, found) if np.isinf(rate).any() else found


def negative(of: Dual) -> Dual:
    return -of[0], None if of[1] is None else -of[1]


def add(left: Dual, right: Dual) -> Dual:
    return left[0] + right[0], _sum(left[1], right[1])


def subtract(left: Dual, right: Dual) -> Dual:
    return left[0] - right[0], _sum(left[1], None if right[1] is None else -right[1])


def multiply(left: Dual, right: Dual) -> Dual:
    return left[0] * right[0], _sum(scaled(right[0], left[1]), scaled(left[0], right[1]))


def divide(left: Dual, right: Dual) -> Dual:
    value = np.divide(left[0], right[0])
    above = _sum(left[1], scaled(-value, right[1]))
    if above is None:
        return value, None
    slope = np.divide(above, right[0])
    ends = np.isinf(right[0]) & np.isfinite(left[0])
    # 1 / e^z once e^z is infinite: flat at 0, where 0 · ∞ would not be a number.
    return value, np.where(ends, 0.0, slope) if ends.any() else slope


def power_value(base: Value, exponent: Value) -> Value:
    return np.power(base, exponent) if np.ndim(exponent) else np.asarray(base) ** float(exponent)


def power(base: Dual, exponent: Dual) -> Dual:
    value = power_value(base[0], exponent[0])
    by_base = by_exponent = None
    if base[1] is not None:
        # x^0 is 1 everywhere, and 0 · 0^−1 not a number.
        rate = exponent[0] * power_value(base[0], exponent[0] - 1)
        by_base = chained(np.where(exponent[0] == 0, 0.0, rate), base[1])
    if exponent[1] is not None:
        # 0^x stays 0 for x above 0, and ln 0 is infinite.
        logarithm = np.log(np.where(base[0] == 0, 1.0, base[0]))
        by_exponent = scaled(value * logarithm, exponent[1])
    return value, _sum(by_base, by_exponent)


def chosen(value: Value, left: Dual, right: Dual) -> Dual:
    """The larger or smaller of two: the slope of the one that was chosen, and of both where they meet."""
    if left[1] is None and right[1] is None:
        return value, None
    first, second = number(left[1]), number(right[1])
    slope: Value = np.where(left[0] == value, first, second)
    meet = left[0] == right[0]
    if meet.any():
        low, high = np.minimum(first, second), np.maximum(first, second)
        slope = np.where(meet, np.minimum(np.maximum(0.0, low), high), slope)
    return value, slope


def _sum(left: Value | None, right: Value | None) -> Value | None:
    if left is None or right is None:
        return right if left is None else left
    return left + right

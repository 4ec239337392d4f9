"""What is said about functions of one z, worked out from their own numbers."""

from __future__ import annotations

import math

from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions.shape import Shape, Stretch, at, shape
from nnviz.scene.words.numbers import number, trimmed

MOST_STRETCHES = 3


def sentence(function: ActivationFunction, z: float) -> str:
    """One short sentence about ``function`` at this very z."""
    _, slope = at(function, z)
    seen = shape(function)
    if math.isnan(slope):
        return "Not a number here: the function doesn't reach this z."
    if seen.is_constant:
        return "Slope 0 everywhere: nothing learns through it."
    if seen.is_straight:
        return f"Slope {short(seen.largest)} everywhere: no bend."
    return _at_rest(function, z, slope, seen) or function.rewriting or _at_work(z, slope, seen)


def _at_rest(function: ActivationFunction, z: float, slope: float, seen: Shape) -> str:
    """Where little or nothing comes back; empty where enough does."""
    if slope == 0:
        is_off = at(function, z)[0] == 0
        return "No output, no slope: it is off." if is_off else "Slope 0: no gradient comes back."
    if seen.small is not None:
        return f"Negative z keeps a small slope, {short(seen.small)}." if z < 0 else ""
    if abs(slope) < 0.01 * seen.largest:
        return f"Flat: slope under 1% of its largest, {short(seen.largest)}."
    return ""


def _at_work(z: float, slope: float, seen: Shape) -> str:
    if seen.is_wide and abs(slope) >= seen.largest * (1 - 1e-9):
        return f"Its slope is {short(slope)}, its largest."
    if abs(slope) >= 0.99 * seen.largest:
        return f"Steepest here: its largest slope is {short(seen.largest)}."
    return f"Its slope is never above {short(seen.largest)}."


def short(value: float) -> str:
    """A number with up to three decimals and no needless zeros: "0.25", "1", "−0.01", "1.129"."""
    return trimmed(number(value, 3))


def stretches(found: tuple[Stretch, ...]) -> str:
    """Where something holds: "z ≤ 0", "z < −5.98, z > 5.98", "everywhere", "nowhere"."""
    if not found:
        return "nowhere"
    told = [_stretch(one) for one in found[:MOST_STRETCHES]]
    more = len(found) - len(told)
    return ", ".join([*told, f"and {more} more"] if more else told)


def _stretch(one: Stretch) -> str:
    low, high = (short(round(end, 2)) if math.isfinite(end) else "" for end in (one.low, one.high))
    below, above = ("≤" if one.has_low else "<"), ("≤" if one.has_high else "<")
    if not low and not high:
        return "everywhere"
    if not low:
        return f"z {above} {high}"
    if not high:
        return f"z {'≥' if one.has_low else '>'} {low}"
    return f"z = {low}" if one.low == one.high else f"{low} {below} z {above} {high}"

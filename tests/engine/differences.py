"""Slopes by central differences: the independent judge of every backward pass."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

H = 1e-5


def slopes(
    function: Callable[[], float], array: npt.NDArray[np.float64], places: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    """d function / d array at the flat ``places``; ``function`` reads ``array``, which is put back."""
    found = np.empty(len(places))
    for i, place in enumerate(places):
        kept = array.flat[place]
        array.flat[place] = kept + H
        above = function()
        array.flat[place] = kept - H
        below = function()
        array.flat[place] = kept
        found[i] = (above - below) / (2 * H)
    return found


def assert_close(
    found: npt.NDArray[np.float64], expected: npt.NDArray[np.float64], what: str, scale: float = 1.0
) -> None:
    """Relative error under 1e-6; rounding of the differences themselves is allowed for at ``scale``."""
    error = np.abs(found - expected)
    allowed = 1e-6 * np.maximum(np.abs(found), np.abs(expected)) + 3e-10 * scale
    assert (error <= allowed).all(), f"{what}: {found} is not {expected}"


def some_places(size: int, random: np.random.Generator, most: int = 24) -> npt.NDArray[np.intp]:
    """All places of a small array, or a random choice of a larger one."""
    return random.permutation(size)[:most]

"""One number of several: the largest, their sum, how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.lessons.language.errors import UnknownHereError


def _count(values: Array, axis: int) -> Array:
    return np.full_like(values.sum(axis=axis, keepdims=True), values.shape[axis], dtype=np.float64)


def _second(values: Array, axis: int) -> Array:
    if values.shape[axis] < 2:
        raise UnknownHereError("There is no second largest of one number.")
    return np.take(np.sort(values, axis=axis), [-2], axis=axis)


WAYS: Mapping[str, Callable[[Array, int], Array]] = MappingProxyType(
    {
        "largest": lambda values, axis: values.max(axis=axis, keepdims=True),
        "smallest": lambda values, axis: values.min(axis=axis, keepdims=True),
        "second largest": _second,
        "sum": lambda values, axis: values.sum(axis=axis, keepdims=True, dtype=np.float64),
        "mean": lambda values, axis: values.mean(axis=axis, keepdims=True, dtype=np.float64),
        "middle": lambda values, axis: np.median(values, axis=axis, keepdims=True),
        "count": _count,
    }
)
"""By the word that is said."""


def reduced(how: str, values: Array, axis: int) -> Array:
    """The one number along an axis, which stays, 1 long.

    Raises:
        UnknownHereError: there is nothing along it.
    """
    if how != "count" and how != "sum" and not values.shape[axis]:
        raise UnknownHereError(f"There is nothing here of which there is a {how}.")
    with np.errstate(all="ignore"):
        return np.asarray(WAYS[how](values, axis))

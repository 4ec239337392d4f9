"""A value that is kept as long as what it was made from stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

import numpy as np

T = TypeVar("T")


class Kept(Generic[T]):
    """One value under the identity of its causes.

    Documents, traces, layouts and arrays never change, so the very same ``causes`` give the same value; none
    of them is compared by what it holds. What is a name, a number or a place goes into ``choice``, and is
    compared as such.
    """

    def __init__(self) -> None:
        self.causes: tuple[object, ...] | None = None
        self._choice: object = None
        self.value: T | None = None
        """What was made last, whether it still holds or not; None before."""

    def holds(self, causes: tuple[object, ...], choice: object = ()) -> bool:
        """Whether what is kept was made of just these."""
        return (
            self.causes is not None
            and self._choice == choice
            and len(self.causes) == len(causes)
            and all(map(is_same, self.causes, causes))
        )

    def get(self, make: Callable[[], T], causes: tuple[object, ...], choice: object = ()) -> T:
        """The value of these causes: the one that is kept, or a new one by ``make``."""
        if not self.holds(causes, choice):
            self.value = make()
            self.causes, self._choice = causes, choice
        return cast(T, self.value)

    def forget(self) -> None:
        """Keep nothing, and hold on to no cause."""
        self.causes, self.value = None, None


def is_same(one: object, other: object) -> bool:
    """Whether two are one object, or arrays that look at the very same numbers: each look into a trace makes
    another view of them."""
    if one is other:
        return True
    if not (isinstance(one, np.ndarray) and isinstance(other, np.ndarray)):
        return False
    return (
        (one.shape, one.strides, one.dtype) == (other.shape, other.strides, other.dtype)
        and one.__array_interface__["data"] == other.__array_interface__["data"]
    )  # fmt: skip

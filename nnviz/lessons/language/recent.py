"""A few values that are kept as long as what they were made from is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from nnviz.kept import is_same

T = TypeVar("T")


class Recent(Generic[T]):
    """The last few values, each under the identity of its causes, as :class:`nnviz.kept.Kept` has one.

    A condition is asked again after every change, of the document as it is and as it was; both stay. What is
    kept is replaced as a whole, so that a worker may ask as well.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: tuple[tuple[tuple[object, ...], T], ...] = ()

    def get(self, make: Callable[[], T], causes: tuple[object, ...]) -> T:
        """The value of these causes: one that is kept, or a new one by ``make``."""
        for kept, value in self._kept:
            if len(kept) == len(causes) and all(map(is_same, kept, causes)):
                return value
        value = make()
        self._kept = ((causes, value), *self._kept[: self._most - 1])
        return value

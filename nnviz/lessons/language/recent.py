"""A few values that are kept as long as what they were made from is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from nnviz.kept import is_same

T = TypeVar("T")
Causes = tuple[object, ...]
LEAST = 2
"""So many are kept however large they are: a document as it is, and as it was."""


class Recent(Generic[T]):
    """The values asked for last, each under the identity of its causes, as :class:`nnviz.kept.Kept` has one.

    Of ``most``, as many are kept as have ``room``, where ``size`` says how much of it each takes. What is
    kept is replaced as a whole, so that a worker may ask as well.
    """

    def __init__(self, most: int, room: float = 0, size: Callable[[T], float] = lambda _: 0) -> None:
        self._most, self._room, self._size = most, room, size
        self._kept: tuple[tuple[Causes, T], ...] = ()

    def get(self, make: Callable[[], T], causes: Causes) -> T:
        """The value of these causes: one that is kept, or a new one by ``make``."""
        kept = self._kept
        for number, (own, value) in enumerate(kept):
            if len(own) == len(causes) and all(map(is_same, own, causes)):
                if number:
                    self._kept = (kept[number], *kept[:number], *kept[number + 1 :])
                return value
        value = make()
        self._kept = self._fitting(((causes, value), *kept))
        return value

    def _fitting(self, kept: tuple[tuple[Causes, T], ...]) -> tuple[tuple[Causes, T], ...]:
        taken, number = 0.0, 0
        for number, (_, value) in enumerate(kept[: self._most]):
            taken += self._size(value)
            if taken > self._room and number >= LEAST:
                return kept[:number]
        return kept[: number + 1]

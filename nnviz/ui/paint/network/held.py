"""A gap while a hand holds something: what has not changed stays in its strip, the rest is drawn anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.scene.values.model import Edges


class HeldGap:
    """``whole`` is the gap as it was when the hand took hold; ``still`` are its edges that look as they did
    then. An edge that has once looked otherwise is drawn live until the hand lets go: a strip that changed
    with every frame would be no strip."""

    def __init__(self, whole: Edges) -> None:
        self.whole = whole
        self.still = whole
        self._keys = _keys(whole)
        self._order = np.argsort(self._keys)
        self._moved = np.empty(0, dtype=np.int64)

    def follow(self, now: Edges) -> np.ndarray:
        """Which of the edges of ``now`` are to be drawn live (mask): those of the chosen unit that look
        otherwise than when it was taken in hand."""
        keys = _keys(now)
        moved = keys[now.chosen & ~self._looks_the_same(now, keys)]
        if not np.isin(moved, self._moved).all():
            self._moved = np.union1d(self._moved, moved)
            self.still = part(self.whole, ~np.isin(self._keys, self._moved))
        return np.isin(keys, self._moved)

    def _looks_the_same(self, now: Edges, keys: np.ndarray) -> np.ndarray:
        if not len(self._keys):
            return np.zeros(len(keys), dtype=bool)
        sorted_keys = self._keys[self._order]
        place = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        at, whole = self._order[place], self.whole
        return (
            (sorted_keys[place] == keys)
            & (now.sign == whole.sign[at])
            & (now.width == whole.width[at])
            & (now.opacity == whole.opacity[at])
        )


def part(edges: Edges, mask: np.ndarray) -> Edges:
    """The edges where ``mask`` holds, in their order."""
    arrays = ("lines", "source", "target", "sign", "width", "opacity", "chosen")
    return replace(edges, **{name: getattr(edges, name)[mask] for name in arrays})


def _keys(edges: Edges) -> np.ndarray:
    """One number for each edge: which source and which target."""
    return edges.source.astype(np.int64) * (1 << 32) + edges.target

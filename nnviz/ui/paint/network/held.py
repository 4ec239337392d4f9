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
        self._sorted = self._keys[self._order]
        self._moved = np.empty(0, dtype=np.int64)

    def follow(self, now: Edges) -> np.ndarray:
        """Which of the edges of ``now`` are to be drawn live (mask): those of the chosen unit that look
        otherwise than when it was taken in hand."""
        keys = _keys(now)
        moved = keys[self._others(now, keys)]
        if not np.isin(moved, self._moved).all():
            self._moved = np.union1d(self._moved, moved)
            self.still = part(self.whole, ~np.isin(self._keys, self._moved))
        return np.isin(keys, self._moved)

    def _others(self, now: Edges, keys: np.ndarray) -> np.ndarray:
        """The places of the chosen unit's edges that look otherwise than before, or weren't there."""
        chosen = np.flatnonzero(now.chosen)
        if not len(self._keys):
            return chosen
        place = np.minimum(np.searchsorted(self._sorted, keys[chosen]), len(self._sorted) - 1)
        at, whole = self._order[place], self.whole
        same = (
            (self._sorted[place] == keys[chosen])
            & (now.sign[chosen] == whole.sign[at])
            & (now.width[chosen] == whole.width[at])
            & (now.opacity[chosen] == whole.opacity[at])
        )
        return chosen[~same]


def part(edges: Edges, mask: np.ndarray) -> Edges:
    """The edges where ``mask`` holds, in their order."""
    arrays = ("lines", "source", "target", "sign", "width", "opacity", "chosen")
    return replace(edges, **{name: getattr(edges, name)[mask] for name in arrays})


def _keys(edges: Edges) -> np.ndarray:
    """One number for each edge: which source and which target."""
    return edges.source.astype(np.int64) * (1 << 32) + edges.target

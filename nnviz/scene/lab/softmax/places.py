"""Where things stand on the bench's card, in the spec's pixels from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array

WIDTH, HEIGHT = 1128.0, 728.0
LEFT, EDGE = 240.0, 28.0
"""Where the columns begin, and how far from the card's right edge they end."""
NAMES = 39.0
SCORES = (66.0, 298.0)
"""The bars' room, their numbers included."""
ROWS = {1: 124.0, 2: 328.0, 3: 372.0, 4: 416.0, 5: 480.0, 6: 680.0}
"""The middle of each step's label."""
DIVIDERS = (305.0, 437.0)
SHARES_FLOOR, SHARES_HIGH = 576.0, 112.0
STRIP = (588.0, 616.0)
CELL = (74.0, 40.0)
WASH = (644.0, 718.0)
MOST = 172.0
"""A column is at most so wide."""
BAR, UNIT, ROOM = 44.0, 12.5, 30.0
"""A bar's width, pixels a unit of score at most, and what a number needs beyond its bar."""


@dataclass(frozen=True)
class Scale:
    """From a score to its height on the card: ``zero`` is the zero line, ``unit`` the pixels of 1."""

    zero: float
    unit: float

    def y(self, score: float) -> float:
        """Where a bar of this score ends."""
        return self.zero - score * self.unit

    def score(self, y: float) -> float:
        """The score of a place."""
        return (self.zero - y) / self.unit


def scale(scores: Array) -> Scale:
    """A scale on which all bars and their numbers have room; 0 is always on it."""
    top, bottom = SCORES
    high, low = max(float(scores.max()), 0.0), min(float(scores.min()), 0.0)
    room = bottom - top - 2 * ROOM
    unit = min(UNIT, room / max(high - low, 1e-9))
    # Where there is more room than the bars need, the zero line stands so that both signs have some.
    spare = room - (high - low) * unit
    return Scale(top + ROOM + high * unit + spare * _share(high, low), unit)


def _share(high: float, low: float) -> float:
    """The part of the spare room that goes above the bars."""
    return 0.5 if high - low < 1e-9 else 0.35


def column(place: int, count: int, card: float = WIDTH) -> tuple[float, float]:
    """(middle, width) of the column at ``place`` of ``count`` on a card of this width: 86 where there are ten
    on a card of 1128."""
    room = card - EDGE - LEFT
    wide = min(room / count, MOST)
    start = LEFT + (room - wide * count) / 2
    return start + (place + 0.5) * wide, wide


def segments(shares: Array) -> tuple[tuple[int, float, float], ...]:
    """The strip of all shares, the largest first: (place, where it begins, where it ends), of 0 to 1."""
    order = np.argsort(-shares, kind="stable")
    found, at = [], 0.0
    for place in order:
        found.append((int(place), at, at + float(shares[place])))
        at += float(shares[place])
    return tuple(found)

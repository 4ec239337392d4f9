"""Where everything of the softmax bench stands, as plain numbers: pixels of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.scene.lab.sizes import FLOOR

Rect = tuple[float, float, float, float]
"""(x, y, width, height)."""

EDGE, GAP, SIDE, SIDE_LEAST = 24.0, 16.0, 408.0, 312.0
HAND, TEMPERATURE, TEMPERATURE_LEAST = 320.0, 80.0, 68.0
GUTTER, GUTTER_LEAST, RIGHT = 240.0, 200.0, 28.0
HEAD, ROW, SUM = 58.0, 44.0, 44.0
SHARES, STRIP, LAST = 112.0, 28.0, 80.0
BAR = 44.0
BESIDE = 16.0
"""Pixels by which numbers of narrow columns may stand out at both ends."""
NARROW = 56.0
"""Pixels of a column from which on a number with three digits has room."""
LEAST_SCORES, LEAST_SHARES = 112.0, 32.0
"""Pixels that the bars of the scores and a share of 1 have even in a low window."""
UNIT = 12.5
"""Pixels of the spec that a score of 1 is high, where all scores have room."""


@dataclass(frozen=True)
class PartLayout:
    """The main card and the three of the right column."""

    main: Rect
    hand: Rect
    slopes: Rect
    temperature: Rect


def part_layout(width: float, height: float, s: float) -> PartLayout:
    """Cards in a room of ``width`` × ``height`` at the window's scale ``s``."""
    edge, gap = EDGE * s, GAP * s
    side = max(SIDE * s, SIDE_LEAST)
    left = width - edge - side
    warm = max(TEMPERATURE * s, TEMPERATURE_LEAST)
    hand = HAND / (HAND + 296) * (height - 2 * gap - warm)
    rest = height - hand - warm - 2 * gap
    return PartLayout(
        (edge, 0.0, left - gap - edge, height),
        (left, 0.0, side, hand),
        (left, hand + gap, side, rest),
        (left, height - warm, side, warm),
    )


@dataclass(frozen=True)
class BenchLayout:
    """The main card: ``left`` and ``right`` bound all columns of ``column`` each, ``gutter`` the labels.

    ``head`` are the names, ``scores`` is the room of the bars, ``below``, ``powers`` and ``total`` are rows
    of numbers, ``shares`` the bars of the shares with the room above them, ``strip`` the whole, ``errors``
    the last row. A share of 1 is ``full`` high. ``is_narrow``: numbers stand in two lines, every second one
    lower, with two columns' room.
    """

    gutter: float
    left: float
    right: float
    column: float
    head: Rect
    scores: Rect
    below: Rect
    powers: Rect
    total: Rect
    shares: Rect
    share_texts: Rect
    strip: Rect
    errors: Rect
    full: float
    line: float
    is_narrow: bool

    @property
    def rows(self) -> tuple[Rect, ...]:
        """Where each of the six steps stands, the first with the names above it."""
        x, y, w, _ = self.shares
        bottom = self.strip[1] + self.strip[3]
        return self.scores, self.below, self.powers, self.total, (x, y, w, bottom - y), self.errors

    def x(self, place: int) -> float:
        """The left edge of a column."""
        return self.left + place * self.column

    def at(self, x: float, count: int) -> int | None:
        """The column at ``x``; None beside them."""
        place = int((x - self.left) // self.column)
        return place if 0 <= place < count else None


def bench_layout(width: float, height: float, s: float, count: int) -> BenchLayout:
    """Lay ``count`` columns out in a card; what is left of its height is for the bars of the scores."""
    left = gutter = max(GUTTER * s, GUTTER_LEAST)
    column = (width - left - max(RIGHT * s, 12.0)) / count
    is_narrow = column < NARROW
    if is_narrow:
        left += BESIDE
        column = (width - left - max(RIGHT * s, BESIDE)) / count
    right = left + column * count
    line = max(22 * s, FLOOR + 4)
    texts = 2 * line if is_narrow else 0.0
    row = max(ROW * s, texts + 6, line + 8)
    last = max(LAST * s, line * 2 + 8, texts + 14 * s + 16)
    above = max(20 * s, line)
    bottom = height - 7 * s
    errors = bottom - last
    strip_high = max(STRIP * s, line + 2)
    strip = errors - 25 * s - strip_high
    share_texts = strip - 6 * s - texts
    total_high = max(SUM * s, line + 10)
    head = max(HEAD * s, 46.0)
    # In a low window the shares make way for the scores, which a hand needs room to drag.
    rest = share_texts - 6 * s - above - 4 * s - total_high - 2 * row - 4 * s - head
    full = min(SHARES * s, max(rest - LEAST_SCORES, LEAST_SHARES))
    shares = share_texts - 6 * s - full - above
    total = shares - 4 * s - total_high
    powers = total - row
    below = powers - row
    across = right - left
    return BenchLayout(
        gutter,
        left,
        right,
        column,
        (left, 0.0, across, head),
        (left, head, across, below - 4 * s - head),
        (left, below, across, row),
        (left, powers, across, row),
        (left, total, across, total_high),
        (left, shares, across, above + full),
        (left, share_texts, across, texts),
        (left, strip, across, strip_high),
        (left, errors, across, last),
        full,
        line,
        is_narrow,
    )


@dataclass(frozen=True)
class Scale:
    """Scores as heights: ``zero`` is the line of 0, and ``unit`` pixels are a score of 1."""

    zero: float
    unit: float

    def y(self, score: float, room: tuple[float, float]) -> float:
        """Where a score's bar ends, at the nearer end of ``room`` where it would go beyond."""
        if not np.isfinite(score):
            return room[0] if score > 0 else room[1] if score < 0 else self.zero
        return min(max(self.zero - score * self.unit, room[0]), room[1])


def scale_of(scores: Sequence[float], layout: BenchLayout, s: float) -> tuple[Scale, tuple[float, float]]:
    """The scale in which all bars have room with their numbers, at most :data:`UNIT` a score of 1, and
    (top, bottom) of the room that bars have."""
    _, y, _, high = layout.scores
    lines = 2 if layout.is_narrow else 1
    margin = layout.line * lines + 4
    top, bottom = y + margin, y + high - (4 + 4 * s if layout.is_narrow else margin)
    known = [score for score in scores if np.isfinite(score)]
    up, down = max(0.0, *known, 0.0), max(0.0, *(-score for score in known), 0.0)
    span = up + down
    unit = min(UNIT * s, (bottom - top) / span) if span > 0 else UNIT * s
    slack = bottom - top - span * unit
    share = up / span if span > 0 else 0.5
    return Scale(top + up * unit + slack * share, unit), (top, bottom)

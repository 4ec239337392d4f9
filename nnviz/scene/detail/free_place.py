"""Where words stand clear of the lines of a chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.detail.page import Box


def first_free(places: Sequence[Box], lines: Sequence[Array], inside: Box) -> int:
    """Which of ``places`` is the first that lies ``inside`` and that no line crosses; of none such the first
    that lies inside, and 0 where none does.

    A line is (n, 2), points that are joined one to the next; what isn't finite breaks it.
    """
    within = [i for i, place in enumerate(places) if _holds(inside, place)]
    free = (i for i in within if not any(crosses(line, places[i]) for line in lines))
    return next(free, within[0] if within else 0)


def crosses(line: Array, place: Box) -> bool:
    """Whether any stretch of a line runs through a place."""
    points = np.asarray(line, float)
    start, way = points[:-1], np.diff(points, axis=0)
    enters, leaves = np.zeros(len(start)), np.ones(len(start))
    is_near = np.isfinite(points[:-1]).all(axis=1) & np.isfinite(points[1:]).all(axis=1)
    for axis in (0, 1):
        low, high = place[axis], place[axis + 2]
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.stack([(low - start[:, axis]) / way[:, axis], (high - start[:, axis]) / way[:, axis]])
        moves = way[:, axis] != 0
        is_near &= moves | (low <= start[:, axis]) & (start[:, axis] <= high)
        enters = np.where(moves, np.fmax(enters, ends.min(axis=0)), enters)
        leaves = np.where(moves, np.fmin(leaves, ends.max(axis=0)), leaves)
    return bool((is_near & (enters <= leaves)).any())


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]

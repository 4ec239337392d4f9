"""Whether one straight line can have all points of one kind on one side and all others on the other."""

from __future__ import annotations

import numpy as np

MOST = 60
"""So many points are tried with every line that matters; of more it isn't said."""
SAME = 1e-9
"""Points no further apart along a direction are at one place there."""


def one_line_can(points: np.ndarray, yes: np.ndarray) -> bool | None:
    """Whether a straight line divides ``points`` (n, 2) by ``yes`` (n,); None where there are too many.

    Turning a line changes the order of the points across it only where it is parallel to two of them, so
    one direction between any two such ones is enough.
    """
    if len(points) > MOST:
        return None
    inside, outside = points[yes], points[~yes]
    if not len(inside) or not len(outside):
        return True
    ways = _ways(points)
    return ways is not None and bool(np.any((inside @ ways).min(axis=0) > (outside @ ways).max(axis=0)))


def most_right(points: np.ndarray, yes: np.ndarray) -> int:
    """How many of ``points`` (n, 2) a straight line can have on the side that ``yes`` (n,) says, at best.

    Along each direction the points stand in a row, and the line lies before one of them, or behind the last;
    never between two at the same place.
    """
    best = max(int(yes.sum()), int((~yes).sum()))
    ways = _ways(points.astype(np.float64))
    if ways is None:
        return best
    for along in (points @ ways).T:
        order = np.argsort(along, kind="stable")
        behind = np.cumsum(~yes[order])[:-1] + yes.sum() - np.cumsum(yes[order])[:-1]
        can_part = np.diff(along[order]) > SAME
        best = max(best, int(behind[can_part].max(initial=0)))
    return best


def _ways(points: np.ndarray) -> np.ndarray | None:
    """One direction between any two across which two points stand alike, (2, directions); None where all
    points are one."""
    apart = (points[:, None] - points[None]).reshape(-1, 2)
    apart = apart[np.any(apart != 0, axis=1)]
    if not len(apart):
        return None
    across = np.unique(np.arctan2(apart[:, 0], -apart[:, 1]))
    angles = np.concatenate([(across[1:] + across[:-1]) / 2, [(across[0] + across[-1]) / 2 + np.pi]])
    return np.stack([np.cos(angles), np.sin(angles)])

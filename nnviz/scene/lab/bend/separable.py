"""Whether one straight line can have all points of one kind on one side and all others on the other."""

from __future__ import annotations

import numpy as np

MOST = 60
"""So many points are tried with every line that matters; of more it isn't said."""


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
    apart = (points[:, None] - points[None]).reshape(-1, 2)
    apart = apart[np.any(apart != 0, axis=1)]
    if not len(apart):
        return False
    across = np.unique(np.arctan2(apart[:, 0], -apart[:, 1]))
    angles = np.concatenate([(across[1:] + across[:-1]) / 2, [(across[0] + across[-1]) / 2 + np.pi]])
    ways = np.stack([np.cos(angles), np.sin(angles)])
    return bool(np.any((inside @ ways).min(axis=0) > (outside @ ways).max(axis=0)))

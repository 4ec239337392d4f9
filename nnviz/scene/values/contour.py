"""Where a field on a grid is 0: marching squares, as pieces of lines."""

from __future__ import annotations

import numpy as np

# Which sides of a square the line goes through, by the signs of its corners (1, 2, 4, 8 for top left, top
# right, bottom right, bottom left); sides 0 to 3 are top, right, bottom, left. Two pieces at a saddle.
_SIDES: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),),
    ((2, 3),), ((0, 2),), ((0, 1), (2, 3)), ((1, 2),), ((3, 1),), ((0, 1),), ((3, 0),), (),
)  # fmt: skip


def contour(field: np.ndarray) -> np.ndarray:
    """Pieces (n, 4) of x1, y1, x2, y2 where ``field`` (rows, columns) is 0, in cells of the grid: column j,
    row i is at (j, i). What isn't finite has no line."""
    field = np.asarray(field, np.float64)
    a, b, c, d = field[:-1, :-1], field[:-1, 1:], field[1:, 1:], field[1:, :-1]
    with np.errstate(all="ignore"):
        case = (a > 0) + 2 * (b > 0) + 4 * (c > 0) + 8 * (d > 0)
        case[~np.isfinite(a + b + c + d)] = 0
        rows, columns = np.nonzero((case > 0) & (case < 15))
        corners = [side[rows, columns] for side in (a, b, c, d)]
        ends = _crossings(rows, columns, *corners)
    found = case[rows, columns]
    pieces = [
        np.concatenate([ends[:, one][found == kind], ends[:, other][found == kind]], axis=1)
        for kind in range(1, 15)
        for one, other in _SIDES[kind]
    ]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def _crossings(
    rows: np.ndarray, columns: np.ndarray, a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray
) -> np.ndarray:
    """(n, 4, 2): where the line crosses each side of a square, as x and y."""
    top, right = a / (a - b), b / (b - c)
    bottom, left = d / (d - c), a / (a - d)
    points = (
        (columns + top, rows + 0.0),
        (columns + 1.0, rows + right),
        (columns + bottom, rows + 1.0),
        (columns + 0.0, rows + left),
    )
    return np.stack([np.stack(point, axis=-1) for point in points], axis=1)

"""The loupe: which cells it shows, and in which corner it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array

CELLS = 9


@dataclass(frozen=True)
class Loupe:
    """9 × 9 cells from (row, column) on. ``on_right``: it stands in the top right corner."""

    row: int
    column: int
    on_right: bool


def loupe(values: Array, row: float, column: float, reach: tuple[float, float]) -> Loupe:
    """Around (row, column), inside the picture where that has so many cells.

    It stands in the emptier of the two top corners: the one with less change between neighbours, unless it
    would cover the very place. ``reach`` is (rows, columns) that the loupe covers there.
    """
    height, width = values.shape
    first = [
        min(max(round(place) - CELLS // 2, 0), max(size - CELLS, 0))
        for place, size in zip((row, column), values.shape, strict=True)
    ]
    rows, columns = max(2, min(round(reach[0]), height)), max(2, min(round(reach[1]), width))
    covers_left = row < rows and column < columns
    covers_right = row < rows and column >= width - columns
    if covers_left != covers_right:
        return Loupe(first[0], first[1], covers_left)
    left, right = values[:rows, :columns], values[:rows, -columns:]
    return Loupe(first[0], first[1], _detail(right) <= _detail(left))


def _detail(part: Array) -> float:
    return float(np.abs(np.diff(part, axis=1)).mean()) if part.shape[1] > 1 else 0.0

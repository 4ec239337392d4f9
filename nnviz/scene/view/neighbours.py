"""The neuron level's frame: the chosen unit between the column it reads and the column it feeds."""

from __future__ import annotations

import numpy as np

from nnviz.document import Camera
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.view import camera as cameras
from nnviz.scene.view.camera import Point

MARGIN = 16.0
"""Pixels between the neighbours and the canvas's sides, at scale 1."""
BRACKETED = 32.0
"""Pixels left of a bracket that its row's number takes."""


def among_neighbours(layout: Layout, layer: int, middle: Point, zoom: float, least: float) -> Camera:
    """The camera that sees a unit of ``layer``, whose middle is given, with both neighbouring columns whole.

    The magnification is ``zoom``, or as much smaller as the neighbours need, down to ``least``. Where even
    that is too large, the unit and what it reads come first.
    """
    left, right = _reach(layout, layout.column(layer))
    margin = MARGIN * layout.scale
    # The layout has margins of its own: nothing beyond them needs to be seen.
    left, right = max(left, margin), min(right, layout.size[0] - margin)
    width = layout.size[0] - 2 * margin
    wanted = width / max(right - left, 1.0)
    zoom = max(min(zoom, wanted), least)
    if zoom <= wanted:
        return cameras.focus(layout, ((left + right) / 2, middle[1]), zoom)
    seen = width / zoom
    at = min(left + seen / 2, (left + right) / 2) if middle[0] - left < 0.9 * seen else middle[0]
    return cameras.focus(layout, (at, middle[1]), zoom)


def _reach(layout: Layout, here: Column) -> tuple[float, float]:
    """From the left end of the column before ``here`` to the right end of the one after it, in layout pixels,
    with what stands beside them: names, or the output bars."""
    start, end = _ends(here)
    others = [_ends(column) for column in layout.columns if column is not here and len(column.units)]
    before = [ends for ends in others if ends[1] <= start]
    after = [ends for ends in others if ends[0] >= end]
    left = max(before, key=lambda ends: ends[1])[0] if before else start
    if after:
        return left, min(after, key=lambda ends: ends[0])[1]
    return left, end if layout.bars is None else layout.bars.text_x


def _ends(column: Column) -> tuple[float, float]:
    radii = column.radii
    left, right = float(np.min(column.x - radii)), float(np.max(column.x + radii))
    beside = column.label_gap + column.label_width if column.labels else 0.0
    if column.brackets is not None and len(column.brackets):
        left = min(left, float(column.brackets[:, 0].min()) - BRACKETED)
    if column.label_side == "left":
        return left - beside, right
    return left, right + (beside if column.label_side == "right" else 0.0)

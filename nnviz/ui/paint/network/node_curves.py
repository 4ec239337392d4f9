"""Where the pointer meets the small curve in a disc, along which its z can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from nnviz.document import Target
from nnviz.ui.paint.curves import BELOW, HALF_HEIGHT, HALF_WIDTH, REACHED
from nnviz.ui.paint.picture import Picture

NEAR = 5.0
"""Pixels around the curve that still mean it."""


def curve_at(picture: Picture, point: QPointF) -> Target | None:
    """The unit whose curve is under a point of the screen."""
    mapping = picture.look.mapping
    for column, nodes in ((picture.layout.columns[i], picture.frame.nodes[i]) for i in picture.seen):
        for part, start in column.pieces():
            stop = start + len(part.units)
            is_named = part.label_side == "inside" and part.labels
            if is_named or picture.curve(part) is None or not any(nodes.text[start:stop]):
                continue
            radius = part.radius * mapping.zoom
            for i in np.flatnonzero(nodes.reached[start:stop] >= REACHED).tolist():
                box = curve_box(mapping.point(float(part.x[i]), float(part.y[i])), radius)
                if box.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(point):
                    return Target(part.layer, part.unit(i))
    return None


def curve_box(middle: QPointF, radius: float) -> QRectF:
    """Where the curve lies in a disc."""
    half_width, half_height = HALF_WIDTH * radius, HALF_HEIGHT * radius
    top = middle.y() + BELOW * radius - half_height
    return QRectF(middle.x() - half_width, top, 2 * half_width, 2 * half_height)


def z_per_pixel(picture: Picture, target: Target) -> float | None:
    """How much of z a pixel along the unit's curve means; None where no curve is shown."""
    column = picture.layout.column(target.layer)
    position = column.position(target.unit)
    if position is None:
        return None
    part = column.part_at(position)
    curve = picture.curve(part)
    if curve is None:
        return None
    return 2 * curve.span / curve_box(QPointF(), part.radius * picture.look.mapping.zoom).width()

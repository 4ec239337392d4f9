"""The thing under the pointer, brought out: an edge in full colour, a unit with a ring."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.values.model import Hit
from nnviz.ui.paint.network.columns import draw_ring
from nnviz.ui.paint.network.skips import BUNDLE, WIDTH, path
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.theme import Theme


def draw_pointed(painter: QPainter, theme: Theme, picture: Picture, hit: Hit) -> None:
    """Draw what shows that ``hit`` is under the pointer."""
    if hit.kind in ("fold", "note"):
        return
    if hit.kind == "joint":
        joints = picture.layout.joints[hit.index[0]]
        wide = BUNDLE if joints.is_bundle else WIDTH
        width = wide * picture.layout.scale * picture.look.mapping.stroke + 1.2
        painter.strokePath(
            path(joints.points[hit.index[1]], picture.look.mapping), QPen(theme.color("ink"), width)
        )
        return
    if hit.source is not None and hit.index:
        # A window's pixel and its weight: cells, which have no line between them.
        return
    if hit.source is not None:
        _bring_out_edge(painter, theme, picture, hit)
        return
    column = picture.layout.column(hit.target.layer)
    at = column.position(hit.target.unit)
    if at is None or picture.selection == hit.target:
        return
    mapping = picture.look.mapping
    part = column.part_at(at)
    painter.setPen(QPen(QColor(theme.ink), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = mapping.point(column.x[at], column.y[at])
    draw_ring(painter, part.form, middle, part.radius * mapping.zoom + 2.5)


def _bring_out_edge(painter: QPainter, theme: Theme, picture: Picture, hit: Hit) -> None:
    assert hit.source is not None
    gap, look = picture.edges[hit.target.layer], picture.look
    source = picture.layout.column(gap.source_layer).position(hit.source.unit)
    target = picture.layout.column(gap.layer).position(hit.target.unit)
    for i in np.flatnonzero((gap.source == source) & (gap.target == target)):
        width = float(gap.width[i]) * look.mapping.stroke + 1.2
        painter.setPen(QPen(QColor(getattr(theme, theme.sign(gap.sign[i]))), width))
        draw_lines(painter, look.mapping.lines(gap.lines[i : i + 1]))

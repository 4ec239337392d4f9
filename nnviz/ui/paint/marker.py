"""The pen for what is pointed at: an edge in full colour, a ring around a unit, a frame around a cell."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.document import Target
from nnviz.scene.values.model import Hit
from nnviz.ui.paint.images.sliding import SlidingPainter
from nnviz.ui.paint.network.columns import draw_ring
from nnviz.ui.paint.network.skips import BUNDLE, WIDTH, path
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.theme import RADIUS, Theme


class Marker:
    """Draws over one picture. What the picture doesn't show isn't marked."""

    def __init__(self, painter: QPainter, theme: Theme, picture: Picture) -> None:
        self.painter = painter
        self.theme = theme
        self.picture = picture
        self._sliding = SlidingPainter(theme)

    def ring(self, target: Target) -> None:
        """A ring around a unit, unless it is selected and has one."""
        column = self.picture.layout.column(target.layer)
        at = column.position(target.unit)
        if at is None or self.picture.selection == target:
            return
        mapping = self.picture.look.mapping
        part = column.part_at(at)
        self.painter.setPen(QPen(QColor(self.theme.ink), 2.0))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = mapping.point(column.x[at], column.y[at])
        draw_ring(self.painter, part.form, middle, part.radius * mapping.zoom + 2.5)

    def edge(self, source: Target, target: Target) -> None:
        """An edge in its sign's full colour, where it is drawn as a line."""
        gap, look = self.picture.edges[target.layer], self.picture.look
        start = self.picture.layout.column(gap.source_layer).position(source.unit)
        end = self.picture.layout.column(gap.layer).position(target.unit)
        for i in np.flatnonzero((gap.source == start) & (gap.target == end)):
            width = float(gap.width[i]) * look.mapping.stroke + 1.2
            self.painter.setPen(QPen(QColor(getattr(self.theme, self.theme.sign(gap.sign[i]))), width))
            draw_lines(self.painter, look.mapping.lines(gap.lines[i : i + 1]))

    def skip(self, number: int, line: int) -> None:
        """A line that passes values on, by its places in the layout."""
        skips, look = self.picture.layout.skips[number], self.picture.look
        wide = BUNDLE if skips.is_bundle else WIDTH
        width = wide * self.picture.layout.scale * look.mapping.stroke + 1.2
        self.painter.strokePath(path(skips.points[line], look.mapping), QPen(self.theme.color("ink"), width))

    def cell(self, target: Target) -> None:
        """A frame around a map's cell, the window that it is made of, and the cells that use it."""
        images = self.picture.layout.images
        if images is not None:
            network, mapping = self.picture.trace.network, self.picture.look.mapping
            self._sliding.draw_cell(self.painter, images, network, target, mapping)

    def relatives(self, target: Target) -> None:
        """Frames around the cells that a unit is joined from, and those that it is joined into."""
        images = self.picture.layout.images
        if images is not None:
            network, mapping = self.picture.trace.network, self.picture.look.mapping
            self._sliding.draw_relatives(self.painter, images, network, target, mapping)

    def kernel(self, layer: int, index: tuple[int, ...]) -> None:
        """A frame around a kernel's cell."""
        images = self.picture.layout.images
        if images is not None:
            self._sliding.draw_kernel(self.painter, images, layer, index, self.picture.look.mapping)

    def product(self, source: Target, layer: int, index: tuple[int, ...]) -> None:
        """Frames around the pixel of one product, and the kernel's cell that it is multiplied by, if any."""
        images = self.picture.layout.images
        if images is not None:
            self._sliding.outline_cell(self.painter, images, source, self.picture.look.mapping)
        if index:
            self.kernel(layer, index)

    def place(self, hit: Hit) -> None:
        """A frame around what an opened unit's page has placed."""
        place = self.picture.detail.place_of(hit) if self.picture.detail is not None else None
        if place is not None:
            self.painter.setPen(QPen(QColor(self.theme.now), 2.0))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(place, RADIUS["chip"], RADIUS["chip"])

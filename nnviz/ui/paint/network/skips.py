"""Skip connections on one transparent layer above the edges and beneath the neurons."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from nnviz.kept import Kept
from nnviz.scene.layout.places import SkipConnection
from nnviz.scene.values.skip_strength import strength
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.theme import Theme

WIDTH, BUNDLE = 1.6, 5.0
"""Widths at scale 1: of one value's line, and of a whole layer's."""


class SkipPainter:
    """Draws those of a network that isn't a chain; drawn anew only where one looks different."""

    def __init__(self, theme: Theme, surface: Surface) -> None:
        self._theme = theme
        self._surface = surface
        self._kept: Kept[QImage] = Kept()

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw all skip connections of ``picture``."""
        if not picture.layout.skips:
            return
        strengths = _strengths(picture)
        if self._surface.is_direct:
            self._draw(painter, picture, strengths)
            return

        def make() -> QImage:
            size = QSizeF(*picture.look.screen)
            return self._surface.layer(size, lambda pen: self._draw(pen, picture, strengths))

        image = self._kept.get(make, (picture.layout,), _choice(picture, strengths))
        painter.drawImage(QPointF(0, 0), image)

    def is_stale(self, picture: Picture) -> bool:
        """Whether ``picture`` shows other skip connections than those drawn last."""
        if not picture.layout.skips:
            return False
        return not self._kept.holds((picture.layout,), _choice(picture, _strengths(picture)))

    def _draw(self, painter: QPainter, picture: Picture, strengths: list[np.ndarray]) -> None:
        mapping, scale = picture.look.mapping, picture.layout.scale
        for skips, opacities in zip(picture.layout.skips, strengths, strict=True):
            line = (BUNDLE if skips.is_bundle else WIDTH) * scale * mapping.stroke
            self._lines(painter, skips, opacities, line, mapping)

    def _lines(
        self, painter: QPainter, skips: SkipConnection, opacities: np.ndarray, width: float, mapping: Mapping
    ) -> None:
        # A file of shapes has opaque colours alone: what reads it may know no others.
        ink = self._theme.mix if self._surface.is_direct else self._theme.color
        for i in np.argsort(opacities, kind="stable").tolist():
            # Hue means a weight's sign; a skip connection has no weight.
            pen = QPen(ink("ink2", float(opacities[i])), max(width, 1.0))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.strokePath(path(skips.points[i], mapping), pen)


def path(points: np.ndarray, mapping: Mapping) -> QPainterPath:
    """One skip connection on screen: level pieces with soft turns between them."""
    places = [mapping.point(x, y) for x, y in points.tolist()]
    found = QPainterPath(places[0])
    for i, place in enumerate(places[1:], start=1):
        if i % 2:
            found.lineTo(place)
            continue
        before = places[i - 1]
        bend = (place.x() - before.x()) / 2
        found.cubicTo(before + QPointF(bend, 0), place - QPointF(bend, 0), place)
    return found


def _strengths(picture: Picture) -> list[np.ndarray]:
    frame, columns = picture.frame, picture.layout.columns
    maps = {values.layer: values for values in frame.maps}
    return [
        strength(
            skips,
            maps.get(skips.source_layer, frame.nodes[skips.source_layer]),
            frame.light[skips.layer],
            picture.selection,
            columns,
        )
        for skips in picture.layout.skips
    ]


def _choice(picture: Picture, strengths: list[np.ndarray]) -> tuple[object, ...]:
    return picture.look, b"".join(one.tobytes() for one in strengths)

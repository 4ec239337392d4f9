"""A layer's units as one transparent picture, kept while their values stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.kept import Kept
from nnviz.scene.layout.places import Column
from nnviz.scene.values.model import Biases, Nodes
from nnviz.ui.paint.curves import Curve
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.marks import draw_mark
from nnviz.ui.paint.network.atlas import Atlas
from nnviz.ui.paint.network.nodes import EVERYWHERE, GLOW, NodePainter, Range
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import FLOOR, Theme

SELECTION = 8.0
"""Pixels from a node's rim to the outside of its selection ring, at reference size."""
DIAMOND = ((0, -1), (1, 0), (0, 1), (-1, 0))
BIAS_SIZES = 24
"""Sizes of bias marks kept as sprites, half a pixel apart."""
BIAS_PEN = 1.6
MOST_RINGS = 24
"""Neurons that are ringed one by one where all of a layer are off."""

Screen = tuple[float, float]
Place = tuple[int, str]
"""A layer and the form of its units: a folded layer has a picture for each of its two forms."""


@dataclass(frozen=True, eq=False)
class Standing:
    """One column with all that stands on it at a moment; ``chosen`` is the selected unit's position."""

    column: Column
    nodes: Nodes
    biases: Biases | None
    chosen: int | None
    scale: float
    curve: Curve | None = None
    says_why: bool = True
    """Whether a layer that is all off says so in words: there may be no room."""
    window: Range = EVERYWHERE
    """Heights on the canvas, in layout pixels, between which its numbers can be seen."""

    def key(self) -> tuple[Any, ...]:
        """What the picture depends on, by value: another trace with the same numbers draws the same."""
        nodes, biases = self.nodes, self.biases
        arrays = [nodes.fill, nodes.reached, nodes.arc, nodes.glow]
        if biases is not None and biases.shown.any():
            arrays += [biases.x, biases.radius, biases.sign, biases.shown]
        curve = () if self.curve is None else self.curve.key()
        return (
            self.chosen,
            self.says_why,
            self.window,
            curve,
            nodes.text,
            nodes.marks,
            *(array.tobytes() for array in arrays),
        )


class ColumnPainter:
    """Draws columns for one theme and surface."""

    def __init__(self, theme: Theme, surface: Surface, texts: Texts) -> None:
        self._theme = theme
        self._surface = surface
        self._texts = texts
        self.nodes = NodePainter(theme, surface, texts)
        self._biases = Atlas(BIAS_SIZES + 2 * BIAS_PEN, surface, self._draw_bias, 3 * (BIAS_SIZES + 1))
        self._kept: defaultdict[Place, Kept[tuple[Mapping, QRectF, QImage]]] = defaultdict(Kept)

    def stretched(self, columns: Sequence[Column], mapping: Mapping) -> list[Place]:
        """Which of ``columns`` have kept pictures that were made for another place of the camera."""
        places = [(part.layer, part.form) for column in columns for part, _ in column.pieces()]
        return [place for place in places if self._is_of_another(place, mapping)]

    def _is_of_another(self, place: Place, mapping: Mapping) -> bool:
        kept = self._kept.get(place)
        return kept is not None and kept.value is not None and kept.value[0] != mapping

    def forget(self, place: Place) -> None:
        """Draw a column anew next time, whatever is kept of it."""
        self._kept.pop(place, None)

    def draw(self, painter: QPainter, standing: Standing, mapping: Mapping, screen: Screen) -> None:
        """Draw one column, from the kept picture where nothing in it has changed.

        Where only the camera has moved, the kept picture is stretched: to draw all columns anew would hold
        up the frame. ``stretched`` says which those are, ``forget`` has one drawn exactly.
        """
        rect = self._place(standing.column, mapping, screen)
        if rect.isEmpty():
            return
        if self._surface.is_direct:
            self._draw(painter, standing, mapping)
            return
        before, place, image = self._kept[_place_of(standing)].get(
            lambda: (mapping, rect, self._picture(standing, mapping, rect)),
            (standing.column,),
            (screen, standing.key()),
        )
        if before == mapping:
            painter.drawImage(rect.topLeft(), image)
        else:
            painter.drawImage(before.moved(place, mapping), image)

    def stale(self, standing: Standing, mapping: Mapping, screen: Screen) -> QRect:
        """Where the column must be drawn anew; nowhere if its kept picture still holds."""
        kept = self._kept[_place_of(standing)]
        holds = kept.holds((standing.column,), (screen, standing.key()))
        if holds and kept.value is not None and kept.value[0] == mapping:
            return QRect()
        return self._place(standing.column, mapping, screen).toAlignedRect()

    def _picture(self, standing: Standing, mapping: Mapping, rect: QRectF) -> QImage:
        here = mapping.within(rect)
        return self._surface.layer(rect.size(), lambda painter: self._draw(painter, standing, here))

    def _draw(self, painter: QPainter, standing: Standing, mapping: Mapping) -> None:
        column, nodes = standing.column, standing.nodes
        radius = column.radius * mapping.zoom
        if standing.chosen is not None:
            middle = mapping.point(column.x[standing.chosen], column.y[standing.chosen])
            self._selection(painter, column.form, middle, radius, standing.scale)
        window = tuple(y * mapping.zoom + mapping.dy for y in standing.window)
        self.nodes.draw(
            painter, column, nodes, mapping, standing.chosen, standing.curve, (window[0], window[1])
        )
        if standing.biases is not None:
            self._draw_biases(painter, standing.biases, mapping)
        for i, mark in enumerate(nodes.marks):
            if mark:
                draw_mark(painter, mark, mapping.point(column.x[i], column.y[i]), radius, self._theme)
        if nodes.all_off:
            self._warn(painter, column, mapping, radius, standing.says_why)

    def _warn(
        self, painter: QPainter, column: Column, mapping: Mapping, radius: float, says_why: bool
    ) -> None:
        """Say that nothing comes out of this layer: a ring around each of a few neurons, one frame around
        many."""
        painter.setPen(QPen(QColor(self._theme.warn), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(column.units) <= MOST_RINGS:
            for x, y in zip(column.x, column.y, strict=True):
                draw_ring(painter, column.form, mapping.point(x, y), radius)
        else:
            r = column.radius + 2.0
            around = (column.x.min() - r, column.y.min() - r, column.x.max() + r, column.y.max() + r)
            painter.drawRoundedRect(mapping.rect(*(column.plate or map(float, around))), 6, 6)
        if not says_why:
            return
        lowest = mapping.point(float(column.x.mean()), float(column.y.max()))
        at = QPointF(lowest.x(), lowest.y() + radius + 10)
        self._texts.draw(painter, at, "! all off", FLOOR, QColor(self._theme.warn), weight=600)

    def _place(self, column: Column, mapping: Mapping, screen: Screen) -> QRectF:
        """The part of the screen that the column may touch, on whole device pixels."""
        ratio = self._surface.ratio
        margin = max(GLOW * column.radius * mapping.zoom, column.radius * mapping.zoom + 22) + 4
        x, y = mapping.x(column.x), mapping.y(column.y)
        low = np.maximum([x.min() - margin, y.min() - margin], 0.0)
        high = np.minimum([x.max() + margin, y.max() + margin], screen)
        low, high = np.floor(low * ratio) / ratio, np.ceil(high * ratio) / ratio
        return QRectF(QPointF(*low), QPointF(*high)) if (high > low).all() else QRectF()

    def _selection(self, painter: QPainter, form: str, middle: QPointF, radius: float, scale: float) -> None:
        """The ring around the selected unit: a bright line at its rim and a wide dim band outside."""
        band = SELECTION * scale
        painter.setBrush(QColor(self._theme.bg))
        painter.setPen(QPen(self._theme.mix("now", 0.45), band * 0.75))
        draw_ring(painter, form, middle, radius + band * 0.7)
        painter.setPen(QPen(QColor(self._theme.now), max(3.0 * scale, 2.0)))
        draw_ring(painter, form, middle, radius + 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # bias marks: outlined, not filled, for a bias is added from nowhere

    def _draw_biases(self, painter: QPainter, biases: Biases, mapping: Mapping) -> None:
        shown = np.flatnonzero(biases.shown > 0)
        if not len(shown):
            return
        radius = np.maximum(biases.radius[shown] * mapping.zoom, 2.0)
        sizes = np.clip(np.round(2 * radius), 1, BIAS_SIZES).astype(int)
        sprites = (biases.sign[shown].astype(int) + 1) * (BIAS_SIZES + 1) + sizes
        opacity = np.minimum(biases.shown[shown], 1.0)
        self._biases.paint(painter, mapping.x(biases.x[shown]), mapping.y(biases.y[shown]), sprites, opacity)

    def _draw_bias(self, painter: QPainter, sprite: int) -> None:
        sign, size = divmod(sprite, BIAS_SIZES + 1)
        painter.setBrush(QColor(self._theme.bg))
        painter.setPen(QPen(QColor(getattr(self._theme, self._theme.sign(sign - 1))), BIAS_PEN))
        radius = 1.25 * size / 2
        painter.drawPolygon([QPointF(x * radius, y * radius) for x, y in DIAMOND])


def draw_ring(painter: QPainter, form: str, middle: QPointF, radius: float) -> None:
    """Draw the outline of a unit's form."""
    if form == "disc":
        painter.drawEllipse(middle, radius, radius)
    else:
        rect = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawRoundedRect(rect, 4, 4)


def _place_of(standing: Standing) -> Place:
    return standing.column.layer, standing.column.form

"""One painter for the screen, for pictures and for films: it draws what the scene says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.document import Target
from nnviz.scene.model import Column, Edges, Frame, Hit, Layout, Legend
from nnviz.scene.scales import Scales
from nnviz.ui.canvas.bars import BarPainter
from nnviz.ui.canvas.hover import Card, draw_card
from nnviz.ui.canvas.key import KeyPainter
from nnviz.ui.canvas.labels import LabelPainter
from nnviz.ui.canvas.mapping import Mapping
from nnviz.ui.canvas.marks import draw_mark
from nnviz.ui.canvas.nodes import NodePainter
from nnviz.ui.canvas.overlay import OverlayPainter, draw_pill
from nnviz.ui.canvas.plates import draw_plates
from nnviz.ui.canvas.primitives import draw_lines
from nnviz.ui.canvas.strips import Look, Strips, draw_edges
from nnviz.ui.canvas.text import Texts
from nnviz.ui.theme import Theme

SELECTION = 8.0
"""Pixels from a node's rim to the outside of its selection ring, at reference size."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What the canvas shows: the scene, how it is mapped to the screen, and what is drawn outside the strips.

    ``still`` are the edges kept in strips, ``live`` those drawn anew in each frame. ``settling`` are
    the layers whose edges keep the colours that they had when the gesture began.
    """

    layout: Layout
    still: tuple[Edges, ...]
    frame: Frame
    legend: Legend
    look: Look
    scales: Scales
    selection: Target | None = None
    live: tuple[Edges, ...] = ()
    settling: tuple[int, ...] = ()

    @property
    def edges(self) -> dict[int, Edges]:
        """The edges that can be pointed at, by layer."""
        return {gap.layer: gap for gap in (*self.still, *self.live)}


class ScenePainter:
    """Draws pictures of one theme and pixel ratio; what can be drawn once is kept."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.strips = Strips()
        self._theme = theme
        texts = self._texts = Texts(ratio)
        self._nodes = NodePainter(theme, ratio, texts)
        self._overlay = OverlayPainter(theme, ratio, texts)
        self._labels = LabelPainter(theme, texts)
        self._bars = BarPainter(theme, texts)
        self._key = KeyPainter(theme, texts)

    def want(self, picture: Picture) -> None:
        """Prepare for ``picture``: its strips are drawn by ``strips.advance`` or ``strips.settle``."""
        self.strips.want(picture.still, picture.look)

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw ``picture`` with the strips as far as they are."""
        mapping = picture.look.mapping
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, *picture.look.screen), QColor(self._theme.bg))
        draw_plates(painter, picture.look.plates, mapping, self._theme)
        self.strips.draw(painter, mapping)
        for edges in picture.live:
            draw_edges(painter, edges, picture.look)
        self._still(painter, picture, mapping)
        self._moving(painter, picture, mapping)

    def draw_caption(
        self, painter: QPainter, picture: Picture, caption: tuple[str, int], pointer: QPointF
    ) -> None:
        """Draw the number that is being changed above the pointer."""
        words, sign = caption
        scale = picture.layout.scale
        at = QPointF(pointer.x(), max(pointer.y() - 34 * scale, 18 * scale))
        draw_pill(painter, self._texts, self._theme, at, words, ("neg", "ink", "pos")[sign + 1], scale)

    def draw_hover(self, painter: QPainter, picture: Picture, hit: Hit, card: Card, pointer: QPointF) -> None:
        """Bring out the thing under the pointer and draw its card."""
        mapping, column = picture.look.mapping, picture.layout.column(hit.target.layer)
        at = column.position(hit.target.unit)
        if hit.source is not None:
            self._bring_out_edge(painter, picture, hit)
        elif at is not None and not self._is_selected(picture, hit):
            painter.setPen(QPen(QColor(self._theme.ink), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle = mapping.point(column.x[at], column.y[at])
            _ring(painter, column.form, middle, column.radius * mapping.zoom + 2.5)
        screen, scale = picture.look.screen, picture.layout.scale
        draw_card(painter, self._texts, self._theme, card, pointer, screen, scale)

    def _bring_out_edge(self, painter: QPainter, picture: Picture, hit: Hit) -> None:
        gap = picture.edges[hit.target.layer]
        source = picture.layout.column(gap.source_layer).position(hit.source.unit) if hit.source else None
        target = picture.layout.column(gap.layer).position(hit.target.unit)
        for i in np.flatnonzero((gap.source == source) & (gap.target == target)):
            width = float(gap.width[i]) * picture.look.mapping.stroke + 1.2
            painter.setPen(QPen(QColor(getattr(self._theme, self._theme.sign(gap.sign[i]))), width))
            draw_lines(painter, picture.look.mapping.lines(gap.lines[i : i + 1]))

    def _is_selected(self, picture: Picture, hit: Hit) -> bool:
        return picture.selection == hit.target

    def _still(self, painter: QPainter, picture: Picture, mapping: Mapping) -> None:
        layout = picture.layout
        self._labels.headings(painter, layout, mapping)
        for column in layout.columns:
            self._labels.column(painter, column, mapping, layout.scale)
        self._labels.counts(painter, picture.still, mapping, layout)
        self._key.draw(painter, picture.legend, layout)

    def _moving(self, painter: QPainter, picture: Picture, mapping: Mapping) -> None:
        layout, frame = picture.layout, picture.frame
        self._overlay.draw_under(painter, frame, mapping)
        for column, nodes in zip(layout.columns, frame.nodes, strict=True):
            if _is_chosen(picture, column):
                self._selection(painter, picture, column, mapping)
            self._nodes.draw(painter, column, nodes, mapping)
            for i, mark in enumerate(nodes.marks):
                if mark:
                    radius = column.radius * mapping.zoom
                    draw_mark(painter, mark, mapping.point(column.x[i], column.y[i]), radius, self._theme)
        if frame.bars is not None:
            self._bars.draw(painter, layout, frame.bars, self._chosen_output(picture), mapping)
        self._overlay.draw_over(painter, frame, mapping, layout.scale)

    def _selection(self, painter: QPainter, picture: Picture, column: Column, mapping: Mapping) -> None:
        """The ring around the selected unit: a bright line at its rim and a wide dim band outside."""
        assert picture.selection is not None
        at = column.position(picture.selection.unit)
        if at is None:
            return
        middle = mapping.point(column.x[at], column.y[at])
        radius = column.radius * mapping.zoom
        band = SELECTION * picture.layout.scale
        painter.setBrush(QColor(self._theme.bg))
        painter.setPen(QPen(self._theme.mix("now", 0.45), band * 0.75))
        _ring(painter, column.form, middle, radius + band * 0.7)
        painter.setPen(QPen(QColor(self._theme.now), max(3.0 * picture.layout.scale, 2.0)))
        _ring(painter, column.form, middle, radius + 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _chosen_output(self, picture: Picture) -> int | None:
        last, selection = picture.layout.columns[-1], picture.selection
        return last.position(selection.unit) if selection is not None and _is_chosen(picture, last) else None


def _is_chosen(picture: Picture, column: Column) -> bool:
    return picture.selection is not None and picture.selection.layer == column.layer


def _ring(painter: QPainter, form: str, middle: QPointF, radius: float) -> None:
    if form == "disc":
        painter.drawEllipse(middle, radius, radius)
    else:
        rect = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawRoundedRect(rect, 4, 4)

"""Words of the still picture: headings, row brackets, class and feature labels, counts."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.indices import below_disc, draw_plate
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.text import CENTER, LEFT, RIGHT, Texts
from nnviz.ui.theme import FLOOR, TYPE, Theme

SETTLING = "settles on release"
"""Under a gap whose edges keep their last colours while something is dragged."""
EDGE = 12.0
"""Pixels between a heading and the edge that it keeps off."""
ALIGN = {"left": LEFT, "center": CENTER, "right": RIGHT}


class LabelPainter:
    """Draws the words around the nodes for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def headings(self, painter: QPainter, picture: Picture) -> None:
        """Draw each column's name and what it holds; they keep their size at every zoom."""
        layout, mapping = picture.layout, picture.look.mapping
        for column in (layout.columns[i] for i in picture.seen):
            align = ALIGN[column.heading_align]
            words = picture.heads.get(column.layer, column.subtitle)
            self._heading(painter, column, words, align, layout, mapping)
        if layout.bars is not None:
            words = picture.heads.get(None, layout.bars.subtitle)
            self._heading(painter, layout.bars, words, CENTER, layout, mapping)

    def column(
        self, painter: QPainter, column: Column, mapping: Mapping, scale: float, window: QRectF
    ) -> None:
        """Draw the brackets and the labels beside one column's units; no word half outside ``window``."""
        self._brackets(painter, column, mapping, scale, window)
        self._beside(painter, column, mapping, scale, window)

    def counts(self, painter: QPainter, picture: Picture, mapping: Mapping) -> None:
        """Say under a gap how many of its edges are drawn, or that they are not exact yet."""
        layout = picture.layout
        words = {gap.layer: gap.note for gap in picture.still}
        places = {layer: mapping.point(x, y) for layer, x, y in layout.notes}
        for layer, at in places.items():
            text = SETTLING if layer in picture.settling else words.get(layer, "")
            self._note(painter, at, text, layout.scale)
        for layer in set(picture.settling) - set(places):
            before, here = layout.column(picture.edges[layer].source_layer), layout.column(layer)
            middle = float(before.x.max() + here.x.min()) / 2
            self._note(painter, mapping.point(middle, layout.legend[1] - 10), SETTLING, layout.scale)

    def chips(self, painter: QPainter, layout: Layout, mapping: Mapping) -> None:
        """Draw the words that open and fold layers."""
        for chip in layout.chips:
            rect = mapping.rect(*chip.box)
            painter.setPen(QPen(QColor(self._theme.line), 1.0))
            painter.setBrush(QColor(self._theme.raised))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            pixels = self._pixels("caption", layout.scale)
            self._texts.draw(painter, rect.center(), chip.text, pixels, QColor(self._theme.ink), weight=600)

    def _note(self, painter: QPainter, at: QPointF, text: str, scale: float) -> None:
        pixels = self._pixels("caption", scale)
        self._texts.draw(painter, at, text, pixels, QColor(self._theme.ink2), weight=500)

    def _heading(
        self,
        painter: QPainter,
        of: Column | Bars,
        words: str,
        side: float,
        layout: Layout,
        mapping: Mapping,
    ) -> None:
        x, y = of.heading
        # Heads keep their height on screen; only across they follow their column.
        is_below = isinstance(of, Column) and of.is_below
        at = mapping.point(x, y) if is_below else QPointF(mapping.point(x, y).x(), y)
        title = self._pixels("title", layout.scale)
        below = self._pixels("caption", layout.scale)
        if not is_below and not mapping.shows_whole:
            wide = max(self._texts.width(of.title, title, 600), self._texts.width(words, below))
            # The search box of a large network keeps its corner.
            is_beside = layout.search is not None and y - title / 2 < layout.search[3]
            first = layout.search[2] if layout.search is not None and is_beside else 0.0
            room = (first + EDGE, layout.size[0] - EDGE)
            at.setX(at.x() + _into_view(at.x() - side * wide, wide, _span(of, mapping), room))
        color = QColor(self._theme.ink)
        self._texts.draw(painter, at, of.title, title, color, weight=600, align=side)
        under = QPointF(at.x(), at.y() + layout.line)
        self._texts.draw(painter, under, words, below, QColor(self._theme.ink2), align=side)

    def _brackets(
        self, painter: QPainter, column: Column, mapping: Mapping, scale: float, window: QRectF
    ) -> None:
        if column.brackets is None:
            return
        painter.setPen(QPen(self._theme.mix("ink3", 0.45), 2.0))
        pixels = self._pixels("caption", scale)
        # Rows that stand close have brackets without numbers.
        labels = column.bracket_labels or ("",) * len(column.brackets)
        for (x, top, bottom), label in zip(column.brackets, labels, strict=True):
            line = QLineF(mapping.point(x, top), mapping.point(x, bottom))
            painter.drawLine(line)
            at = QPointF(line.x1() - 9 * scale, line.center().y())
            if not _is_open(at, pixels, window):
                continue
            self._texts.draw(painter, at, label, pixels, QColor(self._theme.ink3), weight=500, align=RIGHT)

    def _beside(
        self, painter: QPainter, column: Column, mapping: Mapping, scale: float, window: QRectF
    ) -> None:
        width = window.width()
        if column.label_side == "inside" or not column.labels:
            return
        away = column.radius * mapping.zoom + column.label_gap
        to_left = column.label_side == "left"
        pixels = self._pixels("body", scale)
        for x, y, label in zip(mapping.x(column.x), mapping.y(column.y), column.labels, strict=True):
            words = self._texts.elided(label, pixels, column.label_width, 500)
            wide = self._texts.width(words, pixels, 500)
            at, align = QPointF(x - away if to_left else x + away, y), RIGHT if to_left else LEFT
            if not 0 <= at.x() - align * wide <= width - wide:
                below = _under(column, mapping, float(x), float(y), wide, width)
                if below is None:
                    continue
                at, align = below, LEFT
                plate = QRectF(at.x() - 3, at.y() - pixels / 2 - 2, wide + 6, pixels + 4)
                if _is_open(at, pixels, window):
                    draw_plate(painter, self._theme, plate)
            if not _is_open(at, pixels, window):
                continue
            self._texts.draw(painter, at, words, pixels, QColor(self._theme.ink2), weight=500, align=align)

    def _pixels(self, size: str, scale: float) -> float:
        return max(TYPE[size] * scale, FLOOR)


def _is_open(at: QPointF, pixels: float, window: QRectF) -> bool:
    """Whether a line of words is wholly between the window's upper and lower side."""
    return window.top() <= at.y() - pixels / 2 and at.y() + pixels / 2 <= window.bottom()


def _span(of: Column | Bars, mapping: Mapping) -> tuple[float, float]:
    """Where what a heading names starts and ends on screen."""
    if isinstance(of, Bars):
        return mapping.point(of.x0, 0).x(), mapping.point(of.text_x, 0).x()
    if not len(of.x):
        return of.heading[0], of.heading[0]
    left, right = float(of.x.min()) - of.radius, float(of.x.max()) + of.radius
    return mapping.point(left, 0).x(), mapping.point(right, 0).x()


def _under(column: Column, mapping: Mapping, x: float, y: float, wide: float, width: float) -> QPointF | None:
    """Where a label begins that doesn't fit beside its disc: under it. None where the disc isn't seen, or
    there is no room."""
    below, radius = below_disc(column, mapping), column.radius * mapping.zoom
    if below is None or x + radius < 0 or x - radius > width:
        return None
    return QPointF(min(max(x - wide / 2, EDGE), width - EDGE - wide), y + below)


def _into_view(left: float, wide: float, span: tuple[float, float], room: tuple[float, float]) -> float:
    """How far a heading moves to be seen whole, while some of what it names is seen; else it goes with it."""
    if span[1] < 0 or span[0] > room[1] + EDGE:
        return 0.0
    return min(max(left, room[0]), room[1] - wide) - left

"""Blocks and ribbons: the first level of the zoom over the whole canvas, and the map in its corner."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.kept import Kept
from nnviz.scene.detail.page import Box
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.values.scales import Scales
from nnviz.scene.view import overview as blocks
from nnviz.scene.view.overview import Overview, OverviewBlock
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.ui.paint.ramps import Ramps
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, RADIUS, TYPE, Theme

SMOOTH_BELOW = 1.5
"""Pixels a cell: smaller ones are averaged, not left out."""
LANE_SHARE = 0.5
"""What a ribbon takes of the height of its lane."""


@dataclass(frozen=True, eq=False)
class Values:
    """What blocks are painted with: the network, and where its computation stands."""

    document: Document
    trace: Trace
    scales: Scales
    timeline: Timeline
    moment: Moment


class OverviewPainter:
    """Draws blocks of one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._ramps = Ramps(theme)
        self._kept: Kept[Overview] = Kept()

    def draw_page(
        self,
        painter: QPainter,
        values: Values,
        selection: Target | None,
        screen: QRectF,
        scale: float,
    ) -> None:
        """Draw the level: a title, the blocks, what each of them is."""
        document = values.document
        label, caption = self._pixels("label", scale), self._pixels("body", scale)
        margin = max(24.0 * scale, 12.0)
        map_ = self._page_map(document, screen, scale)
        at = QPointF(screen.left() + margin, screen.top() + margin + label / 2)
        room = screen.width() - 2 * margin
        title = self._texts.elided(names.network(document), 1.4 * label, room, 700)
        self._texts.draw(painter, at, title, 1.4 * label, QColor(self._theme.ink), weight=700, align=LEFT)
        under = f"{amount(len(document.network.layers), 'layer')}, {map_.parameters}"
        at += QPointF(0, 1.6 * label)
        words = f"{under}; {map_.note}" if map_.note else under
        self._texts.draw(painter, at, words, caption, QColor(self._theme.ink2), align=LEFT)
        self.draw(painter, map_, values, selection)
        self._names(painter, map_, label, caption)

    def _page_map(self, document: Document, screen: QRectF, scale: float) -> Overview:
        """Where the blocks stand; kept while the layers stay."""
        choice = (document.image_shape, screen, scale)
        return self._kept.get(lambda: page_map(document, screen, scale), (document.network.layers,), choice)

    def draw(self, painter: QPainter, map_: Overview, values: Values, selection: Target | None) -> None:
        """Draw ribbons and blocks."""
        for (start, end), routes in zip(map_.ribbons, map_.routes, strict=True):
            self._ribbon(painter, map_.blocks[start], map_.blocks[end], routes)
        for block in map_.blocks:
            self._block(painter, block, values)
            if selection is not None and selection.layer == block.layer:
                painter.setPen(QPen(QColor(self._theme.now), 2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(_rect(block).adjusted(-4, -4, 4, 4), RADIUS["bar"], RADIUS["bar"])

    def _block(self, painter: QPainter, block: OverviewBlock, values: Values) -> None:
        shares = blocks.shares(values.trace, values.scales, values.timeline, values.moment, block.layer)
        cells = blocks.grid(block, shares)
        rect = _rect(block)
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 3, 3)
        signed = values.scales.layers[block.layer].signed
        image = self._ramps.image(cells, signed)
        is_small = min(rect.width() / cells.shape[1], rect.height() / cells.shape[0]) < SMOOTH_BELOW
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_small)
        painter.drawImage(rect, image)
        painter.restore()
        self._lines(painter, rect, cells.shape)

    def _lines(self, painter: QPainter, rect: QRectF, shape: tuple[int, ...]) -> None:
        """Thin lines between cells that are large enough to be told apart."""
        down, across = rect.height() / shape[0], rect.width() / shape[1]
        if min(down, across) < 5:
            return
        painter.setPen(QPen(QColor(self._theme.panel), 1.0))
        for i in range(1, shape[0]):
            y = rect.top() + i * down
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        for i in range(1, shape[1]):
            x = rect.left() + i * across
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _ribbon(
        self, painter: QPainter, start: OverviewBlock, end: OverviewBlock, routes: tuple[Box, ...]
    ) -> None:
        """A band from block to block; it turns only where no block stands."""
        a, b = _rect(start), _rect(end)
        levels = [(a.right(), start.reach[1], a.top(), a.bottom())]
        for x0, y0, x1, y1 in routes:
            inset = (1 - LANE_SHARE) / 2 * (y1 - y0)
            levels.append((x0 + inset, x1 - inset, y0 + inset, y1 - inset))
        levels.append((end.reach[0], b.left(), b.top(), b.bottom()))
        path = QPainterPath(QPointF(levels[0][0], levels[0][2]))
        for i, (x0, x1, top, _) in enumerate(levels):
            if i:
                _turn(path, QPointF(x0, top))
            path.lineTo(x1, top)
        for i, (x0, x1, _, bottom) in enumerate(reversed(levels)):
            if i:
                _turn(path, QPointF(x1, bottom))
            else:
                path.lineTo(x1, bottom)
            path.lineTo(x0, bottom)
        path.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink3", 0.16))
        painter.drawPath(path)

    def _names(self, painter: QPainter, map_: Overview, label: float, caption: float) -> None:
        slot = map_.slot
        if slot < 3 * FLOOR:
            return
        for block in map_.blocks:
            x, y = (block.box[0] + block.box[2]) / 2, block.foot + label
            lines = [(block.name, label, 600, "ink")]
            lines += [(words, caption, 400, "ink2") for words in self.details(block, slot - 8, caption)]
            for words, pixels, weight, token in lines:
                shown = self._texts.elided(words, pixels, slot - 8, weight)
                ink = QColor(getattr(self._theme, token))
                self._texts.draw(painter, QPointF(x, y), shown, pixels, ink, weight=weight)
                y += 1.35 * pixels

    def details(self, block: OverviewBlock, room: float, pixels: float) -> list[str]:
        """What a block holds, a line each: what belongs together shares one where it fits."""
        found = []
        noun = "parameter" if block.parameters == "1" else "parameters"
        for one, other, between in (
            (block.count, block.function, ", "),
            (block.parameters, block.parameters and noun, " "),
        ):
            whole = between.join(words for words in (one, other) if words)
            fits = self._texts.width(whole, pixels) <= room
            found += [whole] if fits else [one, other]
        return [words for words in found if words]

    def _pixels(self, size: str, scale: float) -> float:
        return _pixels(size, scale)


def _pixels(size: str, scale: float) -> float:
    return max(TYPE[size] * scale, FLOOR)


def page_map(document: Document, screen: QRectF, scale: float) -> Overview:
    """The blocks as they stand on a whole page, with room for their words."""
    words = 2.0 * _pixels("label", scale) + 4.0 * _pixels("body", scale)
    return blocks.overview(document, page_box(screen, scale), words)


def page_box(screen: QRectF, scale: float) -> tuple[float, float, float, float]:
    """Where the blocks stand on a whole page."""
    margin = max(24.0 * scale, 12.0)
    top, bottom = max(110.0 * scale, 76.0), max(130.0 * scale, 106.0)
    return screen.left() + margin, screen.top() + top, screen.right() - margin, screen.bottom() - bottom


def _turn(path: QPainterPath, to: QPointF) -> None:
    """Go on to a point in a soft S."""
    bend = QPointF((to.x() - path.currentPosition().x()) / 2, 0)
    path.cubicTo(path.currentPosition() + bend, to - bend, to)


def _rect(block: OverviewBlock) -> QRectF:
    x0, y0, x1, y1 = block.box
    return QRectF(x0, y0, x1 - x0, y1 - y0)

"""Grids of numbers on the arithmetic strip: cells with their values, padding, outlines, a result."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.tiles import Box
from nnviz.scene.values.arithmetic import Strip
from nnviz.scene.values.strip_places import GridPlace
from nnviz.scene.words.numbers import Fits, refit
from nnviz.ui import theme as looks
from nnviz.ui.paint.images.sliding import hatch
from nnviz.ui.paint.images.tiles import TilePainter
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import FLOOR, RADIUS, Theme

GAP = 1.5
"""Pixels between cells."""


class GridPainter:
    """Draws grids for one theme."""

    def __init__(self, theme: Theme, texts: Texts, tiles: TilePainter) -> None:
        self._theme = theme
        self._texts = texts
        self._tiles = tiles

    def fits(self, place: GridPlace) -> Fits:
        """What has room in a cell, at the smallest text."""
        room = _room(place)
        return lambda text: self._texts.width(text, FLOOR, 600) <= room

    def draw(
        self,
        painter: QPainter,
        strip: Strip,
        place: GridPlace,
        texts: tuple[str, ...],
        is_hidden: bool,
        outlined: bool = False,
    ) -> None:
        """Draw one grid of ``strip`` with ``texts`` in its cells, none where there is no room. ``is_hidden``:
        its numbers are not there yet; ``outlined``: it is the window."""
        rows, columns = place.grid.values.shape
        pixels = self._pixels(place, texts)
        for row in range(rows):
            for column in range(columns):
                x0, y0, x1, y1 = place.box(row, column)
                cell = QRectF(x0 + GAP / 2, y0 + GAP / 2, x1 - x0 - GAP, y1 - y0 - GAP)
                is_padding = place.kind != "weights" and not strip.inside[row, column]
                text = texts[row * columns + column] if texts else ""
                if is_padding and (place.kind == "inputs" or not strip.weighs):
                    hatch(painter, self._theme, cell)
                    self._number(painter, cell, text, pixels, QColor(self._theme.ink))
                elif is_hidden:
                    self._hollow(painter, cell)
                else:
                    fill = self._tiles.color(float(place.grid.fill[row, column]), place.grid.ramp)
                    self._fill(painter, cell, fill)
                    self._number(painter, cell, text, pixels, looks.text_on(fill))
        if outlined:
            self._outline(painter, strip, place)
        if place.kind == "inputs":
            self._winner(painter, strip, place)

    def _outline(self, painter: QPainter, strip: Strip, place: GridPlace) -> None:
        style = Qt.PenStyle.SolidLine if strip.weighs else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(self._theme.now), 3.0, style))
        rect = QRectF(place.x, place.y, place.width, place.height).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(rect, 4, 4)

    def _winner(self, painter: QPainter, strip: Strip, place: GridPlace) -> None:
        if strip.winner is not None and strip.is_reached:
            x0, y0, x1, y1 = place.box(*strip.winner)
            painter.setPen(QPen(QColor(self._theme.now), 3.5))
            painter.drawRoundedRect(QRectF(x0 + 1, y0 + 1, x1 - x0 - 2, y1 - y0 - 2), 4, 4)

    def _fill(self, painter: QPainter, cell: QRectF, color: QColor) -> None:
        painter.setPen(QPen(looks.blend(color, QColor(self._theme.ink3), 0.25), 1.0))
        painter.setBrush(color)
        painter.drawRoundedRect(cell, RADIUS["cell"], RADIUS["cell"])
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _hollow(self, painter: QPainter, cell: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.drawRoundedRect(cell, RADIUS["cell"], RADIUS["cell"])

    def _number(self, painter: QPainter, cell: QRectF, text: str, pixels: float, ink: QColor) -> None:
        self._texts.draw(painter, cell.center(), text, pixels, ink, weight=600)

    def _pixels(self, place: GridPlace, texts: tuple[str, ...]) -> float:
        """The size of a grid's numbers: all alike, as large as the longest allows."""
        pixels = max(min(0.3 * place.cell, 18.0), FLOOR)
        widest = max((self._texts.width(text, pixels, 600) for text in texts), default=0.0)
        return max(pixels * min(_room(place) / widest, 1.0), FLOOR) if widest else pixels

    def draw_result(
        self, painter: QPainter, strip: Strip, text: str, box: Box, pixels: float, radius: float
    ) -> None:
        """Draw the cell that a pooling fills; hollow as long as its number, ``text``, is not there."""
        if strip.result is None:
            return
        x0, y0, x1, y1 = box
        cell = QRectF(x0, y0, x1 - x0, y1 - y0)
        painter.setPen(QPen(QColor(self._theme.now), 3.5))
        if not strip.is_reached:
            painter.drawRoundedRect(cell, radius, radius)
            return
        fill = self._tiles.color(float(strip.result.fill[0, 0]), strip.result.ramp)
        painter.setBrush(fill)
        painter.drawRoundedRect(cell, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pixels = max(pixels, FLOOR)
        text = text if self._texts.width(text, pixels, 700) <= x1 - x0 - 4 else refit(text, self._narrow(box))
        self._texts.draw(painter, cell.center(), text, pixels, looks.text_on(fill), weight=700)

    def _narrow(self, box: Box) -> Fits:
        return lambda text: self._texts.width(text, FLOOR, 700) <= box[2] - box[0] - 4


def _room(place: GridPlace) -> float:
    """Pixels across for a number in a cell."""
    return place.wide - GAP - 1

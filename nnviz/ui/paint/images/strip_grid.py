"""Grids of numbers on the arithmetic strip: cells with their values, padding, outlines, a result."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.tiles import Box
from nnviz.scene.values.arithmetic import Strip
from nnviz.scene.values.strip_places import GridPlace
from nnviz.scene.words.numbers import number
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

    def draw(
        self, painter: QPainter, strip: Strip, place: GridPlace, is_hidden: bool, outlined: bool = False
    ) -> None:
        """Draw one grid of ``strip``. ``is_hidden``: its numbers are not there yet; ``outlined``: it is the
        window."""
        rows, columns = place.grid.values.shape
        decimals = self._decimals(place)
        for row in range(rows):
            for column in range(columns):
                x0, y0, x1, y1 = place.box(row, column)
                cell = QRectF(x0 + GAP / 2, y0 + GAP / 2, x1 - x0 - GAP, y1 - y0 - GAP)
                is_padding = place.kind != "weights" and not strip.inside[row, column]
                if is_padding and (place.kind == "inputs" or not strip.weighs):
                    hatch(painter, self._theme, cell)
                    self._number(painter, cell, 0.0 if strip.weighs else None, decimals, None)
                elif is_hidden:
                    self._hollow(painter, cell)
                else:
                    fill = self._tiles.color(float(place.grid.fill[row, column]), place.grid.ramp)
                    self._fill(painter, cell, fill)
                    self._number(painter, cell, float(place.grid.values[row, column]), decimals, fill)
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

    def _number(
        self, painter: QPainter, cell: QRectF, value: float | None, decimals: int | None, fill: QColor | None
    ) -> None:
        if value is None or decimals is None:
            return
        ink = QColor(self._theme.ink) if fill is None else looks.text_on(fill)
        text = number(value, decimals)
        self._texts.draw(painter, cell.center(), text, _pixels(cell.width()), ink, weight=600)

    def _decimals(self, place: GridPlace) -> int | None:
        """As many decimals as the widest number has room for: 2, 1 or 0; None where none fits."""
        values = place.grid.values.ravel().tolist()
        if len(values) > 225:
            return None
        pixels = _pixels(place.cell)
        for decimals in (2, 1):
            widest = max((number(value, decimals) for value in values), key=len)
            if self._texts.width(widest, pixels, 600) <= place.cell - GAP - 2:
                return decimals
        return None

    def draw_result(self, painter: QPainter, strip: Strip, box: Box, pixels: float, radius: float) -> None:
        """Draw the cell that a pooling fills; hollow as long as its number is not there."""
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
        text = number(float(strip.result.values[0, 0]), 2)
        ink = looks.text_on(fill)
        self._texts.draw(painter, cell.center(), text, max(pixels, FLOOR), ink, weight=700)


def _pixels(cell: float) -> float:
    return max(min(0.3 * cell, 18.0), FLOOR)

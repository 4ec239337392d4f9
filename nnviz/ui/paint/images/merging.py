"""The strip of an Add or a Concat: the values that meet in one cell of a map, and what they come to."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.tiles import Box
from nnviz.scene.values.merging import Cell, Merge
from nnviz.scene.words.equation import sign_of
from nnviz.scene.words.numbers import number
from nnviz.ui import theme as looks
from nnviz.ui.paint.images.tiles import TilePainter
from nnviz.ui.paint.text import CENTER, LEFT, Texts, Worded
from nnviz.ui.theme import FLOOR, RADIUS, Theme

CELL, RESULT = 76.0, 92.0
"""Sides of a part and of what comes out, at scale 1."""
APART = 260.0
"""From one part's middle to the next, at scale 1, where there is room."""


class MergePainter(Worded):
    """Draws the parts of a joined cell for one theme."""

    def __init__(self, theme: Theme, texts: Texts, tiles: TilePainter) -> None:
        self._theme = theme
        self._texts = texts
        self._tiles = tiles

    def draw(self, painter: QPainter, merge: Merge, box: Box, s: float) -> None:
        """Draw the parts in a row, the signs between them, and the result."""
        left, top = box[0] + 16 * s, box[1] + max(20 * s, 15)
        self._text(painter, QPointF(left, top), merge.title, 16 * s, "ink", 600, LEFT)
        self._text(painter, QPointF(left, top + max(22 * s, 17)), merge.note, 14 * s, "ink2", 400, LEFT)
        cells = (*merge.parts, merge.result)
        step = min(APART * s, (box[2] - left - 16 * s) / len(cells))
        y = (top + max(34 * s, 28) + box[3] - max(30 * s, 26)) / 2
        for i, cell in enumerate(cells):
            is_last = i == len(cells) - 1
            self._cell(painter, cell, QPointF(left + (i + 0.5) * step, y), step, s, merge, is_last)
        equals = sign_of(merge.holds)
        for i, _ in enumerate(pairwise(cells), start=1):
            sign = equals if i == len(cells) - 1 else "+"
            self._text(painter, QPointF(left + i * step, y), sign, 24 * s, "ink", 600, CENTER)

    def _cell(
        self,
        painter: QPainter,
        cell: Cell,
        at: QPointF,
        step: float,
        s: float,
        merge: Merge,
        is_result: bool,
    ) -> None:
        side = min((RESULT if is_result else CELL) * s, step - 24 * s)
        rect = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        is_known = merge.is_reached
        fill = self._tiles.color(cell.fill, cell.ramp) if is_known else QColor(self._theme.panel)
        painter.setPen(
            QPen(QColor(self._theme.now if is_result else self._theme.line), 3 if is_result else 1)
        )
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, RADIUS["chip"] * s, RADIUS["chip"] * s)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_known:
            pixels = max((24 if is_result else 20) * s, FLOOR)
            text = number(cell.value, merge.decimals)
            self._texts.draw(painter, rect.center(), text, pixels, looks.text_on(fill), weight=700)
        pixels = max(14 * s, FLOOR)
        words = self._texts.elided(cell.name if is_known else "not computed yet", pixels, step - 6, 400)
        below = QPointF(at.x(), rect.bottom() + max(14 * s, 12))
        self._text(painter, below, words, pixels, "ink2", 400, CENTER)

"""The panel at the right of a convolution's arithmetic: what its cell is pooled with, and what is kept."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.document import Target
from nnviz.scene.values.arithmetic import Strip
from nnviz.scene.values.strip_places import PoolPlace
from nnviz.scene.values.strip_texts import printed
from nnviz.scene.words.pooling import POOLING
from nnviz.ui.paint.arrows import draw_arrow
from nnviz.ui.paint.images.strip_grid import GridPainter
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, RADIUS, Theme


class PoolPainter:
    """Draws the panel for one theme."""

    def __init__(self, theme: Theme, texts: Texts, grids: GridPainter) -> None:
        self._theme = theme
        self._texts = texts
        self._grids = grids

    def draw(self, painter: QPainter, strip: Strip, pooled: Strip, place: PoolPlace, s: float) -> None:
        """Draw ``pooled``, which takes ``strip``'s cell in; its numbers come with f, what it keeps later."""
        x, y0, y1 = place.line
        painter.setPen(QPen(QColor(self._theme.line), 1.5))
        painter.drawLine(QLineF(x, y0, x, y1))
        self._words(painter, pooled, place, s)
        said = printed(pooled, self._grids.fits(place.grid))
        self._grids.draw(painter, pooled, place.grid, said.cells[0], is_hidden=not strip.is_active)
        self._own_cell(painter, strip, pooled, place)
        start, end, middle = place.arrow
        draw_arrow(painter, self._theme, QPointF(start, middle), QPointF(end, middle))
        side = place.result[2] - place.result[0]
        self._grids.draw_result(painter, pooled, said.result, place.result, 0.36 * side, RADIUS["chip"] * s)

    def _words(self, painter: QPainter, pooled: Strip, place: PoolPlace, s: float) -> None:
        name, does = POOLING[pooled.kind].name, POOLING[pooled.kind].does
        at, pixels = QPointF(place.grid.x, place.head), max(15 * s, FLOOR)
        room = place.result[2] - place.grid.x
        whole = f"{name}: {does}"
        ink = QColor(self._theme.ink2)
        if self._texts.width(whole, pixels, 500) <= room:
            self._texts.draw(painter, at, whole, pixels, ink, weight=500, align=LEFT)
            return
        self._texts.draw(painter, at, name, pixels, ink, weight=500, align=LEFT)
        under = QPointF(at.x(), at.y() + max(20 * s, FLOOR + 4))
        self._texts.draw(painter, under, does, max(14 * s, FLOOR), ink, align=LEFT)

    def _own_cell(self, painter: QPainter, strip: Strip, pooled: Strip, place: PoolPlace) -> None:
        """Dashed: where the cell that the arithmetic makes stands among those it is pooled with."""
        own = divmod(pooled.places.index(Target(strip.layer, strip.unit)), pooled.inputs.values.shape[1])
        if pooled.is_reached and own == pooled.winner:
            return
        x0, y0, x1, y1 = place.grid.box(*own)
        painter.setPen(QPen(QColor(self._theme.now), 2.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(x0 + 1, y0 + 1, x1 - x0 - 2, y1 - y0 - 2), 4, 4)

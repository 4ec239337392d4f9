"""What lies over the network at the nearest and the furthest levels, and how the levels cross-fade."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nnviz.ui.paint.detail.chain import ChainPainter
from nnviz.ui.paint.detail.microscope import MicroscopePainter
from nnviz.ui.paint.detail.slope_page import SlopePainter
from nnviz.ui.paint.overview import OverviewPainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import Theme

SMALLEST = 0.7
"""The size at which a page begins to fade in, out of the unit that it opens."""


class PagePainter:
    """Draws pages of one theme over the network."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._microscope = MicroscopePainter(theme, texts)
        self._chain = ChainPainter(theme, texts)
        self._blocks = OverviewPainter(theme, texts)
        self._slope = SlopePainter(theme, texts)

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw the pages as far as they have faded in."""
        detail, screen = picture.detail, QRectF(0, 0, *picture.look.screen)
        if picture.blocks is not None:
            self._begin(painter, picture.depth.blocks, screen.center(), screen)
            scale = picture.layout.scale
            self._blocks.draw_page(painter, picture.blocks, picture.selection, screen, scale)
            painter.restore()
        if detail is None:
            return
        depth = detail.depth
        if depth.slope < 1:
            self._begin(painter, depth.microscope, QPointF(*detail.middle), screen)
            if detail.chain is not None:
                self._chain.draw(painter, detail.chain)
            else:
                self._microscope.draw(painter, detail)
            painter.restore()
        if depth.slope > 0:
            x0, y0, x1, y1 = detail.page.curve
            self._begin(painter, depth.slope, QPointF((x0 + x1) / 2, (y0 + y1) / 2), screen)
            self._slope.draw(painter, detail)
            painter.restore()

    def _begin(self, painter: QPainter, share: float, about: QPointF, screen: QRectF) -> None:
        """Fill the ground and grow the page out of a point as it comes."""
        painter.save()
        painter.setOpacity(share)
        if not self._theme.is_clear:
            painter.fillRect(screen, QColor(self._theme.bg))
        if share < 1:
            size = SMALLEST + (1 - SMALLEST) * share
            painter.translate(about)
            painter.scale(size, size)
            painter.translate(-about)

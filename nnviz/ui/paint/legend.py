"""The legend under the picture: a swatch and the numbers of each scale."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from nnviz.scene.layout.margins import scale_room
from nnviz.scene.layout.places import Layout
from nnviz.scene.values.model import Legend
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, TYPE, Theme

SWATCH = 22.0
"""Width of a swatch at reference size."""


class KeyPainter:
    """Draws the legend for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(self, painter: QPainter, legend: Legend, layout: Layout) -> None:
        """Draw what fits of the legend in the strip that the layout keeps free for it."""
        x0, y0, x1, y1 = layout.legend
        pixels = max(TYPE["caption"] * layout.scale, FLOOR)
        swatch = SWATCH * layout.scale
        x, y = x0, (y0 + y1) / 2
        x1 -= scale_room(layout)
        for kind, words in legend.entries:
            lead = 0.0 if kind in ("layer", "count") else swatch + 7
            width = lead + self._texts.width(words, pixels)
            if x > x0 and x + width > x1:
                return
            if lead:
                self._swatch(painter, kind, QRectF(x, y - swatch / 4, swatch, swatch / 2))
            self._texts.draw(
                painter, QPointF(x + lead, y), words, pixels, QColor(self._theme.ink2), align=LEFT
            )
            x += width + (10 if kind == "positive" else 20) * layout.scale

    def _swatch(self, painter: QPainter, kind: str, box: QRectF) -> None:
        line = QLineF(box.left(), box.center().y(), box.right(), box.center().y())
        if kind in ("positive", "negative"):
            painter.setPen(QPen(QColor(self._theme.pos if kind == "positive" else self._theme.neg), 3.5))
            painter.drawLine(line)
        elif kind == "width":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.ink3))
            painter.drawPolygon([line.p1(), box.topRight(), box.bottomRight()])
        elif kind in ("light", "fill"):
            self._ramp(painter, kind, box)
        else:
            self._mark(painter, kind, box)

    def _ramp(self, painter: QPainter, kind: str, box: QRectF) -> None:
        ends = ("bg", "ink3") if kind == "light" else ("zero", "full")
        ramp = QLinearGradient(box.topLeft(), box.topRight())
        ramp.setColorAt(0.0, QColor(getattr(self._theme, ends[0])))
        ramp.setColorAt(1.0, QColor(getattr(self._theme, ends[1])))
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(ramp)
        painter.drawRoundedRect(box, 3, 3)

    def _mark(self, painter: QPainter, kind: str, box: QRectF) -> None:
        radius = box.height() / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.ink2), 1.8))
        middle = QPointF(box.right() - radius, box.center().y())
        if kind == "ring":
            rect = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawArc(rect, 90 * 16, -270 * 16)
        else:
            corners = ((0, -1), (1, 0), (0, 1), (-1, 0))
            painter.drawPolygon([middle + QPointF(x * radius, y * radius) for x, y in corners])

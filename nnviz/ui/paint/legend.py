"""The legend under the picture: a swatch and the numbers of each scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from nnviz.scene.layout.margins import scale_room
from nnviz.scene.layout.places import Layout
from nnviz.scene.values.model import Legend
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, TYPE, Theme

SWATCH = 22.0
"""Width of a swatch at reference size."""
_AFTER = {"positive": 10.0}
"""Room after an entry at reference size, where it isn't the usual one: "+" and "−" belong together."""


class KeyPainter:
    """Draws the legend for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._swatches: Mapping[str, Callable[[QPainter, QRectF], None]] = MappingProxyType(
            {
                "positive": partial(self._line, token="pos"),
                "negative": partial(self._line, token="neg"),
                "width": self._wedge,
                "light": partial(self._ramp, start="bg", end="ink3"),
                "fill": partial(self._ramp, start="zero", end="full"),
                "ring": self._ring,
                "bias": self._diamond,
            }
        )

    def draw(self, painter: QPainter, legend: Legend, layout: Layout) -> None:
        """Draw what fits of the legend in the strip that the layout keeps free for it."""
        swatch = SWATCH * layout.scale
        for kind, words, box in self.places(legend, layout):
            draw_swatch, y = self._swatches.get(kind), box.center().y()
            if draw_swatch is not None:
                draw_swatch(painter, QRectF(box.left(), y - swatch / 4, swatch, swatch / 2))
            at = QPointF(box.left() + self._lead(kind, layout), y)
            self._texts.draw(painter, at, words, _pixels(layout), QColor(self._theme.ink2), align=LEFT)

    def places(self, legend: Legend, layout: Layout) -> list[tuple[str, str, QRectF]]:
        """(kind, words, box) of each entry that has room in the strip."""
        x0, y0, x1, y1 = layout.legend
        x, found = x0, []
        x1 -= scale_room(layout)
        for kind, words in legend.entries:
            width = self._lead(kind, layout) + self._texts.width(words, _pixels(layout))
            if x > x0 and x + width > x1:
                break
            found.append((kind, words, QRectF(x, y0, width, y1 - y0)))
            x += width + _AFTER.get(kind, 20.0) * layout.scale
        return found

    def _lead(self, kind: str, layout: Layout) -> float:
        """Room for an entry's swatch."""
        return SWATCH * layout.scale + 7 if kind in self._swatches else 0.0

    def _line(self, painter: QPainter, box: QRectF, token: str) -> None:
        painter.setPen(QPen(self._theme.color(token), 3.5))
        painter.drawLine(QLineF(box.left(), box.center().y(), box.right(), box.center().y()))

    def _wedge(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.ink3))
        painter.drawPolygon([QPointF(box.left(), box.center().y()), box.topRight(), box.bottomRight()])

    def _ramp(self, painter: QPainter, box: QRectF, start: str, end: str) -> None:
        ramp = QLinearGradient(box.topLeft(), box.topRight())
        ramp.setColorAt(0.0, self._theme.color(start))
        ramp.setColorAt(1.0, self._theme.color(end))
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(ramp)
        painter.drawRoundedRect(box, 3, 3)

    def _ring(self, painter: QPainter, box: QRectF) -> None:
        middle, radius = self._mark(painter, box)
        rect = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(rect, 90 * 16, -270 * 16)

    def _diamond(self, painter: QPainter, box: QRectF) -> None:
        middle, radius = self._mark(painter, box)
        corners = ((0, -1), (1, 0), (0, 1), (-1, 0))
        painter.drawPolygon([middle + QPointF(x * radius, y * radius) for x, y in corners])

    def _mark(self, painter: QPainter, box: QRectF) -> tuple[QPointF, float]:
        """Get ready to draw a mark: its middle, and its radius."""
        radius = box.height() / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.ink2), 1.8))
        return QPointF(box.right() - radius, box.center().y()), radius


def _pixels(layout: Layout) -> float:
    return max(TYPE["caption"] * layout.scale, FLOOR)

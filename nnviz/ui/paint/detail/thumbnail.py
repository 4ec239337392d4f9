"""Small pictures beside an opened neuron: the network's input, and where the neuron stands in it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.document import Document
from nnviz.scene.words.pictures import picture_shape
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.ramps import Ramps
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import Theme

MOST_DISCS = 40
"""More neurons than that are drawn as one strip of thin cells."""
LEAST_PICTURE = 24.0
"""Pixels: a smaller picture of the input shows nothing."""
LINES = 24
"""The strongest edges drawn."""


class InputPicturePainter:
    """Draws what the network looks at, small, in the colours of the canvas."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ramps = Ramps(theme)

    def draw(self, painter: QPainter, document: Document, room: QRectF) -> None:
        """Draw the input at the left of ``room``, as high as it; nothing where it is no picture of one
        channel, or there is no room."""
        shape = picture_shape(document)
        if shape is None or shape[0] != 1:
            return
        box = QRectF(room.left(), room.top(), room.height() * shape[2] / shape[1], room.height())
        if box.width() > room.width() or box.height() < LEAST_PICTURE:
            return
        values = np.clip(document.input.values.reshape(shape[1:]), 0.0, 1.0)
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRect(box.adjusted(-1, -1, 1, 1))
        painter.drawImage(box, self._ramps.image(values, signed=False))


class ThumbnailPainter:
    """Draws the small picture for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._ramps = Ramps(theme)

    def draw(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        """Draw sources above, the neuron's own layer below; nothing where the inputs are an image."""
        why = detail.microscope.explanation
        is_row = why.inputs.ndim == 1 and why.definition.fully_connected
        if not is_row or detail.before.size != why.inputs.size:
            return
        words = (f"{detail.before.size:,} in", f"{detail.here.size:,} here")
        text = max(0.85 * detail.page.text, 13.0)
        wide = max(self._texts.width(line, text, 500) for line in words) + 10
        row = QRectF(box.left() + 8, box.top(), box.width() - wide - 16, box.height())
        top, bottom = row.top() + 8, row.bottom() - 8
        above = _spread(row, detail.before.size)
        below = _spread(row, detail.here.size)
        self._edges(painter, detail, above, QPointF(float(below[detail.place]), bottom), top)
        self._row(painter, above, top, detail.before, detail.signed_before)
        self._row(painter, below, bottom, detail.here, detail.signed_here)
        painter.setPen(QPen(QColor(self._theme.now), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(float(below[detail.place]), bottom), 7.5, 7.5)
        for line, y in zip(words, (top, bottom), strict=True):
            at = QPointF(row.right() + 16, y)
            self._texts.draw(painter, at, line, text, QColor(self._theme.ink2), weight=500, align=LEFT)

    def _edges(
        self, painter: QPainter, detail: Detail, above: np.ndarray, target: QPointF, top: float
    ) -> None:
        products = np.nan_to_num(detail.microscope.explanation.products)
        largest = float(np.abs(products).max(initial=0.0)) or 1.0
        for i in np.argsort(np.abs(products), kind="stable")[-LINES:]:
            share = float(products[i]) / largest
            color = self._theme.color(self._theme.sign(share) if share else "ink3")
            color.setAlphaF(0.25 + 0.75 * abs(share))
            painter.setPen(QPen(color, 0.6 + 2.4 * abs(share)))
            painter.drawLine(QPointF(float(above[i]), top), target)

    def _row(self, painter: QPainter, x: np.ndarray, y: float, shares: np.ndarray, signed: bool) -> None:
        step = float(x[1] - x[0]) if len(x) > 1 else 14.0
        image = self._ramps.image(shares[None, :], signed)
        if len(x) > MOST_DISCS:
            painter.drawImage(QRectF(float(x[0]) - step / 2, y - 4, len(x) * step, 8), image)
            return
        painter.setPen(QPen(QColor(self._theme.ink3), 1.0))
        radius = min(5.0, 0.42 * step)
        for i, at in enumerate(x.tolist()):
            color = image.pixelColor(i, 0)
            painter.setBrush(color if color.alpha() else QColor(self._theme.bg))
            painter.drawEllipse(QPointF(at, y), radius, radius)


def _spread(row: QRectF, count: int) -> np.ndarray:
    """(count,) positions across, evenly; few stand close together in the middle."""
    step = min(row.width() / max(count, 1), 30.0)
    return row.center().x() + (np.arange(count) - (count - 1) / 2) * step

"""The numbers of neurons, printed under those that are seen large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from nnviz.scene.layout.places import Column
from nnviz.scene.view.levels import NEURON_FROM
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import FLOOR, Theme

ZOOMED = 1.2
"""Below this magnification the columns are seen as wholes, and numbers would only crowd them."""


def draw_indices(
    painter: QPainter, texts: Texts, theme: Theme, column: Column, mapping: Mapping, screen: QRectF
) -> None:
    """Print each neuron's number below it, where it is large and has no name of its own."""
    radius = column.radius * mapping.zoom
    is_small = 2 * radius < NEURON_FROM or mapping.zoom < ZOOMED
    if column.layer == 0 or column.form != "disc" or column.labels or is_small:
        return
    for x, y, unit in zip(mapping.x(column.x), mapping.y(column.y), column.units.tolist(), strict=True):
        at = QPointF(float(x), float(y) + radius + 1.35 * FLOOR)
        if not screen.contains(at):
            continue
        words = f"{unit}"
        half = texts.width(words, FLOOR, 500) / 2 + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg", 0.85))
        painter.drawRoundedRect(QRectF(at.x() - half, at.y() - 8, 2 * half, 16), 4, 4)
        texts.draw(painter, at, words, FLOOR, QColor(theme.ink2), weight=500)

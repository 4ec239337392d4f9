"""The numbers of neurons, printed by those that are seen large."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from nnviz.scene.layout.places import Column
from nnviz.scene.view.levels import NEURON_FROM
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import FLOOR, Theme

ZOOMED = 1.12
"""Below this magnification the columns are seen as wholes, and numbers would only crowd them."""
BELOW, HALF = 1.35 * FLOOR, 8.0
"""Pixels from a disc's rim to the middle of a number below it, and half the height of the number's plate."""
RING = 12.0
"""Pixels beside a disc that a selected one's ring takes."""


def below_disc(column: Column, mapping: Mapping) -> float | None:
    """How far below a disc's middle its number stands, in pixels; None where two discs leave no room."""
    radius = column.radius * mapping.zoom
    pitch = float(np.diff(np.sort(column.y)).min()) * mapping.zoom if len(column.y) > 1 else np.inf
    return radius + BELOW if pitch - 2 * radius >= BELOW + HALF else None


def draw_plate(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """What lies under words among edges, so that they can be read."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("bg", 0.85))
    painter.drawRoundedRect(rect, 4, 4)


def draw_indices(
    painter: QPainter, texts: Texts, theme: Theme, column: Column, mapping: Mapping, window: QRectF
) -> None:
    """Print each neuron's number below it or beside it, where it is large and has no name of its own.

    None stands outside ``window``: something would lie over it.
    """
    radius = column.radius * mapping.zoom
    is_small = 2 * radius < NEURON_FROM or mapping.zoom < ZOOMED
    if column.layer == 0 or column.form != "disc" or column.labels or is_small:
        return
    below = below_disc(column, mapping)
    ends = float(mapping.x(column.x.min())), float(mapping.x(column.x.max()))
    for x, y, unit in zip(mapping.x(column.x), mapping.y(column.y), column.units.tolist(), strict=True):
        words = f"{unit}"
        half = texts.width(words, FLOOR, 500) / 2 + 3
        if below is not None:
            at = QPointF(float(x), float(y) + below)
        elif float(x) in ends:
            # Of neurons that stand side by side, on the side where no other is.
            side = -1.0 if float(x) == ends[0] else 1.0
            at = QPointF(float(x) + side * (radius + RING + half), float(y))
        else:
            continue
        if not window.contains(QRectF(at.x() - half, at.y() - HALF, 2 * half, 2 * HALF)):
            continue
        draw_plate(painter, theme, QRectF(at.x() - half, at.y() - HALF, 2 * half, 2 * HALF))
        texts.draw(painter, at, words, FLOOR, QColor(theme.ink2), weight=500)

"""Weights as pictures of cells: drawn without smoothing, so that a cell is a weight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.kept import Kept
from nnviz.scene.layout.places import Layout
from nnviz.scene.values.heat import HeatStrip, hit, strips
from nnviz.scene.values.scales import Scales
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.picture import Picture
from nnviz.ui.theme import Theme, blend

LEVELS = 64
NOTE_REACH = (90.0, 18.0)
"""Half width and height of the words under a gap that are pressed to change between lines and cells."""


class HeatKeeper:
    """Keeps the strips while weights, layout and scales stay the same objects."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[HeatStrip, ...]] = Kept()

    def strips(self, layout: Layout, network: Network, scales: Scales) -> tuple[HeatStrip, ...]:
        """The strips of a network; the same ones for the same causes."""
        return self._kept.get(lambda: strips(layout, network, scales), (network, layout, scales))


def draw_strips(painter: QPainter, found: tuple[HeatStrip, ...], mapping: Mapping, theme: Theme) -> None:
    """Draw every strip with a thin frame."""
    for strip in found:
        rect = mapping.rect(*strip.box)
        painter.drawImage(rect, image_of(strip.shares, theme))
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def image_of(shares: np.ndarray, theme: Theme) -> QImage:
    """One pixel a cell: from the neutral colour to the sign's; what is no number in ``warn``."""
    level = np.round(np.nan_to_num(shares) * LEVELS).astype(int) + LEVELS
    level[np.isnan(shares)] = 2 * LEVELS + 1
    zero = QColor(theme.zero)
    colors = [
        blend(zero, QColor(theme.neg if step < 0 else theme.pos), abs(step) / LEVELS).rgb()
        for step in range(-LEVELS, LEVELS + 1)
    ]
    table = np.array([*colors, QColor(theme.warn).rgb()], dtype=np.uint32)
    pixels = np.ascontiguousarray(table[level])
    height, width = pixels.shape
    # Copied: the image must not outlive the memory it reads.
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def weight_at(picture: Picture, point: QPointF) -> tuple[Target, Target, int] | None:
    """(source, target, how many weights) of a strip's cell under the pointer: the strongest weight in it."""
    x, y = picture.look.mapping.back(point)
    for strip in picture.heat:
        found = hit(picture.layout, strip, x, y)
        if found is not None:
            return found
    return None


def note_at(picture: Picture, point: QPointF) -> int | None:
    """The layer whose gap has its words under the pointer."""
    x, y = picture.look.mapping.back(point)
    for layer, at_x, at_y in picture.layout.notes:
        if abs(x - at_x) <= NOTE_REACH[0] and abs(y - at_y) <= NOTE_REACH[1]:
            return layer
    return None

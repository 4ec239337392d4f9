"""Node pictures in one pixmap: each look is drawn once, each frame only copies."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from nnviz.ui.paint.primitives import draw_sprites, sprites_at
from nnviz.ui.paint.surface import Surface

LARGEST = 160
"""Device pixels: the side of a cell above which none are kept."""
ACROSS = 16
"""Cells in a row of the pixmap."""


class Atlas:
    """Square cells of one size, found by what they show. ``draw`` paints a cell's look around (0, 0)."""

    def __init__(
        self, side: float, surface: Surface, draw: Callable[[QPainter, int], None], kinds: int
    ) -> None:
        """``kinds``: looks are numbered below this."""
        # A neuron too small to see still takes a pixel.
        self._side = 2 * max(ceil(side * surface.ratio / 2), 1)
        self._ratio = surface.ratio
        self._is_kept = not surface.is_direct and self._side <= LARGEST
        self._draw = draw
        self._slots = np.full(kinds, -1)
        self._used = 0
        self._pixmap = QPixmap()

    def paint(
        self,
        painter: QPainter,
        x: np.ndarray,
        y: np.ndarray,
        looks: np.ndarray,
        opacity: float | np.ndarray = 1.0,
    ) -> None:
        """Put one cell at each (x, y), logical pixels. ``looks`` (n,) are whole numbers that name a look."""
        if not self._is_kept:
            self._paint_each(painter, x, y, looks, np.broadcast_to(opacity, len(x)))
            return
        cells = self._cells(looks)
        ratio = self._ratio
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        # On whole device pixels the raster engine copies; anywhere else it would resample.
        across, down = np.round(x * ratio), np.round(y * ratio)
        draw_sprites(painter, self._pixmap, sprites_at(across, down, cells, 1.0, opacity))
        painter.restore()

    def _paint_each(
        self, painter: QPainter, x: np.ndarray, y: np.ndarray, looks: np.ndarray, opacity: np.ndarray
    ) -> None:
        """Draw cells themselves: large ones are few, and their pictures would fill the memory."""
        room, half = painter.viewport(), self._side / self._ratio / 2
        for i in range(len(x)):
            box = QRectF(x[i] - half, y[i] - half, 2 * half, 2 * half)
            if box.intersects(QRectF(room)):
                painter.save()
                painter.translate(x[i], y[i])
                painter.setOpacity(painter.opacity() * float(opacity[i]))
                self._draw(painter, int(looks[i]))
                painter.restore()

    def _cells(self, looks: np.ndarray) -> np.ndarray:
        """The places (n, 4) of these looks in the pixmap, drawing the ones that are missing."""
        slots = self._slots[looks]
        if (slots < 0).any():
            self._add(np.unique(looks[slots < 0]).tolist())
            slots = self._slots[looks]
        cells = np.full((len(looks), 4), float(self._side))
        cells[:, 0] = slots % ACROSS * self._side
        cells[:, 1] = slots // ACROSS * self._side
        return cells

    def _add(self, looks: list[int]) -> None:
        rows = ceil((self._used + len(looks)) / ACROSS)
        if rows * self._side > self._pixmap.height():
            self._grow(2 * rows)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for look in looks:
            slot = self._slots[look] = self._used
            self._used += 1
            painter.save()
            middle = self._side / 2
            painter.translate(slot % ACROSS * self._side + middle, slot // ACROSS * self._side + middle)
            painter.setClipRect(QRectF(-middle, -middle, self._side, self._side))
            painter.scale(self._ratio, self._ratio)
            self._draw(painter, look)
            painter.restore()
        painter.end()

    def _grow(self, rows: int) -> None:
        larger = QPixmap(ACROSS * self._side, rows * self._side)
        larger.fill(Qt.GlobalColor.transparent)
        if not self._pixmap.isNull():
            painter = QPainter(larger)
            painter.drawPixmap(0, 0, self._pixmap)
            painter.end()
        self._pixmap = larger

"""Many lines or sprites in one call: NumPy arrays handed to QPainter as C arrays."""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken


def draw_lines(painter: QPainter, lines: np.ndarray) -> None:
    """Draw ``lines`` (n, 4) of x0, y0, x1, y1 with the painter's pen."""
    if not len(lines):
        return
    # Qt reads the memory during the call: it must be contiguous float64 and stay alive until then.
    memory = np.ascontiguousarray(lines, dtype=np.float64)
    first = cast(QLineF, Shiboken.wrapInstance(memory.ctypes.data, QLineF))
    painter.drawLines(first, len(memory))


def draw_sprites(painter: QPainter, pixmap: QPixmap, sprites: np.ndarray) -> None:
    """Draw parts of ``pixmap``; ``sprites`` is (n, 10) as made by :func:`sprites_at`."""
    if not len(sprites):
        return
    memory = np.ascontiguousarray(sprites, dtype=np.float64)
    first = Shiboken.wrapInstance(memory.ctypes.data, QPainter.PixmapFragment)
    painter.drawPixmapFragments(cast(QPainter.PixmapFragment, first), len(memory), pixmap)


def sprites_at(
    x: np.ndarray,
    y: np.ndarray,
    cells: np.ndarray,
    scale: float | np.ndarray = 1.0,
    opacity: float | np.ndarray = 1.0,
) -> np.ndarray:
    """Rows of QPainter.PixmapFragment: ``cells`` (n, 4) are left, top, width, height in the pixmap's pixels;
    ``x``, ``y`` where their middles go."""
    rows = np.empty((len(x), 10))
    rows[:, 0] = x
    rows[:, 1] = y
    rows[:, 2:6] = cells
    rows[:, 6] = scale
    rows[:, 7] = scale
    rows[:, 8] = 0.0
    rows[:, 9] = opacity
    return rows

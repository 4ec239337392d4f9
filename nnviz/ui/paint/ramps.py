"""Cells as an image: one pixel a value, coloured by the ramps of activations."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnviz.ui import theme as looks
from nnviz.ui.theme import Theme

LEVELS = 64


class Ramps:
    """The colours of one theme, from −1 to 1; what has no value is clear."""

    def __init__(self, theme: Theme) -> None:
        self._colors = {signed: _ramp(theme, signed) for signed in (False, True)}

    def image(self, shares: np.ndarray, signed: bool) -> QImage:
        """One pixel for each of ``shares`` (rows, columns), −1..1 or NaN."""
        place = np.round((np.nan_to_num(shares) + 1) * LEVELS)
        colors = self._colors[signed][np.where(np.isnan(shares), 2 * LEVELS + 1, place).astype(int)]
        pixels = np.ascontiguousarray(colors)
        height, width = pixels.shape
        # A copy: the array goes when this returns.
        return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _ramp(theme: Theme, signed: bool) -> np.ndarray:
    """(2 LEVELS + 2,) QRgb from −1 to 1; the last is nothing."""
    zero = QColor(theme.zero)
    ends = (theme.neg, theme.pos) if signed else (theme.zero, theme.full)
    colors = [
        looks.blend(zero, QColor(ends[level > 0]), abs(level) / LEVELS).rgba()
        for level in range(-LEVELS, LEVELS + 1)
    ]
    return np.array([*colors, 0], np.uint32)

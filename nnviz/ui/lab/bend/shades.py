"""The colours of a plane: the sign by hue, never a full one; classes by grey."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnviz.scene.lab.bend.plane import Surface
from nnviz.ui.paint.ramps import Ramps
from nnviz.ui.theme import Theme, blend

FULL, POWER = 0.66, 0.75
LIGHTEST = 0.42
"""The share of full brightness of the last class."""


def surface_image(surface: Surface, theme: Theme) -> QImage:
    """One pixel for each point of the grid."""
    if surface.are_classes:
        most = max(int(surface.shares.max()), 1)
        return Ramps(theme).image(LIGHTEST * surface.shares / most, False)
    shares = np.nan_to_num(surface.shares)
    return Ramps(theme).image(FULL * np.sign(shares) * np.abs(shares) ** POWER, True)


def fill_of(value: float, values: np.ndarray, theme: Theme) -> QColor:
    """Brightness by the value, of the largest size among ``values``; hue where any of them is negative."""
    finite = values[np.isfinite(values)]
    largest = max(float(np.abs(finite).max()) if finite.size else 1.0, 1e-12)
    if not np.isfinite(value):
        return QColor(theme.warn)
    share = min(abs(value) / largest, 1.0)
    if finite.size and float(finite.min()) < 0:
        return blend(QColor(theme.zero), QColor(theme.pos if value > 0 else theme.neg), share**0.75)
    largest = max(largest, 1.0)
    return blend(QColor(theme.zero), QColor(theme.full), min(value / largest, 1.0) ** 0.8)

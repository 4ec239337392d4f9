"""Numbers as colours: brightness, which is alike in both themes, and signed values."""

from __future__ import annotations

from functools import cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnviz.engine.arrays import Array
from nnviz.ui.theme import DARK, THEMES, Theme, blend

_BRIGHTNESS_POWER, _SIGNED_POWER = 0.8, 0.75
_STEPS = 127
"""Steps of colour on each side of 0."""


def brightness(value: float) -> QColor:
    """The colour of a brightness 0..1: 0 is dark and 1 white in both themes."""
    share = min(max(float(value), 0.0), 1.0) ** _BRIGHTNESS_POWER
    return blend(QColor(DARK.zero), QColor(DARK.full), share)


def signed(theme: Theme, value: float, full: float) -> QColor:
    """The colour of a signed value; ``full`` is the size in full colour."""
    share = min(abs(float(value)) / full, 1.0) ** _SIGNED_POWER if full > 0 else 0.0
    return blend(QColor(theme.zero), QColor(theme.pos if value > 0 else theme.neg), share)


def brightness_image(values: Array) -> QImage:
    """A picture (height, width), 0..1."""
    levels = np.rint(np.clip(values, 0.0, 1.0) * 255).astype(np.intp)
    return _image(_brightness_table()[levels])


def signed_image(theme: Theme, values: Array, full: float) -> QImage:
    """A map (rows, columns)."""
    steps = np.clip(values * np.float32(_STEPS / full), -_STEPS, _STEPS)
    return _image(_signed_table(theme.name).take(np.rint(steps).astype(np.intp) + _STEPS))


def _image(colors: np.ndarray) -> QImage:
    rows, columns = colors.shape
    return QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()


@cache
def _brightness_table() -> np.ndarray:
    return np.array([brightness(level / 255).rgb() for level in range(256)], np.uint32)


@cache
def _signed_table(name: str) -> np.ndarray:
    steps = range(-_STEPS, _STEPS + 1)
    return np.array([signed(THEMES[name], step, _STEPS).rgb() for step in steps], np.uint32)

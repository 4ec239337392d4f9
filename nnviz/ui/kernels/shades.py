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
    return QColor.fromRgb(int(_brightness_table()[round(min(max(float(value), 0.0), 1.0) * 255)]))


def signed(theme: Theme, value: float, full: float) -> QColor:
    """The colour of a signed value; ``full`` is the size in full colour."""
    share = min(max(float(value) / full, -1.0), 1.0) if full > 0 else 0.0
    return QColor.fromRgb(int(_signed_table(theme.name)[round(share * _STEPS) + _STEPS]))


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
    shares = (np.arange(256) / 255) ** _BRIGHTNESS_POWER
    return np.array([blend(QColor(DARK.zero), QColor(DARK.full), share).rgb() for share in shares], np.uint32)


@cache
def _signed_table(name: str) -> np.ndarray:
    theme = THEMES[name]
    shares = np.arange(-_STEPS, _STEPS + 1) / _STEPS
    colors = [
        blend(QColor(theme.zero), QColor(theme.pos if share > 0 else theme.neg), abs(share) ** _SIGNED_POWER)
        for share in shares
    ]
    return np.array([color.rgb() for color in colors], np.uint32)

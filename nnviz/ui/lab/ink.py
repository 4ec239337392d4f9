"""Texts of the lab: where they stand in their room, and how much room they take."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from nnviz.scene.words.numbers import Fits
from nnviz.ui.style import Look

MIDDLE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignLeft


@lru_cache(maxsize=64)
def font_of(look: Look, pixels: float, weight: int) -> QFont:
    """The font of the spec's ``pixels``; made once, as many numbers of a frame are in it."""
    return look.font(pixels, weight)


@lru_cache(maxsize=64)
def _metrics(look: Look, pixels: float, weight: int) -> QFontMetricsF:
    return QFontMetricsF(font_of(look, pixels, weight))


def room(look: Look, pixels: float, weight: int, width: float) -> Fits:
    """Whether a text has room in ``width``."""
    metrics = _metrics(look, pixels, weight)
    return lambda text: metrics.horizontalAdvance(text) <= width


def lines_of(text: str, look: Look, pixels: float, width: float) -> list[str]:
    """A sentence in as many lines as it needs."""
    fits = room(look, pixels, 400, width)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

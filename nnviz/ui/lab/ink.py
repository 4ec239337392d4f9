"""Texts of the lab: the spec's sizes, never below the lab's floor."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from nnviz.scene.lab.sizes import FLOOR
from nnviz.scene.words.numbers import Fits
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import fullest, write

MIDDLE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignLeft


def size(look: Look, pixels: float) -> float:
    """The spec's ``pixels``, or as many as the floor is in this window."""
    return max(pixels, FLOOR / look.s)


@lru_cache(maxsize=64)
def font_of(look: Look, pixels: float, weight: int) -> QFont:
    """The font of the spec's ``pixels``; made once, as many numbers of a frame are in it."""
    return look.font(size(look, pixels), weight)


@lru_cache(maxsize=64)
def _metrics(look: Look, pixels: float, weight: int) -> QFontMetricsF:
    return QFontMetricsF(font_of(look, pixels, weight))


def put(
    painter: QPainter,
    rect: QRectF,
    text: str,
    look: Look,
    pixels: float,
    weight: int = 400,
    token: str = "ink",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line of text; returns its width."""
    return write(painter, rect, text, look, size(look, pixels), weight, token, align)


def put_fullest(
    painter: QPainter, rect: QRectF, texts: tuple[str, ...], look: Look, pixels: float, token: str
) -> None:
    """The fullest of these texts that fits."""
    painter.setFont(look.font(size(look, pixels)))
    put(painter, rect, fullest(painter.fontMetrics(), texts, rect.width()), look, pixels, 400, token)


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

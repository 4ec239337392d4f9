"""Painted words and number cells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.scene.words.numbers import Fits
from nnviz.ui.style import Look
from nnviz.ui.theme import FLOOR, text_on

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

Write = Callable[[float, int, Fits | None], str]
"""Prints a number with so many decimals, in a form that fits."""


def either(texts: tuple[str, str], font: QFont, width: float, floor: float = FLOOR) -> str:
    """The first of two texts, or the second where the first doesn't fit even in the smallest letters."""
    least = smaller(font, texts[0], width, floor)
    return texts[0] if QFontMetricsF(least).horizontalAdvance(texts[0]) <= width else texts[1]


def words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
    floor: float = FLOOR,
) -> None:
    """Paint one line, smaller down to the floor and then elided where there is too little room."""
    font = smaller(font, text, rect.width(), floor)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, int(align | Qt.TextFlag.TextDontClip), shown)


def smaller(font: QFont, text: str, width: float, floor: float = FLOOR) -> QFont:
    """The font, or the largest one down to the floor in which ``text`` fits."""
    font = QFont(font)
    while font.pixelSize() > floor and QFontMetricsF(font).horizontalAdvance(text) > width:
        font.setPixelSize(font.pixelSize() - 1)
    return font


EASE = 0.86
"""Share of its room that the longest number takes."""


def fitted(
    values: Array, write: Write, font: QFont, width: float, floor: float = FLOOR
) -> tuple[list[str], QFont]:
    """Numbers of one grid, all in one font in which the longest fits: with two decimals, or, where even the
    smallest letters need more room, without the 0 before the point, and the longest with one decimal."""
    numbers = [float(value) for value in np.asarray(values, np.float64).ravel()]
    texts = [write(value, 2, None) for value in numbers]
    least = QFont(font)
    least.setPixelSize(min(round(floor), font.pixelSize()))
    room = QFontMetricsF(least)
    if max(map(room.horizontalAdvance, set(texts))) > width:
        texts = [
            _shortest(write, value, lambda text: room.horizontalAdvance(text) <= width) for value in numbers
        ]
    # Down to the smallest letters, numbers keep off the rims of their cells.
    return texts, smaller(font, max(set(texts), key=room.horizontalAdvance), EASE * width, floor)


def _shortest(write: Write, value: float, fits: Fits) -> str:
    """Without the 0 before the point; with one decimal where two don't fit."""
    two, one = (
        _bare(write(value, decimals, lambda text: fits(_bare(text, value))), value) for decimals in (2, 1)
    )
    return two if fits(two) else one


def _bare(text: str, value: float) -> str:
    return text.replace("0.", ".", 1) if abs(value) < 1 and "0." in text else text


def paint_cell(painter: QPainter, look: Look, cell: QRectF, fill: QColor, text: str, font: QFont) -> None:
    """One number on its colour."""
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(cell, min(6.0, 0.1 * cell.width()), min(6.0, 0.1 * cell.width()))
    painter.setFont(font)
    painter.setPen(text_on(fill))
    painter.drawText(cell, CENTER, text)

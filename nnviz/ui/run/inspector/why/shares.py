"""Each input's share of z, as a signed picture or a list, beside the sums that add up to z."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from nnviz.document import Document
from nnviz.scene.why.shares import EXACT, InputShares, NoShares
from nnviz.scene.words.equation import LEAST, adding_digits, marked
from nnviz.scene.words.numbers import number, signed
from nnviz.ui.run.inspector.section import number_token
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme, blend

PICTURE = 166.0
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
LEVELS = 64


def shares_height(look: Look, width: float, found: InputShares | NoShares) -> float:
    """The height that the part under its heading needs."""
    if isinstance(found, NoShares):
        return max(56.0 * look.s, 4.2 * look.text(15))
    return max(_side(look, width) + 4.0, 4 * _line(look) + 3.4 * look.text(14))


def paint_shares(
    painter: QPainter, look: Look, place: QRectF, found: InputShares | NoShares, document: Document
) -> None:
    """Draw the picture, the sums, and the words; or why there are none."""
    if isinstance(found, NoShares):
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        painter.drawText(place, WRAPPED, found.sentence)
        return
    grid = _grid(found, document)
    left = place.left()
    noun = "inputs"
    if grid is not None:
        noun = "pixels"
        side = _side(look, place.width())
        _paint_grid(painter, look, QRectF(left, place.top(), side, side), grid)
        left += side + 18 * look.s
    _paint_sums(painter, look, QRectF(left, place.top(), place.right() - left, place.height()), found, noun)


def image_of(grid: np.ndarray, theme: Theme) -> QImage:
    """One pixel a cell: from the background to the sign's colour, by \\|share\\| to the power 0.75."""
    largest = float(np.abs(grid).max()) or 1.0
    share = np.abs(grid / largest) ** 0.75
    level = np.round(np.sign(grid) * share * LEVELS).astype(int) + LEVELS
    zero = QColor(theme.zero)
    table = np.array(
        [
            blend(zero, QColor(theme.neg if step < 0 else theme.pos), abs(step) / LEVELS).rgb()
            for step in range(-LEVELS, LEVELS + 1)
        ],
        dtype=np.uint32,
    )
    pixels = np.ascontiguousarray(table[level])
    height, width = pixels.shape
    # Copied: the image must not outlive the memory it reads.
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _grid(found: InputShares, document: Document) -> np.ndarray | None:
    """The shares as rows and columns, summed over colour channels; None where the input is no picture."""
    if found.values.ndim == 3:
        return np.asarray(found.values.sum(axis=0))
    if document.image_shape is not None:
        return found.values.reshape(document.image_shape)
    return None


def _paint_grid(painter: QPainter, look: Look, place: QRectF, grid: np.ndarray) -> None:
    rows, columns = grid.shape
    cell = min(place.width() / columns, place.height() / rows)
    box = QRectF(place.left(), place.top(), columns * cell, rows * cell)
    painter.drawImage(box, image_of(grid, look.theme))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("line"), 1))
    painter.drawRect(box)


def _paint_sums(painter: QPainter, look: Look, place: QRectF, found: InputShares, noun: str) -> None:
    digits, adds_up = adding_digits((found.gain, found.loss, found.biases), found.z, LEAST)
    gain, loss, biases = (signed(part, digits) for part in (found.gain, found.loss, found.biases))
    if _is_narrow(look, place.width(), f"{noun} against", max(gain, loss, key=len)):
        noun = ""
    lines = (
        (f"{noun} for".strip(), gain, found.gain, "ink2"),
        (f"{noun} against".strip(), loss, found.loss, "ink2"),
        ("all biases", biases, found.biases, "ink2"),
        ("z", marked(number(found.z, digits), adds_up), found.z, "ink"),
    )
    top = place.top()
    for words, text, value, token in lines:
        rect = QRectF(place.left(), top, place.width(), _line(look))
        painter.setFont(look.font(15, 700 if words == "z" else 400))
        painter.setPen(look.color(token))
        painter.drawText(rect, LEFT, words)
        painter.setFont(look.font(17 if words == "z" else 15, 700))
        painter.setPen(look.color(number_token(value, look.theme)))
        painter.drawText(rect, RIGHT, text)
        top += _line(look)
    painter.setFont(look.font(14))
    painter.setPen(look.color("ink3"))
    painter.drawText(QRectF(place.left(), top + 8 * look.s, place.width(), 4 * look.text(14)), WRAPPED, EXACT)


def _is_narrow(look: Look, width: float, words: str, value: str) -> bool:
    """Whether words and a number have no room on one line."""
    taken = QFontMetricsF(look.font(15)).horizontalAdvance(words)
    return taken + QFontMetricsF(look.font(15, 700)).horizontalAdvance(value) + 8 > width


def _side(look: Look, width: float) -> float:
    return min(PICTURE * look.s, 0.5 * width)


def _line(look: Look) -> float:
    return max(26.0 * look.s, 1.3 * look.text(15))

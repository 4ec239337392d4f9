"""Examples as points: filled and hollow, round and square, lettered from three classes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from nnviz.data import Dataset
from nnviz.scene.train import plane_words as words
from nnviz.scene.train.points import Points
from nnviz.ui.style import Look
from nnviz.ui.theme import blend

POINT, RING, LETTERED = 5.0, 10.0, 8.0
VALUES = 32
"""Shades that values on one side of 0 are drawn in."""
BLACK, WHITE = Qt.GlobalColor.black, Qt.GlobalColor.white


def place_of(rect: QRectF, share: np.ndarray) -> QPointF:
    """Where a share of the plane lies."""
    return QPointF(rect.left() + float(share[0]) * rect.width(), rect.top() + float(share[1]) * rect.height())


def paint_points(
    painter: QPainter, rect: QRectF, of: Points, data: Dataset, stamps: Stamps, most: float
) -> None:
    """All points; ``most`` is the value of full colour where they have values. Rings come last."""
    painter.save()
    painter.setClipRect(rect)
    places = (of.at * (rect.width(), rect.height()) + (rect.left(), rect.top())).tolist()
    if of.labels is None:
        shares = np.clip(np.nan_to_num(data.targets[of.rows].reshape(len(of.rows), -1)[:, 0]) / most, -1, 1)
        labels = np.round(shares * VALUES).astype(int).tolist()
    else:
        labels = of.labels.tolist()
    for place, label, is_held_out in zip(places, labels, of.is_held_out.tolist(), strict=True):
        stamps.put(painter, place, Stamp(label, is_held_out, of.labels is None))
    for number in np.flatnonzero(of.is_wrong).tolist():
        stamps.put(painter, places[number], WRONG)
    painter.restore()


@dataclass(frozen=True)
class Stamp:
    """What a point looks like: its class, or with ``is_value`` its share of full colour in :data:`VALUES`
    steps."""

    label: int
    is_held_out: bool
    is_value: bool = False


WRONG = Stamp(-1, False)
"""The ring around a point that is wrong."""


class Stamps:
    """Points of each class, value and part, painted once each and copied from then on."""

    def __init__(self, look: Look, classes: int, ratio: float) -> None:
        self._look, self._ratio = look, ratio
        self.is_lettered = classes > 2
        self._half = 1.3 * max(RING * look.s, 8.0) + 3
        self._made: dict[Stamp, QPixmap] = {}

    def put(self, painter: QPainter, place: Sequence[float], of: Stamp) -> None:
        """One point with its middle at ``place``."""
        pixmap = self._made.get(of)
        if pixmap is None:
            pixmap = self._made[of] = self._make(of)
        painter.drawPixmap(QPointF(place[0] - self._half, place[1] - self._half), pixmap)

    def _make(self, of: Stamp) -> QPixmap:
        side = round(2 * self._half * self._ratio)
        pixmap = QPixmap(side, side)
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        middle, look = QPointF(self._half, self._half), self._look
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if of == WRONG:
                painter.setPen(QPen(look.color("warn"), max(1.6, 2.4 * look.s)))
                ring = max(RING * look.s, 8.0) * (1.25 if self.is_lettered else 1.0)
                painter.drawEllipse(middle, ring, ring)
            elif of.is_value:
                paint_value(painter, middle, of.label / VALUES, of.is_held_out, look)
            else:
                paint_point(painter, middle, of, self.is_lettered, look)
        return pixmap


def paint_point(painter: QPainter, at: QPointF, of: Stamp, is_lettered: bool, look: Look) -> None:
    """Filled is class 1, hollow class 0, from three classes on a letter; square is validation. In black and
    white, which are no sign's colours."""
    size = max(LETTERED * look.s, 8.0) if is_lettered else max(POINT * look.s, 4.0)
    is_filled = of.label == 1 or is_lettered
    painter.setPen(QPen(BLACK if is_filled else WHITE, max(1.2, 1.8 * look.s)))
    painter.setBrush(WHITE if is_filled else BLACK)
    if of.is_held_out:
        painter.drawRect(QRectF(at.x() - size * 0.9, at.y() - size * 0.9, size * 1.8, size * 1.8))
    else:
        painter.drawEllipse(at, size, size)
    if is_lettered:
        painter.setFont(look.font(13, 800))
        painter.setPen(BLACK)
        room = QRectF(at.x() - 2 * size, at.y() - 2 * size, 4 * size, 4 * size)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words.letter(of.label))


def paint_value(painter: QPainter, at: QPointF, share: float, is_held_out: bool, look: Look) -> None:
    """An example's value: hue by its sign, from −1 to 1."""
    size = max(POINT * look.s, 4.0)
    painter.setPen(QPen(WHITE if look.theme.name == "dark" else BLACK, 1.2))
    hue = look.color(look.theme.sign(share))
    painter.setBrush(blend(look.color("zero"), hue, min(abs(share), 1.0) ** 0.75))
    if is_held_out:
        painter.drawRect(QRectF(at.x() - size * 0.9, at.y() - size * 0.9, size * 1.8, size * 1.8))
    else:
        painter.drawEllipse(at, size, size)

"""Examples as points: filled and hollow, round and square, lettered from three classes on."""

from __future__ import annotations

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
BLACK, WHITE = Qt.GlobalColor.black, Qt.GlobalColor.white


def place_of(rect: QRectF, share: np.ndarray) -> QPointF:
    """Where a share of the plane lies."""
    return QPointF(rect.left() + float(share[0]) * rect.width(), rect.top() + float(share[1]) * rect.height())


def paint_points(painter: QPainter, rect: QRectF, of: Points, data: Dataset, look: Look, most: float) -> None:
    """All points; ``most`` is the value of full colour where they have values."""
    painter.save()
    painter.setClipRect(rect)
    stamps = Stamps(look, len(data.class_names), painter.device().devicePixelRatio())
    for i, share in enumerate(of.at):
        at = place_of(rect, share)
        if of.labels is None:
            value = float(data.targets[of.rows[i]].reshape(-1)[0])
            paint_value(painter, at, value / most, bool(of.is_held_out[i]), look)
        else:
            stamps.put(painter, at, int(of.labels[i]), bool(of.is_held_out[i]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("warn"), max(1.6, 2.4 * look.s)))
    ring = RING * look.s * (1.25 if stamps.is_lettered else 1.0)
    for i in np.flatnonzero(of.is_wrong).tolist():
        painter.drawEllipse(place_of(rect, of.at[i]), ring, ring)
    painter.restore()


@dataclass(frozen=True)
class Stamp:
    """What a point looks like."""

    label: int
    is_held_out: bool


class Stamps:
    """The points of each class and part, painted once each."""

    def __init__(self, look: Look, classes: int, ratio: float) -> None:
        self._look, self._ratio = look, ratio
        self.is_lettered = classes > 2
        self._made: dict[Stamp, QPixmap] = {}

    def put(self, painter: QPainter, at: QPointF, label: int, is_held_out: bool) -> None:
        """One point with its middle at ``at``."""
        key = Stamp(label, is_held_out)
        if key not in self._made:
            self._made[key] = self._make(key)
        pixmap = self._made[key]
        half = pixmap.deviceIndependentSize() / 2
        painter.drawPixmap(at - QPointF(half.width(), half.height()), pixmap)

    def _make(self, key: Stamp) -> QPixmap:
        half = max(LETTERED * self._look.s, 8.0) + 3
        pixmap = QPixmap(*([round(2 * half * self._ratio)] * 2))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_point(painter, QPointF(half, half), key, self.is_lettered, self._look)
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

"""The one matrix as pictures, one an output."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.scene.lab.bend.class_pictures import ClassPicture, class_pictures
from nnviz.scene.lab.bend.working import Bend
from nnviz.scene.words import numbers
from nnviz.ui.paint.ramps import Ramps
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

LEAST = 64.0
"""The smallest side of a picture, in logical pixels."""
GAP = 14.0


def paint_pictures(painter: QPainter, rect: QRectF, bend: Bend, look: Look) -> None:
    """A line that says what they are, and the pictures; the one with the largest z has a ring."""
    line = look.text(17) * 1.45
    gap = look.px(GAP)
    most = max(int((rect.width() + gap) // (LEAST + gap)), 1)
    pictures, full, left_out = class_pictures(bend, most)
    wide = (rect.width() - gap * (len(pictures) - 1)) / len(pictures)
    height = rect.height() - 3 * line - look.px(8)
    rows, columns = pictures[0].shares.shape
    scale = min(wide / columns, height / rows)
    size = columns * scale, rows * scale
    head = QRectF(rect.left(), rect.top(), rect.width(), line)
    more = f"; {left_out:,} more have smaller z" if left_out else ""
    said = (
        f"W, one picture for each output: each pixel's weight, full colour at ±{numbers.compact(full)}{more}"
    )
    write(painter, head, said, look, 17, 500, "ink2")
    ramps = Ramps(look.theme)
    step = (rect.width() - wide) / max(len(pictures) - 1, 1)
    shown = max(round(bend.story.cells * len(pictures)), 0)
    for i, picture in enumerate(pictures[:shown]):
        x = rect.left() + i * step
        room = QRectF(x, rect.top() + line, wide, rect.height() - line)
        _paint_one(painter, room, picture, size, ramps, bend, look, line)


def _paint_one(
    painter: QPainter,
    room: QRectF,
    picture: ClassPicture,
    size: tuple[float, float],
    ramps: Ramps,
    bend: Bend,
    look: Look,
    line: float,
) -> None:
    center = Qt.AlignmentFlag.AlignHCenter
    weight, token = (700, "ink") if picture.is_largest else (500, "ink2")
    name = QRectF(room.left(), room.top(), room.width(), line)
    write(painter, name, picture.name, look, 17, weight, token, center)
    at = QRectF(room.center().x() - size[0] / 2, name.bottom() + look.px(4), *size)
    shares = np.sign(picture.shares) * np.abs(picture.shares) ** 0.75
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(at, ramps.image(shares, True))
    painter.setPen(QPen(look.color("now"), 3) if picture.is_largest else QPen(look.color("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(at.adjusted(-1.5, -1.5, 1.5, 1.5))
    text = f"z {picture.z}" if bend.story.is_one else f"b {picture.bias}" if bend.story.biases > 0 else ""
    below = QRectF(room.left() - 6, at.bottom() + look.px(4), room.width() + 12, line)
    write(painter, below, text, look, 16, weight, token, center)

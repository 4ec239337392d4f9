"""What a painter's clip lets through. Many readers of SVG know no clips, so what can be cut is cut here."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath


def clip_of(painter: QPainter) -> QPainterPath | None:
    """The clip on the sheet; None where everything shows."""
    if not painter.hasClipping():
        return None
    return painter.deviceTransform().map(painter.clipPath())


def is_box(clip: QPainterPath) -> bool:
    """Whether a clip is an upright rectangle."""
    return clip.contains(clip.boundingRect())


def cut_shape(shape: QPainterPath, clip: QPainterPath) -> QPainterPath:
    """The part of a filled shape inside the clip."""
    return shape if clip.contains(shape.boundingRect()) else shape.intersected(clip)


def cut_line(line: QLineF, box: QRectF) -> QLineF | None:
    """The part of a line inside a rectangle, None where there is none.

    Liang and Barsky, "A new concept and method for line clipping", ACM Transactions on Graphics 3, 1984.
    """
    start, end = 0.0, 1.0
    for step, room in (
        (-line.dx(), line.x1() - box.left()),
        (line.dx(), box.right() - line.x1()),
        (-line.dy(), line.y1() - box.top()),
        (line.dy(), box.bottom() - line.y1()),
    ):
        if step == 0.0:
            if room < 0.0:
                return None
            continue
        share = room / step
        start, end = (max(start, share), end) if step < 0.0 else (start, min(end, share))
    return QLineF(_at(line, start), _at(line, end)) if start < end else None


def _at(line: QLineF, share: float) -> QPointF:
    return line.p1() if share == 0.0 else line.p2() if share == 1.0 else line.pointAt(share)

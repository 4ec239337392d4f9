"""What a card draws of its network: the plane with its boundary, or the curve; points and the probe."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from nnviz.scene.lab.bend.plane import POINTS, SIDE
from nnviz.scene.lab.bend.ticks import ticks
from nnviz.scene.lab.bend.working import Bend, Side
from nnviz.scene.values import reading as readings
from nnviz.scene.values.span import Span
from nnviz.scene.words import numbers
from nnviz.ui.lab.bend.shades import surface_image
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

POINT, WRONG, PROBE = 11.0, 20.0, 11.0
FEWER = 60
"""Of more points than these, each is drawn smaller."""
BLACK, WHITE = Qt.GlobalColor.black, Qt.GlobalColor.white


def paint_plane(painter: QPainter, rect: QRectF, bend: Bend, side: Side, look: Look) -> None:
    """All that the probe doesn't move."""
    surface = side.surface
    assert surface is not None
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not surface.are_classes)
    half = rect.width() / (SIDE - 1) / 2, rect.height() / (SIDE - 1) / 2
    painter.drawImage(rect.adjusted(-half[0], -half[1], half[0], half[1]), surface_image(surface, look.theme))
    pieces = surface.boundary * np.array([rect.width(), rect.height()] * 2)
    painter.setPen(QPen(look.color("ink"), max(2.0, 3 * look.s), c=Qt.PenCapStyle.RoundCap))
    draw_lines(painter, pieces + np.array([rect.x(), rect.y()] * 2))
    _paint_points(painter, rect, bend, side, look)
    painter.restore()


def _paint_points(painter: QPainter, rect: QRectF, bend: Bend, side: Side, look: Look) -> None:
    data = bend.examples
    if data is None or bend.reading.kind == "value":
        return
    few = len(data) <= FEWER
    radius, ring = (POINT * look.s, WRONG * look.s) if few else (4.5 * look.s, 8 * look.s)
    of = readings.classes(data.targets)
    points = data.inputs.reshape(len(data), 2)
    for i in range(min(len(data), POINTS)):
        at = place(rect, bend.spans, points[i])
        if side.right is not None and not side.right[i]:
            painter.setPen(QPen(look.color("warn"), max(1.6, (3.4 if few else 2) * look.s)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, ring, ring)
        if bend.reading.kind == "yes" or int(of.max()) < 2:
            paint_point(painter, at, radius, bool(of[i] == 1))
        else:
            circle = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            paint_point(painter, at, radius, False)
            if few:
                painter.setPen(WHITE)
                painter.setFont(look.font(16, 700))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(int(of[i])))


def paint_point(painter: QPainter, at: QPointF, radius: float, is_yes: bool) -> None:
    """An example: filled is 1, hollow is 0; in black and white, which are no sign's colours."""
    painter.setPen(QPen(BLACK if is_yes else WHITE, max(1.4, radius * 0.24)))
    painter.setBrush(WHITE if is_yes else BLACK)
    inside = radius * 0.9
    painter.drawEllipse(at, inside, inside)


def place(rect: QRectF, spans: tuple[Span, ...], point: np.ndarray) -> QPointF:
    """Where a point of the plane lies."""
    x, y = spans[0].share(float(point[0])), spans[1].share(float(point[1]))
    return QPointF(rect.left() + x * rect.width(), rect.bottom() - y * rect.height())


def paint_axes(painter: QPainter, rect: QRectF, bend: Bend, look: Look, up: tuple[float, float]) -> None:
    """Two numbers or three at each axis; ``up`` is the range of the upright one."""
    high = look.text(16) * 1.4
    for value in ticks(bend.spans[0].low, bend.spans[0].high):
        x = rect.left() + bend.spans[0].share(value) * rect.width()
        under = QRectF(x - 40, rect.bottom() + look.px(3), 80, high)
        write(painter, under, numbers.tick(value), look, 16, 400, "ink3", Qt.AlignmentFlag.AlignHCenter)
    for value in ticks(*up):
        y = rect.bottom() - (value - up[0]) / (up[1] - up[0]) * rect.height()
        before = QRectF(rect.left() - 68 - look.px(10), y - high / 2, 68, high)
        write(painter, before, numbers.tick(value), look, 16, 400, "ink3", Qt.AlignmentFlag.AlignRight)


def paint_probe(painter: QPainter, rect: QRectF, bend: Bend, at: QPointF, text: str, look: Look) -> None:
    """The point in hand, and what the network says there, beside it where nothing is covered."""
    radius = PROBE * look.s
    painter.setPen(QPen(BLACK, max(4.0, 6 * look.s)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(look.color("now"), max(2.0, 3 * look.s)))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("now"))
    painter.drawEllipse(at, radius * 0.4, radius * 0.4)
    painter.setFont(look.font(18, 700))
    wide, high = painter.fontMetrics().horizontalAdvance(text) + look.px(28), look.text(18) * 1.75
    chip = _free(rect, at, wide, high, _points_near(rect, bend), look)
    painter.setPen(QPen(look.color("now"), 2))
    painter.setBrush(look.color("bg"))
    painter.drawRoundedRect(chip, high / 2, high / 2)
    write(painter, chip, text, look, 18, 700, "ink", Qt.AlignmentFlag.AlignHCenter)


def _points_near(rect: QRectF, bend: Bend) -> list[QPointF]:
    data = bend.examples
    if data is None or len(data) > FEWER or bend.dimensions != 2:
        return []
    return [place(rect, bend.spans, point) for point in data.inputs.reshape(len(data), 2)]


def _free(rect: QRectF, at: QPointF, wide: float, high: float, points: list[QPointF], look: Look) -> QRectF:
    """The place for a label of this size near ``at`` that covers the fewest points."""
    off, ring = look.px(20), WRONG * look.s + 2
    best, fewest = QRectF(), len(points) + 2
    for x, y in (
        (at.x() - wide - off * 0.6, at.y() + off),
        (at.x() + off * 0.6, at.y() + off),
        (at.x() - wide - off * 0.6, at.y() - off - high),
        (at.x() + off * 0.6, at.y() - off - high),
        (at.x() - wide / 2, at.y() + 2.2 * off),
        (at.x() - wide / 2, at.y() - 2.2 * off - high),
    ):
        label = QRectF(x, y, wide, high)
        around = label.adjusted(-ring, -ring, ring, ring)
        covered = sum(around.contains(point) for point in points)
        covered += 0 if rect.contains(label) else len(points) + 1
        if covered < fewest:
            best, fewest = label, covered
    if best.isNull():
        best = QRectF(min(max(at.x() + off, rect.left()), rect.right() - wide), at.y() + off, wide, high)
        best.moveTop(min(max(best.top(), rect.top()), rect.bottom() - high))
    return best


def curve_range(bend: Bend) -> tuple[float, float]:
    """What both cards show of the output, one scale for both: the bent curve and the examples."""
    values = [bend.left.curve]
    if bend.examples is not None:
        values.append(bend.examples.targets.reshape(len(bend.examples), -1)[:, 0])
    flat = np.concatenate([value for value in values if value is not None]).astype(np.float64)
    flat = flat[np.isfinite(flat)]
    low, high = (float(flat.min()), float(flat.max())) if flat.size else (0.0, 1.0)
    room = 0.25 * (high - low or 1.0)
    return low - room, high + room


def paint_curve(painter: QPainter, rect: QRectF, bend: Bend, side: Side, look: Look) -> None:
    """The answer over the one input, and the examples."""
    low, high = curve_range(bend)
    assert side.curve is not None
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("bg"))
    painter.drawRect(rect)
    painter.save()
    painter.setClipRect(rect)
    if bend.examples is not None:
        x = bend.examples.inputs.reshape(len(bend.examples))
        y = bend.examples.targets.reshape(len(bend.examples), -1)[:, 0]
        painter.setPen(QPen(look.color("ink2"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for i in range(min(len(x), POINTS)):
            share = bend.spans[0].share(float(x[i])), (float(y[i]) - low) / (high - low)
            at = QPointF(rect.left() + share[0] * rect.width(), rect.bottom() - share[1] * rect.height())
            painter.drawEllipse(at, 4.5 * look.s, 4.5 * look.s)
    across = np.linspace(rect.left(), rect.right(), len(side.curve))
    up = rect.bottom() - (np.clip(side.curve, -1e6, 1e6) - low) / (high - low) * rect.height()
    points = [QPointF(a, b) for a, b in zip(across.tolist(), np.nan_to_num(up).tolist(), strict=True)]
    painter.setPen(QPen(look.color("ink"), max(2.0, 3 * look.s)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    painter.drawPath(path)
    painter.restore()

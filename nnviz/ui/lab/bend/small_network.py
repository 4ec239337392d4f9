"""The network in small, in a card: a column of discs a layer, lines by weight, each disc's function."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnviz.engine import ActivationFunction, collapse
from nnviz.engine.arrays import count
from nnviz.scene.lab.bend.working import Bend, Side
from nnviz.scene.words import numbers
from nnviz.scene.words.names import subscript
from nnviz.ui.lab.bend.shades import fill_of
from nnviz.ui.style import Look
from nnviz.ui.theme import text_on
from nnviz.ui.widgets.fitting import write

HIDDEN, END = 26.0, 20.0
MOST = 8
"""Discs of one column; of more neurons the first ones are drawn, and the others counted."""
REACH = 3.0
POINTS = 31


@dataclass(frozen=True)
class Column:
    """A layer that is drawn: its number, how many discs, and how many neurons have none."""

    layer: int
    discs: int
    others: int


def columns(bend: Bend, side: Side) -> tuple[Column, ...]:
    """The input and every layer with weights of its own."""
    network = side.network
    last = min(collapse.output_layers(network))
    numbers_ = [0, *(n for n in range(1, last + 1) if network.layer(n).fully_connected)]
    sizes = [count(network.shapes[n]) for n in numbers_]
    return tuple(
        Column(n, size if size <= MOST else MOST - 1, 0 if size <= MOST else size - MOST + 1)
        for n, size in zip(numbers_, sizes, strict=True)
    )


def paint_small(painter: QPainter, rect: QRectF, bend: Bend, side: Side, look: Look) -> None:
    """Draw the network at the probe."""
    drawn = columns(bend, side)
    if len(drawn) < 2 or rect.width() < look.px(40 * len(drawn)):
        return
    trace = side.network.trace(bend.batch)
    radius = {column.layer: _radius(rect, column, drawn, look) for column in drawn}
    x = np.linspace(rect.left() + radius[0], rect.right() - radius[drawn[-1].layer], len(drawn))
    at = [_places(rect, column, x[k]) for k, column in enumerate(drawn)]
    for k in range(1, len(drawn)):
        weight = side.network.layer_parameters(drawn[k].layer)["weight"]
        _paint_lines(painter, at[k - 1], at[k], weight, look)
    for k, column in enumerate(drawn):
        values = trace[column.layer].a[0].reshape(-1)
        for i in range(column.discs):
            is_hidden = 0 < k < len(drawn) - 1
            function = side.network.layer(column.layer).activation if is_hidden else None
            _paint_disc(
                painter, at[k][i], radius[column.layer], float(values[i]), values, function, side, look
            )
        if not k:
            _paint_names(painter, at[0], radius[0], look)
        if column.others:
            room = QRectF(x[k] - 60, at[k][-1].y() + radius[column.layer], 120, look.text(16) * 1.3)
            write(painter, room, f"+ {column.others:,}", look, 16, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)


def _radius(rect: QRectF, column: Column, drawn: tuple[Column, ...], look: Look) -> float:
    is_hidden = column not in (drawn[0], drawn[-1])
    across = rect.width() / len(drawn) / 2.1
    return min((HIDDEN if is_hidden else END) * look.s, rect.height() / (2.3 * max(column.discs, 1)), across)


def _places(rect: QRectF, column: Column, x: float) -> list[QPointF]:
    step = min(rect.height() / max(column.discs, 1), rect.height() * 0.35)
    first = rect.center().y() - step * (column.discs - 1) / 2
    return [QPointF(x, first + step * i) for i in range(column.discs)]


def _paint_lines(
    painter: QPainter, before: list[QPointF], after: list[QPointF], weight: np.ndarray, look: Look
) -> None:
    shown = weight[: len(before), : len(after)]
    largest = float(np.abs(shown).max()) or 1.0
    for i, start in enumerate(before):
        for j, stop in enumerate(after):
            w = float(shown[i, j])
            share = abs(w) / largest
            color = look.color(look.theme.sign(w), 0.3 + 0.6 * share)
            painter.setPen(QPen(color, max(1.0, 4.2 * share * look.s)))
            painter.drawLine(start, stop)


def _paint_disc(
    painter: QPainter,
    at: QPointF,
    radius: float,
    value: float,
    values: np.ndarray,
    function: ActivationFunction | None,
    side: Side,
    look: Look,
) -> None:
    fill = look.color("bg") if function is not None else fill_of(value, values, look.theme)
    painter.setPen(QPen(look.color("ink" if function is not None else "ink3"), 1.5))
    painter.setBrush(fill)
    painter.drawEllipse(at, radius, radius)
    if function is not None:
        _paint_function(painter, at, radius, function, side, look)
        return
    room = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    painter.setFont(look.font(16, 700))
    metrics = painter.fontMetrics()
    fits = lambda text: metrics.horizontalAdvance(text) <= 2 * radius - 2  # noqa: E731
    text = numbers.number(value, 2 if abs(value) < 1 else 1, fits)
    if not fits(text):
        text = numbers.number(value, 1, fits)
    painter.setPen(text_on(fill))
    if fits(text):
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _paint_function(
    painter: QPainter, at: QPointF, radius: float, function: ActivationFunction, side: Side, look: Look
) -> None:
    """The function's own curve, z from −3 to 3."""
    z = np.linspace(-REACH, REACH, POINTS, dtype=np.float32)
    a = function.forward(z) if function.elementwise else z
    low, high = float(a.min()), float(a.max())
    size = 0.55 * radius
    up = (a - low) / max(high - low, 1e-9) * 2 - 1
    points = [
        QPointF(at.x() + size * along, at.y() - size * height * 0.9)
        for along, height in zip((z / REACH).tolist(), up.tolist(), strict=True)
    ]
    painter.setPen(QPen(look.color("now" if side.share > 0 else "ink"), max(1.6, 2.8 * look.s)))
    painter.drawPolyline(QPolygonF(points))


def _paint_names(painter: QPainter, at: list[QPointF], radius: float, look: Look) -> None:
    """x₁, x₂ above the inputs, where they are few."""
    if len(at) > 2:
        return
    for i, place in enumerate(at):
        room = QRectF(place.x() - 30, place.y() - radius - look.text(16) * 1.5, 60, look.text(16) * 1.4)
        write(painter, room, f"x{subscript(i + 1)}", look, 16, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)

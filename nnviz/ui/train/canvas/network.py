"""The network on the plane: squares that show answers, curves that are weights, words over the columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from nnviz.document import Document
from nnviz.scene.train import plane_words as words
from nnviz.scene.train.edges import Gap
from nnviz.scene.train.layout import SQUARE, Box, Layout
from nnviz.scene.train.plane import SIDE
from nnviz.scene.train.surface import Surfaces
from nnviz.scene.words import names
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme, blend
from nnviz.ui.train.canvas.shades import paint_rim, picture, table
from nnviz.ui.widgets.fitting import write, write_fullest

RADIUS = 9.0
BEND = 0.5
"""How far a curve leaves level, as a share of the way across."""
LIGHTS = 48
"""Shades of a curve."""
RAMP_WIDTH, RAMP_HEIGHT = 160.0, 12.0
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Drawn:
    """What is drawn of one moment."""

    document: Document
    surfaces: Surfaces
    gaps: tuple[Gap, ...]
    layout: Layout


def rect_of(box: Box) -> QRectF:
    """A box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def paint_network(painter: QPainter, drawn: Drawn, look: Look) -> None:
    """Curves first, squares over them."""
    for k, gap in enumerate(drawn.gaps):
        _paint_gap(painter, drawn, k, gap, look)
    for k in range(len(drawn.surfaces.columns)):
        _paint_column(painter, drawn, k, look)


def paint_words(painter: QPainter, drawn: Drawn, look: Look) -> None:
    """What stays while weights move: heads, names, counts, the legend."""
    last = len(drawn.surfaces.columns) - 1
    for k, column in enumerate(drawn.surfaces.columns):
        stack = drawn.layout.stacks[k]
        place, align = rect_of(drawn.layout.heads[k]), CENTRE
        if not k:
            place.setLeft(drawn.layout.legend.x)
            align = Qt.AlignmentFlag.AlignLeft
        paint_head(painter, place, words.column_head(drawn.document, column, k == last), look, align)
        if stack.more is not None:
            write(painter, rect_of(stack.more), words.more(stack.hidden), look, 14, 500, "ink2", CENTRE)
    for unit, box in enumerate(drawn.layout.stacks[0].squares):
        place = QRectF(0, box.y, box.x - 8 * look.s, box.height)
        name = names.input_name(drawn.document, unit)
        write(painter, place, name, look, 16, 600, "ink2", Qt.AlignmentFlag.AlignRight)
    for k, gap in enumerate(drawn.gaps):
        said = words.drawn_edges(len(gap.weights), gap.count)
        middle = (drawn.layout.stacks[k].x + drawn.layout.stacks[k + 1].x) / 2
        line = look.text(13) * 1.4
        below = QRectF(middle - 100, drawn.layout.legend.y - line, 200, line)
        write(painter, below, said, look, 13, 400, "ink3", CENTRE)
    _paint_legend(painter, drawn, look)


def ends_of(drawn: Drawn) -> tuple[str, str]:
    """What both ends of the legend's colours stand for."""
    return words.ends(drawn.surfaces, min(1, len(drawn.surfaces.columns) - 1))


@lru_cache(maxsize=512)
def _edge_color(theme: Theme, sign: float, light: int) -> QColor:
    """One of :data:`LIGHTS` steps from the ground to full hue, opaque: several times faster than
    see-through colours."""
    return blend(QColor(theme.bg), QColor(getattr(theme, theme.sign(sign))), light / LIGHTS)


def _paint_gap(painter: QPainter, drawn: Drawn, k: int, gap: Gap, look: Look) -> None:
    left, right = drawn.layout.stacks[k].squares, drawn.layout.stacks[k + 1].squares
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ends = gap.before.tolist(), gap.after.tolist()
    lights = np.round(gap.lights * LIGHTS).astype(int).tolist()
    for before, after, sign, width, light in zip(
        *ends, np.sign(gap.weights).tolist(), gap.widths.tolist(), lights, strict=True
    ):
        start, stop = left[before], right[after]
        x, x_end = start.x + start.width, stop.x
        y, y_end = start.middle[1], _landing(stop, before, len(left))
        reach = BEND * (x_end - x)
        path = QPainterPath(QPointF(x, y))
        path.cubicTo(QPointF(x + reach, y), QPointF(x_end - reach, y_end), QPointF(x_end, y_end))
        painter.setPen(QPen(_edge_color(look.theme, sign, light), max(0.6, width * look.s)))
        painter.drawPath(path)


def _landing(box: Box, place: int, count: int) -> float:
    """Curves land side by side on the last square, where it is one alone and they are many."""
    spread = min(box.height * 0.5, 4.0 * count)
    return box.middle[1] + (place - (count - 1) / 2) * spread / max(count, 1)


def _paint_column(painter: QPainter, drawn: Drawn, k: int, look: Look) -> None:
    stack = drawn.layout.stacks[k]
    levels = drawn.surfaces.levels[k]
    rect = rect_of(stack.squares[0])
    ratio = painter.device().devicePixelRatio()
    side = max(round(rect.width() * ratio), 1)
    count = len(stack.squares)
    atlas = picture(levels[:count].reshape(-1, SIDE), look.theme, size=(side, side * count))
    radius = RADIUS * look.s * min(rect.width() / (SQUARE * look.s), 1.0)
    for unit, box in enumerate(stack.squares):
        rect = rect_of(box)
        painter.drawPixmap(rect, atlas, QRectF(0, unit * side, side, side))
        paint_rim(painter, rect, radius, look)


def paint_head(
    painter: QPainter,
    rect: QRectF,
    head: words.Head,
    look: Look,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    beside: QRectF | None = None,
) -> None:
    """A title and the fullest of its lines that fits; ``beside`` is what stands at their right."""
    title, line = look.text(18) * 1.3, look.text(14) * 1.35
    top = max(rect.bottom() - title - line - 2, rect.top())
    above = QRectF(rect.left(), top, rect.width(), title)
    below = QRectF(rect.left(), top + title, rect.width(), line)
    for part in (above, below):
        if beside is not None and beside.intersects(part):
            part.setRight(beside.left() - look.px(8))
    write(painter, above, head.title, look, 18, 700, "ink", align)
    write_fullest(painter, below, head.lines, look, 14, 500, "ink2", align)


def _paint_legend(painter: QPainter, drawn: Drawn, look: Look) -> None:
    """What a square shows and what its colours stand for; what an edge shows."""
    box, line = rect_of(drawn.layout.legend), look.text(14) * 1.45
    top = max(box.bottom() - 2 * line, box.top())
    first = QRectF(box.left(), top, box.width(), line)
    write_fullest(painter, first, words.SQUARES, look, 14, 500, "ink2")
    low, high = ends_of(drawn)
    x, y = box.left(), top + line
    x += write(painter, QRectF(x, y, 80, line), low, look, 14, 600, "ink2") + 8 * look.s
    ramp = QRectF(x, y + (line - RAMP_HEIGHT * look.s) / 2, RAMP_WIDTH * look.s, RAMP_HEIGHT * look.s)
    _paint_ramp(painter, ramp, look)
    x = ramp.right() + 8 * look.s
    x += write(painter, QRectF(x, y, 80, line), high, look, 14, 600, "ink2") + 24 * look.s
    rest = QRectF(x, y, box.right() - x, line)
    write_fullest(painter, rest, words.EDGES, look, 14, 500, "ink2")


def _paint_ramp(painter: QPainter, rect: QRectF, look: Look) -> None:
    colors = table(look.theme)
    ramp = QLinearGradient(rect.left(), 0, rect.right(), 0)
    for part in range(17):
        ramp.setColorAt(part / 16, QColor(colors[round(part / 16 * 254)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ramp)
    painter.drawRoundedRect(rect, 4, 4)

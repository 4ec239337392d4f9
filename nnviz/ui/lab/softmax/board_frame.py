"""What stands still on the softmax bench's card: labels, names, the column in hand, the step in light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nnviz.scene.lab.softmax.layout import BAR, BenchLayout, Scale
from nnviz.scene.lab.softmax.printed import Rows
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.mathematics import e_to
from nnviz.ui.lab.ink import MIDDLE, font_of
from nnviz.ui.paint.mathematics import equation
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.plate import plate

BADGE = 28.0
LABEL_LEFT, BADGE_LEFT = 64.0, 24.0
WASH, COLUMN_WASH = 0.09, 0.055


@dataclass(frozen=True, eq=False)
class Board:
    """What is painted: values, texts, and where they stand. ``heads`` are the columns' names as they fit."""

    shown: Shown
    rows: Rows
    heads: tuple[str, ...]
    layout: BenchLayout
    scale: Scale
    room: tuple[float, float]
    look: Look

    def head_width(self, place: int) -> float:
        """How wide a name is."""
        return QFontMetricsF(font_of(self.look, 20, 700)).horizontalAdvance(self.heads[place])

    def has_head(self, place: int) -> bool:
        """Whether a name is shown: all where they have room, else every second, and the one in hand."""
        return self._have_all_room or abs(place - self.shown.place) % 2 == 0

    @cached_property
    def _have_all_room(self) -> bool:
        return all(self.head_width(place) <= self.layout.column - 3 for place in range(len(self.heads)))

    @property
    def choice(self) -> tuple[object, ...]:
        """All that :func:`paint_frame` depends on, beside the size."""
        shown = self.shown
        bench = shown.bench
        ways = (bench.origin, bench.has_network, bench.target, bench.count)
        sums = (self.rows.whole, shown.reached(5))
        return (shown.place, shown.step, shown.labels, self.heads, self.look, ways, sums)


def paint_frame(painter: QPainter, board: Board, rect: QRectF) -> None:
    """Paint what no number changes."""
    plate(painter, board.look, rect)
    _wash(painter, board, rect)
    _hand(painter, board)
    _separators(painter, board)
    _labels(painter, board)
    _heads(painter, board)
    _share_tracks(painter, board)


def _share_tracks(painter: QPainter, board: Board) -> None:
    """What a share of 1 would fill."""
    layout, look = board.layout, board.look
    _, y, _, high = layout.shares
    wide = min(BAR * look.s, layout.column - 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("raised", 0.55))
    for place in range(board.shown.reached(5)):
        x = layout.x(place) + (layout.column - wide) / 2
        painter.drawRoundedRect(QRectF(x, y + high - layout.full, wide, layout.full), 4, 4)


def _wash(painter: QPainter, board: Board, rect: QRectF) -> None:
    """The current step lies in light."""
    look, (_, y, _, high) = board.look, board.layout.rows[board.shown.step - 1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("now", WASH))
    inset = look.px(8)
    painter.drawRoundedRect(QRectF(inset, y, rect.width() - 2 * inset, high), look.px(12), look.px(12))


def _hand(painter: QPainter, board: Board) -> None:
    """The score in hand: a column through all rows."""
    layout, look = board.layout, board.look
    wide = min(layout.column, max(95 * look.s, 92.0, board.head_width(board.shown.place) + 40 * look.s))
    x = layout.x(board.shown.place) + (layout.column - wide) / 2
    column = QRectF(x + 1, look.px(8), wide - 2, layout.errors[1] + layout.errors[3] - look.px(8))
    painter.setPen(QPen(look.color("now"), 2))
    painter.setBrush(look.color("now", COLUMN_WASH))
    painter.drawRoundedRect(column, look.px(12), look.px(12))


def _separators(painter: QPainter, board: Board) -> None:
    look, layout = board.look, board.layout
    painter.setPen(QPen(look.color("line"), 1))
    for y in (layout.below[1] - 2 * look.s, layout.total[1] + layout.total[3] + 2 * look.s):
        painter.drawLine(QPointF(look.px(BADGE_LEFT), round(y) + 0.5), QPointF(layout.right, round(y) + 0.5))


def _labels(painter: QPainter, board: Board) -> None:
    layout, shown, line = board.layout, board.shown, board.layout.line
    labels, whole = shown.labels, board.rows.whole
    tops = (
        label_top(layout),
        *(y + (high - line) / 2 for _, y, _, high in (layout.below, layout.powers, layout.total)),
        layout.shares[1] + line * 0.7,
        layout.errors[1] + (layout.errors[3] - 2 * line) / 2,
    )
    note = "" if shown.bench.origin == "own" and shown.bench.has_network else "drag, or type"
    texts = (
        ("scores z", note),
        (labels.below, ""),
        ("", ""),
        ("their sum", ""),
        ("shares y", "each over the sum"),
        (labels.errors, "cross-entropy"),
    )
    for step, (top, (text, more)) in enumerate(zip(tops, texts, strict=True), 1):
        _label(painter, board, step, top, text, more)
    _power_label(painter, board, tops[2])
    rect = QRectF(board.look.px(LABEL_LEFT), layout.strip[1], layout.left, layout.strip[3])
    words = f"add up to {whole}" if whole != "NaN" else "no whole"
    if shown.reached(5) == shown.bench.count:
        write(painter, rect, words, board.look, 18, 600)


def label_top(layout: BenchLayout) -> float:
    """Where the label of the first row begins."""
    return layout.scores[1] + layout.scores[3] * 0.24


def _label(painter: QPainter, board: Board, step: int, top: float, text: str, more: str) -> None:
    look, line, is_now = board.look, board.layout.line, step == board.shown.step
    side = max(BADGE * look.s, 22.0)
    circle = QRectF(look.px(BADGE_LEFT), top + (line - side) / 2, side, side)
    plate = look.color("now" if is_now else "raised")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawEllipse(circle)
    write(painter, circle, str(step), look, 16, 700, "nowink" if is_now else "ink", MIDDLE)
    left = max(look.px(LABEL_LEFT), circle.right() + 8)
    rect = QRectF(left, top, board.layout.left - left - 4, line)
    write(painter, rect, text, look, 18, 600)
    if more:
        write(painter, rect.translated(0, line), more, look, 16, 400, "ink2")


def _power_label(painter: QPainter, board: Board, top: float) -> None:
    look, labels = board.look, board.shown.labels
    made = equation(e_to(labels.letter + labels.less), max(24 * look.s, 23.0))
    left = max(look.px(LABEL_LEFT), look.px(BADGE_LEFT) + max(BADGE * look.s, 22.0) + 8)
    made.draw(painter, left, top + board.layout.line / 2, look.color("ink"))


def _heads(painter: QPainter, board: Board) -> None:
    layout, look, shown = board.layout, board.look, board.shown
    for place, head in enumerate(board.heads):
        if not board.has_head(place):
            continue
        is_here = place == shown.place
        more = layout.column / 2 if layout.is_narrow else 0.0
        top, high = look.px(18), layout.head[3] - look.px(14)
        if place == shown.bench.target:
            wide = min(layout.column - 2, max(high, board.head_width(place) + 2 * look.px(14)))
            plate = QRectF(layout.x(place) + (layout.column - wide) / 2, top + 2, wide, high - 4)
            painter.setPen(QPen(look.color("now" if is_here else "ink3"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, min(wide, high - 4) / 2, min(wide, high - 4) / 2)
        rect = QRectF(layout.x(place) - more, top, layout.column + 2 * more, high)
        write(painter, rect, head, look, 20, 700, "now" if is_here else "ink", MIDDLE)

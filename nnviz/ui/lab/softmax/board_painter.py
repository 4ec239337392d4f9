"""The main card of the softmax bench: six rows over the columns of the scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from nnviz.scene.lab.softmax.layout import BAR, BenchLayout, Rect, Scale
from nnviz.scene.lab.softmax.printed import Rows
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.mathematics import e_to
from nnviz.scene.words.numbers import number
from nnviz.ui.lab.softmax.ink import MIDDLE, put, room, size
from nnviz.ui.paint.mathematics import equation
from nnviz.ui.style import Look
from nnviz.ui.theme import text_on

BADGE = 28.0
CELL_TEXT = 17.0
LABEL_LEFT, BADGE_LEFT = 64.0, 24.0
WASH, COLUMN_WASH = 0.09, 0.055
LEAST_BAR = 2.0
"""Pixels of a share that isn't 0."""


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
        font = self.look.font(size(self.look, 20), 700)
        return QFontMetricsF(font).horizontalAdvance(self.heads[place])

    def has_head(self, place: int) -> bool:
        """Whether a name is shown: all where they have room, else every second, and the one in hand."""
        if all(self.head_width(i) <= self.layout.column - 3 for i in range(len(self.heads))):
            return True
        away = abs(place - self.shown.place)
        return away % 2 == 0


def paint_board(painter: QPainter, board: Board, rect: QRectF) -> None:
    """Paint everything on the card; controls lie above."""
    _card(painter, board.look, rect)
    _wash(painter, board, rect)
    _hand(painter, board)
    _separators(painter, board)
    _labels(painter, board)
    _heads(painter, board)
    _scores(painter, board)
    _numbers(painter, board)
    _sum(painter, board)
    _shares(painter, board)
    _strip(painter, board)
    _errors(painter, board)


def _card(painter: QPainter, look: Look, rect: QRectF) -> None:
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("panel"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px(18), look.px(18))


def _wash(painter: QPainter, board: Board, rect: QRectF) -> None:
    """The current step lies in light."""
    look, (_, y, _, high) = board.look, board.layout.rows[board.shown.step - 1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("now", WASH))
    inset = look.px(8)
    painter.drawRoundedRect(QRectF(inset, y, rect.width() - 2 * inset, high), look.px(12), look.px(12))


def _separators(painter: QPainter, board: Board) -> None:
    look, layout = board.look, board.layout
    painter.setPen(QPen(look.color("line"), 1))
    for y in (layout.below[1] - 2 * look.s, layout.total[1] + layout.total[3] + 2 * look.s):
        painter.drawLine(QPointF(look.px(BADGE_LEFT), round(y) + 0.5), QPointF(layout.right, round(y) + 0.5))


# the gutter


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
        put(painter, rect, words, board.look, 18, 600)


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
    put(painter, circle, str(step), look, 16, 700, "nowink" if is_now else "ink", MIDDLE)
    left = max(look.px(LABEL_LEFT), circle.right() + 8)
    rect = QRectF(left, top, board.layout.left - left - 4, line)
    put(painter, rect, text, look, 18, 600)
    if more:
        put(painter, rect.translated(0, line), more, look, 16, 400, "ink2")


def _power_label(painter: QPainter, board: Board, top: float) -> None:
    look, labels = board.look, board.shown.labels
    made = equation(e_to(labels.letter + labels.less), max(24 * look.s, 23.0))
    left = max(look.px(LABEL_LEFT), look.px(BADGE_LEFT) + max(BADGE * look.s, 22.0) + 8)
    made.draw(painter, left, top + board.layout.line / 2, look.color("ink"))


# the columns


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
        put(painter, rect, head, look, 20, 700, "now" if is_here else "ink", MIDDLE)


def _scores(painter: QPainter, board: Board) -> None:
    layout, look, scale, shown = board.layout, board.look, board.scale, board.shown
    painter.setPen(QPen(look.color("ink3"), 1))
    zero = round(scale.zero) + 0.5
    painter.drawLine(QPointF(layout.left - look.px(8), zero), QPointF(layout.right, zero))
    wide = min(BAR * look.s, layout.column - 8)
    for place, score in enumerate(shown.working.scores):
        value = float(score)
        end, middle = scale.y(value, board.room), layout.x(place) + layout.column / 2
        is_here = place == shown.place
        token = look.theme.sign(value) if np.isfinite(value) else "warn"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        bar = QRectF(middle - wide / 2, min(end, scale.zero), wide, abs(end - scale.zero))
        if bar.height() > 0.5:
            painter.drawRoundedRect(bar, min(4.0, bar.height() / 2), min(4.0, bar.height() / 2))
        if is_here:
            _handle(painter, board, middle, end, value)
        else:
            grip = QRectF(middle - 12 * look.s, end - 2 * look.s, 24 * look.s, max(4 * look.s, 3.0))
            painter.setBrush(look.color("ink"))
            painter.drawRoundedRect(grip, 2, 2)
        _score_text(painter, board, place, end, "ink" if token == "ink3" else token)


def _handle(painter: QPainter, board: Board, middle: float, end: float, value: float) -> None:
    """The grip in hand, with an arrow up and one down, where its number leaves room for them."""
    look = board.look
    wide, high = min(58 * look.s, board.layout.column - 4), max(12 * look.s, 9.0)
    painter.setBrush(look.color("now"))
    painter.drawRoundedRect(QRectF(middle - wide / 2, end - high / 2, wide, high), high / 2, high / 2)
    top = _score_top(board, end, value, True)
    for way in (-1, 1):
        if abs(end + way * (high / 2 + 9 * look.s) - (top + board.layout.line / 2)) < board.layout.line * 0.7:
            continue
        base, tip = end + way * (high / 2 + 4 * look.s), end + way * (high / 2 + 14 * look.s)
        half = 8 * look.s
        painter.drawPolygon(
            QPolygonF([QPointF(middle - half, base), QPointF(middle + half, base), QPointF(middle, tip)])
        )


def _score_text(painter: QPainter, board: Board, place: int, end: float, token: str) -> None:
    layout = board.layout
    text, line = board.rows.scores[place], board.layout.line
    if layout.is_narrow:
        top = layout.scores[1] + (line if place % 2 else 0)
    else:
        value = float(board.shown.working.scores[place])
        top = _score_top(board, end, value, place == board.shown.place)
    _text(painter, board, place, top, text, 18, 600, token)


def _score_top(board: Board, end: float, value: float, is_here: bool) -> float:
    """Where the number of a bar begins: beyond its end, and within the row."""
    line, (_, y, _, high) = board.layout.line, board.layout.scores
    away = 18 * board.look.s + 5 if is_here else 4 * board.look.s
    top = end + away if value < 0 else end - line - away
    return min(max(top, y), y + high - line)


def _text(
    painter: QPainter, board: Board, place: int, top: float, text: str, pixels: float, weight: int, token: str
) -> None:
    """A number in its column, or in two columns' room where they are narrow."""
    layout = board.layout
    more = layout.column / 2 if layout.is_narrow else 0.0
    rect = QRectF(layout.x(place) - more, top, layout.column + 2 * more, layout.line)
    put(painter, rect, marked(text), board.look, pixels, weight, token, MIDDLE)


def marked(text: str) -> str:
    """What isn't finite has an exclamation mark."""
    return f"{text} !" if text in ("NaN", "∞", "−∞") else text


def _row_top(board: Board, rect: Rect, place: int) -> float:
    _, y, _, high = rect
    line = board.layout.line
    if not board.layout.is_narrow:
        return y + (high - line) / 2
    return y + high / 2 - line + (line if place % 2 else 0)


def _numbers(painter: QPainter, board: Board) -> None:
    """The rows of what is below the largest, and of e to that."""
    shown, layout = board.shown, board.layout
    for step, rect, texts in ((2, layout.below, board.rows.below), (3, layout.powers, board.rows.powers)):
        for place in range(shown.reached(step)):
            token = "warn" if marked(texts[place]) != texts[place] else "ink"
            _text(painter, board, place, _row_top(board, rect, place), texts[place], 18, 400, token)


def _sum(painter: QPainter, board: Board) -> None:
    if board.shown.reached(4) < board.shown.bench.count / 2:
        return
    layout, look, total = board.layout, board.look, board.rows.total
    text = f"{total} !" if "∞" in total or "NaN" in total or board.shown.working.total == 0 else total
    x, y, wide, high = layout.total
    middle = x + wide / 2
    rect = QRectF(x, y, wide, high)
    token = "warn" if text.endswith("!") else "ink"
    half = put(painter, rect, text, look, 24, 700, token, MIDDLE) / 2 + look.px(32)
    painter.setPen(QPen(look.color("ink3"), 1.5))
    bracket = round(y + high * 0.3)
    for end, way in ((x + 8, -1), (x + wide - 8, 1)):
        if abs(end - middle) > half:
            painter.drawLine(QPointF(end, bracket - 8 * look.s), QPointF(end, bracket))
            painter.drawLine(QPointF(end, bracket), QPointF(middle + way * half, bracket))


def _shares(painter: QPainter, board: Board) -> None:
    layout, look, shown, rows = board.layout, board.look, board.shown, board.rows
    _, y, _, high = layout.shares
    full = layout.full
    wide = min(BAR * look.s, layout.column - 8)
    bottom = y + high
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(shown.reached(5)):
        share = float(shown.working.shares[place])
        middle = layout.x(place) + layout.column / 2
        painter.setBrush(look.color("raised", 0.55))
        painter.drawRoundedRect(QRectF(middle - wide / 2, bottom - full, wide, full), 4, 4)
        tall = 0.0
        if np.isfinite(share) and share > 0:
            tall = max(share * full, LEAST_BAR)
            painter.setBrush(look.color("now" if place == shown.place else "full"))
            painter.drawRoundedRect(QRectF(middle - wide / 2, bottom - tall, wide, tall), min(4, tall / 2), 2)
        text = rows.shares[place]
        token = "warn" if marked(text) != text else "now" if place == shown.place else "ink"
        if layout.is_narrow:
            top = layout.share_texts[1] + (layout.line if place % 2 else 0)
        else:
            top = bottom - tall - layout.line
        _text(painter, board, place, top, text, 18, 600 if place == shown.place else 400, token)
        painter.setPen(Qt.PenStyle.NoPen)


def _strip(painter: QPainter, board: Board) -> None:
    """One strip is the whole, the largest share first."""
    layout, look, shown = board.layout, board.look, board.shown
    working = shown.working
    if shown.reached(5) < shown.bench.count or not working.is_whole:
        return
    x, y, wide, high = layout.strip
    order = np.argsort(-working.shares, kind="stable")
    for rank, place in enumerate(order):
        part = float(working.shares[place]) * wide
        if part < 0.3:
            break
        color = _strip_color(look, int(place) == shown.place, rank)
        rect = QRectF(x, y, max(part - 2, 0.5), high)
        painter.fillRect(rect, color)
        if room(look, 16, 600, part - 6)(board.heads[place]):
            painter.setFont(look.font(size(look, 16), 600))
            painter.setPen(text_on(color))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, board.heads[place])
        x += part


def _strip_color(look: Look, is_here: bool, rank: int) -> QColor:
    if is_here:
        return look.color("now")
    return look.theme.mix("full", (1.0, 0.45, 0.35)[min(rank, 2)] if rank else 1.0, "panel")


def _errors(painter: QPainter, board: Board) -> None:
    layout, look, shown = board.layout, board.look, board.shown
    errors = shown.working.errors
    largest = float(np.nanmax(np.abs(errors))) if np.isfinite(errors).any() else 0.0
    _, y, _, high = layout.errors
    tall = 40 * look.s if not layout.is_narrow else 12 * look.s
    tall = tall if layout.is_narrow else max(tall, layout.line + 8)
    texts = 2 * layout.line if layout.is_narrow else 0.0
    top = y + (high - tall - texts) / 2
    for place in range(shown.reached(6)):
        value, text = float(errors[place]), marked(board.rows.errors[place])
        share = min(abs(value) / largest, 1.0) ** 0.75 if largest and np.isfinite(value) else 0.0
        fill = look.theme.mix("pos" if value > 0 else "neg", share, "zero") if share else look.color("zero")
        wide = cell_width(layout, look)
        cell = QRectF(layout.x(place) + (layout.column - wide) / 2, top, wide, tall)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(cell, 3, 3)
        if layout.is_narrow:
            below = top + tall + (layout.line if place % 2 else 0)
            _text(painter, board, place, below, text, CELL_TEXT, 500, "ink" if np.isfinite(value) else "warn")
        else:
            painter.setFont(look.font(size(look, CELL_TEXT), 600))
            painter.setPen(text_on(fill) if np.isfinite(value) else look.color("warn"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(cell, middle, text)


def cell_width(layout: BenchLayout, look: Look) -> float:
    """How wide a cell of the last row is."""
    return min(max(74 * look.s, 66.0), layout.column - 4)


def _hand(painter: QPainter, board: Board) -> None:
    """The score in hand: a column through all rows."""
    layout, look = board.layout, board.look
    wide = min(layout.column, max(95 * look.s, 92.0, board.head_width(board.shown.place) + 40 * look.s))
    x = layout.x(board.shown.place) + (layout.column - wide) / 2
    column = QRectF(x + 1, look.px(8), wide - 2, layout.errors[1] + layout.errors[3] - look.px(8))
    painter.setPen(QPen(look.color("now"), 2))
    painter.setBrush(look.color("now", COLUMN_WASH))
    painter.drawRoundedRect(column, look.px(12), look.px(12))


def column_words(shown: Shown, place: int) -> str:
    """A column for those who hear it."""
    working, label = shown.working, shown.bench.labels[place]
    score, share = number(float(working.scores[place]), 3), number(float(working.shares[place]), 3)
    wanted = number(float(working.errors[place]), 3)
    return f"{label}: score {score}, share {share}, {shown.labels.errors} {wanted}"

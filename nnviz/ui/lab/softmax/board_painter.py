"""The main card of the softmax bench: six rows over the columns of the scores."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.scene.lab.softmax.layout import BAR, BenchLayout, Rect
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.numbers import number
from nnviz.ui.lab.ink import MIDDLE, font_of, room
from nnviz.ui.lab.softmax.board_frame import Board, paint_frame
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.style import Look
from nnviz.ui.theme import text_on
from nnviz.ui.widgets.fitting import write

CELL_TEXT = 17.0
LEAST_BAR = 2.0
"""Pixels of a share that isn't 0."""


def paint_board(painter: QPainter, board: Board, rect: QRectF, kept: KeptPixmap) -> None:
    """Paint everything on the card; controls lie above. ``kept`` is what stands still."""
    kept.paint(painter, rect, lambda own: paint_frame(own, board, rect), (), board.choice)
    _scores(painter, board)
    _numbers(painter, board)
    _sum(painter, board)
    _shares(painter, board)
    _strip(painter, board)
    _errors(painter, board)


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
    painter.setFont(font_of(board.look, pixels, weight))
    painter.setPen(board.look.color(token))
    # It has been fitted into its column before.
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, marked(text))


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
    half = write(painter, rect, text, look, 24, 700, token, MIDDLE) / 2 + look.px(32)
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
        tall = 0.0
        if np.isfinite(share) and share > 0:
            tall = max(share * full, LEAST_BAR)
            painter.setBrush(look.color("now" if place == shown.place else "full"))
            bar = QRectF(middle - wide / 2, bottom - tall, wide, tall)
            painter.drawRoundedRect(bar, min(4, tall / 2), min(4, tall / 2))
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
            painter.setFont(font_of(look, 16, 600))
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
            painter.setFont(font_of(look, CELL_TEXT, 600))
            painter.setPen(text_on(fill) if np.isfinite(value) else look.color("warn"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(cell, middle, text)


def cell_width(layout: BenchLayout, look: Look) -> float:
    """How wide a cell of the last row is."""
    return min(max(74 * look.s, 66.0), layout.column - 4)


def column_words(shown: Shown, place: int) -> str:
    """A column for those who hear it."""
    working, label = shown.working, shown.bench.labels[place]
    score, share = number(float(working.scores[place]), 3), number(float(working.shares[place]), 3)
    wanted = number(float(working.errors[place]), 3)
    return f"{label}: score {score}, share {share}, {shown.labels.errors} {wanted}"

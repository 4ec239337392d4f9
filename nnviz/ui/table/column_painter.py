"""How a column is drawn: its frame, chip, histogram, figures and cells."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.data.tables import Preview
from nnviz.scene.table.columns import MOST_PATTERNS, Head, pattern_of
from nnviz.ui import icons
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.fitting import write

WIDE, LEAST_WIDE, LEAST_SHARE = 256.0, 200.0, 0.96
"""A column's width; the least in the window's pixels, and as a share, so that one more fits."""
TOP, CHIP, HIST, ROW = 8.0, 36.0, 72.0, 36.0
SHARES = (1.0, 0.0, 0.55, 0.28, 0.78, 0.42)
"""How much of a class's fill is ink: a light one beside a dark one."""
RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignHCenter


def pad(look: Look) -> float:
    """From a column's edge to what stands in it."""
    return float(max(look.px(16), 10))


def line_height(look: Look) -> float:
    """A line of figures."""
    return float(max(look.px(26), 19))


def hist_top(look: Look) -> float:
    """Where histograms begin."""
    return look.px(TOP) + look.target(CHIP) + look.px(12)


def head_height(look: Look, lacks: bool) -> float:
    """All that stands over the rows; with a line more where a column ``lacks`` values."""
    return hist_top(look) + look.px(HIST) + (1 + lacks) * line_height(look) + look.px(6)


def row_height(look: Look) -> float:
    """A row's height."""
    return float(max(look.px(ROW), 24))


def chip_rect(look: Look, rect: QRectF, text: str) -> QRectF:
    """A column's kind, at its right."""
    wide = QFontMetricsF(look.font(16, 600)).horizontalAdvance(text) + max(look.px(48), 38)
    high = look.target(CHIP)
    return QRectF(rect.right() - wide - look.px(8), rect.top() + look.px(TOP), wide, high)


def remedy_rect(look: Look, rect: QRectF) -> QRectF:
    """What is done about missing values: the two lines under the histogram, at the left."""
    top = hist_top(look) + look.px(HIST)
    return QRectF(rect.left() + pad(look), top, rect.width() - 2 * pad(look), 2 * line_height(look))


def class_fill(look: Look, pattern: int) -> QColor:
    """The fill of a class: none is told apart by hue."""
    return look.theme.mix("ink2", SHARES[min(pattern, MOST_PATTERNS - 1)], "panel")


def rows(painter: QPainter, look: Look, rect: QRectF, top: float, gutter: float, shown: range) -> None:
    """The rows' numbers and the lines between them, from ``top`` on."""
    high = row_height(look)
    painter.fillRect(QRectF(rect.left(), top - 1, rect.width(), 1), look.color("line"))
    for place, row in enumerate(shown):
        y = top + place * high
        room = QRectF(rect.left(), y, gutter - look.px(14), high)
        write(painter, room, f"{row + 1:,}", look, 14, 400, "ink3", RIGHT)
        painter.fillRect(QRectF(rect.left(), y + high - 1, rect.width(), 1), look.color("line"))


def frame(painter: QPainter, look: Look, rect: QRectF, made: Head, is_last: bool) -> None:
    """The target is outlined; others are parted by a line."""
    if made.kind == "target":
        painter.setPen(QPen(look.color("now"), 2))
        painter.setBrush(look.color("now", 0.06))
        painter.drawRoundedRect(rect.adjusted(2, 2, -4, -2), look.px(12), look.px(12))
    elif not is_last:
        painter.fillRect(QRectF(rect.right() - 1, look.px(TOP), 1, rect.height()), look.color("line"))


def chip(painter: QPainter, look: Look, room: QRectF, made: Head, is_hot: bool, widget: QWidget) -> None:
    """The kind; dashed for a column that is left out."""
    token = "now" if made.kind == "target" else "ink3" if made.kind == "out" else "ink"
    pen = QPen(look.color("ink" if is_hot else token), 2 if is_hot else 1.6)
    if made.kind == "out":
        pen.setStyle(Qt.PenStyle.DashLine)
    is_plain = made.kind in ("number", "category") and not is_hot
    painter.setPen(Qt.PenStyle.NoPen if is_plain else pen)
    painter.setBrush(look.color("panel" if made.kind in ("target", "out") else "raised"))
    painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), room.height() / 2, room.height() / 2)
    size = max(look.px(16), 12)
    words = room.adjusted(look.px(16), 0, -size - look.px(12), 0)
    write(painter, words, made.chip, look, 16, 600, token)
    image = icons.pixmap("chevron-down", getattr(look.theme, token), size, ratio_of(widget))
    painter.drawPixmap(round(room.right() - size - look.px(12)), round(room.center().y() - size / 2), image)


def name(painter: QPainter, look: Look, rect: QRectF, made: Head) -> None:
    """The column's name, left of its kind."""
    token = {"target": "now", "out": "ink3"}.get(made.kind, "ink")
    right = chip_rect(look, rect, made.chip).left()
    room = QRectF(rect.left() + pad(look), look.px(TOP), 0, look.target(CHIP))
    room.setRight(right - look.px(6))
    write(painter, room, made.name, look, 18, 700, token)


def body(painter: QPainter, look: Look, rect: QRectF, made: Head) -> None:
    """Twelve bars stacked by class, or a bar for each of the most frequent texts."""
    room = QRectF(rect.left() + pad(look), hist_top(look), rect.width() - 2 * pad(look), look.px(HIST))
    if made.texts:
        _texts(painter, look, room, made)
    elif len(made.bars):
        _bars(painter, look, room, made)


def _bars(painter: QPainter, look: Look, room: QRectF, made: Head) -> None:
    wide = room.width() / len(made.bars)
    for place, stack in enumerate(made.bars):
        bottom = room.bottom()
        for pattern in reversed(range(len(stack))):
            high = float(stack[pattern]) * (room.height() - 1)
            if high <= 0:
                continue
            bar = QRectF(room.left() + place * wide + 1, bottom - high, wide - 2, high)
            painter.setPen(QPen(look.color("ink2"), 1))
            painter.setBrush(class_fill(look, pattern if len(stack) > 1 else 0))
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
            bottom -= high


def _texts(painter: QPainter, look: Look, room: QRectF, made: Head) -> None:
    high = room.height() / 3
    metrics = QFontMetricsF(look.font(15, 500))
    longest = max(metrics.horizontalAdvance(text.name) for text in made.texts)
    words = min(longest + 10, 0.5 * room.width())
    count = max(look.px(44), 34)
    for place, text in enumerate(made.texts):
        line = QRectF(room.left(), room.top() + place * high, room.width(), high)
        write(painter, QRectF(line.left(), line.top(), words - 6, high), text.name, look, 15, 500)
        most = line.width() - words - count
        bar = QRectF(line.left() + words, line.top() + 2, max(text.share * most, 2), high - 4)
        painter.setPen(QPen(look.color("ink2"), 1.2))
        painter.setBrush(class_fill(look, max(text.pattern, 0)))
        painter.drawRoundedRect(bar, 2, 2)
        room_of_count = QRectF(bar.right() + 6, line.top(), count, high)
        write(painter, room_of_count, f"{text.count:,}", look, 15, 500)


def foot(painter: QPainter, look: Look, rect: QRectF, made: Head, is_hot: bool) -> None:
    """Least, missing, largest; what is done about what is missing."""
    if made.kind == "out":
        return
    high = line_height(look)
    room = QRectF(rect.left() + pad(look), hist_top(look) + look.px(HIST), rect.width() - 2 * pad(look), high)
    used = 0.0
    if made.ends is not None:
        left = write(painter, room, made.ends[0], look, 15, 500, "ink2")
        right = write(painter, room, made.ends[1], look, 15, 500, "ink2", RIGHT)
        used = max(left, right) + look.px(6)
    elif made.others:
        write(painter, room, made.others, look, 15, 400, "ink2", RIGHT)
    if not made.is_missing:
        if made.ends is None:
            write(painter, room, made.missing, look, 15, 400, "ink2")
        else:
            write(painter, room.adjusted(used, 0, -used, 0), made.missing, look, 15, 400, "ink2", MIDDLE)
        return
    below = room.translated(0, high)
    text = f"! {made.missing}: {made.remedy}"
    write(painter, below, text, look, 15, 600, "ink" if is_hot else "warn")


def cells(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    top: float,
    made: Head,
    shown: Iterable[str],
    classes: Preview | None,
) -> None:
    """The first rows."""
    high = row_height(look)
    token = "ink3" if made.kind == "out" else "ink"
    for place, text in enumerate(shown):
        room = QRectF(rect.left() + pad(look), top + place * high, rect.width() - 2 * pad(look), high)
        if not text:
            is_warned = made.kind != "out"
            write(
                painter,
                room,
                "! missing" if is_warned else "missing",
                look,
                15,
                500,
                "warn" if is_warned else "ink3",
            )
            continue
        pattern = pattern_of(classes, text) if classes is not None else -1
        if pattern >= 0:
            side = max(look.px(14), 11)
            mark = QRectF(room.left(), room.center().y() - side / 2, side, side)
            painter.setPen(QPen(look.color("ink2"), 1.4))
            painter.setBrush(class_fill(look, pattern))
            painter.drawRoundedRect(mark, 2, 2)
            room = room.adjusted(side + look.px(8), 0, 0, 0)
        write(painter, room, text, look, 17, 500, token)

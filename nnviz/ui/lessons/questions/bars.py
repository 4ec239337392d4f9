"""A show of hands as bars: any painter can draw them, as large as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

LARGEST, TALLEST = 34.0, 72.0
"""The spec's pixels of the letters and of a row, where there is room."""


@dataclass(frozen=True)
class Bar:
    """One answer: its sign or its words, how many hands, and whether it is what the model says (where that
    may be shown)."""

    label: str
    count: int
    is_key: bool = False


def paint_tally(painter: QPainter, rect: QRectF, bars: Sequence[Bar], look: Look) -> None:
    """A row an answer: label, bar, count. All bars have one scale, which begins at 0."""
    if not bars:
        return
    high = min(rect.height() / len(bars), look.px(TALLEST))
    pixels = min(LARGEST, high * 0.52 / look.s)
    painter.setFont(look.font(pixels, 700))
    metrics = painter.fontMetrics()
    label = min(max(metrics.horizontalAdvance(bar.label) for bar in bars) + 4.0, rect.width() * 0.55)
    most = max(1, *(bar.count for bar in bars))
    count = metrics.horizontalAdvance(str(most)) + high * 0.3
    for number, bar in enumerate(bars):
        row = QRectF(rect.left(), rect.top() + number * high, rect.width(), high)
        write(painter, QRectF(row.left(), row.top(), label, high), bar.label, look, pixels, 600,
              "now" if bar.is_key else "ink")  # fmt: skip
        left = row.left() + label + high * 0.3
        track = QRectF(left, row.top() + high * 0.16, row.right() - left - count, high * 0.68)
        paint_bar(painter, track, bar.count / most, look, bar.is_key)
        where = QRectF(track.right(), row.top(), count, high)
        write(painter, where, str(bar.count), look, pixels, 700, "ink", Qt.AlignmentFlag.AlignRight)


def paint_bar(painter: QPainter, track: QRectF, share: float, look: Look, is_key: bool = False) -> None:
    """A bar that fills ``share`` of its track."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = min(look.px(4), track.height() / 2)
    painter.setBrush(look.color("raised"))
    painter.drawRoundedRect(track, radius, radius)
    if share > 0:
        painter.setBrush(look.color("now" if is_key else "ink2"))
        filled = QRectF(track.x(), track.y(), max(track.width() * min(share, 1.0), 2.0), track.height())
        painter.drawRoundedRect(filled, radius, radius)

"""Rows of bars: what a network says where its inputs are no plane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from nnviz.scene.lab.bend.answers import Row
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write


def paint_bars(painter: QPainter, rect: QRectF, rows: Sequence[Row], look: Look) -> None:
    """One row an output: name, bar, value."""
    if not rows:
        return
    high = min(rect.height() / len(rows), look.px(44))
    painter.setFont(look.font(17, 700))
    metrics = painter.fontMetrics()
    label = min(max(metrics.horizontalAdvance(row.name) for row in rows) + 2.0, rect.width() * 0.35)
    value = max(metrics.horizontalAdvance(row.text) for row in rows) + look.px(4)
    least = min(0.0, *(row.share for row in rows))
    room = rect.width() - label - value - look.px(24)
    for i, row in enumerate(rows):
        line = QRectF(rect.left(), rect.top() + i * high, rect.width(), high)
        token, weight = ("ink", 700) if row.is_largest else ("ink2", 500)
        write(painter, QRectF(line.left(), line.top(), label, high), row.name, look, 17, weight, token)
        zero = line.left() + label + look.px(12) - least / (1 - least) * room
        wide = row.share / (1 - least) * room
        bar = QRectF(zero, line.top() + high * 0.2, wide, high * 0.6).normalized()
        if row.share and bar.width() < 2:
            bar.setWidth(2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        track = QRectF(line.left() + label + look.px(12), bar.top(), room, bar.height())
        painter.drawRoundedRect(track, look.px(4), look.px(4))
        painter.setBrush(look.color("ink" if row.is_largest else "ink3"))
        painter.drawRoundedRect(bar, look.px(4), look.px(4))
        write(painter, line, row.text, look, 17, weight, token, Qt.AlignmentFlag.AlignRight)

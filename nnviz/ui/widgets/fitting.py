"""Words for the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from nnviz.ui.style import Look


def fullest(metrics: QFontMetrics, texts: Sequence[str], room: float) -> str:
    """The first of these texts that fits; where none does, the last, cut with an ellipsis."""
    shown = ""
    for text in texts:
        # Whether it fits is for Qt to say, for that is who cuts it: its widths are rounded, its cut isn't.
        shown = _elided(metrics, text, room)
        if shown == text:
            break
    return shown


def _elided(metrics: QFontMetrics, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(room), 0))


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    look: Look,
    pixels: float,
    weight: int = 400,
    token: str = "ink",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line of text in the middle of ``rect``, elided where it is too long; returns its width."""
    painter.setFont(look.font(pixels, weight))
    painter.setPen(look.color(token))
    metrics = painter.fontMetrics()
    shown = _elided(metrics, text, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
    return float(metrics.horizontalAdvance(shown))


def write_fullest(
    painter: QPainter,
    rect: QRectF,
    texts: Sequence[str],
    look: Look,
    pixels: float,
    weight: int = 400,
    token: str = "ink",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """The first of these texts that fits into ``rect``, as :func:`write` writes it; returns its width."""
    painter.setFont(look.font(pixels, weight))
    text = fullest(painter.fontMetrics(), texts, rect.width())
    return write(painter, rect, text, look, pixels, weight, token, align)

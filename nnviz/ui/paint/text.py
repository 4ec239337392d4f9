"""Text on the canvas: on a screen each string is drawn once and kept as a small picture."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from nnviz.ui import theme
from nnviz.ui.paint.surface import Surface

KEPT = 3000
"""Strings kept before all are forgotten."""

LEFT, CENTER, RIGHT = 0.0, 0.5, 1.0


class Texts:
    """Draws strings on one surface. The canvas shows the same few hundred strings frame after frame."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self._ratio = surface.ratio
        self._kept: dict[tuple[str, int, int, int], QPixmap] = {}
        self._widths: dict[tuple[str, int, int], float] = {}

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        pixels: float,
        color: QColor,
        *,
        weight: int = 400,
        align: float = CENTER,
    ) -> None:
        """Draw ``text`` with its vertical middle at ``at``; ``align`` says which part of it ``at`` is."""
        if not text:
            return
        if self.surface.is_direct:
            self._write(painter, at, text, round(pixels), color, weight, align)
            return
        picture = self._picture(text, round(pixels), weight, color)
        size = picture.deviceIndependentSize()
        x = at.x() - size.width() * align
        y = at.y() - size.height() / 2
        ratio = self._ratio
        painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), picture)

    def width(self, text: str, pixels: float, weight: int = 400) -> float:
        """How wide ``text`` is, in logical pixels."""
        key = (text, round(pixels), weight)
        if key not in self._widths:
            if len(self._widths) >= KEPT:
                self._widths.clear()
            self._widths[key] = QFontMetricsF(self._font(key[1], weight)).horizontalAdvance(text)
        return self._widths[key]

    def fitting(self, text: str, pixels: float, room: float, weight: int = 400) -> tuple[str, float]:
        """``text`` and a size at which it fits ``room``: smaller down to the floor, then cut."""
        while pixels > theme.FLOOR and self.width(text, pixels, weight) > room:
            pixels = max(pixels - 1, theme.FLOOR)
        return self.elided(text, pixels, room, weight), pixels

    def wrapped(self, text: str, pixels: float, room: float) -> list[str]:
        """``text`` in lines, broken between words."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, pixels) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def elided(self, text: str, pixels: float, room: float, weight: int = 400) -> str:
        """``text``, cut with an ellipsis where it is wider than ``room``."""
        metrics = QFontMetricsF(self._font(round(pixels), weight))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _font(self, pixels: int, weight: int) -> QFont:
        return theme.font(pixels, weight, self.surface.is_direct)

    def _picture(self, text: str, pixels: int, weight: int, color: QColor) -> QPixmap:
        key = (text, pixels, weight, color.rgba())
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[key] = self._draw(text, pixels, weight, color)
        return found

    def _write(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        pixels: int,
        color: QColor,
        weight: int,
        align: float,
    ) -> None:
        """The string itself, where its picture would stand."""
        font = self._font(pixels, weight)
        painter.setFont(font)
        painter.setPen(color)
        left = at.x() - (self.width(text, pixels, weight) + 1) * align
        painter.drawText(QPointF(left, at.y() + QFontMetricsF(font).capHeight() / 2), text)

    def _draw(self, text: str, pixels: int, weight: int, color: QColor) -> QPixmap:
        font = self._font(pixels, weight)
        metrics = QFontMetricsF(font)
        # The line box is centred on the digits' middle, so that numbers sit in the middle of a disc.
        height = 2 * (metrics.descent() + metrics.capHeight() / 2)
        width = metrics.horizontalAdvance(text) + 1
        picture = QPixmap(ceil(width * self._ratio), ceil(max(height, metrics.height()) * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(color)
        middle = picture.deviceIndependentSize().height() / 2
        painter.drawText(QPointF(0, middle + metrics.capHeight() / 2), text)
        painter.end()
        return picture


class WholeTexts(Texts):
    """Draws no string that would be cut by the window through which a picture is seen."""

    window: QRectF | None = None
    """In the picture's pixels; None: all of it is seen."""

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        pixels: float,
        color: QColor,
        *,
        weight: int = 400,
        align: float = CENTER,
    ) -> None:
        """As any text, where all of it is in the window."""
        if self.window is not None:
            wide, high = self.width(text, pixels, weight), float(round(pixels))
            if not self.window.contains(QRectF(at.x() - wide * align, at.y() - high / 2, wide, high)):
                return
        super().draw(painter, at, text, pixels, color, weight=weight, align=align)


class Worded:
    """Draws words in a theme's colours, none smaller than the floor."""

    _theme: theme.Theme
    _texts: Texts

    def _text(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        pixels: float,
        token: str,
        weight: int = 400,
        align: float = CENTER,
    ) -> None:
        color = QColor(getattr(self._theme, token))
        self._texts.draw(painter, at, text, max(pixels, theme.FLOOR), color, weight=weight, align=align)

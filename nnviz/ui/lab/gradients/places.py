"""Where things stand in a card of gradients, from the spec's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF

from nnviz.ui.style import Look

PAD, GUTTER, RIGHT = 24.0, 68.0, 36.0
"""Left of words, left of plots beyond that, and right of plots."""
LOWER = 76.0
NARROW = 300
"""Pixels of a card under which its margins shrink."""


@dataclass(frozen=True)
class CardPlaces:
    """Rectangles in a card of ``width`` x ``height`` pixels whose foot has ``lines`` lines."""

    width: int
    height: int
    look: Look
    lines: int

    @cached_property
    def pad(self) -> float:
        """The margin at the left and right of words."""
        return self.look.px(PAD if self.width > NARROW else 14)

    def _row(self, top: float, high: float) -> QRectF:
        return QRectF(self.pad, top, self.width - 2 * self.pad, high)

    def _text(self, pixels: float, factor: float = 1.4) -> float:
        return self.look.text(pixels) * factor

    @cached_property
    def head(self) -> QRectF:
        """Name and formula."""
        return self._row(self.look.px(12), max(self._text(24), 36.0))

    @cached_property
    def factor(self) -> QRectF:
        """The figure and its word."""
        return self._row(self.head.bottom() + self.look.px(6), self._text(34, 1.25))

    @cached_property
    def caption(self) -> QRectF:
        """What the upper plot shows."""
        return self._row(self.factor.bottom() + self.look.px(4), self._text(16, 1.5))

    @cached_property
    def foot(self) -> QRectF:
        """The sentence."""
        high = self._text(16, 1.36) * self.lines
        return self._row(self.height - self.look.px(12) - high, high)

    @cached_property
    def axis(self) -> QRectF:
        """The layers' numbers."""
        high = max(self._text(16, 1.9), float(self.look.px(34)))
        return self._row(self.foot.top() - self.look.px(6) - high, high)

    @cached_property
    def lower(self) -> QRectF:
        """The bars."""
        return self._plot(self.axis.top() - self.look.px(LOWER) - 2, self.look.px(LOWER))

    @cached_property
    def lower_caption(self) -> QRectF:
        """What the bars show."""
        high = self._text(16, 1.5)
        return self._row(self.lower.top() - self.look.px(10) - high, high)

    @cached_property
    def upper(self) -> QRectF:
        """The curve."""
        top = self.caption.bottom() + self.look.px(16)
        return self._plot(top, max(self.lower_caption.top() - self.look.px(14) - top, 20.0))

    def _plot(self, top: float, high: float) -> QRectF:
        gutter = max(self.look.px(GUTTER), round(self.look.text(16) * 3.1))
        left = self.pad + gutter
        right = self.look.px(RIGHT) if self.width > NARROW else self.look.px(22)
        return QRectF(left, top, max(self.width - left - right, 10.0), high)

    def x(self, place: int, count: int) -> float:
        """Where the layer at ``place`` of ``count`` stands."""
        plot = self.upper
        if count == 1:
            return plot.center().x()
        return plot.left() + plot.width() * place / (count - 1)

    def place_at(self, x: float, count: int) -> int:
        """The layer nearest to ``x``."""
        plot = self.upper
        share = (x - plot.left()) / plot.width()
        return min(max(round(share * (count - 1)), 0), count - 1)

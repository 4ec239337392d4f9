"""Where things stand in the functions' part, from the spec's numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from nnviz.scene.lab.functions.cards import SHOWN
from nnviz.ui.style import Look

EDGE, GAP, STRIP = 24.0, 16.0, 56.0
BAR = 92.0
"""The bar's height, but for what is pressed in its lower row."""
NARROW = 1000
"""Pixels of a part's width under which two cards stand side by side in place of three."""


@dataclass(frozen=True)
class Places:
    """Rectangles in a part of ``width`` x ``height`` pixels."""

    width: int
    height: int
    look: Look

    @property
    def bar(self) -> QRect:
        """The bar with z, across the whole width."""
        high = self.look.px(BAR) + self.look.target()
        return QRect(0, self.height - high, self.width, high)

    @property
    def strip(self) -> QRect:
        """The row of small cards above the bar."""
        px = self.look.px
        high = self.look.target(STRIP)
        return QRect(px(EDGE), self.bar.top() - px(GAP) - high, self.width - 2 * px(EDGE), high)

    def hint(self, field: QRect, high: int) -> QRect:
        """What is said of a function of one's own, above its field."""
        wide = min(self.look.px(760), self.width - 2 * self.look.px(EDGE))
        right = min(max(field.right() + 1, wide + self.look.px(EDGE)), self.width - self.look.px(EDGE))
        return QRect(right - wide, self.strip.top() - self.look.px(8) - high, wide, high)

    @property
    def body(self) -> QRect:
        """What the cards, or the table, have."""
        px = self.look.px
        return QRect(px(EDGE), 0, self.width - 2 * px(EDGE), self.strip.top() - px(GAP))

    def card(self, place: int, count: int) -> QRect:
        """The card at ``place`` of ``count`` that stand at once."""
        body, gap = self.body, self.look.px(GAP)
        columns = min(3 if self.width >= NARROW else 2, max(count, 1))
        rows = -(-min(count, SHOWN) // columns)
        wide = (body.width() - gap * (columns - 1)) // columns
        high = (body.height() - gap * (rows - 1)) // rows
        row, column = divmod(place, columns)
        return QRect(body.x() + column * (wide + gap), body.y() + row * (high + gap), wide, high)

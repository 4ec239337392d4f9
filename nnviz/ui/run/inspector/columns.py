"""Where the columns of a list of products stand, and the waterfall's scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from nnviz.scene.detail.page import Span, span
from nnviz.scene.detail.rows import Row
from nnviz.scene.time.refit import between
from nnviz.scene.words.equation import ProductText, product_text
from nnviz.scene.words.numbers import signed
from nnviz.ui.style import Look

DECIMALS = 2
SAMPLE = "−0.00"
"""No column is narrower than this number, so that columns rarely move."""
GAP, LEAST_GAP = 16.0, 8.0
LEAST_FALL, LEAST_LABEL = 16.0, 36.0
"""Pixels at scale 1: between products and waterfall, of the waterfall, and of a name that gives way."""
OVER = 1.0
"""Pixels that a bar may stand over the ends of the waterfall."""
WIDEST_LABEL = 0.3
"""Share of the width that names may take before they are elided."""


@dataclass(frozen=True)
class ProductColumns:
    """Where the columns end (numbers stand right-aligned) and where the waterfall lies."""

    label: float
    x: float
    w: float
    product: float
    fall_left: float
    fall_right: float


@dataclass(frozen=True)
class Scale:
    """A value's place across the waterfall; sections share it, so that bars share baselines."""

    left: float
    width: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Pixels from the widget's left edge; outside values stop at the edge."""
        return min(max(self._place(value), self.left), self.left + self.width)

    def span(self, start: float, end: float) -> Span:
        """A bar: cut where it leaves the axis, which is held still while a number is in hand."""
        return span(self._place(start), self._place(end), self.left - OVER, self.left + self.width + OVER)

    def holds(self, value: float) -> bool:
        """Whether a value is on the axis."""
        return self.left - OVER <= self._place(value) <= self.left + self.width + OVER

    def on_the_way(self, goal: Scale, share: float) -> Scale:
        """Between this scale and the one that fits, where both stand in one place."""
        if (self.left, self.width) != (goal.left, goal.width):
            return goal
        return replace(
            goal, low=between(self.low, goal.low, share), high=between(self.high, goal.high, share)
        )

    def _place(self, value: float) -> float:
        return self.left + self.width * (value - self.low) / (self.high - self.low)


def row_text(row: Row) -> ProductText:
    """One input's numbers as printed, and whether they make its product."""
    return _printed(row.x, row.w, row.product)


@lru_cache(4096)
def _printed(x: float, w: float, product: float) -> ProductText:
    """A long list asks for all of its rows in every frame of a drag, which changes one."""
    return product_text(x, w, product, DECIMALS, most=DECIMALS)


def row_height(look: Look) -> float:
    """The height of one line, which small windows make tighter but never smaller than its text."""
    return max(24 * look.s, 1.26 * look.text(15))


def columns_for(look: Look, inner: QRectF, rows: tuple[Row, ...], labels: list[str]) -> ProductColumns:
    """Columns as wide as their widest text; the waterfall takes the rest of ``inner``. Where that is too
    little, names give way, and at last the waterfall: a number under a bar would be another number."""
    text, bold = QFontMetricsF(look.font(15, 400)), QFontMetricsF(look.font(15, 700))
    least, s = bold.horizontalAdvance(SAMPLE), look.s
    printed = [row_text(row) for row in rows if row.kind == "input"]
    about = text.horizontalAdvance("≈") + 9 * s

    def widest(words: list[str], least: float) -> float:
        return max([least, *map(bold.horizontalAdvance, words)])

    x = 8 * s + widest([row.x for row in printed], least - 6)
    w = text.horizontalAdvance("×") + 14 * s + widest([row.w for row in printed], least)
    marked = [bold.horizontalAdvance(row.product) + about for row in printed if row.relation != "="]
    product = max([14 * s + widest([signed(row.product, DECIMALS) for row in rows], least), *marked])
    label = min(max([18 * s, *map(text.horizontalAdvance, labels)]), inner.width() * WIDEST_LABEL)
    room = inner.width() - (LEAST_FALL + LEAST_GAP) * s - x - w - product
    label = max(min(label, room), min(label, LEAST_LABEL * s))
    end_label = inner.left() + label
    end_product = end_label + x + w + product
    left = min(end_product + GAP * s, inner.right() - LEAST_FALL * s)
    if left < end_product + 0.5 * LEAST_GAP * s:
        # A bar over a digit would make another number of it.
        end_product, left = min(end_product, inner.right()), inner.right()
    return ProductColumns(end_label, end_label + x, end_label + x + w, end_product, left, inner.right())

"""Where everything stands: the spec's pixels in the room there is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from nnviz.ui.lab.steps_bar import HEIGHT as BAR
from nnviz.ui.style import Look

EDGE, GAP, MIDDLE, PRODUCT = 24.0, 16.0, 272.0, 256.0
LEAST_MIDDLE = 196
"""Logical pixels: the button's words need them."""


@dataclass(frozen=True)
class Places:
    """The two cards, what lies between them, the product below, and the bar."""

    left: QRect
    middle: QRect
    right: QRect
    product: QRect
    bar: QRect


def places(look: Look, width: int, height: int) -> Places:
    """The places in a part of this size."""
    edge, gap = look.px(EDGE), look.px(GAP)
    middle = max(look.px(MIDDLE), LEAST_MIDDLE)
    bar, product = look.px(BAR), look.px(PRODUCT)
    upper = height - bar - product - 2 * gap
    card = (width - 2 * edge - middle) // 2
    second = edge + card + middle
    return Places(
        QRect(edge, 0, card, upper),
        QRect(edge + card, 0, middle, upper),
        QRect(second, 0, width - edge - second, upper),
        QRect(edge, upper + gap, width - 2 * edge, product),
        QRect(0, height - bar, width, bar),
    )

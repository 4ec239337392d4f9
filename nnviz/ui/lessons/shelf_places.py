"""Where everything on the page of all lessons stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect

from nnviz.ui.style import Look

MARGIN, GAP, TITLE, HEADING, ROW = 24, 16, 72, 56, 92
LEAST_CARD, LEAST_ROW = 300, 340
"""Pixels of width below which a lesson's card, and the row of a file, do not shrink."""


@dataclass(frozen=True)
class ShelfPlaces:
    """In the page's pixels; ``files`` are the place to open one and the rows of recent ones."""

    title: QRect
    clear: QRect
    cards: tuple[QRect, ...]
    heading: QRect
    files: tuple[QRect, ...]
    height: int


def places(
    width: int, look: Look, cards: int, files: int, high: Callable[[int], int], clear: int
) -> ShelfPlaces:
    """For a page so wide, with so many cards and files; ``high`` gives a card's height for its width,
    ``clear`` is the width of the button at the right."""
    px = look.px
    margin, gap = px(MARGIN), px(GAP)
    wide = width - 2 * margin
    title = QRect(margin, px(8), wide - clear, max(px(TITLE), 52))
    button = QRect(margin + wide - clear, title.center().y() - look.target() // 2, clear, look.target())
    first = QRect(margin, title.bottom() + 1, wide, 0)
    grid = _grid(first, gap, cards, LEAST_CARD, high)
    below = (grid[-1].bottom() + 1 if grid else first.top()) + px(8)
    heading = QRect(margin, below, wide, max(px(HEADING), 44))
    rest = QRect(margin, heading.bottom() + 1, wide, 0)
    rows = _grid(rest, gap, max(files, 3), LEAST_ROW, lambda _: max(px(ROW), 72))[:files]
    return ShelfPlaces(title, button, grid, heading, rows, rows[-1].bottom() + 1 + margin)


def _grid(first: QRect, gap: int, count: int, least: int, high: Callable[[int], int]) -> tuple[QRect, ...]:
    columns = max(1, min(4, (first.width() + gap) // (least + gap)))
    # No row is left with one card where all could have as many.
    columns = ceil(count / ceil(count / columns)) if count else 1
    wide = (first.width() - (columns - 1) * gap) // columns
    tall = high(wide)
    return tuple(
        QRect(
            first.left() + (place % columns) * (wide + gap),
            first.top() + (place // columns) * (tall + gap),
            wide,
            tall,
        )
        for place in range(count)
    )

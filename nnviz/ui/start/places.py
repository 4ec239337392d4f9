"""Where everything on the start page stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect

from nnviz.ui.style import Look

ONE_COLUMN_BELOW = 1280
"""Pixels of width below which the right column goes below the hero."""
MARGIN, GAP, HERO, RIGHT, TARGET, ROW, RECENT_HEAD, HEADING = 24, 16, 312, 408, 88, 100, 60, 44
LEAST_CARD, LEAST_TARGET, LEAST_ROW, LEAST_HERO = 190, 72, 76, 260
"""Pixels of the window below which a card, a target, a row and the hero do not shrink."""


@dataclass(frozen=True)
class Places:
    """In the page's pixels. ``recovery`` is the line at the top, empty where there is none; ``files``
    the card around the recent rows; ``height`` that of it all."""

    recovery: QRect
    hero: QRect
    heading: QRect
    samples: tuple[QRect, ...]
    targets: tuple[QRect, QRect]
    files: QRect
    recent: tuple[QRect, ...]
    height: int


def places(
    width: int,
    height: int,
    look: Look,
    samples: int,
    recent: int,
    card: Callable[[int], int],
    line: Callable[[int], int],
) -> Places:
    """For a page of this size, with so many cards and files of late; ``card`` gives a card's height for its
    width, ``line`` that of the line at the top, 0 where there is none."""
    px = look.px
    margin, gap = px(MARGIN), px(GAP)
    is_wide = width >= ONE_COLUMN_BELOW
    right = px(RIGHT) if is_wide else 0
    wide = width - 2 * margin - (right + gap if is_wide else 0)
    recovery = QRect(margin, gap, width - 2 * margin, line(width - 2 * margin))
    top = gap + (recovery.height() + gap if recovery.height() else 0)
    hero = QRect(margin, top, wide, max(px(HERO), LEAST_HERO))
    below = hero.bottom() + 1 + gap
    if is_wide:
        side = _side(QRect(margin + wide + gap, top, right, height - margin - top), look, recent, 1)
    else:
        side = _side(QRect(margin, below, wide, 0), look, recent, 2)
        below = side[1].bottom() + 1 + gap
    heading = QRect(margin, below - px(4), wide, max(px(HEADING), 36))
    grid = _grid(QRect(margin, heading.bottom() + 1, wide, 0), gap, samples, card)
    bottom = max(grid[-1].bottom(), side[1].bottom()) + margin
    return Places(recovery, hero, heading, grid, side[0], side[1], side[2], bottom)


def _grid(first: QRect, gap: int, count: int, card: Callable[[int], int]) -> tuple[QRect, ...]:
    columns = max(1, (first.width() + gap) // (LEAST_CARD + gap))
    wide = (first.width() - (columns - 1) * gap) // columns
    high = card(wide)
    return tuple(
        QRect(
            first.left() + (place % columns) * (wide + gap),
            first.top() + (place // columns) * (high + gap),
            wide,
            high,
        )
        for place in range(count)
    )


def _side(
    room: QRect, look: Look, recent: int, abreast: int
) -> tuple[tuple[QRect, QRect], QRect, tuple[QRect, ...]]:
    """The two targets, one under the other or side by side, the card of files, its rows."""
    gap, high = look.px(GAP), max(look.px(TARGET), LEAST_TARGET)
    wide = (room.width() - (abreast - 1) * gap) // abreast
    one = QRect(room.left(), room.top(), wide, high)
    two = one.translated(wide + gap, 0) if abreast > 1 else one.translated(0, high + gap)
    row, head = max(look.px(ROW), LEAST_ROW), look.px(RECENT_HEAD)
    top = two.bottom() + 1 + gap
    least = head + (recent * row if recent else max(look.px(48), 40)) + look.px(8)
    files = QRect(room.left(), top, room.width(), max(least, room.bottom() + 1 - top))
    rows = tuple(
        QRect(files.left() + look.px(12), top + head + place * row, files.width() - look.px(24), row)
        for place in range(recent)
    )
    return (one, two), files, rows

"""Where everything on the start page stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect

from nnviz.ui.style import Look

ONE_COLUMN_BELOW = 1280
"""Pixels of width below which the right column goes below the hero."""
MARGIN, GAP, HERO, RIGHT, TARGET, ROW, RECENT_HEAD, HEADING = 24, 16, 312, 408, 88, 100, 60, 44
LEAST_CARD, LEAST_LESSON, LEAST_TARGET, LEAST_ROW, LEAST_HERO = 190, 190, 72, 76, 260
"""Pixels of the window below which a card, a target, a row and the hero do not shrink."""
MOST_LESSONS, MOST_SAMPLES = 4, 6
"""Lessons and samples beside each other."""
LEAST_FILES = 3
"""Files of late that are shown even where the column beside them is shorter."""


@dataclass(frozen=True)
class Places:
    """In the page's pixels. ``recovery`` is the line at the top, empty where there is none; ``lessons`` has
    no heading where there are none; ``files`` the card around the recent rows; ``height`` that of it all."""

    recovery: QRect
    hero: QRect
    lessons_heading: QRect
    lessons: tuple[QRect, ...]
    heading: QRect
    samples: tuple[QRect, ...]
    targets: tuple[QRect, QRect]
    files: QRect
    recent: tuple[QRect, ...]
    height: int


@dataclass(frozen=True)
class Wanted:
    """How many lessons, samples and files of late there are, and whether all samples are wanted or one row of
    them; ``card`` gives a sample's height for its width, ``lesson`` a lesson's, ``line`` that of the line at
    the top, 0 where there is none."""

    lessons: int
    samples: int
    recent: int
    shows_all: bool
    card: Callable[[int], int]
    lesson: Callable[[int], int]
    line: Callable[[int], int]


def places(width: int, height: int, look: Look, wanted: Wanted) -> Places:
    """For a page of this size."""
    px = look.px
    margin, gap = px(MARGIN), px(GAP)
    is_wide = width >= ONE_COLUMN_BELOW
    right = px(RIGHT) if is_wide else 0
    wide = width - 2 * margin - (right + gap if is_wide else 0)
    whole = width - 2 * margin
    recovery = QRect(margin, gap, whole, wanted.line(whole))
    top = gap + (recovery.height() + gap if recovery.height() else 0)
    hero = QRect(margin, top, wide, max(px(HERO), LEAST_HERO))
    below, side = hero.bottom() + 1, None
    if not is_wide:
        side = _side(QRect(margin, below + gap, wide, 0), look, wanted.recent, 2)
        below = side[1].bottom() + 1
    lessons_heading, lessons = _lessons(QRect(margin, below, wide, 0), look, wanted)
    below = lessons[-1].bottom() + 1 if lessons else below
    if side is None:
        # Without lessons the files of late stand beside the samples.
        room = (below if lessons else height - margin) - top
        side = _side(QRect(margin + wide + gap, top, right, room), look, wanted.recent, 1)
        if lessons:
            below, wide = max(below, side[1].bottom() + 1), whole
    heading = QRect(margin, below + (gap - px(4)) // 2, wide, max(px(HEADING), 36))
    grid = _grid(
        QRect(margin, heading.bottom() + 1, wide, 0),
        gap,
        wanted.samples,
        LEAST_CARD,
        wanted.card,
        MOST_SAMPLES,
    )
    if not wanted.shows_all:
        grid = tuple(rect for rect in grid if rect.top() == grid[0].top())
    bottom = max(grid[-1].bottom(), side[1].bottom()) + margin
    return Places(recovery, hero, lessons_heading, lessons, heading, grid, *side, bottom)


def _lessons(room: QRect, look: Look, wanted: Wanted) -> tuple[QRect, tuple[QRect, ...]]:
    """A heading and one row of lessons, or more where the page is narrow."""
    gap = look.px(GAP)
    if not wanted.lessons:
        return QRect(), ()
    heading = QRect(
        room.left(), room.top() + (gap - look.px(4)) // 2, room.width(), max(look.px(HEADING), 36)
    )
    first = QRect(room.left(), heading.bottom() + 1, room.width(), 0)
    return heading, _grid(first, gap, wanted.lessons, LEAST_LESSON, wanted.lesson, MOST_LESSONS)


def _grid(
    first: QRect, gap: int, count: int, least: int, card: Callable[[int], int], most: int
) -> tuple[QRect, ...]:
    columns = max(1, min(most, (first.width() + gap) // (least + gap)))
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
    fit = (room.bottom() + 1 - top - head - look.px(8)) // row
    recent = recent if abreast > 1 else min(recent, max(fit, LEAST_FILES))
    least = head + (recent * row if recent else max(look.px(48), 40)) + look.px(8)
    files = QRect(room.left(), top, room.width(), max(least, room.bottom() + 1 - top))
    rows = tuple(
        QRect(files.left() + look.px(12), top + head + place * row, files.width() - look.px(24), row)
        for place in range(recent)
    )
    return (one, two), files, rows

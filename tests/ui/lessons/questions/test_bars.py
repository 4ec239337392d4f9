"""A show of hands as bars: one scale from 0, at any size, in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.ui.lessons.questions import Bar, paint_tally
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def painted(bars: list[Bar], theme=DARK, size=(900, 400), scale=1.0) -> QImage:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.bg))
    painter = QPainter(image)
    paint_tally(painter, QRectF(0, 0, *size), bars, Look(theme, scale))
    painter.end()
    return image


def lengths(image: QImage, count: int, high: float, color: str) -> list[int]:
    """How many pixels of each row's middle are of a colour."""
    wanted = QColor(color).rgb()
    rows = [round((number + 0.5) * high) for number in range(count)]
    # Letters have this colour too: in the track it goes on without a gap.
    return [max(map(len, _runs([image.pixel(x, y) == wanted for x in range(image.width())]))) for y in rows]


def _runs(flags: list[bool]) -> list[list[bool]]:
    runs: list[list[bool]] = [[]]
    for flag in flags:
        if flag:
            runs[-1].append(flag)
        else:
            runs.append([])
    return runs


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_bars_have_one_scale_from_nothing(theme) -> None:
    bars = [Bar("A", 0), Bar("B", 5), Bar("C", 10), Bar("D", 20)]
    none, five, ten, twenty = lengths(painted(bars, theme), 4, 72, theme.ink2)
    assert none == 0
    assert twenty > 500
    assert ten == pytest.approx(twenty / 2, abs=3)
    assert five == pytest.approx(twenty / 4, abs=3)


def test_what_the_model_says_is_in_now_and_others_are_not() -> None:
    image = painted([Bar("A", 4), Bar("B", 4, is_key=True)])
    assert [length > 100 for length in lengths(image, 2, 72, DARK.now)] == [False, True]
    assert [length > 100 for length in lengths(image, 2, 72, DARK.ink2)] == [True, False]


@pytest.mark.parametrize("size", [(160, 60), (1600, 900), (300, 1200)])
@pytest.mark.parametrize("count", [0, 1, 4, 10])
def test_any_number_of_bars_fits_any_room(size, count) -> None:
    image = painted([Bar(f"answer {number}", number * 7) for number in range(count)], size=size)
    assert (image != painted([], size=size)) is (count > 0)


def test_no_hand_at_all_is_no_bar() -> None:
    assert lengths(painted([Bar("A", 0), Bar("B", 0)]), 2, 72, DARK.ink2) == [0, 0]

"""Where the parts of an opened unit's right card stand: its function, its curve, words, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.detail.page import Box, DetailPage

CURVE = 160.0
"""Pixels that a curve is high at least, where the card has room for that."""
AROUND, LINE = 2.2, 1.35
"""The numbers at a chart's axes, and a line of words, in the size of the text."""
TITLE, CHIP, GAP = 58.0, 28.0, 8.0
"""Pixels: the title at least, high enough for a fraction; a chip, and what stands around it."""
RESULT = 84.0
"""Pixels of the answer at least: it gives way to a curve that is too low."""
CHIP_WIDE = 96.0


@dataclass(frozen=True)
class AnswerPlaces:
    """``title`` holds the function's name and formula, ``chips`` its parameters, ``chart`` the curve with
    the numbers at its axes, ``words`` the lines below it, ``button`` what is offered beside the last of
    them; ``result`` holds the answer."""

    title: Box
    chips: tuple[Box, ...]
    chart: Box
    words: Box
    result: Box
    button: Box


def answer_places(page: DetailPage, chips: int, lines: int, has_button: bool) -> AnswerPlaces:
    """The places for so many parameters and lines of words."""
    x0, y0, x1, y1 = page.curve
    pad = max(16.0 * page.scale, 10.0)
    left, right = x0 + pad, x1 - pad
    top = y0 + max(64.0 * page.scale, TITLE)
    row = CHIP + GAP if chips else 0.0
    words = (lines * LINE + 0.5) * page.text + (CHIP + GAP if has_button else 0.0)
    wanted = max(172.0 * page.scale, RESULT)
    result = min(wanted, max(y1 - top - row - words - CURVE - AROUND * page.text, RESULT))
    foot = y1 - result
    chart = (left, top + row, right, max(foot - words, top + row + 20.0))
    wide = min(CHIP_WIDE, (right - left - GAP * max(chips - 1, 0)) / max(chips, 1))
    button = (left, foot - CHIP - 0.6 * GAP, min(left + 1.6 * CHIP_WIDE, right), foot - 0.6 * GAP)
    return AnswerPlaces(
        title=(left, y0, right, top),
        chips=tuple(
            (left + i * (wide + GAP), top, left + i * (wide + GAP) + wide, top + CHIP) for i in range(chips)
        ),
        chart=chart,
        words=(left, chart[3], right, foot),
        result=(left, foot, right, y1),
        button=button,
    )


def plot(chart: Box, text: float) -> Box:
    """The chart's own rectangle between the numbers at its axes."""
    x0, y0, x1, y1 = chart
    return x0 + 2.1 * text, y0 + 0.7 * text, x1 - 0.4 * text, y1 - 1.5 * text

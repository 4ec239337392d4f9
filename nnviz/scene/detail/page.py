"""Where the parts of the microscope's page stand on a screen. Painter and pointer ask the same places."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.detail.rows import MOST_ROWS

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in logical pixels of the canvas."""

REFERENCE = (920.0, 772.0)
SMALLEST_TEXT = 16.0
"""Pixels: text of the microscope is no smaller, except where the window leaves no room for it."""
TIGHT_TEXT = 13.0
OVER = 4.0
"""Pixels that a bar may stand over the ends of its axis."""
STUB = 14.0
"""Pixels that are seen at least of a bar that is cut."""

_LEAST_PITCH = 24.0
_LARGEST_PITCH = 84.0
_EXTRA_ROWS = 2.9
"""Rows that the bias, z and the axis take beside the inputs'."""
_CHIP, _CHIP_GAP = 36.0, 6.0
_ROWS_SHARE = 0.66
"""The width of the left card."""
_LEAST_NAME, _TO_DISC, _TO_PRODUCT, _PRODUCT, _SUM_GAP, _SUM = 1.6, 2.8, 14.7, 5.4, 1.1, 5.2
"""In the size of the text: the width of names at least; from the names' end to the discs' middle, from there
to where products end, and the width of a product; what lies between it and the running sum, which is no
narrower than the last of them."""
_SPARE_NAME = 8.0
"""Pixels more that names should have before letters stay large: some letters are wide."""


@dataclass(frozen=True)
class CardColumns:
    """Across the left card: its left edge, where names end, the discs' middle, weights from and to, where
    products end, and the running sum from and to: where it has no room, both are the right edge."""

    left: float
    name: float
    disc: float
    weight_from: float
    weight_to: float
    product: float
    sum_from: float
    sum_to: float

    @property
    def has_sum(self) -> bool:
        """Whether there is room for the running sum beside the products."""
        return self.sum_to > self.sum_from


@dataclass(frozen=True)
class Span:
    """A bar on an axis, from ``x0`` to ``x1``; cut where it goes on beyond an end. ``beyond`` is −1 or 1
    where all of it lies beyond the left or the right end; ``x0`` and ``x1`` are then that end."""

    x0: float
    x1: float
    is_cut_left: bool = False
    is_cut_right: bool = False
    beyond: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all of it is on the axis."""
        return not (self.is_cut_left or self.is_cut_right)


def span(start: float, end: float, left: float, right: float) -> Span:
    """A bar from ``start`` to ``end`` on an axis from ``left`` to ``right``, all in pixels. While an axis is
    held still a number may leave it: the bar is then cut, never shortened in silence."""
    x0, x1 = sorted((start, end))
    if x0 > right or x1 < left:
        end = right if x0 > right else left
        return Span(end, end, beyond=1 if x0 > right else -1)
    is_left, is_right = x0 < left, x1 > right
    if is_right:
        x0, x1 = max(min(x0, right - STUB), left), right
    if is_left:
        x0, x1 = left, min(max(x1, left + STUB), right)
    return Span(x0, max(x1, x0 + 2.0), is_left, is_right)


@dataclass(frozen=True)
class DetailPage:
    """The places of one page: ``head`` holds the question, ``rows`` the left card, ``curve`` the right one,
    ``foot`` the equation. ``first`` is the middle of the first row, ``pitch`` the way to the next. ``text``
    is the size of numbers, ``scale`` the visual specification's s.
    """

    size: tuple[float, float]
    scale: float
    text: float
    head: Box
    rows: Box
    curve: Box
    foot: Box
    first: float
    pitch: float
    columns: CardColumns

    def row(self, number: float) -> float:
        """The middle of a row, from 0; between two of them for one that is moving."""
        return self.first + number * self.pitch

    def across(self, value: float, low: float, high: float) -> float:
        """Where a value of the running sum stands."""
        columns = self.columns
        return columns.sum_from + (columns.sum_to - columns.sum_from) * (value - low) / (high - low)

    def span(self, start: float, end: float, low: float, high: float) -> Span:
        """A bar of the running sum."""
        ends = self.across(start, low, high), self.across(end, low, high)
        return span(*ends, self.columns.sum_from - OVER, self.columns.sum_to + OVER)

    @property
    def radius(self) -> float:
        """The discs' radius."""
        return min(0.46 * self.pitch, 23.0 * max(self.scale, 0.7))

    @property
    def slope_text(self) -> float:
        """The size of the numbers at the slope's axes."""
        return max(1.1 * self.text, 16.0)

    @property
    def slope_card(self) -> Box:
        """The card of the slope's own page."""
        head = self.head[1] + max(120.0 * self.scale, 84.0)
        return self.head[0], head, self.head[2], self.foot[3]

    @property
    def slope_chart(self) -> Box:
        """The chart in this card, numbers at its axes included."""
        x0, y0, x1, y1 = self.slope_card
        pad = max(18.0 * self.scale, 10.0)
        return x0 + pad, y0 + pad, x1 - pad, y1 - pad

    def nudges(self, count: int) -> tuple[Box, ...]:
        """The buttons above the slope's card, from its right end: two that move z, one that lets it go."""
        x1, bottom = self.slope_card[2], self.slope_card[1] - max(8.0 * self.scale, 5.0)
        wide = max(104.0 * self.scale, 84.0)
        starts = (x1 - (count - i) * (wide + _CHIP_GAP) + _CHIP_GAP for i in range(count))
        return tuple((x, bottom - _CHIP, x + wide, bottom) for x in starts)

    def chips_from(self, count: int) -> float:
        """Where the first of ``count`` phases begins in the lower card."""
        return (
            self.foot[2] - max(16.0 * self.scale, 8.0) - count * (self._chip(count) + _CHIP_GAP) + _CHIP_GAP
        )

    def chips(self, count: int) -> tuple[Box, ...]:
        """The places of ``count`` phases at the right of the lower card."""
        middle = (self.foot[1] + self.foot[3]) / 2
        wide = self._chip(count)
        starts = (self.chips_from(count) + i * (wide + _CHIP_GAP) for i in range(count))
        return tuple((x, middle - _CHIP / 2, x + wide, middle + _CHIP / 2) for x in starts)

    def _chip(self, count: int) -> float:
        return min(max(84.0 * self.scale, 58.0), 0.1 * self.size[0]) * (1.5 if count < 3 else 1.0)


def most_rows(size: tuple[float, float]) -> int:
    """How many inputs a screen of ``size`` has rows for, at most 12."""
    card = _cards(size)[1]
    room = card[3] - card[1] - _head_height(_scale(size)) - 12.0
    # Others and silent inputs take a row each.
    return max(1, min(MOST_ROWS, int(room / _LEAST_PITCH - _EXTRA_ROWS - 2)))


def page(size: tuple[float, float], count: int, longest: int = 3, has_products: bool = True) -> DetailPage:
    """The places on a screen of ``size`` for ``count`` rows, others and silent inputs included; ``longest``
    is the number of letters of the longest input's name. ``has_products``: the rows are w · x; then letters
    grow smaller for the running sum, and where that isn't enough it makes way."""
    s = _scale(size)
    head, rows, curve, foot = _cards(size)
    top = rows[1] + _head_height(s)
    bottom = rows[3] - max(8.0 * s, 4.0)
    pitch = min((bottom - top) / (count + _EXTRA_ROWS), _LARGEST_PITCH * max(s, 0.8))
    text = max(SMALLEST_TEXT * s, SMALLEST_TEXT if pitch >= 21 else TIGHT_TEXT)
    if has_products:
        text, columns = _fitting(rows, text, s, longest)
    else:
        columns = _columns(rows, text, s, longest)
    return DetailPage(size, s, text, head, rows, curve, foot, top + pitch / 2, pitch, columns)


def _scale(size: tuple[float, float]) -> float:
    return min(size[0] / REFERENCE[0], size[1] / REFERENCE[1])


def _head_height(s: float) -> float:
    return max(42.0 * s, 30.0)


def _cards(size: tuple[float, float]) -> tuple[Box, Box, Box, Box]:
    width, height = size
    s = _scale(size)
    margin, gap = max(16.0 * s, 8.0), max(14.0 * s, 8.0)
    head = max(70.0 * s, 36.0)
    foot = max(88.0 * s, 68.0)
    top, bottom = margin / 2 + head, height - margin - foot - gap
    split = margin + _ROWS_SHARE * (width - 2 * margin - gap)
    return (
        (margin, margin / 2, width - margin, top - gap / 2),
        (margin, top, split, bottom),
        (split + gap, top, width - margin, bottom),
        (margin, height - margin - foot, width - margin, height - margin),
    )


def _fitting(card: Box, text: float, s: float, longest: int) -> tuple[float, CardColumns]:
    """The size of the numbers and their columns: with the running sum as long as one of the sizes has room
    for it, else without it."""
    sizes = (text, min(text, TIGHT_TEXT))
    for pixels in sizes:
        columns = _columns(card, pixels, s, longest)
        if columns.sum_to - columns.product >= (_SUM_GAP + _SUM) * pixels:
            return pixels, columns
    for pixels in sizes:
        columns = _without_sum(card, pixels, s, longest)
        if columns.name - columns.left >= _name_width(longest) * pixels + _SPARE_NAME:
            break
    return pixels, columns


def _columns(card: Box, text: float, s: float, longest: int) -> CardColumns:
    left, right = _sides(card, text, s)
    # What a wide screen has to spare goes to the running sum, most of it.
    spare = max(right - left - 32.0 * text, 0.0)
    name = left + _name_width(longest) * text + 0.08 * spare
    disc = name + _TO_DISC * text
    product = disc + _TO_PRODUCT * text + 0.25 * spare
    weight_to = product - _PRODUCT * text
    sum_from = min(product + _SUM_GAP * text, right - 40.0)
    return CardColumns(left, name, disc, disc + 1.8 * text, weight_to, product, sum_from, right)


def _without_sum(card: Box, text: float, s: float, longest: int) -> CardColumns:
    """The products end at the right edge; names have what is left beside them, or what they need at least."""
    left, right = _sides(card, text, s)
    right = max(right, left + (_LEAST_NAME + _TO_DISC + _TO_PRODUCT) * text)
    rest = right - left - (_TO_DISC + _TO_PRODUCT) * text
    spare = max(rest - _name_width(longest) * text, 0.0)
    name = left + rest - 0.6 * spare
    disc = name + _TO_DISC * text + 0.2 * spare
    weight_to = right - _PRODUCT * text
    return CardColumns(left, name, disc, disc + 1.8 * text + 0.2 * spare, weight_to, right, right, right)


def _sides(card: Box, text: float, s: float) -> tuple[float, float]:
    pad = max(16.0 * s, 10.0)
    return card[0] + pad, card[2] - pad - 0.3 * text


def _name_width(longest: int) -> float:
    """Of the inputs' names, in the size of the text."""
    return min(max(0.52 * longest, _LEAST_NAME), 4.4)

"""Words of the layout: column heads that fit their room, names of inputs and outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.layout.blocks import MOST_PIXELS_IN_COLUMN, SMALLEST_TEXT, UnitBlock
from nnviz.scene.layout.places import Bars, Column, Layout
from nnviz.scene.words import names
from nnviz.scene.words.pictures import picture_shape

TITLE, SUBTITLE, LABEL = 18.0, 14.0, 16.0
"""Text sizes at scale 1, in pixels."""
MOST_INSIDE = 2
"""Characters of a label inside a disc."""
LEAST_LABELLED = 11.5
"""Pixels: a smaller disc has no room for a letter."""

_LEAST_LABEL_SHARE, _MOST_LABEL_SHARE = 0.17, 0.26
_NUMBER_ALONE = 2
"""Which of the forms of a numbered title is its number."""
_APART = 8.0
"""Pixels between two short titles: nothing else tells where one ends."""
_TITLE_WIDTH, _TEXT_WIDTH = 0.62, 0.56
"""Mean width of a letter of the bundled font, in text sizes, semibold and regular."""


def text_size(pixels: float, s: float) -> float:
    """A text size of the specification at scale ``s``, never below the smallest."""
    return max(pixels * s, SMALLEST_TEXT)


def head_lines(s: float) -> tuple[float, float]:
    """Where the middles of the title and subtitle lines lie, down from the top of the canvas."""
    title = max(27.0 * s, 15.0)
    return title, title + max(19.5 * s, 17.0)


def head_end(layout: Layout) -> float:
    """Where the heads end, down from the top of the canvas: at the subtitles' middles."""
    return 0.0 if layout.is_for_hall else head_lines(layout.scale)[1]


def text_width(text: str, pixels: float) -> float:
    """About how wide ``text`` is in the bundled font, rather too much than too little."""
    return _TEXT_WIDTH * pixels * len(text)


def subtitles(document: Document, number: int, block: UnitBlock) -> tuple[str, ...]:
    """A column's subtitle, from full to short."""
    count = len(block.y)
    if number == 0:
        return _input_subtitles(document, count)
    activation = document.network.layer(number).activation
    neurons = names.units(document, number)
    if activation is None:
        return neurons, f"{count:,}", ""
    name = names.function(activation)
    return f"{neurons}, {name}", f"{count:,}, {name}", neurons, f"{count:,}", ""


def _input_subtitles(document: Document, count: int) -> tuple[str, ...]:
    shape = picture_shape(document)
    all_ = names.units(document, 0)
    if shape is None:
        return all_, f"{count:,}", ""
    size = shape_text(shape[1:])
    order = "row by row" if count <= MOST_PIXELS_IN_COLUMN else size
    return f"{all_}, {order}", all_, size, f"{count:,}", ""


def input_labels(document: Document, block: UnitBlock) -> tuple[str, ...]:
    """Names of the inputs of a table; none for pixels, nor where there is no room for a line each."""
    if picture_shape(document) is not None or not _has_a_line_each(block):
        return ()
    return tuple(names.input_name(document, i) for i in range(len(block.y)))


def output_labels(document: Document, block: UnitBlock) -> tuple[str, ...]:
    """Names of the outputs, none where there is no room for a line each."""
    return names.outputs(document) if _has_a_line_each(block) else ()


def fits_inside(labels: Sequence[str], block: UnitBlock) -> bool:
    """Whether the labels are digits or letters, short enough to stand in the discs in place of a value."""
    is_short = max(map(len, labels), default=0) <= MOST_INSIDE
    return is_short and block.radius >= LEAST_LABELLED


def label_gap(s: float) -> float:
    """From a disc's rim to its label: clear of the ring of a selected unit."""
    return max(14.0 * s, 12.0)


def label_share(ranks: int) -> float:
    """Most of the width that labels beside discs may take, of a picture of so many columns."""
    return max(_LEAST_LABEL_SHARE, min(_MOST_LABEL_SHARE, 0.8 / ranks))


def label_width(labels: Sequence[str], s: float, most: float) -> float:
    """Width to keep free for labels beside the discs, at most ``most``; the painter elides longer ones."""
    size = text_size(LABEL, s)
    return min(max((text_width(label, size) for label in labels), default=0.0), most)


def with_fitting_subtitles(
    columns: Sequence[Column], variants: Sequence[tuple[str, ...]], bars: Bars | None, width: float, s: float
) -> tuple[Column, ...]:
    """Give each column the fullest subtitle, and its title, as far as its neighbours leave room."""
    middles = [float(column.x.mean()) for column in columns]
    between = [(a + b) / 2 for a, b in pairwise(middles)]
    last = width if bars is None else (middles[-1] + bars.heading[0]) / 2
    rooms = [
        _heading_room(column, *ends)
        for column, ends in zip(columns, pairwise([0.0, *between, last]), strict=True)
    ]
    titles = _titles([column.title for column in columns], rooms, text_size(TITLE, s) * _TITLE_WIDTH)
    size = text_size(SUBTITLE, s)
    fitted = []
    for column, title, words, room in zip(columns, titles, variants, rooms, strict=True):
        # A count under a bare number, or under nothing, would be read as the layer's.
        said = words if title and not title.isdigit() else ("",)
        subtitle = next((text for text in said if text_width(text, size) <= room), "")
        whole = f"{column.title}: {words[0]}" if words[0] else column.title
        fitted.append(replace(column, subtitle=subtitle, title=title, whole=whole))
    return tuple(fitted)


def _has_a_line_each(block: UnitBlock) -> bool:
    is_straight = not block.dx.any()
    return block.form == "disc" and is_straight and block.pitch >= SMALLEST_TEXT


def _heading_room(column: Column, left: float, right: float) -> float:
    x = column.heading[0]
    if column.heading_align == "left":
        return right - x
    if column.heading_align == "right":
        return x - left
    return 2 * min(x - left, right - x)


def _titles(titles: Sequence[str], rooms: Sequence[float], letter: float) -> list[str]:
    """Each title as full as its room; those that are cut short all in one way, so that they read as a row."""
    forms = [_title_forms(title) for title in titles]
    levels = [_level(of, room, letter) for of, room in zip(forms, rooms, strict=True)]
    short = max(
        (level for of, level in zip(forms, levels, strict=True) if len(of) > _NUMBER_ALONE), default=0
    )
    if short > _NUMBER_ALONE:
        return _spread(forms, levels, rooms, letter)
    return [
        of[short] if level and len(of) > _NUMBER_ALONE else (*of, "")[level]
        for of, level in zip(forms, levels, strict=True)
    ]


def _spread(
    forms: Sequence[tuple[str, ...]], levels: Sequence[int], rooms: Sequence[float], letter: float
) -> list[str]:
    """Where not even every number has room: every second one, or every third, and so on."""
    found, free = [], 0.0
    for of, level, room in zip(forms, levels, rooms, strict=True):
        if len(of) <= _NUMBER_ALONE or not level:
            found.append((*of, "")[level])
            free = 0.0
            continue
        wanted = len(of[_NUMBER_ALONE]) * letter + _APART
        free += room
        found.append(of[_NUMBER_ALONE] if free >= wanted else "")
        free = 0.0 if found[-1] else free
    return found


def _title_forms(title: str) -> tuple[str, ...]:
    """From full to short: "Hidden 10", "H10", "10"; "Output", "O"."""
    number = title.rpartition(" ")[2]
    return (title, f"{title[0]}{number}", number) if number.isdigit() else (title, title[:1])


def _level(forms: tuple[str, ...], room: float, letter: float) -> int:
    """Which form fits; as many as there are where none does."""
    fits = (i for i, text in enumerate(forms) if len(text) * letter + (_APART if i else 0.0) <= room)
    return next(fits, len(forms))

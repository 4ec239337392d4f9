"""Words of the layout: column heads that fit their room, names of inputs and outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_letters

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.layout.blocks import MOST_PIXELS_IN_COLUMN, SMALLEST_TEXT, UnitBlock
from nnviz.scene.layout.places import Bars, Column
from nnviz.scene.words import names
from nnviz.scene.words.pictures import picture_shape

TITLE, SUBTITLE, LABEL = 18.0, 14.0, 16.0
"""Text sizes at scale 1, in pixels."""
MOST_INSIDE = 2
"""Characters of a label inside a disc."""
LEAST_LABELLED = 11.5
"""Pixels: a smaller disc has no room for a letter."""

_TITLE_WIDTH, _SHORT_WIDTH, _TEXT_WIDTH = 0.62, 0.7, 0.56
"""Mean width of a letter of the bundled font, in text sizes, semibold and regular."""


_APART = 4.0
"""Pixels between two short heads."""


def text_size(pixels: float, s: float) -> float:
    """A text size of the specification at scale ``s``, never below the smallest."""
    return max(pixels * s, SMALLEST_TEXT)


def head_lines(s: float) -> tuple[float, float]:
    """Where the middles of the title and subtitle lines lie, down from the top of the canvas."""
    title = max(27.0 * s, 15.0)
    return title, title + max(19.5 * s, 17.0)


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
    bounds = [0.0, *between, last]
    fitted = []
    for i, column in enumerate(columns):
        room = _heading_room(column, bounds[i], bounds[i + 1])
        size = text_size(SUBTITLE, s)
        subtitle = next((text for text in variants[i] if text_width(text, size) <= room), "")
        title = _short_title(column.title, room, s)
        fitted.append(replace(column, subtitle=subtitle, title=title, whole=column.title))
    return _alike(fitted)


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


def _short_title(title: str, room: float, s: float) -> str:
    size = text_size(TITLE, s) * _TITLE_WIDTH
    if len(title) * size <= room:
        return title
    number = title.rpartition(" ")[2]
    # "Hidden 10" is H10, and where twenty stand side by side 10: with a gap, or they would read as one.
    shorts = (f"{title[0]}{number}", number) if number.isdigit() else (title[0],)
    size = _SHORT_WIDTH * text_size(TITLE, s)
    return next((short for short in shorts if len(short) * size + _APART <= room), "")


def _alike(columns: list[Column]) -> tuple[Column, ...]:
    """Where one head has room for its layer's number alone, all short ones are numbers."""
    if not any(column.title.isdigit() for column in columns):
        return tuple(columns)
    return tuple(
        replace(column, title=column.title.lstrip(ascii_letters)) if column.title[1:].isdigit() else column
        for column in columns
    )

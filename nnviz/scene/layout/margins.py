"""The edges of the canvas: the strip for the legend below, the output bars at the right."""

from __future__ import annotations

from nnviz.document import Document
from nnviz.scene.layout import headings
from nnviz.scene.layout.blocks import SMALLEST_TEXT, UnitBlock
from nnviz.scene.layout.places import Bars, Layout
from nnviz.scene.words import names
from nnviz.scene.words.outcome import gives_probabilities, gives_shares

MOST_BARS = 32

SCALE_ROOM = 92.0
"""Width kept free at the legend's end for the choice of the colours' scale, at scale 1."""
_LEAST_SCALE = 0.85
"""The choice keeps its words readable: at a smaller scale it takes as much as at this one."""
_LEAST_FOR_SCALE = 300.0
"""Pixels of a legend that has room for the choice."""

_BARS_FROM = 0.835
_ROWS_FOR_VALUE = 1.7
"""Heights of a text between two tracks that leave room for a value above each."""
_WAITING = "arrives at f(z)"


def legend_strip(width: float, height: float, s: float) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 of the place for the legend."""
    thick = max(30.0 * s, 24.0)
    return 16.0 * s, height - thick - 4.0 * s, width - 16.0 * s, height - 4.0 * s


def scale_room(layout: Layout) -> float:
    """Pixels at the legend's end that the choice of the colours' scale takes; 0 where it has no room."""
    is_long = layout.legend[2] - layout.legend[0] >= _LEAST_FOR_SCALE
    return SCALE_ROOM * max(layout.scale, _LEAST_SCALE) if is_long else 0.0


def output_bars(document: Document, block: UnitBlock, width: float, s: float) -> Bars | None:
    """The bars beside the units of the last layer; None where there are too many."""
    if len(block.y) > MOST_BARS:
        return None
    text = 4.2 * headings.text_size(headings.LABEL, s)
    text_x = width - max(16.0 * s, 8.0)
    x0 = min(_BARS_FROM * width, text_x - text - 58.0)
    # Where rows are far enough apart, values stand above their tracks, which then take all of the width.
    size, height = headings.text_size(headings.LABEL, s), min(12.0 * s, 0.5 * block.pitch)
    rise = 0.5 * height + 0.72 * size
    is_clear = min(block.y, default=0.0) - rise - size > headings.head_lines(s)[1]
    is_above = gives_shares(document) and is_clear and block.pitch >= height + _ROWS_FOR_VALUE * size
    title, subtitle = _bars_heading(document)
    heading = ((x0 + text_x) / 2, headings.head_lines(s)[0])
    return Bars(
        title=title,
        subtitle=subtitle,
        heading=heading,
        x0=x0,
        x1=text_x if is_above else text_x - text - 8.0,
        text_x=text_x,
        text_rise=rise if is_above else 0.0,
        height=height,
        y=tuple(float(y) for y in block.y),
        kind="probability" if gives_shares(document) else "value",
        every_text=block.pitch >= SMALLEST_TEXT,
        settled=_settled(document) if subtitle == _WAITING else "",
    )


def _settled(document: Document) -> str:
    """What stands in place of the waiting words once the values are there."""
    return "share of 1" if gives_probabilities(document) else "a = f(z)"


def _bars_heading(document: Document) -> tuple[str, str]:
    if not gives_probabilities(document):
        return "Value", "from 0 to 1" if gives_shares(document) else _WAITING
    if document.network.output_shape == (1,) and document.output_names:
        return "Probability", f"of “{names.output(document, 0)}”"
    return "Probability", _WAITING

"""Where the words under the gaps stand: how many edges there are, or that they settle."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.document import Document
from nnviz.scene.layout import headings
from nnviz.scene.layout.places import Box, Column
from nnviz.scene.words.edge_counts import edge_counts


def edge_notes(
    document: Document, columns: Sequence[Column], y: float, map_card: Box | None, s: float
) -> tuple[tuple[tuple[int, float, float], ...], float]:
    """The middles of the lines under the gaps, none where there is no room; and where the last one ends."""
    size = headings.text_size(headings.SUBTITLE, s)
    notes = []
    end = 0.0 if map_card is None else map_card[2]
    free = end
    for number, count in edge_counts(document.network).items():
        before, here = columns[document.network.sources(number)[0]], columns[number]
        half = headings.text_width(f"3,000 of {count:,} edges", size) / 2
        middle = (float(before.x.max()) + float(here.x.min())) / 2
        x = max(middle, end + 10.0 + half)
        end = x + half
        if x > float(here.x.max()):
            return (), free
        notes.append((number, x, y))
    return tuple(notes), end + 16.0

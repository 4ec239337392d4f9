"""A glimpse of a network: a small window into its whole picture, at one moment that shows what it does."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from nnviz.document import Document
from nnviz.scene.layout.headings import head_lines
from nnviz.scene.layout.places import Layout
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Timeline
from nnviz.scene.words.edge_counts import is_large

CLEAR = 6.0
"""Pixels between the names of the last layer and the window's edge."""
FLOW = 0.45
"""How far the numbers are on their way in the moment that is shown, as a share of the phase."""
WIDER, HIGHER = 1.3, 2.4
"""The whole picture's width as a multiple of the window's, and of one with images its height: below them
lies the arithmetic."""
LEAST, LEAST_HIGH = 380.0, 340.0
"""Pixels of width below which names and neurons would lie over each other, and of height for images."""
HEADS, FOOT, SEARCH = 44.0, 22.0, 60.0
"""Pixels of the whole picture that headings and legend take, and in a large network the search."""


@dataclass(frozen=True)
class Glimpse:
    """The size of the whole picture in pixels, and how far into the pass it is."""

    size: tuple[float, float]
    seconds: float


def glimpse(document: Document, timeline: Timeline, room: tuple[float, float]) -> Glimpse:
    """What is composed so that a window of ``room`` pixels shows the network at about 1:1."""
    width, height = room
    search = SEARCH if is_large(document.network) else 0.0
    size = (max(WIDER * width, LEAST), HEADS + height + FOOT + search)
    if _slides(document):
        high = max(HEADS + HIGHER * height, LEAST_HIGH)
        size = (max(size[0], 1.3 * high), high)
    # Whole pixels: between two of them the picture's edge would show.
    return Glimpse((float(ceil(size[0])), float(ceil(size[1]))), moment(document, timeline))


def moment(document: Document, timeline: Timeline) -> float:
    """Seconds at which the numbers are on their way: into the last layer, or over an image."""
    layers = len(document.network.layers)
    layer = next((n for n in range(1, layers + 1) if windows.slides(document.network, n)), layers)
    first = next(phase for phase in timeline.phases if phase.layer == layer)
    return first.start + FLOW * first.seconds


def corner(document: Document, layout: Layout, room: tuple[float, float]) -> tuple[float, float]:
    """Where the window's corner lies in the picture: below the headings; over the last gap, or over an image
    and what slides over it."""
    above = 0.0 if layout.search is None else layout.search[3]
    top = above + head_lines(layout.scale)[1] + max(10.0 * layout.scale, 9.0)
    if _slides(document) or len(layout.columns) < 2:
        return 0.0, float(round(top))
    sources = document.network.sources(len(document.network.layers))
    left, right = (float(layout.spans[layer].mean()) for layer in (sources[0], len(document.network.layers)))
    middle = left + 0.62 * (right - left)
    wished = max(middle - room[0] / 2, _names_end(layout) - room[0])
    left = min(max(wished, 0.0), max(layout.size[0] - room[0], 0.0))
    return float(floor(left)), float(round(top))


def _names_end(layout: Layout) -> float:
    """Where the names beside the last layer end; 0 where none stand there."""
    last = layout.columns[-1]
    if not last.labels or last.label_side != "right":
        return 0.0
    return float(last.x.max()) + last.radius + last.label_gap + last.label_width + CLEAR


def _slides(document: Document) -> bool:
    network = document.network
    return any(windows.slides(network, layer) for layer in range(1, len(network.layers) + 1))

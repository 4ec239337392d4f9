"""Where the blocks of a network that isn't a chain stand: in ranks, with lanes for ribbons that pass them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.engine import Network
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout.tiles import Box

_LANE = 0.3
"""What a lane takes of a rank's height, where a layer takes 1."""


@dataclass(frozen=True)
class Spots:
    """``bands`` are the boxes of the layers, as wide as their rank; ``lanes`` those of (layer, rank)."""

    bands: Mapping[int, Box]
    lanes: Mapping[tuple[int, int], Box]


def spots(network: Network, box: Box, words: float) -> Spots:
    """Share ``box`` out to the ranks, and each rank to its layers and lanes; ``words`` is what stands under
    every block but the lowest of a rank."""
    rows = graph.arrange(network)
    slot = (box[2] - box[0]) / len(rows)
    bands: dict[int, Box] = {}
    lanes: dict[tuple[int, int], Box] = {}
    for number, row in enumerate(rows):
        left = box[0] + number * slot
        layers = [place for place in row if not place.is_lane]
        free = box[3] - box[1] - words * (len(layers) - 1)
        unit = max(free, 1.0) / (len(layers) + _LANE * (len(row) - len(layers)))
        y = box[1]
        for place in row:
            height = _LANE * unit if place.is_lane else unit
            found = (left, y, left + slot, y + height)
            if place.is_lane:
                lanes[place.layer, number] = found
            else:
                bands[place.layer] = found
            y += height + (0.0 if place.is_lane else words)
    return Spots(bands, lanes)


def routes(network: Network, found: Spots, source: int, layer: int) -> tuple[Box, ...]:
    """The lanes, from left to right, that a ribbon takes from one layer to another."""
    ranks = graph.ranks_of(network)
    return tuple(found.lanes[source, between] for between in range(ranks[source] + 1, ranks[layer]))

"""What a layer without weights adds up or passes on: the values that arrive at one unit, with their names."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document
from nnviz.engine import Explanation
from nnviz.scene.headings import title
from nnviz.scene.names import unit_name

KINDS = ("Add", "Concat")
"""Layers that other layers meet in."""


@dataclass(frozen=True)
class Arrival:
    """One value that arrives, and where it comes from: "start, neuron 2"."""

    name: str
    value: float


def arrivals(document: Document, explanation: Explanation) -> tuple[Arrival, ...]:
    """The values that arrive at an explained unit, in the order of the layer's inputs; their sum is its z."""
    found = []
    for origin, value in zip(explanation.origins, explanation.products.ravel().tolist(), strict=True):
        assert origin is not None
        layer, index = origin
        unit = index[0] if len(index) == 1 else (index[0], index[1], index[2])
        found.append(Arrival(f"{title(document, layer)}, {unit_name(document, layer, unit)}", value))
    return tuple(found)

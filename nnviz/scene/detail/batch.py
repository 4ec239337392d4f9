"""What comes in at a layer for a batch of the document's own examples."""

from __future__ import annotations

from nnviz.document import Document, examples
from nnviz.engine.arrays import Array

MOST = 128
"""Examples of a batch."""


def incoming(document: Document, layer: int) -> Array | None:
    """(examples, *shape) of what feeds ``layer`` for the first examples; None where the document has
    no data that fits its one input."""
    data = examples.that_fit(document)
    if data is None:
        return None
    chosen = data.training if len(data.training) else data
    return document.network.trace(chosen.inputs[:MOST])[layer].input


def noun(document: Document) -> str:
    """What these examples are: a file may have kept only those that training never saw."""
    data = document.data
    return "training examples" if data is not None and len(data.training) else "unseen examples"


def causes(document: Document, layer: int) -> tuple[object, ...]:
    """What :func:`incoming` follows from: data, layers and weights before ``layer``."""
    network = document.network
    before = [array for key, array in network.parameters().items() if int(key.partition(".")[0]) < layer]
    return (document.data, *network.layers[: layer - 1], *before)

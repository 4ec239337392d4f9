"""Whether a network's input is a picture, and of what size."""

from __future__ import annotations

from nnviz.document import Document


def picture_shape(document: Document) -> tuple[int, int, int] | None:
    """(channels, height, width) of the input, None where it is no picture."""
    shape = document.network.input_shape
    if len(shape) == 3:
        return int(shape[0]), int(shape[1]), int(shape[2])
    if document.image_shape is not None:
        return 1, *document.image_shape
    return None

"""What a unit is called to people: "pixel 3,4", "petal length", "neuron 7", “versicolor”."""

from __future__ import annotations

import numpy as np

from nnviz.document import Document, Unit
from nnviz.plaintext import visible
from nnviz.scene.words.counting import counted
from nnviz.scene.words.layers import image_shape
from nnviz.scene.words.outcome import output_name

LONGEST = 24


def unit_name(document: Document, layer: int, unit: Unit) -> str:
    """The name of a unit inside a sentence, counted as people do."""
    shape = document.network.shapes[layer]
    flat = unit if isinstance(unit, int) else int(np.ravel_multi_index(unit, shape))
    if layer == 0:
        return _input_name(document, flat)
    if layer in document.network.input_layers:
        return _pixel(flat, (shape[0], shape[1], shape[2])) if len(shape) == 3 else f"value {flat}"
    if layer == len(document.network.layers) and document.output_names:
        return f"“{output_name(document, flat)}”"
    if len(shape) == 3:
        channel, row, column = counted(np.unravel_index(flat, shape))
        return f"cell {row},{column} of map {channel}"
    return f"neuron {flat}"


def _input_name(document: Document, flat: int) -> str:
    if flat < len(document.input_names):
        return visible(document.input_names[flat])
    image = image_shape(document)
    if image is None:
        return f"input {flat}"
    return _pixel(flat, image)


def _pixel(flat: int, image: tuple[int, int, int]) -> str:
    channel, row, column = counted(np.unravel_index(flat, image))
    place = f"pixel {row},{column}"
    return place if image[0] == 1 else f"{place} of channel {channel}"


def source_word(document: Document, layer: int) -> str:
    """What runs into a layer: "pixel", "input", "hidden value"."""
    source = document.network.sources(layer)[0]
    if source:
        return "hidden value"
    return "pixel" if image_shape(document) is not None else "input"


def short(name: str) -> str:
    """``name`` cut to fit a sentence, its closing quote kept."""
    if len(name) <= LONGEST:
        return name
    return visible(name[: LONGEST - 2]) + ("…”" if name.endswith("”") else "…")

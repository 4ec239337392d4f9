"""What one unit is asked, word for word, and the letters of its formula."""

from __future__ import annotations

from math import inf

from nnviz.document import Document, Target
from nnviz.plaintext import visible
from nnviz.scene.words import names
from nnviz.scene.words.counting import counted_word, index_text
from nnviz.scene.words.outcome import gives_shares
from nnviz.scene.words.pictures import picture_shape


def question(document: Document, target: Target) -> str:
    """One line: what this unit is asked."""
    network = document.network
    if target.layer in network.input_layers:
        return "Where does this value go?"
    layer = network.layer(target.layer)
    if layer.has_kernels:
        return "Is the pattern of its kernel here?"
    if target.layer == len(network.layers) and isinstance(target.unit, int):
        return _output_question(document, target.unit)
    if layer.does:
        return names.kind_word(layer.label)
    return "Do its inputs match its weights?"


def what_it_does(document: Document, target: Target) -> str:
    """One sentence about a layer that has no weights of the usual kind; empty for all others."""
    if target.layer in document.network.input_layers:
        return ""
    return document.network.layer(target.layer).does


def _output_question(document: Document, unit: int) -> str:
    if unit >= len(document.output_names):
        return "What is the answer?"
    plain = names.output(document, unit)
    name = f"“{plain}”"
    if document.task != "classes":
        is_share = gives_shares(document)
        return f"What speaks for {name}?" if is_share else f"What is the value of {name}?"
    if picture_shape(document) is not None:
        noun = "drawing" if document.input.origin == "drawing" else "picture"
        if plain.isdigit() and len(plain) == 1:
            word = counted_word(int(plain))
            return f"Is this {noun} {'an' if word == 'eight' else 'a'} {word}?"
        return f"Does this {noun} show {name}?"
    return f"What speaks for {name}?"


def symbol(document: Document, layer: int) -> str:
    """The letter for a layer's outputs: x for what comes into the network, h for what is hidden."""
    return "x" if layer in document.network.input_layers else "h"


def input_label(document: Document, origin: tuple[int, tuple[int, ...]] | None) -> tuple[str, str]:
    """(letter, subscript) of one of a unit's inputs; a named feature is its name alone."""
    if origin is None:
        return "padding", ""
    layer, unit = origin
    if layer == 0 and len(unit) == 1 and unit[0] < len(document.input_names) and document.image_shape is None:
        # "petal length (cm)" without its unit: a row has little room, and the rail says the whole name.
        return names.input_name(document, unit[0]).split(" (")[0], ""
    if layer in document.network.input_layers[1:]:
        return visible(document.network.layer(layer).name or "x"), index_text(unit)
    return symbol(document, layer), index_text(unit)


HELD_SHORT = "Others held still"
"""What :func:`held_still` says where there is no room for it."""


def held_still(others: int) -> str:
    """``other nine z held still``."""
    return "the other z held still" if others == 1 else f"other {counted_word(others)} z held still"


def input_bounds(document: Document, layer: int = 0) -> tuple[float, float]:
    """What a value of the input at ``layer`` may be: 0 to 1 for a pixel, anything otherwise."""
    is_pixel = picture_shape(document) is not None if layer == 0 else len(document.network.shapes[layer]) == 3
    return (0.0, 1.0) if is_pixel else (-inf, inf)

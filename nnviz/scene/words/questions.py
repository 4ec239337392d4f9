"""What one unit is called and asked, word for word. People read "neuron"; code says unit."""

from __future__ import annotations

from math import inf

from nnviz.document import Document, Target, Unit
from nnviz.plaintext import visible
from nnviz.scene.words import layers as layer_words
from nnviz.scene.words.counting import counted, index_text
from nnviz.scene.words.units import unit_name

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

KIND_TITLES = {
    "MaxPool2D": "Max pooling",
    "AveragePool2D": "Average pooling",
    "GlobalAveragePool2D": "Global average pooling",
    "GlobalMaxPool2D": "Global max pooling",
    "BatchNorm": "Batch normalisation",
    "LayerNorm": "Layer normalisation",
    "Activation": "Activation function",
    "Standardize": "Standardisation",
    "Unstandardize": "Back to the unit",
}
WHAT_IT_DOES = {
    "Flatten": "Lays the image out as one row of numbers, row by row; nothing is computed.",
    "Dropout": "Silences a random part of its inputs while training; now it passes everything on.",
    "MaxPool2D": "Passes on the largest value of each window.",
    "AveragePool2D": "Passes on the mean of each window.",
    "GlobalAveragePool2D": "Passes on the mean of each whole feature map.",
    "GlobalMaxPool2D": "Passes on the largest value of each whole feature map.",
    "BatchNorm": "Shifts and scales each value by the mean and variance seen in training.",
    "LayerNorm": "Shifts and scales the values of a layer to mean 0 and variance 1.",
    "Standardize": "Takes away the mean of the training data and divides by its spread, number by number.",
    "Unstandardize": "Multiplies by the spread of the training data and adds its mean, number by number.",
    "Activation": "Applies an activation function to each value.",
    "Add": "Adds the values that arrive from several layers, place by place.",
    "Concat": "Sets the values that arrive from several layers side by side.",
    "Input": "A further input of the network.",
}


def title(document: Document, target: Target) -> str:
    """The head of the inspector: ``Output neuron “3”``, ``Hidden neuron 7``."""
    if target.layer == 0:
        return input_title(document, target.unit)
    if target.layer in document.network.input_layers:
        return (
            f"{layer_words.title(document, target.layer)}, {unit_name(document, target.layer, target.unit)}"
        )
    last = len(document.network.layers)
    if target.layer == last and isinstance(target.unit, int):
        return f"Output neuron {output_name(document, target.unit)}"
    kind = document.network.layer(target.layer).kind
    if isinstance(target.unit, tuple):
        channel, row, column = counted(target.unit)
        return f"Map {channel}, row {row}, column {column}"
    noun = "Neuron" if kind in ("Dense", "Activation") else "Value"
    if last == 2:
        return f"Hidden {noun.lower()} {target.unit}"
    return f"{noun} {target.unit} of layer {target.layer}"


def input_title(document: Document, unit: Unit) -> str:
    """``Input “petal length”`` or ``Input pixel, row 3, column 5``."""
    if isinstance(unit, tuple):
        _, row, column = counted(unit)
        return f"Input pixel, row {row}, column {column}"
    if document.image_shape is not None:
        row, column = counted(divmod(unit, document.image_shape[1]))
        return f"Input pixel, row {row}, column {column}"
    if unit < len(document.input_names):
        return f"Input “{visible(document.input_names[unit])}”"
    return f"Input {unit}"


def output_name(document: Document, unit: Unit) -> str:
    """The class or value an output stands for, in quotes; its number where it has no name."""
    if isinstance(unit, int) and unit < len(document.output_names):
        return f"“{visible(document.output_names[unit])}”"
    return str(unit)


def question(document: Document, target: Target) -> str:
    """One line: what this unit is asked."""
    network = document.network
    if target.layer in network.input_layers:
        return "Where does this value go?"
    kind = network.layer(target.layer).kind
    if kind == "Conv2D":
        return "Is the pattern of its kernel here?"
    if target.layer == len(network.layers) and isinstance(target.unit, int):
        return _output_question(document, target.unit)
    if kind in WHAT_IT_DOES:
        return KIND_TITLES.get(kind, kind)
    return "Do its inputs match its weights?"


def what_it_does(document: Document, target: Target) -> str:
    """One sentence about a layer that has no weights of the usual kind; empty for all others."""
    if target.layer in document.network.input_layers:
        return ""
    return WHAT_IT_DOES.get(document.network.layer(target.layer).kind, "")


def _output_question(document: Document, unit: Unit) -> str:
    name = output_name(document, unit)
    if document.task != "classes" or not isinstance(unit, int) or unit >= len(document.output_names):
        return f"What is the value of {name}?" if name.startswith("“") else "What is the answer?"
    plain = name.strip("“”")
    if is_image(document):
        noun = "drawing" if document.input.origin == "drawing" else "picture"
        if plain.isdigit() and len(plain) == 1:
            word = DIGITS[int(plain)]
            return f"Is this {noun} {'an' if word == 'eight' else 'a'} {word}?"
        return f"Does this {noun} show {name}?"
    return f"What speaks for {name}?"


def is_image(document: Document) -> bool:
    """Whether the input is a picture."""
    return document.image_shape is not None or len(document.network.input_shape) == 3


def symbol(layer: int) -> str:
    """The letter for a layer's outputs: x for the network's input, h for what is hidden."""
    return "x" if layer == 0 else "h"


def input_label(document: Document, origin: tuple[int, tuple[int, ...]] | None) -> tuple[str, str]:
    """(letter, subscript) of one of a unit's inputs; a named feature is its name alone."""
    if origin is None:
        return "padding", ""
    layer, unit = origin
    if layer == 0 and len(unit) == 1 and unit[0] < len(document.input_names) and document.image_shape is None:
        # "petal length (cm)" without its unit: a row has little room, and the rail says the whole name.
        return visible(document.input_names[unit[0]].split(" (")[0]), ""
    if layer in document.network.input_layers[1:]:
        return visible(document.network.layer(layer).name or "x"), index_text(unit)
    return symbol(layer), index_text(unit)


def held_still(others: int) -> str:
    """``other nine z held still``."""
    count = DIGITS[others] if others < len(DIGITS) else f"{others:,}"
    return "the other z held still" if others == 1 else f"other {count} z held still"


def function_title(title: str) -> str:
    """An activation function's title inside a sentence: ``softmax``, ``tanh``, but ``ReLU``."""
    return title if any(letter.isupper() for letter in title[1:]) else title[:1].lower() + title[1:]


def input_bounds(document: Document, layer: int = 0) -> tuple[float, float]:
    """What a value of the input at ``layer`` may be: 0 to 1 for a pixel, anything otherwise."""
    is_pixel = is_image(document) if layer == 0 else len(document.network.shapes[layer]) == 3
    return (0.0, 1.0) if is_pixel else (-inf, inf)

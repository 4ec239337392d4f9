"""Words of the layout: column heads that fit their room, names of inputs and outputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import prod
from types import MappingProxyType

from nnviz.document import Document
from nnviz.engine import ActivationFunction, Network
from nnviz.plaintext import visible
from nnviz.scene.blocks import MOST_PIXELS_IN_COLUMN, SMALLEST_TEXT, Block
from nnviz.scene.outcome import output_name
from nnviz.scene.places import Bars, Column

TITLE, SUBTITLE, LABEL = 18.0, 14.0, 16.0
"""Text sizes at scale 1, in pixels."""
MOST_INSIDE = 2
"""Characters of a label inside a disc."""
LEAST_LABELLED = 11.5
"""Pixels: a smaller disc has no room for a letter."""

_PASSED_ON = ("Input", "Add", "Concat")
"""Kinds of layers whose values nobody calls neurons."""
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Conv2D": "Convolution",
        "MaxPool2D": "Max pool",
        "AveragePool2D": "Mean pool",
        "GlobalAveragePool2D": "Global mean",
        "GlobalMaxPool2D": "Global max",
        "BatchNorm": "Batch norm",
        "LayerNorm": "Layer norm",
    }
)
"""Kinds of layers in words; a kind that is not listed is a word already."""

_TITLE_WIDTH, _TEXT_WIDTH = 0.62, 0.56
"""Mean width of a letter of the bundled font, in text sizes, semibold and regular."""


def text_size(pixels: float, s: float) -> float:
    """A text size of the specification at scale ``s``, never below the smallest."""
    return max(pixels * s, SMALLEST_TEXT)


def head_lines(s: float) -> tuple[float, float]:
    """Where the middles of the title and subtitle lines lie, down from the top of the canvas."""
    title = max(27.0 * s, 15.0)
    return title, title + max(19.5 * s, 17.0)


def text_width(text: str, pixels: float) -> float:
    """About how wide ``text`` is in the bundled font, rather too much than too little."""
    return _TEXT_WIDTH * pixels * len(text)


def title(document: Document, number: int) -> str:
    """A column's title: "Input", "Hidden 2", "Output", or the layer's own name."""
    layers = document.network.layers
    if number == 0:
        return "Input"
    if number == len(layers):
        return "Output"
    layer = layers[number - 1]
    if layer.name:
        return visible(layer.name)
    if layer.kind == "Input":
        return f"Input {document.network.input_layers.index(number) + 1}"
    words = "Hidden" if layer.kind == "Dense" else KINDS.get(layer.kind, layer.kind)
    place, count = _places(document.network)[number - 1]
    return words if count == 1 else f"{words} {place}"


def wide_title(document: Document, number: int) -> str:
    """A hidden layer's title in a large network: its own name, or "Dense 512"."""
    layer = document.network.layer(number)
    return visible(layer.name or "") or f"{layer.kind} {prod(document.network.shapes[number]):,}"


@lru_cache(maxsize=2)
def _places(network: Network) -> tuple[tuple[int, int], ...]:
    """Each layer's place among its kind, from 1, and how many there are; a network has thousands of layers,
    and every one of them asks.

    Layers with names of their own are not counted, nor is a dense output among the hidden layers; a named
    hidden layer is.
    """
    counts: Counter[str] = Counter()
    places = []
    for number, layer in enumerate(network.layers, start=1):
        is_dense = layer.kind == "Dense"
        counts[layer.kind] += number < len(network.layers) if is_dense else not layer.name
        places.append((layer.kind, counts[layer.kind]))
    return tuple((place, counts[kind]) for kind, place in places)


def subtitles(document: Document, number: int, block: Block) -> tuple[str, ...]:
    """A column's subtitle, from full to short."""
    count = len(block.y)
    if number == 0:
        return _input_subtitles(document, count)
    activation = document.network.layer(number).activation
    noun = "value" if document.network.layer(number).kind in _PASSED_ON else "neuron"
    neurons = f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
    if activation is None:
        return neurons, f"{count:,}", ""
    name = function_name(activation)
    return f"{neurons}, {name}", f"{count:,}, {name}", neurons, f"{count:,}", ""


def function_name(activation: ActivationFunction) -> str:
    """An activation function's name inside a sentence: "softmax", but "ReLU" and "leaky ReLU"."""
    title = activation.title
    if any(letter.isupper() for letter in title.split()[0][1:]):
        return title
    return title[0].lower() + title[1:]


def _input_subtitles(document: Document, count: int) -> tuple[str, ...]:
    shape = image_shape(document)
    if shape is None:
        return (f"{count:,} value" if count == 1 else f"{count:,} values"), f"{count:,}", ""
    _, height, width = shape
    order = "row by row" if count <= MOST_PIXELS_IN_COLUMN else f"{width} × {height}"
    return f"{count:,} pixels, {order}", f"{count:,} pixels", f"{width} × {height}", f"{count:,}", ""


def image_shape(document: Document) -> tuple[int, int, int] | None:
    """(channels, height, width) of the input, None where it is no image."""
    shape = document.network.input_shape
    if len(shape) == 3:
        return int(shape[0]), int(shape[1]), int(shape[2])
    if document.image_shape is not None:
        return 1, *document.image_shape
    return None


def input_labels(document: Document, block: Block) -> tuple[str, ...]:
    """Names of the inputs of a table; none for pixels, nor where there is no room for a line each."""
    count = len(block.y)
    if image_shape(document) is not None or not _has_a_line_each(block):
        return ()
    if len(document.input_names) == count:
        return tuple(map(visible, document.input_names))
    return tuple(f"x{_subscript(i)}" for i in range(count))


def output_labels(document: Document, block: Block) -> tuple[str, ...]:
    """Names of the outputs, none where there is no room for a line each."""
    if not _has_a_line_each(block) or not document.output_names:
        return ()
    return tuple(output_name(document, i) for i in range(len(block.y)))


def fits_inside(labels: Sequence[str], block: Block) -> bool:
    """Whether the labels are digits or letters, short enough to stand in the discs in place of a value."""
    is_short = max(map(len, labels), default=0) <= MOST_INSIDE
    return is_short and block.radius >= LEAST_LABELLED


def label_gap(s: float) -> float:
    """From a disc's rim to its label: clear of the ring of a selected unit."""
    return max(14.0 * s, 12.0)


def label_width(labels: Sequence[str], s: float, most: float) -> float:
    """Width to keep free for labels beside the discs, at most ``most``; the painter elides longer ones."""
    size = text_size(LABEL, s)
    return min(max((text_width(label, size) for label in labels), default=0.0), most)


def with_fitting_subtitles(
    columns: Sequence[Column], variants: Sequence[tuple[str, ...]], bars: Bars | None, width: float, s: float
) -> tuple[Column, ...]:
    """Give each column the fullest subtitle, and its title, as far as its neighbours leave room."""
    middles = [float(column.x.mean()) for column in columns]
    between = [(a + b) / 2 for a, b in pairwise(middles)]
    last = width if bars is None else (middles[-1] + bars.heading[0]) / 2
    bounds = [0.0, *between, last]
    fitted = []
    for i, column in enumerate(columns):
        room = _heading_room(column, bounds[i], bounds[i + 1])
        size = text_size(SUBTITLE, s)
        subtitle = next((text for text in variants[i] if text_width(text, size) <= room), "")
        fitted.append(replace(column, subtitle=subtitle, title=_short_title(column.title, room, s)))
    return tuple(fitted)


def _has_a_line_each(block: Block) -> bool:
    is_straight = not block.dx.any()
    return block.form == "disc" and is_straight and block.pitch >= SMALLEST_TEXT


def _heading_room(column: Column, left: float, right: float) -> float:
    x = column.heading[0]
    if column.heading_align == "left":
        return right - x
    if column.heading_align == "right":
        return x - left
    return 2 * min(x - left, right - x)


def _short_title(title: str, room: float, s: float) -> str:
    size = text_size(TITLE, s) * _TITLE_WIDTH
    if len(title) * size <= room:
        return title
    number = title.rpartition(" ")[2]
    short = f"{title[0]}{number}" if number.isdigit() else title[0]
    return short if len(short) * size <= room else ""


def _subscript(value: int) -> str:
    return str(value).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))

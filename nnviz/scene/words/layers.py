"""What layers and functions are called, and what kind of input a network has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import prod
from types import MappingProxyType

from nnviz.document import Document
from nnviz.engine import ActivationFunction, Network
from nnviz.plaintext import visible

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Conv2D": "Convolution",
        "MaxPool2D": "Max pool",
        "AveragePool2D": "Mean pool",
        "GlobalAveragePool2D": "Global mean",
        "GlobalMaxPool2D": "Global max",
        "BatchNorm": "Batch norm",
        "LayerNorm": "Layer norm",
        "Standardize": "Scaled",
        "Unstandardize": "Scaled back",
    }
)
"""Kinds of layers in words; a kind that is not listed is a word already."""


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
    if layer.is_input:
        return f"Input {document.network.input_layers.index(number) + 1}"
    words = "Hidden" if layer.fully_connected else KINDS.get(layer.kind, layer.kind)
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
        counts[layer.kind] += number < len(network.layers) if layer.fully_connected else not layer.name
        places.append((layer.kind, counts[layer.kind]))
    return tuple((place, counts[kind]) for kind, place in places)


def function_name(activation: ActivationFunction) -> str:
    """An activation function's name inside a sentence: "softmax", but "ReLU" and "leaky ReLU"."""
    title = activation.title
    if any(letter.isupper() for letter in title.split()[0][1:]):
        return title
    return title[0].lower() + title[1:]


def image_shape(document: Document) -> tuple[int, int, int] | None:
    """(channels, height, width) of the input, None where it is no image."""
    shape = document.network.input_shape
    if len(shape) == 3:
        return int(shape[0]), int(shape[1]), int(shape[2])
    if document.image_shape is not None:
        return 1, *document.image_shape
    return None

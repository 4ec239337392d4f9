"""What things are called: the one place that makes the names of networks, layers, neurons, outputs and
functions which people read. Which name is chosen and why: docs/architecture.md, "Names".

Text from files goes through :func:`visible` here, so a name can be shown as it is. Shapes are written by
:func:`nnviz.engine.arrays.shape_text`, which the engine's own messages need too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import prod
from types import MappingProxyType

import numpy as np

from nnviz.document import Document, Target, Unit
from nnviz.document.units import flat_of
from nnviz.engine import ActivationFunction, Layer, Network
from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount, counted
from nnviz.scene.words.edge_counts import is_large
from nnviz.scene.words.pictures import picture_shape

LONGEST = 24
"""Characters of a name that :func:`short` leaves as it is."""

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Dense": "Hidden",
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
"""What a layer of a kind is called; a kind that is not listed is a word already."""
_ADJECTIVES = ("Hidden", "Output")
"""Names that stand before what they describe: "hidden neuron 7", "output layer"."""
_PARAMETERS: Mapping[str, str] = MappingProxyType({"alpha": "α", "beta": "β", "at_zero": "f(0)"})
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def network(document: Document) -> str:
    """The network's title."""
    return visible(document.title)


# layers


def layer(document: Document, number: int) -> str:
    """Which layer it is: "Input", "Hidden 2", "Output", "Max pool 1", or the layer's own name.

    In a large network a hidden layer is called by its size, "Dense 512".
    """
    layers = document.network.layers
    if number == 0:
        return "Input"
    if number == len(layers):
        return "Output"
    return visible(layers[number - 1].name or "") or _unnamed(document.network)[number - 1]


def layer_forms(document: Document, number: int) -> tuple[str, ...]:
    """The same name, and a shorter form for where room is short: "Convolution 2", "Conv 2"."""
    name = layer(document, number)
    return name, name.replace("Convolution", "Conv")


def layer_in_sentence(document: Document, number: int) -> str:
    """The same name after other words: "hidden 2", "output", but "Dense 512"; an own name as it is."""
    name, last = layer(document, number), len(document.network.layers)
    is_own = 0 < number < last and bool(document.network.layer(number).name)
    if is_own or number in _names_by_size(document.network):
        return name
    return name[0].lower() + name[1:]


def numbered_layer(document: Document, number: int) -> str:
    """The same name with the layer's number: "Layer 1: hidden", "Layer 2: Dense 512"; "Input"."""
    return f"Layer {number}: {layer_in_sentence(document, number)}" if number else "Input"


def layer_as_noun(document: Document, number: int) -> str:
    """The same name where it stands alone: "Hidden layer", "Output layer", "Max pool 1"."""
    name = layer(document, number)
    return f"{name} layer" if name in _ADJECTIVES else name


def kind_word(kind: str) -> str:
    """What a layer of this kind is called where it has no name of its own: "Max pool"."""
    return _KINDS.get(kind, kind)


def kind(of: Layer) -> str:
    """What a layer is: its kind, as Python and the build page write it, with its size: "Conv2D 16"."""
    return f"{of.label} {of.options()[of.size_option]:,}" if of.size_option else of.label


def kind_and_function(of: Layer) -> str:
    """What a layer is, and its activation function: "Dense 16, ReLU"."""
    return kind(of) if of.activation is None else f"{kind(of)}, {function(of.activation)}"


@lru_cache(maxsize=2)
def _unnamed(of: Network) -> tuple[str, ...]:
    """The name that each layer has where it has none of its own. All at once: a network has thousands.

    They are numbered where there are several of a kind. Layers with names of their own are not counted, but
    hidden ones are; nor is the last layer.
    """
    by_size = _names_by_size(of)
    words = [by_size.get(number, kind_word(one.label)) for number, one in enumerate(of.layers, start=1)]
    counts: Counter[str] = Counter()
    places = []
    for number, (one, word) in enumerate(zip(of.layers, words, strict=True), start=1):
        counts[word] += number < len(of.layers) and (one.fully_connected or not one.name)
        places.append(counts[word])
    names = [
        word if counts[word] <= 1 else f"{word} {place}" for word, place in zip(words, places, strict=True)
    ]
    for number in of.input_layers[1:]:
        names[number - 1] = f"Input {of.input_layers.index(number) + 1}"
    return tuple(names)


@lru_cache(maxsize=2)
def _names_by_size(of: Network) -> Mapping[int, str]:
    """The hidden layers of a large network by their sizes; empty where that tells two of them not apart."""
    if not is_large(of):
        return {}
    found = {n: kind(one) for n, one in enumerate(of.layers[:-1], start=1) if one.fully_connected}
    return found if len(set(found.values())) == len(found) else {}


# neurons, values, cells, pixels


def unit(document: Document, number: int, which: Unit) -> str:
    """A unit inside its layer: "neuron 7", "cell 3,4 of map 2", "pixel 3,4", "petal length", "“setosa”"."""
    shape = document.network.shapes[number]
    flat = flat_of(which, shape)
    if number == 0:
        return input_name(document, flat)
    if number in document.network.input_layers:
        return _pixel(flat, (shape[0], shape[1], shape[2])) if len(shape) == 3 else f"value {flat}"
    if len(shape) == 3:
        channel, row, column = counted(np.unravel_index(flat, shape))
        return f"cell {row},{column} of map {channel}"
    if number == len(document.network.layers) and flat < len(document.output_names):
        return f"“{output(document, flat)}”"
    return f"{unit_noun(document.network.layer(number))} {flat}"


def unit_with_layer(document: Document, target: Target) -> str:
    """A unit alone: "Hidden neuron 7", "Output neuron “3”", "Hidden 2, neuron 3", "Input pixel 3,5"."""
    where, name = layer(document, target.layer), unit(document, target.layer, target.unit)
    if target.layer == 0:
        is_named = isinstance(target.unit, int) and target.unit < len(document.input_names)
        return f"Input “{name}”" if is_named else f"Input {name}"
    if where not in _ADJECTIVES:
        return f"{where}, {name}"
    noun = f"{unit_noun(document.network.layer(target.layer))} " if name.startswith("“") else ""
    return f"{where} {noun}{name}"


def unit_in_sentence(document: Document, target: Target) -> str:
    """The same inside a sentence: "neuron 270 of Dense 512", "hidden neuron 7", "pixel 11,17", "“3”"."""
    where, name = layer(document, target.layer), unit(document, target.layer, target.unit)
    if target.layer in (0, len(document.network.layers)):
        return name
    return f"hidden {name}" if where == "Hidden" else f"{name} of {where}"


def unit_noun(of: Layer) -> str:
    """What one of a layer's numbers is where it lies in no map: "neuron", or "value" if it is passed on."""
    return of.unit


def units(document: Document, number: int) -> str:
    """How many there are: "16 neurons", "64 pixels", "1 value"."""
    count = prod(document.network.shapes[number])
    if number:
        noun = unit_noun(document.network.layer(number))
    else:
        noun = "value" if picture_shape(document) is None else "pixel"
    return amount(count, noun)


def input_name(document: Document, flat: int) -> str:
    """A number that comes in: "petal length", "pixel 3,4", or "x₃"."""
    if flat < len(document.input_names):
        return visible(document.input_names[flat])
    image = picture_shape(document)
    return f"x{subscript(flat)}" if image is None else _pixel(flat, image)


def source_noun(document: Document, number: int) -> str:
    """What runs into a layer: "pixel", "input", "hidden value"."""
    return "hidden value" if document.network.sources(number)[0] else input_noun(document)


def input_noun(document: Document) -> str:
    """One of the numbers that come in: "pixel", "input"."""
    return "input" if picture_shape(document) is None else "pixel"


def subscript(number: int) -> str:
    """A number as it hangs below a letter: "₁₂"."""
    return str(number).translate(_SUBSCRIPTS)


def capital(name: str) -> str:
    """``name`` where it begins a line: "Neuron 7", "Cell 3,4 of map 2"."""
    return name[:1].upper() + name[1:]


def short(name: str) -> str:
    """``name`` cut to fit a sentence, its closing quote kept."""
    if len(name) <= LONGEST:
        return name
    return visible(name[: LONGEST - 2]) + ("…”" if name.endswith("”") else "…")


def _pixel(flat: int, image: tuple[int, int, int]) -> str:
    channel, row, column = counted(np.unravel_index(flat, image))
    place = f"pixel {row},{column}"
    return place if image[0] == 1 else f"{place} of channel {channel}"


# outputs


def output(document: Document, index: int) -> str:
    """What output ``index`` stands for: its class or quantity, or its number where that has no name.

    A single output with two names tells the second from the first: it stands for the second.
    """
    names = document.output_names
    if _is_one_of_two(document):
        return visible(names[1])
    return visible(names[index]) if index < len(names) else str(index)


def outputs(document: Document) -> tuple[str, ...]:
    """The names of all outputs in order; empty where they have none."""
    if not document.output_names:
        return ()
    return tuple(output(document, index) for index in range(prod(document.network.output_shape)))


def class_name(document: Document, index: int) -> str:
    """What class ``index`` is called. A single output tells two apart, 1 its own and 0 the other one."""
    if document.network.output_shape != (1,):
        known = () if document.output_names or document.data is None else document.data.class_names
        return visible(known[index]) if index < len(known) else output(document, index)
    if index:
        return output(document, 0)
    return visible(document.output_names[0]) if _is_one_of_two(document) else f"not {output(document, 0)}"


def _is_one_of_two(document: Document) -> bool:
    return document.network.output_shape == (1,) and len(document.output_names) == 2


# functions


def function(of: ActivationFunction) -> str:
    """An activation function on a line or in a sentence: "softmax", "ReLU", "leaky ReLU", "max(0.1*z, z)"."""
    if of.written:
        return _formula(of)
    title = of.title
    if any(letter.isupper() for letter in title.split()[0][1:]):
        return title
    return title[0].lower() + title[1:]


def function_title(of: ActivationFunction) -> str:
    """The same name where it begins a line: "Softmax", "ReLU", "Leaky ReLU", "max(0.1*z, z)"."""
    return _formula(of) if of.written else of.title


def whole_formula(of: ActivationFunction) -> str:
    """All that a person wrote for f(z), before other sentences: "f(z) = max(0.1*z, z). "; else nothing."""
    return f"f(z) = {visible(of.written)}. " if of.written else ""


def _formula(of: ActivationFunction) -> str:
    """What a person wrote for f(z), cut where it is long."""
    return short(visible(of.written))


def parameter(name: str) -> str:
    """An activation function's own parameter: "α"."""
    return _PARAMETERS.get(name, name)

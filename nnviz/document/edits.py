"""Edits: each takes a Document and returns a new one that shares all it did not touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.data import prepare_drawing
from nnviz.document.model import CurrentInput, Document, Override, Target
from nnviz.document.sandbox import Sandbox
from nnviz.engine import activations
from nnviz.errors import InputError, OptionError


def set_weight(document: Document, layer: int, index: tuple[int, ...], value: float) -> Document:
    """Change one number of a layer's weight or kernel; a dense weight's index is (source, unit).

    Raises:
        NNVizError: the layer has no such weight.
    """
    return replace(document, network=document.network.with_weight(layer, "weight", index, value))


def set_bias(document: Document, layer: int, unit: int, value: float) -> Document:
    """Change one bias.

    Raises:
        NNVizError: the layer has no such bias.
    """
    return replace(document, network=document.network.with_weight(layer, "bias", (unit,), value))


def set_input(document: Document, new: CurrentInput) -> Document:
    """Look at another input; its shape must be the network's.

    Raises:
        InputError: the shape is not the network's input shape.
    """
    wanted = tuple(document.network.input_shape)
    if new.values.shape != wanted:
        raise InputError(f"This network takes an input of shape {wanted}, not {new.values.shape}.")
    drawing = None if new.drawing is None else _frozen(new.drawing)
    return replace(document, input=replace(new, values=_frozen(new.values), drawing=drawing))


def set_input_value(document: Document, index: tuple[int, ...], value: float) -> Document:
    """Change one number of the input.

    Raises:
        OptionError: the input has no such number.
    """
    values = document.input.values.copy()
    values[document.network.unit_index(0, index)] = value
    return set_input(document, CurrentInput(values, "typed"))


def choose_sample(document: Document, number: int) -> Document:
    """Look at example ``number`` of the document's data.

    Raises:
        InputError: there is no such example.
    """
    if document.data is None:
        raise InputError(f"There is no sample {number}: {document.title} holds none. Give an input instead.")
    last = len(document.data) - 1
    if not 0 <= number <= last:
        raise InputError(f"There is no sample {number}: {document.title} holds 0 to {last}.")
    return set_input(document, CurrentInput(document.data.inputs[number], "sample", sample=number))


def set_drawing(document: Document, raster: np.ndarray) -> Document:
    """Look at what is drawn on the pad: ``raster`` (height, width) floats, 0 paper to 1 ink.

    Raises:
        OptionError: the network takes no pictures.
    """
    network = document.network
    values = prepare_drawing(raster, document.image_shape or network.input_shape)
    return set_input(document, CurrentInput(values.reshape(network.input_shape), "drawing", drawing=raster))


def set_override(document: Document, target: Target, kind: str, value: float) -> Document:
    """Replace what a unit computes: kind ``"z"`` or ``"a"``.

    Raises:
        OptionError: there is no such unit, or no such kind.
    """
    document.network.unit_index(target.layer, target.unit)
    if target.layer == 0 or kind not in ("z", "a"):
        raise OptionError(
            "Only the z or the a of a neuron in layer 1 or later can be held; type an input's value."
        )
    overrides = {**document.overrides, target: Override(kind, float(value))}
    return replace(document, overrides=MappingProxyType(overrides))


def clear_override(document: Document, target: Target) -> Document:
    """Let a unit compute its own value again."""
    rest = {key: value for key, value in document.overrides.items() if key != target}
    return replace(document, overrides=MappingProxyType(rest))


def clear_overrides(document: Document) -> Document:
    """Let every unit compute its own value again."""
    return replace(document, overrides=MappingProxyType({}))


def set_activation(document: Document, layer: int, name: str, parameters: Mapping[str, float]) -> Document:
    """Give a layer another activation function, or other parameters of the same one.

    Raises:
        OptionError: the layer has no activation function to choose.
    """
    chosen = document.network.layer(layer)
    if chosen.activation is None:
        raise OptionError(f"Layer {layer} ({chosen.kind}) has no activation function to change.")
    function = activations.get(name, **parameters)
    return replace(document, network=document.network.with_layer(layer, replace(chosen, activation=function)))


def back_to_trained(document: Document) -> Document:
    """Restore exactly the trained weights, and let every unit compute its own value."""
    network = document.network.with_parameters(dict(document.trained))
    return clear_overrides(replace(document, network=network))


def set_notes(document: Document, notes: str) -> Document:
    """Replace the document's notes."""
    return replace(document, notes=notes)


def set_sandbox(document: Document, sandbox: Sandbox) -> Document:
    """Let the kernel sandbox show something else."""
    return replace(document, sandbox=sandbox)


def _frozen(array: np.ndarray) -> np.ndarray:
    copy = np.array(array, dtype=np.float32)
    copy.flags.writeable = False
    return copy

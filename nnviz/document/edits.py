"""Edits: each takes a Document and returns a new one that shares all it did not touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.document.model import CurrentInput, Document, Override, Target
from nnviz.engine import activations
from nnviz.errors import InputError, OptionError


def set_weight(document: Document, layer: int, index: tuple[int, ...], value: float) -> Document:
    """Change one number of a layer's weight or kernel; a dense weight's index is (source, unit)."""
    return _with_number(document, f"{layer}.weight", index, value)


def set_bias(document: Document, layer: int, unit: int, value: float) -> Document:
    """Change one bias."""
    return _with_number(document, f"{layer}.bias", (unit,), value)


def set_input(document: Document, new: CurrentInput) -> Document:
    """Look at another input; its shape must be the network's.

    Raises:
        InputError: the shape is not the network's input shape.
    """
    wanted = tuple(document.network.input_shape)
    if new.values.shape != wanted:
        raise InputError(f"This network takes an input of shape {wanted}, not {new.values.shape}.")
    values = np.array(new.values, dtype=np.float32)
    values.flags.writeable = False
    return replace(document, input=replace(new, values=values))


def set_input_value(document: Document, index: tuple[int, ...], value: float) -> Document:
    """Change one number of the input."""
    values = document.input.values.copy()
    values[index] = value
    return set_input(document, CurrentInput(values, "typed"))


def choose_sample(document: Document, number: int) -> Document:
    """Look at example ``number`` of the document's data.

    Raises:
        InputError: there is no such example.
    """
    count = 0 if document.data is None else len(document.data)
    if document.data is None or not 0 <= number < count:
        raise InputError(f"There is no sample {number}: {document.title} holds {count} (0 to {count - 1}).")
    return set_input(document, CurrentInput(document.data.inputs[number], "sample", sample=number))


def set_override(document: Document, target: Target, kind: str, value: float) -> Document:
    """Replace what a unit computes: kind ``"z"`` or ``"a"``."""
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


def _with_number(document: Document, key: str, index: tuple[int, ...], value: float) -> Document:
    array = document.network.parameters()[key].copy()
    array[index] = value
    array.flags.writeable = False
    return replace(document, network=document.network.with_parameters({key: array}))

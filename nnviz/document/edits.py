"""Edits: each takes a Document and returns a new one that shares all it did not touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.data import prepare_drawing
from nnviz.document.lab import Lab
from nnviz.document.model import CurrentInput, Document, Override, Target
from nnviz.document.sandbox import Sandbox
from nnviz.engine import ActivationFunction, Network, collapse
from nnviz.engine.functions import activations
from nnviz.engine.numbers import amount
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


def set_parameter(
    document: Document, layer: int, name: str, index: tuple[int, ...], value: float
) -> Document:
    """Change one number of any of a layer's parameters, such as batch norm's ``"mean"``.

    Raises:
        NNVizError: the layer has no such number.
    """
    return replace(document, network=document.network.with_weight(layer, name, index, value))


def set_input(document: Document, new: CurrentInput) -> Document:
    """Look at another input; its shape must be the network's. Further inputs that are left out stay.

    Raises:
        InputError: a shape is not the network's input shape.
    """
    network = document.network
    others = new.others or document.input.others
    _check_shape(network, 0, new.values)
    if others and len(others) != len(network.input_layers) - 1:
        has = amount(len(network.input_layers), "input")
        raise InputError(f"This network has {has}, not {1 + len(others)}.")
    for layer, values in zip(network.input_layers[1:], others, strict=False):
        _check_shape(network, layer, values)
    drawing = None if new.drawing is None else _frozen(new.drawing)
    kept = tuple(_frozen(values) for values in others)
    return replace(document, input=replace(new, values=_frozen(new.values), drawing=drawing, others=kept))


def set_input_value(document: Document, index: tuple[int, ...], value: float) -> Document:
    """Change one number of the input.

    Raises:
        OptionError: the input has no such number.
    """
    values = document.input.values.copy()
    values[document.network.unit_index(0, index)] = value
    return set_input(document, CurrentInput(values, "typed"))


def set_value(document: Document, layer: int, index: tuple[int, ...], value: float) -> Document:
    """Change one number of the input that comes in at ``layer``: 0, or a further ``Input`` layer's number.

    Raises:
        OptionError: nothing comes in there, or there is no such number.
    """
    network = document.network
    if layer not in network.input_layers:
        raise OptionError(f"Layer {layer} computes its values; only an input's can be typed.")
    if layer == 0:
        return set_input_value(document, index, value)
    first, *others = document.inputs()
    place = network.input_layers.index(layer) - 1
    values = others[place].copy()
    values[network.unit_index(layer, index)] = value
    others[place] = values
    return set_input(document, replace(document.input, values=first, others=tuple(others)))


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
    if target.layer in document.network.input_layers or kind not in ("z", "a"):
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


def set_activation(
    document: Document,
    layer: int,
    name: str | ActivationFunction,
    parameters: Mapping[str, float] = MappingProxyType({}),
) -> Document:
    """Give a layer another activation function, or other parameters of the same one.

    Raises:
        OptionError: the layer has no activation function to choose.
    """
    chosen = document.network.layer(layer)
    if chosen.activation is None:
        raise OptionError(f"Layer {layer} ({chosen.kind}) has no activation function to change.")
    function = activations.get(name, **parameters)
    changed = replace(chosen, activation=function)
    draft = document.draft and document.draft.with_activation(layer, changed)
    return replace(document, network=document.network.with_layer(layer, changed), draft=draft)


def make_linear(document: Document) -> Document:
    """Give every hidden layer the identity for its function; the lab keeps which ones they had. No weight is
    touched. The document itself where none of them bends.
    """
    functions = collapse.hidden_functions(document.network)
    if not functions:
        return document
    changed = _with_functions(document, dict.fromkeys(functions, collapse.IDENTITY))
    return set_lab(changed, replace(document.lab or Lab(), replaced=tuple(functions.items())))


def put_back(document: Document) -> Document:
    """Give the layers the functions back that :func:`make_linear` took; the document itself where the
    network is another one since."""
    functions = replaced_functions(document)
    if not functions:
        return document
    changed = _with_functions(document, functions)
    return set_lab(changed, replace(document.lab or Lab(), replaced=()))


def replaced_functions(document: Document) -> dict[int, ActivationFunction]:
    """What :func:`make_linear` took and :func:`put_back` would give back, by layer."""
    functions = dict(document.lab.replaced if document.lab is not None else ())
    return functions if collapse.can_stand(document.network, functions) else {}


def _with_functions(document: Document, functions: Mapping[int, ActivationFunction]) -> Document:
    network = document.network.with_functions(functions)
    learned = {key: document.trained[key] for key in _learned(network, functions) & document.trained.keys()}
    draft = document.draft
    for number in functions:
        draft = draft and draft.with_activation(number, network.layer(number))
    return replace(document, network=network.with_parameters(learned), draft=draft)


def _learned(network: Network, functions: Mapping[int, ActivationFunction]) -> set[str]:
    """The parameters of learned functions that come back: as training left them, where that is known."""
    return {f"{number}.alpha" for number, f in functions.items() if f.learned} & network.parameters().keys()


def back_to_trained(document: Document) -> Document:
    """Restore exactly the trained weights, and let every unit compute its own value."""
    network = document.network.with_parameters(dict(document.trained))
    draft = document.draft and document.draft.with_trained_weights()
    return clear_overrides(replace(document, network=network, draft=draft))


def set_notes(document: Document, notes: str) -> Document:
    """Replace the document's notes."""
    return replace(document, notes=notes)


def set_sandbox(document: Document, sandbox: Sandbox) -> Document:
    """Let the kernel sandbox show something else."""
    return replace(document, sandbox=sandbox)


def set_lab(document: Document, lab: Lab) -> Document:
    """Lay out something else in the activation lab."""
    return replace(document, lab=lab)


def _check_shape(network: Network, layer: int, values: np.ndarray) -> None:
    wanted = tuple(network.shapes[layer])
    if values.shape != wanted:
        which = f" in layer {layer}" if layer else ""
        raise InputError(f"This network takes an input of shape {wanted}{which}, not {values.shape}.")


def _frozen(array: np.ndarray) -> np.ndarray:
    copy = np.array(array, dtype=np.float32)
    copy.flags.writeable = False
    return copy

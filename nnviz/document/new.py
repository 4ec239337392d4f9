"""Documents for networks that come from somewhere else: a script, another format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import cast

import numpy as np
import numpy.typing as npt

from nnviz.document import edits
from nnviz.document.model import CurrentInput, Document
from nnviz.engine import Network
from nnviz.engine.arrays import Shape, numbers_of, shape_text
from nnviz.engine.layers.copying import Flatten
from nnviz.engine.layers.dense import Dense
from nnviz.engine.numbers import amount, shown
from nnviz.errors import InputError, OptionError

VALUES = (("values", 1024),)
IMAGE = (("channels", 8), ("pixels of height", 128), ("pixels of width", 128))
CLASSES = 100
"""What a new network's input may be, each part with its name and the most of it; and its outputs."""
_SHARES = ("softmax", "log_softmax")


def from_network(network: Network, x: npt.ArrayLike | None = None, title: str = "Network") -> Document:
    """A document around ``network``, whose weights count as the trained ones.

    ``x`` is the input to look at, one or a batch, a list of them for several inputs; zeros without it.

    Raises:
        OptionError: ``network`` is none.
        InputError: ``x`` doesn't fit the network.
    """
    if not isinstance(network, Network):
        raise OptionError(f"A network or a document belongs here, not {shown(network)}.")
    activation = network.layers[-1].activation
    zeros = np.zeros(network.input_shape, np.float32)
    zeros.flags.writeable = False
    document = Document(
        network=network,
        title=title.encode(errors="replace").decode(),
        input=CurrentInput(zeros),
        task="classes" if activation is not None and activation.name in _SHARES else "values",
        trained=MappingProxyType(network.parameters()),
    )
    return document if x is None else with_input(document, x)


def with_size(shape: Shape, classes: int) -> Document:
    """A network of one layer for an input of ``shape``, (values,) or (channels, height, width), to build on;
    its weights are random. One class is a yes or no, several share one whole.

    Raises:
        OptionError: a size is out of bounds.
    """
    for size, (name, most) in zip(shape, VALUES if len(shape) == 1 else IMAGE, strict=True):
        if not 1 <= size <= most:
            raise OptionError(f"Choose 1 to {most:,} {name}: more would be hard to see.")
    if not 1 <= classes <= CLASSES:
        raise OptionError(f"Choose 1 to {CLASSES} output classes: more would be hard to see.")
    answer = Dense(classes, "softmax" if classes > 1 else "sigmoid")
    layers = [answer] if len(shape) == 1 else [Flatten(), answer]
    made = from_network(Network.build(shape, layers), title=f"New {shape_text(shape)} → {classes}")
    return replace(made, trained=MappingProxyType({}), view=replace(made.view, page="build"))


def with_input(document: Document, x: npt.ArrayLike | Sequence[npt.ArrayLike]) -> Document:
    """The document looking at ``x``: one network input, or the first of a batch; of a network that has
    several inputs, a list of these.

    Raises:
        InputError: ``x`` isn't an array of numbers, or doesn't fit the network.
    """
    several = len(document.network.input_layers) > 1 and isinstance(x, (list, tuple))
    arrays = cast(Sequence[npt.ArrayLike], x if several else [x])
    return looking_at(document, as_batches(document.network, arrays), "typed")


def looking_at(document: Document, batches: Sequence[np.ndarray], origin: str) -> Document:
    """The document looking at the first of ``batches``, one array a network input with the batch first."""
    first, *others = (batch[0] for batch in batches)
    return edits.set_input(document, CurrentInput(first, origin, others=tuple(others)))


def as_batches(network: Network, arrays: Sequence[npt.ArrayLike]) -> tuple[np.ndarray, ...]:
    """One input or one batch for each of the network's inputs, as batches (N, *shape) float32.

    Raises:
        InputError: one isn't an array of numbers or doesn't fit, or they are too few, too many or not alike.
    """
    shapes = [network.shapes[layer] for layer in network.input_layers]
    if len(arrays) != len(shapes):
        texts = " and ".join(map(shape_text, shapes))
        has, came = amount(len(shapes), "input"), len(arrays)
        raise InputError(f"This network has {has}, {texts}; {came} came.")
    batches = tuple(_as_batch(shape, array) for shape, array in zip(shapes, arrays, strict=True))
    if len({len(batch) for batch in batches}) > 1:
        raise InputError("All inputs of a network need the same number of samples.")
    return batches


def _as_batch(wanted: Shape, x: npt.ArrayLike) -> np.ndarray:
    array = numbers_of(x, np.dtype(np.float32), "The input")
    if array.shape == wanted:
        array = array[None]
    if array.shape[1:] != wanted or not len(array):
        raise InputError(
            f"This network takes an input of {shape_text(wanted)}, or a batch of them with the batch first, "
            f"but gets {shape_text(array.shape)}."
        )
    return array

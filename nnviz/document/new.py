"""Documents for networks that come from somewhere else: a script, another format."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from nnviz.document import edits
from nnviz.document.model import CurrentInput, Document
from nnviz.engine import Network
from nnviz.engine.arrays import shape_text
from nnviz.errors import InputError

_SHARES = ("softmax", "log_softmax")


def from_network(network: Network, x: npt.ArrayLike | None = None, title: str = "Network") -> Document:
    """A document around ``network``, whose weights count as the trained ones.

    ``x`` is the input to look at, one or a batch; zeros without it.

    Raises:
        InputError: ``x`` doesn't fit the network.
    """
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


def with_input(document: Document, x: npt.ArrayLike) -> Document:
    """The document looking at ``x``: one network input, or the first of a batch.

    Raises:
        InputError: ``x`` isn't an array of numbers, or doesn't fit the network.
    """
    return edits.set_input(document, CurrentInput(as_batch(document.network, x)[0]))


def as_batch(network: Network, x: npt.ArrayLike) -> np.ndarray:
    """``x``, one network input or a batch of them, as a batch (N, *input_shape) float32.

    Raises:
        InputError: ``x`` isn't an array of numbers, or doesn't fit the network.
    """
    try:
        array = np.asarray(x)
        if array.dtype.kind not in "biuf":
            raise ValueError
        array = array.astype(np.float32)
    except (ValueError, TypeError):
        raise InputError("The input isn't an array of numbers.") from None
    wanted = network.input_shape
    if array.shape == wanted:
        array = array[None]
    if array.shape[1:] != wanted or not len(array):
        raise InputError(
            f"This network takes an input of {shape_text(wanted)}, or a batch of them with the batch first, "
            f"but gets {shape_text(array.shape)}."
        )
    return array

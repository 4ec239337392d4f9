"""The network that fits points on the plane: two hidden layers of tanh, small enough to see every neuron."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document.edits import choose_sample
from nnviz.document.new import from_network
from nnviz.engine import Dense, Layer, Network
from nnviz.errors import InputError

HIDDEN = (8, 8)
FUNCTION = "tanh"


def layers_for(data: Dataset) -> tuple[Layer, ...]:
    """Hidden layers, then the answer: one sigmoid for two classes, a softmax from three on, else a value."""
    hidden = tuple(Dense(units, FUNCTION) for units in HIDDEN)
    if data.labels is None:
        return (*hidden, Dense(data.targets[0].size))
    classes = len(data.class_names)
    return (*hidden, Dense(1, "sigmoid") if data.targets.ndim == 2 else Dense(classes, "softmax"))


def network_for(data: Dataset, seed: int = 0) -> Network:
    """The same with weights drawn by ``seed``."""
    return Network.build(data.inputs.shape[1:], layers_for(data), seed)


def document_for(data: Dataset, seed: int = 0) -> Document:
    """An untrained document that fits ``data``, points (N, 2), looking at the first of those that aren't
    learned from.

    Raises:
        InputError: these are no points on the plane.
    """
    if data.inputs.shape[1:] != (2,):
        raise InputError("A network for the plane needs examples of two columns.")
    shown = data.unseen if data.held_out else data
    sizes = "-".join(str(size) for size in (2, *HIDDEN, network_for(data).output_shape[0]))
    document = replace(
        from_network(network_for(data, seed), title=f"{data.name} {sizes}"),
        about="Two coordinates in; every neuron's answer can be seen over the whole plane.",
        task="values" if data.labels is None else "classes",
        input_names=data.input_names,
        output_names=data.class_names,
        trained=MappingProxyType({}),
        data=shown,
    )
    return choose_sample(document, 0)

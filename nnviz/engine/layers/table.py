"""The table of all kinds of layers, the only list of them.

Each kind is one class: its facts, its formula, its shapes, and its forward pass beside its backward pass.
"""

from collections.abc import Mapping
from typing import Any

from nnviz.engine.graph import Input
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.convolution import Conv2D
from nnviz.engine.layers.copying import Activation, Dropout, Flatten
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.joining import Add, Concat
from nnviz.engine.layers.normalization import BatchNorm, LayerNorm
from nnviz.engine.layers.pooling import AveragePool2D, GlobalAveragePool2D, GlobalMaxPool2D, MaxPool2D
from nnviz.engine.layers.scaling import Standardize, Unstandardize
from nnviz.engine.names import unknown_name
from nnviz.engine.operators.operator import Operator
from nnviz.engine.registry import Registry
from nnviz.errors import OptionError

__all__ = [
    "LAYERS",
    "Activation",
    "Add",
    "AveragePool2D",
    "BatchNorm",
    "Concat",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePool2D",
    "GlobalMaxPool2D",
    "Input",
    "Layer",
    "LayerNorm",
    "MaxPool2D",
    "Operator",
    "Standardize",
    "Unstandardize",
    "from_options",
    "get",
]

LAYERS: Registry[type[Layer]] = Registry(
    "layer",
    lambda layer: layer.kind,
    (
        Input, Dense, Conv2D, MaxPool2D, AveragePool2D, GlobalAveragePool2D, GlobalMaxPool2D, Flatten,
        Activation, Dropout, BatchNorm, LayerNorm, Standardize, Unstandardize, Add, Concat, Operator,
    ),
)  # fmt: skip
"""Every kind of layer by name; within a role, in the order in which they are offered."""


def get(kind: str) -> type[Layer]:
    """The class of this kind of layer; raises :class:`UnknownNameError` with the nearest known name."""
    if kind not in LAYERS:
        raise unknown_name("layer", kind, LAYERS)
    return LAYERS[kind]


def from_options(kind: str, options: Mapping[str, Any]) -> Layer:
    """The layer of this kind with these options, as ``layer.kind`` and ``layer.options()`` gave them.

    Raises :class:`UnknownNameError` for an unknown kind, :class:`OptionError` for options it doesn't take.
    """
    made = get(kind)
    try:
        return made(**options)
    except TypeError:
        raise OptionError(f"A {kind} layer can't be made from the options {dict(options)}.") from None

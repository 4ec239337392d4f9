"""The network that fits pictures: small convolutions, each followed by a pooling, then two dense layers."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nnviz.data import Dataset
from nnviz.data.sources import Preparation, Source
from nnviz.data.split import prepared
from nnviz.document import Document
from nnviz.document.edits import choose_sample
from nnviz.document.new import from_network
from nnviz.document.training import Training
from nnviz.engine import Conv2D, Dense, Flatten, Layer, MaxPool2D, Network
from nnviz.errors import InputError
from nnviz.training.plan import plan

KERNELS = (8, 16, 32)
"""Kernels of the first convolution, the second and the third."""
SMALLEST_MAP = 7
"""Pixels of a side: no convolution follows on maps that are smaller."""
MOST = 2
"""Convolutions at first: a third only where the maps would still be large."""
LARGE_MAP = 16
HIDDEN = 32
"""Neurons between the maps and the answer."""


def layers_for(side: int, classes: int) -> tuple[Layer, ...]:
    """Convolution and pooling as often as ``side`` pixels allow, then dense layers with a softmax."""
    layers: list[Layer] = []
    for number, kernels in enumerate(KERNELS):
        if side < SMALLEST_MAP or (number >= MOST and side < LARGE_MAP):
            break
        layers += [Conv2D(kernels, 3, padding="same", activation="relu"), MaxPool2D(2)]
        side //= 2
    hidden = max(HIDDEN, min(2 * classes, 128))
    return (*layers, Flatten(), Dense(hidden, "relu"), Dense(classes, "softmax"))


def network_for(shape: tuple[int, ...], classes: int, seed: int = 0) -> Network:
    """The same with weights drawn by ``seed``, for pictures of ``shape`` (channels, height, width)."""
    return Network.build(shape, layers_for(min(shape[1:]), classes), seed)


def document_for(data: Dataset, seed: int = 0) -> Document:
    """An untrained document that fits ``data``, pictures (N, C, H, W) with class names, looking at the first
    of those that aren't learned from. Its title and the names of its answers are those of the data.

    Raises:
        InputError: these are no pictures of two classes or more.
    """
    if data.inputs.ndim != 4 or len(data.class_names) < 2:
        raise InputError("A network for pictures needs pictures of two classes or more.")
    network = network_for(data.inputs.shape[1:], len(data.class_names), seed)
    shown = data.unseen if data.held_out else data
    document = replace(
        from_network(network, title=data.name),
        about=f"Tells apart {len(data.class_names)} kinds of pictures.",
        output_names=data.class_names,
        trained=MappingProxyType({}),
        data=shown,
    )
    return choose_sample(document, 0)


def begun(pictures: Dataset, source: Source, preparation: Preparation) -> Document:
    """A document that is about to learn from ``pictures``, of which none is held out yet: on its Train page,
    with the recipe that suits it.

    Raises:
        InputError: these are no pictures of two classes or more.
    """
    data = prepared(pictures, preparation)
    document = document_for(data)
    training = Training(data, source, preparation, plan(document, data).recipe)
    return replace(document, training=training, view=replace(document.view, page="train"))

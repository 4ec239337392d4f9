"""Networks on images for tests: paddings, strides, dilations, groups, colours, odd sizes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.document import CurrentInput, Document
from nnviz.engine import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    Network,
)
from nnviz.engine.layers.base import Layer


def image_document(shape: tuple[int, int, int], layers: Sequence[Layer], seed: int = 0) -> Document:
    """A network with random weights and biases, looking at random pixels of which some are 0."""
    network = Network.build(shape, layers, seed=seed)
    random = np.random.default_rng(seed)
    biases = {
        key: random.normal(size=array.shape).astype(np.float32)
        for key, array in network.parameters().items()
        if key.endswith("bias")
    }
    x = np.clip(random.normal(0.3, 0.5, shape), 0.0, 1.0).astype(np.float32)
    return Document(network.with_parameters(biases), "made for a test", CurrentInput(x))


def image_networks() -> dict[str, Document]:
    """One of each kind of trouble."""
    softmax = Dense(3, "softmax")
    return {
        "digits": image_document(
            (1, 8, 8), [Conv2D(4, 3, activation="relu"), MaxPool2D(2), Flatten(), Dense(10, "softmax")]
        ),
        "two convolutions": image_document(
            (1, 28, 28),
            [
                Conv2D(8, 5, activation="relu"),
                MaxPool2D(2),
                Conv2D(16, 3, activation="relu"),
                MaxPool2D(2),
                Flatten(),
                Dense(10, "softmax"),
            ],
        ),
        "padding, dilation, colours": image_document(
            (3, 12, 10),
            [
                Conv2D(6, 3, padding=2, dilation=2, activation="tanh"),
                AveragePool2D(3, stride=2, padding=1),
                Conv2D(4, 1, activation="relu"),
                GlobalAveragePool2D(),
                softmax,
            ],
        ),
        "groups and stride": image_document(
            (4, 9, 9),
            [
                Conv2D(8, (3, 2), groups=4, stride=(2, 1), padding="same", activation="relu"),
                BatchNorm(),
                MaxPool2D(2, ceil_mode=True),
                Flatten(),
                softmax,
            ],
        ),
        "one pixel": image_document((1, 1, 1), [Conv2D(1, 1)]),
        "photograph": image_document((1, 71, 107), [Conv2D(4, 3, padding="same", bias=False)]),
        "pooling alone": image_document((1, 8, 8), [AveragePool2D(2), Flatten(), softmax]),
        "no window": image_document((1, 8, 8), [Flatten(), softmax]),
        "many channels": image_document((8, 6, 6), [Conv2D(40, 3, activation="relu"), MaxPool2D(2)]),
    }

"""The networks that a walk starts with: bundled samples, a wide one, a graph, a deep one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from nnviz import formats
from nnviz.document import CurrentInput, Document
from nnviz.engine import Activation, Add, Concat, Conv2D, Dense, Flatten, Input, MaxPool2D, Network

DEEP = 3_000


def wide() -> Document:
    """784-512-256-10: 535,040 weights and 778 biases."""
    layers = [Dense(512, "relu"), Dense(256, "relu"), Dense(10, "softmax")]
    values = np.random.default_rng(0).random(784, np.float32)
    network = Network.build((784,), layers, seed=0)
    return Document(network, "Wide", CurrentInput(values), image_shape=(28, 28))


def graph() -> Document:
    """A picture past a shortcut, two values beside it, joined for three classes."""
    network = Network.build(
        (1, 8, 8),
        [
            Conv2D(3, 3, padding="same", activation="relu", name="first"),
            Conv2D(3, 3, padding="same", name="second"),
            Add(name="sum", inputs=["first", "second"]),
            Activation("relu", name="kept"),
            MaxPool2D(2, name="small"),
            Flatten(name="flat"),
            Input((2,), name="facts"),
            Dense(4, "tanh", name="looked at"),
            Concat(name="both", inputs=["flat", "looked at"]),
            Dense(3, "softmax"),
        ],
        seed=0,
    )
    random = np.random.default_rng(0)
    picture, facts = random.random((1, 8, 8), np.float32), random.random(2, np.float32)
    return Document(network, "Graph", CurrentInput(picture, others=(facts,)), output_names=("a", "b", "c"))


def deep() -> Document:
    """3,000 layers of three neurons."""
    network = Network.build((3,), [Dense(3, "tanh") for _ in range(DEEP)], seed=0)
    values = np.array([0.2, -0.4, 0.9], np.float32)
    return Document(network, "Deep", CurrentInput(values))


MADE: Mapping[str, Callable[[], Document]] = MappingProxyType({"wide": wide, "graph": graph, "deep": deep})
LONG = ("digits", "digits-cnn", "mnist-cnn", "wide", "graph", "deep")
"""What ``make monkey`` walks over, an equal share of the events each."""


def document(name: str) -> Document:
    """A network made here, or a bundled sample or file."""
    return MADE[name]() if name in MADE else formats.open_any(name)[0]

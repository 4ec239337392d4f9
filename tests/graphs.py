"""Networks that aren't chains: two inputs, branches, shortcuts."""

from __future__ import annotations

import numpy as np

from nnviz.document import CurrentInput, Document
from nnviz.engine import Activation, Add, Concat, Conv2D, Dense, Flatten, Input, MaxPool2D, Network


def two_inputs(seed: int = 0) -> Document:
    """Three values and two more, each through a layer of its own, joined for two classes."""
    network = Network.build(
        (3,),
        [
            Dense(4, "relu", name="left"),
            Input((2,), name="more"),
            Dense(3, "tanh", name="right"),
            Concat(name="both", inputs=["left", "right"]),
            Dense(2, "softmax"),
        ],
        seed=seed,
    )
    random = np.random.default_rng(seed)
    first, second = random.random(3, np.float32), random.random(2, np.float32)
    return Document(network, "Two inputs", CurrentInput(first, others=(second,)), output_names=("no", "yes"))


def residual(seed: int = 0) -> Document:
    """A shortcut past one layer, as a residual network has it, and a second one past two."""
    network = Network.build(
        (3,),
        [
            Dense(4, "relu", name="start"),
            Dense(4, "relu", name="middle"),
            Add(name="sum", inputs=["start", "middle"]),
            Dense(4, "tanh", name="later"),
            Concat(name="all", inputs=["sum", "later", "start"]),
            Dense(2, "softmax"),
        ],
        seed=seed,
    )
    x = np.random.default_rng(seed).random(3, np.float32)
    return Document(network, "Residual", CurrentInput(x), output_names=("no", "yes"))


def two_branches(seed: int = 0) -> Document:
    """One input through a short and a long branch that meet in a sum."""
    network = Network.build(
        (4,),
        [
            Dense(3, "tanh", name="short", inputs=["input"]),
            Dense(5, "relu", name="long", inputs=["input"]),
            Dense(3, "relu", name="longer", inputs=["long"]),
            Add(name="sum", inputs=["short", "longer"]),
            Dense(1, "sigmoid"),
        ],
        seed=seed,
    )
    x = np.random.default_rng(seed).random(4, np.float32)
    return Document(network, "Two branches", CurrentInput(x), task="values")


def graphs() -> dict[str, Document]:
    """All of them by name."""
    return {"two inputs": two_inputs(), "residual": residual(), "two branches": two_branches()}


def _ring() -> np.ndarray:
    """(1, 8, 8): a ring, with a little unrest, so that no two values are alike."""
    rows, columns = np.mgrid[-3.5:4.5, -3.5:4.5]
    ring = (np.abs(np.hypot(rows, columns) - 2.5) < 1.0) * 0.9
    return (ring + 0.1 * np.random.default_rng(0).random((8, 8)))[None].astype(np.float32)


def residual_cnn(seed: int = 0) -> Document:
    """A shortcut past a convolution, as in a residual network."""
    network = Network.build(
        (1, 8, 8),
        [
            Conv2D(3, 3, padding="same", activation="relu", name="first"),
            Conv2D(3, 3, padding="same", name="second"),
            Add(name="sum", inputs=["first", "second"]),
            Activation("relu", name="kept"),
            MaxPool2D(2),
            Flatten(),
            Dense(3, "softmax"),
        ],
        seed=seed,
    )
    return Document(network, "Residual CNN", CurrentInput(_ring()), output_names=("a", "b", "c"))


def two_maps(seed: int = 0) -> Document:
    """Two convolutions of one picture, their maps one after the other."""
    network = Network.build(
        (1, 8, 8),
        [
            Conv2D(2, 1, activation="relu", name="narrow", inputs=["input"]),
            Conv2D(2, 3, padding="same", activation="relu", name="wide", inputs=["input"]),
            Concat(name="both", inputs=["narrow", "wide"]),
            MaxPool2D(2),
            Flatten(),
            Dense(3, "softmax"),
        ],
        seed=seed,
    )
    return Document(network, "Two convolutions", CurrentInput(_ring()), output_names=("a", "b", "c"))


def two_images(seed: int = 0) -> Document:
    """Two pictures, each through a convolution of its own, added up."""
    network = Network.build(
        (1, 8, 8),
        [
            Conv2D(2, 3, activation="relu", name="left"),
            Input((1, 8, 8), name="other"),
            Conv2D(2, 3, activation="relu", name="right", inputs=["other"]),
            Add(name="sum", inputs=["left", "right"]),
            Flatten(),
            Dense(2, "softmax"),
        ],
        seed=seed,
    )
    x = CurrentInput(_ring(), others=(1 - _ring(),))
    return Document(network, "Two pictures", x, output_names=("same", "different"))


def image_and_facts(seed: int = 0) -> Document:
    """A picture and three numbers, joined once the picture is flat."""
    network = Network.build(
        (1, 8, 8),
        [
            Conv2D(2, 3, activation="relu", name="maps"),
            MaxPool2D(2),
            Flatten(name="flat"),
            Input((3,), name="facts"),
            Concat(name="joined", inputs=["flat", "facts"]),
            Dense(6, "relu"),
            Dense(2, "softmax"),
        ],
        seed=seed,
    )
    facts = np.random.default_rng(seed).random(3, np.float32)
    return Document(network, "Picture and facts", CurrentInput(_ring(), others=(facts,)))


def facts_first(seed: int = 0) -> Document:
    """The same the other way round: the numbers are the first input, the picture is the second."""
    network = Network.build(
        (3,),
        [
            Dense(4, "tanh", name="facts"),
            Input((1, 8, 8), name="picture"),
            Conv2D(2, 3, activation="relu", name="maps", inputs=["picture"]),
            Flatten(name="flat"),
            Concat(name="joined", inputs=["facts", "flat"]),
            Dense(2, "softmax"),
        ],
        seed=seed,
    )
    facts = np.random.default_rng(seed).random(3, np.float32)
    return Document(network, "Facts and picture", CurrentInput(facts, others=(_ring(),)))


def image_graphs() -> dict[str, Document]:
    """Those on images by name."""
    return {
        "residual CNN": residual_cnn(),
        "two convolutions": two_maps(),
        "two pictures": two_images(),
        "picture and facts": image_and_facts(),
        "facts and picture": facts_first(),
    }

"""Networks that aren't chains: two inputs, branches, shortcuts."""

from __future__ import annotations

import numpy as np

from nnviz.document import CurrentInput, Document
from nnviz.engine import Add, Concat, Dense, Input, Network


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

"""The networks of the lesson *Why doesn't it learn?*: each has one thing wrong with it.

What each trains with is part of its file. Seeds are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.data import Dataset, bundled, toys
from nnviz.data.dataset import closed
from nnviz.data.sources import Bundled, Embedded, Preparation, Source
from nnviz.document import CurrentInput, Document, View
from nnviz.document.training import Training
from nnviz.engine import SGD, Adam, Dense, Layer, Network, Recipe
from nnviz.engine.learning import losses

SGD_01 = Recipe(5, 32, SGD(0.1), losses.get("cross_entropy"))
"""What cures five of them, and what they have in common."""
OFF = -20.0
"""A bias that no digit makes up for."""
FEW = 300


def alike() -> Document:
    """All weights begin at 0."""
    network = _reader(Dense(16, "relu"))
    zeros = {key: np.zeros_like(array) for key, array in network.parameters().items()}
    return _digits(network.with_parameters(zeros), "All alike", "Its weights all begin at 0.")


def unscaled() -> Document:
    """Pixels from 0 to 16, as the file of digits has them."""
    digits = bundled.digits()
    raw = replace(digits, name="raw digits", inputs=closed(digits.inputs * np.float32(16)))
    about = "Its pixels go from 0 to 16, as they lie in the file."
    return _digits(_reader(Dense(16, "relu")), "Never scaled", about, raw, Embedded(raw.name))


def dead() -> Document:
    """No hidden neuron is on for any digit."""
    network = _reader(Dense(16, "relu"))
    network = network.with_parameters({"1.bias": np.full(16, OFF, np.float32)})
    return _digits(network, "All dead", "Its hidden biases begin at −20.")


def starved() -> Document:
    """Eight layers of sigmoid."""
    layers = (Dense(24, "sigmoid") for _ in range(8))
    return _digits(_reader(*layers), "Starved", "Eight hidden layers of 24 sigmoid neurons.")


def runaway() -> Document:
    """Eight layers without a bend, at a rate that is too high for them."""
    layers = (Dense(24, "identity") for _ in range(8))
    return _digits(_reader(*layers, seed=1), "Ran away", "Eight hidden layers without a bend.")


def nonsense() -> Document:
    """Three hundred digits whose labels were shuffled among them."""
    digits = bundled.digits()
    labels = np.random.default_rng(0).permutation(digits.targets[:FEW])
    data = _few(digits, FEW, closed(np.concatenate([labels, digits.unseen.targets])), "shuffled digits")
    recipe = replace(SGD_01, epochs=200, optimizer=Adam(0.01))
    about = f"It learns from {FEW} digits whose labels were shuffled."
    made = _digits(_reader(Dense(64, "relu")), "Nonsense", about, data, Embedded(data.name))
    return _with_recipe(made, recipe)


def fifty() -> Document:
    """Fifty digits to learn from."""
    digits = bundled.digits()
    targets = closed(np.concatenate([digits.targets[:50], digits.unseen.targets]))
    data = _few(digits, 50, targets, "fifty digits")
    made = _digits(
        _reader(Dense(16, "relu")), "Fifty digits", "It learns from 50 digits.", data, Embedded(data.name)
    )
    return _with_recipe(made, replace(SGD_01, epochs=400, batch_size=10))


def bad_seed() -> Document:
    """Exclusive or with four ReLUs, from a beginning that leads nowhere."""
    data = toys.xor()
    network = Network.build((2,), (Dense(4, "relu"), Dense(1, "sigmoid")), seed=BAD)
    recipe = Recipe(500, 4, Adam(0.03), losses.get("binary_cross_entropy"))
    document = Document(
        network=network,
        title="A bad seed",
        input=CurrentInput(data.inputs[0], "sample", sample=0),
        task="values",
        about="Four ReLUs that are to say when two inputs differ.",
        input_names=data.input_names,
        output_names=("differ",),
        data=data,
        view=View(),
    )
    return replace(document, training=Training(data, Bundled("xor"), Preparation(), recipe))


BAD = 0
"""A seed from which it never gets all four right."""

NETWORKS: Mapping[str, Callable[[], Document]] = MappingProxyType(
    {
        "alike": alike,
        "unscaled": unscaled,
        "dead": dead,
        "starved": starved,
        "runaway": runaway,
        "nonsense": nonsense,
        "fifty": fifty,
        "bad-seed": bad_seed,
    }
)
"""File's name -> what makes it."""


def _reader(*hidden: Layer, seed: int = 0) -> Network:
    """A network that reads digits of 8 × 8 pixels, with its first weights."""
    return Network.build((64,), (*hidden, Dense(10, "softmax")), seed=seed)


def _few(digits: Dataset, count: int, targets: np.ndarray, name: str) -> Dataset:
    """So many digits to learn from, and all that are held out."""
    inputs = closed(np.concatenate([digits.inputs[:count], digits.unseen.inputs]))
    return replace(digits, name=name, inputs=inputs, targets=targets)


def _digits(
    network: Network, title: str, about: str, data: Dataset | None = None, source: Source | None = None
) -> Document:
    data = data or bundled.digits()
    return Document(
        network=network,
        title=title,
        input=CurrentInput(data.unseen.inputs[5], "sample", sample=5),
        image_shape=(8, 8),
        about=about,
        output_names=data.class_names,
        data=data.unseen,
        view=View(),
        training=Training(data, source or Bundled("digits"), Preparation(), SGD_01),
    )


def _with_recipe(document: Document, recipe: Recipe) -> Document:
    training = document.training
    assert training is not None
    return replace(document, training=replace(training, recipe=recipe))

"""Networks of any size to measure with."""

import numpy as np

from nnviz.document import CurrentInput, Document
from nnviz.engine import Dense, Network


def document(inputs: tuple[int, ...], units: list[int]) -> Document:
    """A network of dense layers with random weights, and a random input."""
    layers = [Dense(count, activation="relu") for count in units[:-1]]
    network = Network.build(inputs, [*layers, Dense(units[-1], activation="softmax")], seed=1)
    values = np.random.default_rng(1).random(inputs).astype(np.float32)
    return Document(network, "benchmark", CurrentInput(values))

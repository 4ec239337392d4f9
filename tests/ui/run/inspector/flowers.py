"""A small classifier whose numbers are known, and two of its neurons."""

import numpy as np

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Dense, Network


def flowers(hidden="tanh", output="softmax") -> Document:
    """A 4-5-3 network with named inputs and classes; every number follows from the seed."""
    random = np.random.default_rng(5)
    network = Network.build((4,), [Dense(5, hidden), Dense(3, output)], seed=2)
    numbers = {
        key: random.normal(0, 0.8, array.shape).astype(np.float32)
        for key, array in network.parameters().items()
    }
    return Document(
        network.with_parameters(numbers),
        "Flowers 4-5-3",
        CurrentInput(np.array([1.0, 0.5, -0.75, 2.0], np.float32)),
        input_names=("sepal length", "sepal width", "petal length", "petal width"),
        output_names=("setosa", "versicolor", "virginica"),
    )


HIDDEN = Target(1, 2)
OUTPUT = Target(2, 1)

"""Networks computed once more, straight from their parameters, in float64 and without the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnviz.document import Document

Array = np.ndarray


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def relu(z: Array) -> Array:
    return np.where(z > 0, z, 0.0)


def softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def parameter(document: Document, key: str) -> Array:
    """One of the parameters in float64."""
    return document.network.parameters()[key].astype(np.float64)


def dense(
    document: Document, functions: Sequence[Callable[[Array], Array]], x: Array | None = None
) -> tuple[list[Array], list[Array]]:
    """z and a of each layer of a chain of dense ones, layer 0 first, for the examples or for ``x``."""
    assert document.data is not None
    a = np.asarray(document.data.inputs if x is None else x, np.float64)
    all_z, all_a = [a], [a]
    for number, function in enumerate(functions, 1):
        z = a @ parameter(document, f"{number}.weight") + parameter(document, f"{number}.bias")
        a = function(z)
        all_z.append(z)
        all_a.append(a)
    return all_z, all_a


def convolved(document: Document, image: Array) -> Array:
    """z of the first layer, a convolution without padding: (maps, rows, columns)."""
    kernels, biases = parameter(document, "1.weight"), parameter(document, "1.bias")
    size = kernels.shape[2]
    rows, columns = image.shape[1] - size + 1, image.shape[2] - size + 1
    found = np.empty((len(kernels), rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[:, row : row + size, column : column + size].astype(np.float64)
            found[:, row, column] = (kernels * window).sum(axis=(1, 2, 3)) + biases
    return found

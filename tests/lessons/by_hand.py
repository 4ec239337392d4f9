"""What a network computes, worked out once more: plain NumPy in double precision, layer after layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.engine import Layer, Network

Values = np.ndarray


@dataclass(frozen=True)
class Passed:
    """z and a of each layer by its number, each (examples, *shape)."""

    z: Mapping[int, Values]
    a: Mapping[int, Values]

    @property
    def output(self) -> Values:
        return self.a[max(self.a)]


def _softmax(z: Values) -> Values:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


FUNCTIONS: Mapping[str, Callable[[Values], Values]] = {
    "identity": lambda z: z,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": _softmax,
}


def passed(
    network: Network,
    inputs: Values,
    held: Mapping[tuple[int, int], float] | None = None,
    straight: bool = False,
) -> Passed:
    """Run ``inputs`` (examples, *shape) through. ``held`` are values of a by (layer, unit); ``straight``: the
    identity in the place of every function but the last."""
    z: dict[int, Values] = {}
    a: dict[int, Values] = {0: np.asarray(inputs, np.float64)}
    parameters = {name: np.asarray(array, np.float64) for name, array in network.parameters().items()}
    for number, layer in enumerate(network.layers, 1):
        own = {name: array for name, array in parameters.items() if name.split(".")[0] == str(number)}
        z[number] = _summed(layer, a[number - 1], {name.split(".")[1]: array for name, array in own.items()})
        name = layer.activation.name if layer.activation is not None else "identity"
        bends = not straight or number == len(network.layers)
        a[number] = FUNCTIONS[name if bends else "identity"](z[number])
        for (at, unit), value in (held or {}).items():
            if at == number:
                a[number][:, unit] = value
    return Passed(z, a)


def _summed(layer: Layer, x: Values, own: Mapping[str, Values]) -> Values:
    match type(layer).__name__:
        case "Dense":
            return x @ own["weight"] + own["bias"]
        case "Flatten":
            return x.reshape(len(x), -1)
        case "Conv2D":
            rim = layer.kernel[0] // 2 if layer.padding == "same" else 0
            padded = np.pad(x, ((0, 0), (0, 0), (rim, rim), (rim, rim)))
            windows = np.lib.stride_tricks.sliding_window_view(padded, layer.kernel, axis=(2, 3))
            bias = own["bias"][:, None, None] if "bias" in own else 0.0
            return np.einsum("ncijkl,ockl->noij", windows, own["weight"], optimize=True) + bias
        case "MaxPool2D":
            size = layer.kernel[0]
            count, maps, rows, columns = x.shape
            blocks = x.reshape(count, maps, rows // size, size, columns // size, size)
            return blocks.max(axis=(3, 5))
    raise NotImplementedError(type(layer).__name__)


def said(document: Document, output: Values) -> Values:
    """The class that each output says."""
    return (output[:, 0] > 0.5).astype(int) if output.shape[1] == 1 else output.argmax(axis=1)


def surely_and_perhaps(value: Values, near: float = 1e-4) -> tuple[Values, Values]:
    """Where ``value`` is above 0 whatever single precision makes of it, and where it may be."""
    return value > near, value > -near

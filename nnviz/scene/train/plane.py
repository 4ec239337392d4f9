"""The plane that two inputs make: what is shown of it, and the points of it that the network is asked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.data import Dataset
from nnviz.data.sources import Toy
from nnviz.data.toys import REACH
from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.engine import Network
from nnviz.engine.arrays import count
from nnviz.engine.learning.outputs import output_function
from nnviz.scene.values.span import Span
from nnviz.scene.words import names

SIDE = 100
"""Points along each side at which the network is asked."""
ROOM, TOY_ROOM = 0.08, 1.3
"""What is shown around the examples, as a share of their width; and of a toy set's reach."""


@dataclass(frozen=True)
class Plane:
    """What is shown of both inputs, and what these are called."""

    x: Span
    y: Span
    names: tuple[str, str]

    def grid(self, network: Network) -> np.ndarray:
        """(SIDE², *input shape) points, row by row from the top, in the network's type."""
        x = np.linspace(self.x.low, self.x.high, SIDE)
        y = np.linspace(self.y.high, self.y.low, SIDE)
        points = np.stack([np.tile(x, SIDE), np.repeat(y, SIDE)], axis=1)
        return points.astype(network.dtype).reshape(-1, *network.input_shape)

    def shares(self, places: np.ndarray) -> np.ndarray:
        """(N, 2) where points stand, 0 to 1 from the left and from the top."""
        low, high = (np.array([getattr(self.x, end), getattr(self.y, end)]) for end in ("low", "high"))
        shares = (places.reshape(len(places), 2) - low) / (high - low)
        shares[:, 1] = 1 - shares[:, 1]
        return np.asarray(shares)

    def place(self, across: float, down: float) -> tuple[float, float]:
        """The coordinates at these shares of the plane, from the left and from the top, held within it."""
        return self.x.held(self.x.value(across)), self.y.held(self.y.value(1 - down))


FEW, FEW_ROOM = 16, 0.4
"""So few examples stand further from the rim."""


def is_toy(training: Training | None) -> bool:
    """Whether a toy set is learned from, painted on or not."""
    return training is not None and isinstance(training.source, Toy)


def examples(document: Document, training: Training | None) -> Dataset | None:
    """What is trained on, and judged by: those of ``training``, or the document's own; None where there are
    none that fit."""
    data = training.data if training is not None else document.data
    if data is None or not len(data) or count(data.inputs.shape[1:]) != count(document.network.input_shape):
        return None
    return _with_classes(document, data)


def _with_classes(document: Document, data: Dataset) -> Dataset:
    """``data`` with two classes where its values are 0 and 1, and the network's one output is a share."""
    output = output_function(document.network)
    is_share = output is not None and output.gives_shares and count(document.network.output_shape) == 1
    if data.labels is not None or not is_share or not np.isin(data.targets, (0, 1)).all():
        return data
    names = document.output_names if len(document.output_names) == 2 else ("class 0", "class 1")
    return replace(data, class_names=names)


def is_planar(document: Document) -> bool:
    """Whether the inputs make a plane: one input of two numbers."""
    network = document.network
    return len(network.input_layers) == 1 and count(network.input_shape) == 2


def plane_of(document: Document, data: Dataset | None, is_toy: bool = False) -> Plane | None:
    """The plane that is shown: all examples and some room around them, of a toy set at least where its points
    usually lie, so that nothing jumps while points are painted. None where inputs make none."""
    if not is_planar(document):
        return None
    called = (names.input_name(document, 0), names.input_name(document, 1))
    if data is None:
        usual = Span(-1.0, 1.0)
        return Plane(usual, usual, called)
    return Plane(_span(data.inputs, 0, is_toy), _span(data.inputs, 1, is_toy), called)


def _span(inputs: np.ndarray, column: int, is_toy: bool) -> Span:
    values = inputs.reshape(len(inputs), 2)[:, column].astype(np.float64)
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if values.size else (-1.0, 1.0)
    if is_toy:
        reach = max(TOY_ROOM * REACH, (1 + ROOM) * -low, (1 + ROOM) * high)
        return Span(-reach, reach)
    share = FEW_ROOM if len(inputs) <= FEW else ROOM
    room = share * (high - low) if high > low else 1.0
    return Span(low - room, high + room)

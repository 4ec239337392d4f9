"""Two inputs as a plane, one as a line: what a network says at every point of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.engine import Network
from nnviz.engine.arrays import count
from nnviz.scene.values.contour import contour
from nnviz.scene.values.reading import HALF, Reading
from nnviz.scene.values.span import Span

SIDE = 100
"""Points of the grid along each side of the plane."""
STEPS = 301
"""Points of a curve along its line."""
FEW = 16
"""So few examples stand far from the plane's rim."""
POINTS = 2000
"""Examples that are drawn at most."""


@dataclass(frozen=True, eq=False)
class Surface:
    """A network over the plane. ``shares`` (SIDE, SIDE), row 0 at the top: −1 to 1 where an output is one
    number; for three classes and more the class that is largest. ``boundary`` (n, 4): pieces of lines in
    shares of the plane, y down."""

    shares: np.ndarray
    boundary: np.ndarray
    are_classes: bool


def dimensions(document: Document) -> int:
    """2 where the inputs make a plane, 1 where they make a line, else 0."""
    network = document.network
    size = sum(count(network.shapes[number]) for number in network.input_layers)
    return size if size <= 2 and len(network.input_layers) == 1 else 0


def spans(document: Document) -> tuple[Span, ...]:
    """What is shown of each input: all examples and some room around them, wide enough for the input."""
    here = document.input.values.reshape(1, -1).astype(np.float64)
    data = document.data
    known = here if data is None or not len(data) else data.inputs.reshape(len(data), -1).astype(np.float64)
    known = np.where(np.isfinite(known), known, 0.0)
    if data is None:
        known = np.concatenate([known, np.full_like(here, -1.0), np.full_like(here, 1.0)])
    low, high = known.min(axis=0), known.max(axis=0)
    size = np.where(high > low, high - low, 1.0)
    room = (0.4 if len(known) <= FEW else 0.08) * size
    return tuple(Span(float(a), float(b)) for a, b in zip(low - room, high + room, strict=True))


def grid(document: Document, shown: tuple[Span, ...]) -> np.ndarray:
    """The points of the plane, row by row from the top, in the network's type and input shape."""
    x = np.linspace(shown[0].low, shown[0].high, SIDE)
    y = np.linspace(shown[1].high, shown[1].low, SIDE)
    points = np.stack([np.tile(x, SIDE), np.repeat(y, SIDE)], axis=1)
    return points.astype(document.network.dtype).reshape(-1, *document.network.input_shape)


def line(document: Document, shown: tuple[Span, ...]) -> np.ndarray:
    """The points of the line, in the network's type and input shape."""
    x = np.linspace(shown[0].low, shown[0].high, STEPS)
    return x.astype(document.network.dtype).reshape(-1, *document.network.input_shape)


def surface(network: Network, points: np.ndarray, of: Reading, scale: float = 1.0) -> Surface:
    """The network at all points of :func:`grid`; ``scale`` is the value of full colour where values are
    shown as they are."""
    output = network.predict(points).reshape(len(points), -1)
    if of.kind == "class" and output.shape[1] > 2:
        return _of_classes(output)
    if of.kind == "value":
        field = output[:, 0].reshape(SIDE, SIDE)
        return Surface(np.clip(field / max(scale, 1e-12), -1, 1), np.empty((0, 4)), False)
    yes = output[:, -1].reshape(SIDE, SIDE)
    field = yes - HALF if of.kind == "yes" else yes - output[:, 0].reshape(SIDE, SIDE)
    shares = np.clip(2 * field if of.kind == "yes" else field, -1, 1)
    return Surface(shares, contour(field) / (SIDE - 1), False)


def largest(network: Network, points: np.ndarray) -> float:
    """The largest size that the output has at these points, for one scale of two pictures."""
    output = network.predict(points).reshape(len(points), -1)[:, 0]
    sizes = np.abs(output[np.isfinite(output)])
    return float(sizes.max()) if sizes.size else 1.0


def curve(network: Network, points: np.ndarray) -> np.ndarray:
    """The first output at all points of :func:`line`."""
    return np.asarray(network.predict(points).reshape(len(points), -1)[:, 0], np.float64)


def _of_classes(output: np.ndarray) -> Surface:
    rows = output.reshape(SIDE, SIDE, -1)
    pieces = []
    for number in range(rows.shape[2]):
        others = np.delete(rows, number, axis=2).max(axis=2)
        pieces.append(contour(rows[:, :, number] - others))
    return Surface(rows.argmax(axis=2), np.concatenate(pieces) / (SIDE - 1), True)

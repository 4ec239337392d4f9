"""A neuron's z, or a layer's, over the document's examples: a histogram, and what functions make of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target, examples
from nnviz.document.units import index_of
from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array, count
from nnviz.scene.lab.functions.shape import FLAT, shape, slopes, values
from nnviz.scene.words.numbers import percent

MOST_EXAMPLES, MOST_VALUES = 2000, 200_000
BINS = 60
_BATCH = 200


@dataclass(frozen=True, eq=False)
class Spread:
    """All z that were counted, float32 (n,). ``examples`` of ``total`` were taken; ``whose`` names them."""

    z: Array
    examples: int
    total: int
    whose: str

    def histogram(self, low: float, high: float) -> Array:
        """How many z fall into each of equally wide bins from ``low`` to ``high``, and how many outside."""
        inside, _ = np.histogram(self.z, BINS, (low, high))
        return inside


@dataclass(frozen=True)
class Shares:
    """Of all z counted: the share on a flat part (slope below 1 % of the largest, not 0), the share with
    slope 0, the share whose f(z) is 0 as well, and the share on a leaky function's small slope."""

    flat: float
    dead: float
    off: float
    small: float


def spread(document: Document, target: Target, is_layer: bool, name: str) -> Spread:
    """Run the examples that fit through the network and keep the z of the neuron, or of its whole layer.
    What is held in the window is not held here: these are the network's own values."""
    network, data = document.network, examples.that_fit(document)
    assert data is not None
    own: tuple[slice | int, ...] = (slice(None), *index_of(target.unit))
    wide = count(network.shapes[target.layer])
    most = min(len(data), MOST_EXAMPLES, max(1, MOST_VALUES // (wide if is_layer else 1)))
    found = []
    for start in range(0, most, _BATCH):
        z = network.trace(data.inputs[start : min(start + _BATCH, most)])[target.layer].z
        found.append(z.ravel() if is_layer else z[own])
    all_z = np.concatenate(found).astype(np.float32)
    all_z.flags.writeable = False
    return Spread(all_z, most, len(data), name)


def shares(function: ActivationFunction, z: Array) -> Shares:
    """What ``function`` makes of every z."""
    if not len(z):
        return Shares(0.0, 0.0, 0.0, 0.0)
    seen, sizes = shape(function), np.abs(slopes(function, z))
    dead = sizes == 0
    off = dead & (values(function, z) == 0)
    small = np.zeros_like(dead) if seen.small is None else sizes == abs(seen.small)
    flat = np.zeros_like(dead) if seen.small is not None else ~dead & (sizes < FLAT * seen.largest)
    return Shares(*(float(np.mean(part)) for part in (flat, dead, off, small)))


def told(function: ActivationFunction, z: Array) -> str:
    """The shares in a few words: "over the data: 12.5% saturated, 40.0% off"."""
    found = shares(function, z)
    seen = shape(function)
    parts = []
    if seen.small is not None:
        parts.append(f"{percent(found.small)} on the small slope")
    elif seen.flat:
        parts.append(f"{percent(found.flat)} saturated")
    if seen.dead and not seen.is_constant:
        other = found.dead - found.off
        parts.append(f"{percent(found.off)} off" if not other else f"{percent(found.dead)} with slope 0")
    return "Over the data: " + ", ".join(parts) if parts else "Over the data: the same slope for all"

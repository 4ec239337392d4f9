"""The neuron whose z the lab shows, and the way back to it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nnviz.document import Document, Target, View
from nnviz.document.lab import LARGEST_Z
from nnviz.document.units import index_of
from nnviz.engine import Trace
from nnviz.scene.words import names

WITHOUT = 1.0
"""The z that the lab begins with where no neuron is chosen."""


@dataclass(frozen=True)
class Chosen:
    """A neuron that has a z: which one, what it is called, with its layer and without, its z now, and whether
    that is held."""

    target: Target
    name: str
    short: str
    z: float
    is_held: bool


def chosen(document: Document, trace: Trace, selection: Target | None) -> Chosen | None:
    """The selected neuron, where it is one with a pre-activation of its own."""
    if selection is None or selection.layer == 0:
        return None
    layer = document.network.layer(selection.layer)
    if layer.activation is None:
        return None
    z = float(trace[selection.layer].z[(0, *index_of(selection.unit))])
    held = document.overrides.get(selection)
    name = names.unit_with_layer(document, selection)
    short = names.capital(names.unit(document, selection.layer, selection.unit))
    return Chosen(selection, name, short, z, held is not None and held.kind == "z")


def z_of(view: View, neuron: Chosen | None) -> float:
    """The one z of all cards: what a hand set, or else the neuron's own, within what can be shown."""
    z = view.lab.z if view.lab.z is not None else WITHOUT if neuron is None else neuron.z
    return min(max(z, -LARGEST_Z), LARGEST_Z) if math.isfinite(z) else 0.0


def is_own(view: View, neuron: Chosen | None) -> bool:
    """Whether the z shown is the neuron's own."""
    return neuron is not None and (view.lab.z is None or view.lab.z == neuron.z)

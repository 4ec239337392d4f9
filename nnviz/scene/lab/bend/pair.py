"""The two networks that stand side by side: with the functions that bend, and with the identity instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.document import Document
from nnviz.document.edits import replaced_functions
from nnviz.engine import ActivationFunction, Network, collapse

MOST_MIXED = 2**20
"""Parameters of a network that is mixed anew for each moment of the first step."""


@dataclass(frozen=True, eq=False)
class Pair:
    """``bent`` and ``straight`` have the same weights; ``functions`` are those of the hidden layers of the
    one, by layer, in whose place the other has the identity. ``is_straight``: the document's own network is
    the straight one. ``bends`` are layers that bend in both. Without ``functions`` both are the document's
    own network."""

    bent: Network
    straight: Network
    functions: Mapping[int, ActivationFunction]
    is_straight: bool
    bends: tuple[int, ...]

    @property
    def can_straighten(self) -> bool:
        """Whether the document's network has functions to be made the identity."""
        return bool(self.functions) and not self.is_straight

    def at(self, share: float) -> Network:
        """The network on its way from ``bent`` (0) to ``straight`` (1)."""
        if share >= 1 or not self.functions:
            return self.straight
        if share <= 0 or self.bent.parameter_count > MOST_MIXED:
            return self.bent
        return collapse.straightened(self.bent, share)


def pair(document: Document) -> Pair:
    """The two networks of a document. Numbers that are held stay out of both."""
    network = document.network
    bends = collapse.bending_layers(network)
    functions = collapse.hidden_functions(network)
    if functions:
        return Pair(network, collapse.straightened(network), functions, False, bends)
    before = replaced_functions(document)
    if not before:
        return Pair(network, network, {}, True, bends)
    bent = network.with_functions(before)
    learned = {key: document.trained[key] for key in bent.parameters() if _is_back(network, document, key)}
    return Pair(bent.with_parameters(learned), network, before, True, bends)


def _is_back(network: Network, document: Document, key: str) -> bool:
    """Whether a number came back with a function that learns its own: as training left it."""
    return key not in network.parameters() and key in document.trained


def can_average(document: Document, bends: tuple[int, ...]) -> bool:
    """Whether one of these layers takes the largest of a window, and could take the mean in its place."""
    return any(document.network.layer(number).averaged() is not None for number in bends)

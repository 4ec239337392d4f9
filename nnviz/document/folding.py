"""Folding a scaling layer into the dense layer beside it: one layer less, the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from nnviz.document import structure
from nnviz.document.model import Document
from nnviz.document.plan import plan
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.engine.layers.scaling import Scaling, folded_backward, folded_forward
from nnviz.errors import OptionError


def partner(network: Network, number: int) -> int | None:
    """The dense layer that can take the scaling layer ``number`` in; None where none can.

    The one after it, where it reads nothing else, or the one before it, where its function is the identity.
    """
    if not isinstance(network.layer(number), Scaling):
        return None
    readers = [n for n in range(1, len(network.layers) + 1) if number in network.sources(n)]
    if len(readers) == 1 and _takes(network, readers[0]):
        return readers[0]
    (before,) = network.sources(number)
    is_alone = [n for n in range(1, len(network.layers) + 1) if before in network.sources(n)] == [number]
    if before and is_alone and _takes(network, before) and _is_linear(network, before):
        return before
    return None


def fold_scaling(document: Document, number: int) -> Document:
    """Work the scaling layer ``number`` into the dense layer beside it, in the trained weights too.

    Raises:
        OptionError: the shapes of the draft don't fit yet, or no dense layer beside it can take it in.
    """
    if plan(document).mismatch is not None:
        raise OptionError("A layer is folded once all shapes fit: fix the mismatch first.")
    other = partner(document.network, number)
    if other is None:
        raise OptionError(
            "Only a dense layer with a bias can take a scaling in: right after it, or right before it "
            "with the identity as its function."
        )
    folded = _folded(document.network, document.network.parameters(), number, other)
    trained = _folded(document.network, document.trained, number, other)
    without = structure.remove_layer(document, number)
    return structure.without_draft(
        replace(
            without,
            network=without.network.with_parameters(folded),
            trained=MappingProxyType(dict(without.trained) | trained),
        )
    )


def _folded(network: Network, parameters: Mapping[str, Array], number: int, other: int) -> dict[str, Array]:
    """The dense layer's new parameters under their keys once the scaling is gone; none if any is unknown."""
    own, dense = _of_layer(parameters, number), _of_layer(parameters, other)
    if not own.keys() >= {"mean", "deviation"} or not dense.keys() >= {"weight", "bias"}:
        return {}
    fold = folded_forward if other > number else folded_backward
    place = other - 1 if other > number else other
    return {
        f"{place}.{name}": _frozen(values, network)
        for name, values in fold(network.layer(number), own, dense).items()
    }


def _of_layer(parameters: Mapping[str, Array], number: int) -> dict[str, Array]:
    start = f"{number}."
    return {key.removeprefix(start): array for key, array in parameters.items() if key.startswith(start)}


def _frozen(values: Array, network: Network) -> Array:
    array = values.astype(network.dtype)
    array.flags.writeable = False
    return array


def _takes(network: Network, number: int) -> bool:
    layer = network.layer(number)
    is_alone = len(network.sources(number)) == 1
    return layer.fully_connected and "bias" in network.layer_parameters(number) and is_alone


def _is_linear(network: Network, number: int) -> bool:
    activation = network.layer(number).activation
    return activation is not None and activation.name == "identity"

"""Cards and the open network: which layers compute with a card's function, and how both change together."""

from __future__ import annotations

from nnviz.document import Document, edits
from nnviz.document.lab import Lab
from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions import cards


def layers_with(document: Document, function: ActivationFunction) -> tuple[int, ...]:
    """The layers, from 1, that compute with this very function, parameters and all."""
    layers = enumerate(document.network.layers, 1)
    return tuple(number for number, layer in layers if layer.activation == function)


def layers_that_take(document: Document) -> tuple[int, ...]:
    """The layers, from 1, that have an activation function to choose."""
    layers = enumerate(document.network.layers, 1)
    return tuple(number for number, layer in layers if layer.activation is not None)


def change_card(document: Document, card: int, function: ActivationFunction) -> Document:
    """Give a card another parameter; the layers that compute with the card's function follow."""
    lab = document.lab or Lab()
    for layer in layers_with(document, lab.cards[card]):
        document = edits.set_activation(document, layer, function)
    return edits.set_lab(document, cards.changed(lab, card, function))


def used(document: Document, function: ActivationFunction) -> str:
    """Where the open network computes with it: "in layer 1", "in layers 1 and 3"; empty: nowhere."""
    found = layers_with(document, function)
    if not found:
        return ""
    if len(found) == 1:
        return f"in layer {found[0]}"
    return f"in layers {', '.join(map(str, found[:-1]))} and {found[-1]}"

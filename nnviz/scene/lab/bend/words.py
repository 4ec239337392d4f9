"""What the page says: titles of the cards, the count, and a sentence for each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nnviz.document import Document
from nnviz.engine import ActivationFunction, collapse
from nnviz.engine.numbers import amount
from nnviz.scene.lab.bend.pair import Pair
from nnviz.scene.values.reading import Reading, Result
from nnviz.scene.words import names, numbers
from nnviz.scene.words.counting import WORDS

BUTTON = "Make every function\nthe identity"
LABEL = "Make every function the identity"
"""The edit's words in the Undo menu."""
BACK = "Put the functions back"
POOLS = "Use average pooling"


def in_words(count: int) -> str:
    """Small numbers as words."""
    return WORDS[count] if count < len(WORDS) else f"{count:,}"


def functions(of: Mapping[int, ActivationFunction]) -> str:
    """The functions' names: "tanh", "tanh and ReLU", "3 functions"."""
    found = list(dict.fromkeys(names.function(function) for function in of.values()))
    if len(found) > 2:
        return amount(len(found), "function")
    return " and ".join(found) or "identity"


def heading(both: Pair, steps: int) -> str:
    """The page's title."""
    if both.bends:
        return "Not every bend is an activation function"
    if steps == 1:
        return "One layer draws straight lines only"
    return f"Without a bend, {in_words(steps)} layers are one"


def card_title(both: Pair, share: float) -> str:
    """What a card's network has in its hidden layers."""
    if not both.functions:
        return "identity in every hidden layer" if len(both.bent.layers) > 1 else "one layer"
    name, layers = functions(both.functions), len(both.functions)
    where = "the hidden layer" if layers == 1 else f"{in_words(layers)} hidden layers"
    if share <= 0:
        return f"{name} in {where}"
    if share >= 1:
        return "identity instead"
    return f"{numbers.percent(share, 0)} identity, the rest {name}"


def shape_said(both: Pair, share: float, dimensions: int, of: Reading, outputs: int) -> str:
    """What its answer looks like over its inputs; "" where that can't be drawn."""
    bent = (share < 1 and bool(both.functions)) or bool(both.bends)
    if dimensions == 1:
        return "a bent curve" if bent else "a straight line" if of.kind == "value" else "straight before σ"
    if dimensions == 2:
        if of.kind == "value":
            return "a bent surface" if bent else "a flat surface"
        if of.kind == "class" and outputs > 2:
            return "bent boundaries" if bent else "straight boundaries"
        return "a bent boundary" if bent else "a straight boundary"
    return ""


def figure(found: Result | None) -> str:
    """How good it is, at the card's top right."""
    if found is None:
        return ""
    if found.r2 is not None:
        return f"R² {numbers.number(found.r2, 3, numbers.within(7))}"
    if found.count <= 100:
        return f"{found.right:,} of {found.count:,} right"
    return f"{numbers.percent(found.right / found.count)} right"


def measured_on(found: Result | None) -> str:
    """What that was measured on."""
    if found is None:
        return ""
    return f"on {amount(found.count, 'unseen example' if found.unseen else 'example')}"


def step_titles(both: Pair, steps: int) -> tuple[str, ...]:
    """The names of the four steps, as their blocks show them."""
    name = functions(both.functions) if both.functions else "function"
    last = names.subscript(max(steps, 2))
    product = "W₂ · W₁" if steps <= 2 else f"W{last} ⋯ W₁"
    bias = "W₂ · b₁ + b₂" if steps <= 2 else "the biases"
    return (f"{name} becomes identity", product, bias, "one layer")


def sentence(step: int, steps: int, last: str) -> str:
    """What is said of a step; ``last`` is what the fourth comes to."""
    if step == 1:
        return "Each hidden neuron passes its sum on, as it is. No weight changes."
    if step == 2:
        return "Each cell: a row of the later matrix times a column of the earlier one."
    if step == 3:
        many = "" if steps <= 2 else ", layer by layer"
        return f"The earlier bias goes through the later matrix, then the later bias is added{many}."
    return last


def outcome_of_plane(of: Reading, right: int, count: int, can: bool | None) -> str:
    """What is left of a network of two inputs, and of its points."""
    if of.kind == "value":
        return "All that is left is a flat surface: a weight for each input, and one bias."
    if not count:
        return "It draws one straight line."
    if can is False:
        return f"It draws one straight line, and no straight line gets all {in_words(count)} points right."
    return f"It draws straight lines alone: {right:,} of {count:,} points are right."


def outcome(document: Document, dimensions: int, is_picture: bool) -> str:
    """What is left of a network that isn't drawn as a plane."""
    outputs = int(np.prod(document.network.output_shape))
    if dimensions == 1:
        return "All that is left is one straight line: one weight and one bias."
    if is_picture:
        return f"What is left is {amount(outputs, 'picture')}: each pixel has one weight for each output."
    inputs = int(np.prod(document.network.input_shape))
    return (
        f"All that is left is one matrix of {outputs:,} × {inputs:,} weights, and one bias for each output."
    )


def output_stays(document: Document) -> str:
    """Why the output's own function isn't made the identity; "" where it is the identity anyway."""
    network = document.network
    last = network.layer(max(collapse.output_layers(network)))
    function = last.activation
    if function is None or collapse.is_identity(function):
        return ""
    name = names.function(function)
    if function.elementwise:
        return f"{name} of the output stays: it bends no boundary, it only turns z into an answer."
    return f"{name} of the output stays: it turns the z of all outputs into shares and keeps their order."


def bends(document: Document, layers: Sequence[int]) -> str:
    """The layers that bend without a function, named, and why."""
    network = document.network
    found = [names.layer_in_sentence(document, number) for number in layers]
    listed = ", ".join(found[:-1]) + (" and " if len(found) > 1 else "") + found[-1]
    verb = "bends" if len(found) == 1 else "bend"
    kinds = {network.layer(number).does.rstrip(".") for number in layers}
    why = (
        f" ({next(iter(kinds))[0].lower()}{next(iter(kinds))[1:]})" if len(kinds) == 1 and all(kinds) else ""
    )
    return f"{names.capital(listed)} still {verb}{why}: no one matrix does the same."

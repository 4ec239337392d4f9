"""The activation lab: what it keeps of a document, and what is looked at there. Frozen values.

:class:`Lab` is part of the document: its edits can be undone. :class:`LabView` is part of the view, as camera
and moment are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from nnviz.engine import ActivationFunction, Network
from nnviz.engine.functions import activations
from nnviz.errors import OptionError

PARTS = ("functions", "softmax", "gradients", "dying", "bend")
"""The parts of the lab, in the order of their tabs."""
MOST_CARDS = 40
MOST_COMPARED = 6
MOST_SCORES = 20
TEMPERATURES = (0.05, 20.0)
LARGEST_SCORE = 1e6
"""A score is at most so large: e^z overflows long before."""
LARGEST_Z = 1e4
"""What every activation function is known to be exact for."""
LAYERS, WIDTHS, SEEDS = (1, 50), (1, 256), (1, 20)
STARTS = ("matched", "glorot", "he", "lecun", "small", "large")
"""How a stack's weights begin; "matched" is He for ReLU and its kin, Glorot for the others."""
SOURCES = ("stack", "network")
"""What gradients are measured on: a stack, or the open network."""
INPUTS = ("data", "normal")
"""What a stack is fed: the document's own examples, or numbers of mean 0 and spread 1."""


def _cards(*names: str) -> tuple[ActivationFunction, ...]:
    return tuple(activations.get(name) for name in names)


FIRST = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu")
"""The cards that stand first."""


def _every_card() -> tuple[ActivationFunction, ...]:
    rest = (name for name in activations.names() if name not in FIRST)
    return tuple(card for card in _cards(*FIRST, *rest) if card.elementwise)


@dataclass(frozen=True)
class Lab:
    """What a person has laid out in the lab.

    ``cards`` are functions of one z, in their order. ``compared`` are those whose gradients are measured side
    by side. ``scores`` are the softmax bench's own; None: those of the open network. ``target`` is the right
    answer among them, counted from 0; None: the sample's own, or none. ``shifted``: the largest score is
    subtracted before e^z. ``replaced`` are the functions in whose place the last part put the identity, by
    layer, so that the network with them can still be shown; where a layer has another function since, they
    mean nothing.
    """

    cards: tuple[ActivationFunction, ...] = field(default_factory=_every_card)
    compared: tuple[ActivationFunction, ...] = field(
        default_factory=lambda: _cards("sigmoid", "tanh", "relu", "leaky_relu")
    )
    scores: tuple[float, ...] | None = None
    target: int | None = None
    temperature: float = 1.0
    shifted: bool = True
    replaced: tuple[tuple[int, ActivationFunction], ...] = ()

    def __post_init__(self) -> None:
        if not all(card.elementwise for card in (*self.cards, *self.compared)):
            raise OptionError("A card of the lab shows a function of one z; softmax has its own bench.")
        if not 0 < len(self.cards) <= MOST_CARDS:
            raise OptionError(f"The lab shows 1 to {MOST_CARDS} cards, not {len(self.cards)}.")
        if not 0 < len(self.compared) <= MOST_COMPARED:
            raise OptionError(f"The lab compares 1 to {MOST_COMPARED} functions, not {len(self.compared)}.")
        if self.scores is not None:
            _check_scores(self.scores)
        if self.target is not None and not 0 <= self.target < MOST_SCORES:
            raise OptionError(f"There is no score {self.target}.")
        low, high = TEMPERATURES
        if not low <= self.temperature <= high:
            raise OptionError(f"The temperature goes from {low:g} to {high:g}.")


def own_functions(network: Network, lab: Lab | None) -> tuple[ActivationFunction, ...]:
    """The functions of a person's own that are there to be used: the network's, then the lab's, each once."""
    layers = [layer.activation for layer in network.layers if layer.activation is not None]
    cards = () if lab is None else (*lab.cards, *lab.compared)
    return tuple(dict.fromkeys(function for function in (*layers, *cards) if function.written))


def _check_scores(scores: tuple[float, ...]) -> None:
    if not 0 < len(scores) <= MOST_SCORES:
        raise OptionError(f"The bench takes 1 to {MOST_SCORES} scores, not {len(scores)}.")
    if not all(math.isfinite(score) and abs(score) <= LARGEST_SCORE for score in scores):
        raise OptionError("A score is a number from −1,000,000 to 1,000,000.")


@dataclass(frozen=True)
class Stack:
    """A stack of dense layers to measure gradients on: so many hidden layers of one ``width``, ``seeds``
    different beginnings by ``start``, fed ``input``."""

    layers: int = 9
    width: int = 24
    seeds: int = 5
    start: str = "matched"
    input: str = "data"

    def __post_init__(self) -> None:
        bounds = (("layers", LAYERS), ("width", WIDTHS), ("seeds", SEEDS))
        for name, (low, high) in bounds:
            value = getattr(self, name)
            if not low <= value <= high:
                raise OptionError(f"A stack takes {name} from {low} to {high}, not {value:,}.")
        if self.start not in STARTS or self.input not in INPUTS:
            raise OptionError("There is no such beginning of a stack, or no such input.")


@dataclass(frozen=True)
class LabView:
    """What is looked at in the lab.

    ``part`` is one of :data:`PARTS`. ``z`` is the one z of all cards; None: the chosen neuron's own.
    ``table``: the functions stand in a table; ``learned``: they are compared by what networks with them
    learn. ``histogram``: whose z over the data lies under the curves,
    ``"neuron"``, ``"layer"`` or nobody's. ``score`` is the bench's score in hand, from 0; ``softmax_seconds``
    and ``bend_seconds`` are places on those parts' own timelines. ``source`` says what gradients are measured
    on, one of :data:`SOURCES`, the network with ``trained`` weights or new ones; ``layer`` is the layer in
    hand, from 1, and ``signal`` shows the size of what passes forward in place of the gradients'.
    ``by_start`` compares the ``starts`` of one function, number ``start_of`` of those compared, in place of
    functions. ``dying_layer`` and ``dying_unit`` are the neuron whose life is looked at; layer 0: the first
    one that can die. ``probe`` is the point in the plane of the last part; None: the document's own input.
    ``bend_stage`` is the product of two matrices that is shown there, from 1; 0: as time goes, at last the
    last one. ``bend_cell`` is the cell of the product in hand, (row, column) from 0.
    """

    part: str = "functions"
    z: float | None = None
    table: bool = False
    learned: bool = False
    histogram: str = ""
    score: int = 0
    softmax_seconds: float = math.inf
    source: str = "stack"
    trained: bool = False
    stack: Stack = Stack()
    layer: int = 1
    signal: bool = False
    by_start: bool = False
    starts: tuple[str, ...] = ("glorot", "he", "small", "large")
    start_of: int = 0
    dying_layer: int = 0
    dying_unit: int = 0
    bend_seconds: float = math.inf
    probe: tuple[float, float] | None = None
    bend_stage: int = 0
    bend_cell: tuple[int, int] = (0, 0)

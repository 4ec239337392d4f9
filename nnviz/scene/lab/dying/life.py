"""For how many examples each neuron of a layer is on, and what one training step would do to one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.examples import that_fit
from nnviz.engine import ActivationFunction, Network, Recipe
from nnviz.engine.arrays import Array
from nnviz.engine.functions import activations
from nnviz.engine.learning import losses
from nnviz.engine.learning.optimizers import SGD
from nnviz.engine.learning.step import StepExplanation, explain_step
from nnviz.scene.lab.functions.shape import shape, slopes

MOST_EXAMPLES = 512
RATE = 0.1
"""The learning rate of the one step: plain gradient descent, whose step is the gradient times this."""
SWAP = "leaky_relu"


@dataclass(frozen=True, eq=False)
class Examples:
    """What the neurons are tried on: ``inputs`` (n, *input shape) and their ``targets``, of ``total`` there
    are; ``loss`` is the name of the loss that training would take."""

    inputs: Array
    targets: Array
    total: int
    loss: str

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, eq=False)
class Life:
    """A layer over the examples. ``on`` (neurons,) is the share of them for which each neuron is on; of
    a map, of its cells over all examples. ``dead`` are the neurons that are never on. ``z`` (examples,
    cells) are those of the neuron in hand, ``reached`` (examples,) whether any gradient comes back to it.
    """

    layer: int
    unit: int
    function: ActivationFunction
    on: Array
    dead: tuple[int, ...]
    z: Array
    reached: Array
    bias: float
    steps: tuple[Step, ...]
    examples: Examples

    @property
    def on_count(self) -> int:
        """For how many examples the neuron in hand is on, somewhere."""
        return int(is_on(self.function, self.z).any(axis=1).sum())


@dataclass(frozen=True)
class Step:
    """One step of gradient descent for the neuron in hand, with its layer's function or with another one.

    ``gradient`` is ∂L/∂b, the mean over the examples; ``weights`` the root mean square of ∂L/∂w. ``before``
    and ``after`` are the bias. ``reached`` counts the examples that send a gradient back.
    """

    function: ActivationFunction
    gradient: float
    weights: float
    before: float
    after: float
    reached: int

    @property
    def learns(self) -> bool:
        """Whether the step moves anything of this neuron."""
        return self.gradient != 0 or self.weights != 0


def layers(document: Document) -> tuple[int, ...]:
    """The hidden layers, from 1, whose neurons have a function of one z and a bias of their own."""
    network = document.network
    found = []
    for number, layer in enumerate(network.layers[:-1], 1):
        function = layer.activation
        has_bias = "bias" in network.layer_parameters(number)
        if function is not None and function.elementwise and has_bias and not function.learned:
            found.append(number)
    return tuple(found)


def first(document: Document) -> int:
    """The layer that is looked at first: one whose function can die, else the first; 0: there is none."""
    found = layers(document)
    dying = [number for number in found if can_die(function_of(document.network, number))]
    return (dying or found or [0])[0]


def can_die(function: ActivationFunction) -> bool:
    """Whether there are z at which no gradient passes."""
    return bool(shape(function).dead)


def function_of(network: Network, layer: int) -> ActivationFunction:
    """The function of a layer that has one."""
    function = network.layer(layer).activation
    assert function is not None, "only layers with a function are looked at"
    return function


def examples_of(document: Document, loss: str) -> Examples | None:
    """The document's first examples, those that training saw where there are some; None without any that
    fit the network's one input."""
    data = that_fit(document)
    if data is None:
        return None
    chosen = data.training if len(data.training) else data
    return Examples(chosen.inputs[:MOST_EXAMPLES], chosen.targets[:MOST_EXAMPLES], len(chosen), loss)


def is_on(function: ActivationFunction, z: Array) -> Array:
    """Where a neuron passes more than the small slope of a leaky function; elsewhere it is off."""
    sizes, small = slopes(function, z), shape(function).small
    on: Array = sizes != 0 if small is None else sizes != small
    return on


def measure(network: Network, layer: int, unit: int, examples: Examples) -> Life:
    """Run the examples forward and back; take one step with the layer's function, one with a leaky ReLU."""
    function = function_of(network, layer)
    now = _step(network, examples)
    z = now[layer].z
    flat = np.moveaxis(z, 1, 0).reshape(z.shape[1], -1)
    on = is_on(function, flat)
    unit = min(unit, len(flat) - 1)
    own = z[:, unit].reshape(len(z), -1)
    steps = [_told(now, layer, unit, function)]
    swap = activations.get(SWAP)
    if function != swap:
        other = _step(network.with_functions({layer: swap}), examples)
        steps.append(_told(other, layer, unit, swap))
    return Life(
        layer,
        unit,
        function,
        on.mean(axis=1),
        tuple(int(n) for n in np.flatnonzero(~on.any(axis=1))),
        own,
        _reached(now, layer, unit),
        float(network.layer_parameters(layer)["bias"][unit]),
        tuple(steps),
        examples,
    )


def _step(network: Network, examples: Examples) -> StepExplanation:
    recipe = Recipe(optimizer=SGD(RATE), loss=losses.get(examples.loss), batch_size=len(examples))
    return explain_step(network, (examples.inputs, examples.targets), recipe)


def _reached(step: StepExplanation, layer: int, unit: int) -> Array:
    gradient = step[layer].gradient_z
    if gradient is None:
        return np.zeros(len(step[layer].z), bool)
    back: Array = (gradient[:, unit].reshape(len(gradient), -1) != 0).any(axis=1)
    return back


def _told(step: StepExplanation, layer: int, unit: int, function: ActivationFunction) -> Step:
    bias, weight = step[layer].parameters["bias"], step[layer].parameters["weight"]
    return Step(
        function,
        _at(bias.gradient, unit),
        _size(weight.gradient, unit, step.before.layer(layer).has_kernels),
        float(bias.before[unit]),
        float(bias.after[unit]),
        int(_reached(step, layer, unit).sum()),
    )


def _at(gradient: Array | None, unit: int) -> float:
    return 0.0 if gradient is None else float(gradient[unit])


def _size(gradient: Array | None, unit: int, is_kernel: bool) -> float:
    """Root mean square of one neuron's weights' gradient: a column of a dense weight, one kernel of many."""
    if gradient is None:
        return 0.0
    own = gradient[unit] if is_kernel else gradient[:, unit]
    return float(np.sqrt(np.mean(np.square(own, dtype=np.float64))))

"""Words for learning: the loss, and what the chain rule sends back to a neuron or a layer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from nnviz.document import Document
from nnviz.engine import SGD, Network
from nnviz.engine.arrays import Array, count
from nnviz.engine.learning import losses
from nnviz.engine.learning.backpropagation import (
    Gradients,
    gradient_at_output,
    loss_of,
    run_backward,
    run_forward,
)
from nnviz.engine.learning.losses import Loss
from nnviz.engine.learning.trainer import admit_data
from nnviz.engine.learning.training import train
from nnviz.lessons.language import tree
from nnviz.lessons.language.case import Case
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import word
from nnviz.lessons.language.vocabulary.weights import parameter_of
from nnviz.lessons.language.world import ALL, World, one
from nnviz.training.losses import loss_for

NUMBER = Kind.NUMBER
learning = partial(word, group="Learning")
FIRST = 256
"""Examples that a gradient is the mean of, where no single one is meant."""
MOST_STEPS = 10_000
KEPT_STEPS = 100
"""Training keeps the outputs of so many steps at a time."""
MOST_WORK = 1e10
"""Multiplications that imagined steps of training may take, forward."""


@learning(
    "loss",
    NUMBER,
    meaning="how wrong the network is: the mean over all examples, or that of one",
    example="loss for example 3 < 0.1",
)
def loss(world: World) -> Array:
    chosen = ALL if world.example is None else world.example
    each = _losses(world.at(chosen), chosen)
    return each if world.example == ALL else one(float(each.mean()))


@learning(
    "gradient of U",
    NUMBER,
    meaning="∂L/∂b of the neuron: on the example that comes in; on the first 256 examples where it is none",
    example="gradient of 1:5 = 0",
)
def gradient_of_unit(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    found = _gradients(world).z[units.layer]
    if found is None:
        return np.zeros((1, len(units), 1))
    flat = found.reshape(len(found), -1)
    if world.example == ALL:
        # The loss is a mean: each example's own is so many times what it adds to the mean's.
        return np.asarray(flat[:, units.places] * len(flat), np.float64)[:, :, None]
    return np.asarray(flat.sum(axis=0, dtype=np.float64)[units.places])[None, :, None]


@learning(
    "gradient of weight P of U",
    NUMBER,
    meaning="∂L/∂w of that weight, on the same examples",
    example="gradient of weight 0 of 1:0 < 0",
)
def gradient_of_weight(world: World, place: tuple[int, ...], unit: tree.Unit) -> Array:
    call = tree.Call(0, 0, "weight P of U", (place, unit), NUMBER)
    layer, name, index = parameter_of(world, call)
    return one(float(_of_layer(world, layer).get(name, np.zeros(1))[index]))


@learning(
    "gradient of layer L",
    NUMBER,
    meaning="the mean size of ∂L/∂w over the layer’s weights, on the same examples",
    example="gradient of layer 1 < 0.001",
)
def gradient_of_layer(world: World, layer: int) -> Array:
    world.layer(layer)
    found = _of_layer(world, layer).get("weight")
    if found is None:
        raise UnknownHereError(f"Layer {layer} ({world.layer(layer).label}) has no weights.")
    return one(float(np.abs(found, dtype=np.float64).mean()))


def trained(world: World, steps: int, rate: float) -> Document:
    """The document after so many steps of gradient descent on all its examples at once.

    Raises:
        NNVizError: that takes too long, or it can't be trained.
    """
    document, case = world.case.document, world.case
    case.check_examples()
    data = document.data
    assert data is not None
    work = steps * len(data) * _multiplications(document.network)
    if steps > MOST_STEPS or work > MOST_WORK:
        raise UnknownHereError(f"{steps:,} steps of training take too long here.")
    if not steps:
        return document
    batch = _batch(case, data.inputs), data.targets
    *_, last = train(
        document.network,
        batch,
        epochs=steps,
        batch_size=len(data),
        optimizer=SGD(rate),
        loss=_loss(case),
        every=min(steps, KEPT_STEPS),
    )
    return replace(document, network=last.network)


def _multiplications(network: Network) -> int:
    """What one example takes forward."""
    total = 0
    for number in range(1, len(network.layers) + 1):
        weight = network.layer_parameters(number).get("weight")
        positions = count(network.shapes[number][1:]) if network.layer(number).has_kernels else 1
        total += count(network.shapes[number]) + (0 if weight is None else weight.size * positions)
    return total


def _losses(world: World, example: int) -> Array:
    """The loss of each of the examples, along the first axis."""
    case, network = world.case, world.network
    data = case.document.data
    case.check_examples()
    assert data is not None
    z, a = world.values(len(network.layers))
    chosen = slice(None) if example == ALL else slice(example, example + 1)
    shape = network.output_shape
    y = _loss(case).prepare(data.targets[chosen], len(z), shape, network.dtype)
    with np.errstate(all="ignore"):
        each = loss_of(network, _loss(case), z.reshape(len(z), *shape), a.reshape(len(a), *shape), y)
    return np.asarray(each, np.float64)[:, None, None]


def _loss(case: Case) -> Loss:
    data = case.document.data
    assert data is not None
    return losses.get(loss_for(case.document.network, data.targets))


def _of_layer(world: World, layer: int) -> dict[str, Array]:
    return _gradients(world).parameters[layer]


def _gradients(world: World) -> Gradients:
    """What the chain rule gives on the examples that are meant; kept for the case.

    Raises:
        NNVizError: the network can't be trained on its examples.
    """
    case, example = world.case, world.example
    case.check_examples()
    document = case.document
    if example is None and document.input.origin == "sample" and document.input.sample is not None:
        example = document.input.sample
    kept = case.gradients.get(example)
    if kept is None:
        if len(case.gradients) > FIRST:
            case.gradients.clear()
        kept = case.gradients[example] = _worked_out(case, example)
    return kept


def _worked_out(case: Case, example: int | None) -> Gradients:
    data, network = case.document.data, case.document.network
    assert data is not None
    if example is not None and example != ALL:
        case.one(example)
    chosen = {None: slice(FIRST), ALL: slice(None)}.get(example) or slice(example, (example or 0) + 1)
    loss = _loss(case)
    batch = _batch(case, data.inputs[chosen]), data.targets[chosen]
    inputs, y = admit_data(network, batch, loss, "batch")
    parameters = [network.layer_parameters(n) for n in range(len(network.layers) + 1)]
    with np.errstate(all="ignore"):
        forward = run_forward(network, parameters, inputs, np.random.default_rng(0))
        gradient, at_scores = gradient_at_output(network, loss, forward.a[-1], y)
        return run_backward(network, parameters, forward, gradient, at_scores)


def _batch(case: Case, inputs: Array) -> object:
    """Examples as training takes them; further inputs are as they are now."""
    further = [np.repeat(values[None], len(inputs), axis=0) for values in case.document.inputs()[1:]]
    return [inputs, *further] if further else inputs

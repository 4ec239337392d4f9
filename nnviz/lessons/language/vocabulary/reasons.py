"""Words for reasons: what each input is worth, the one matrix without bends, what one line could do."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.document import Target
from nnviz.engine.arrays import Array, count
from nnviz.engine.collapse import Affine, collapse, output_layers
from nnviz.errors import NNVizError
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.recent import Recent
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, word
from nnviz.lessons.language.world import ALL, World, one, row
from nnviz.scene.lab.bend.separable import MOST, most_right
from nnviz.scene.why.shares import InputShares, shares

NUMBER, NUMBERS = Kind.NUMBER, Kind.NUMBERS
reason = partial(word, group="Reasons")


@reason(
    "worth of U for V",
    NUMBER,
    meaning="what an input adds to a neuron’s z on all ways, exact while the same neurons stay on",
    example="worth of 0:27 for 2:3 > 1",
)
def worth(world: World, source: tree.Unit, target: tree.Unit) -> Array:
    units = world.units(source)
    if units.layer != 0:
        raise UnknownHereError("The worth of an input is asked for; layer 0 holds the inputs.")
    return np.asarray(_shares(world, target).values.ravel()[units.places])[None, :, None]


@reason(
    "worth of inputs for V",
    NUMBERS,
    meaning="the same of all inputs",
    example="largest worth of inputs for 2:3 > 1",
)
def worths(world: World, target: tree.Unit) -> Array:
    return row(_shares(world, target).values)


@reason(
    "worth of biases for V",
    NUMBER,
    meaning="what all biases add to its z; with the inputs it makes z",
    example="worth of biases for 2:3 < 1",
)
def worth_of_biases(world: World, target: tree.Unit) -> Array:
    return one(_shares(world, target).biases)


@reason(
    "one matrix of U -> V",
    NUMBER,
    meaning="what an input adds to an output for each 1 of it, once no hidden function bends",
    example="one matrix of 0:0 -> 2:0 > 6",
    needs=NETWORK,
)
def one_matrix(world: World, source: tree.Unit, target: tree.Unit) -> Array:
    affine, last = _affine(world), min(output_layers(world.network))
    inputs, outputs = world.units(source), world.units(target)
    if inputs.layer != 0 or outputs.layer != last:
        raise UnknownHereError(f"The one matrix leads from layer 0 to layer {last}.")
    if len(inputs) > 1 and len(outputs) > 1:
        raise UnknownHereError("“it” can stand at one end alone.")
    return np.asarray(affine.weight[outputs.places, inputs.places]).reshape(1, -1, 1)


@reason(
    "one bias of U",
    NUMBER,
    meaning="what an output is at inputs of 0, once no hidden function bends",
    example="one bias of 2:0 < -9",
    needs=NETWORK,
)
def one_bias(world: World, unit: tree.Unit) -> Array:
    affine, units = _affine(world), world.units(unit)
    last = min(output_layers(world.network))
    if units.layer != last:
        raise UnknownHereError(f"The one bias is that of a neuron of layer {last}.")
    return np.asarray(affine.bias[units.places])[None, :, None]


@reason(
    "right of best line",
    NUMBER,
    meaning="how many examples, of two inputs each, one straight line can get right at best",
    example="right of the best line = 3",
    needs=NETWORK,
)
def best_line(world: World) -> Array:
    case = world.case
    targets, data = case.targets, case.document.data
    assert data is not None
    points = data.inputs.reshape(len(data), -1)
    if points.shape[1] != 2 or not np.isin(targets, (0, 1)).all() or len(points) > MOST:
        raise UnknownHereError(
            f"Lines are tried for up to {MOST} examples of two inputs and two classes alone."
        )
    return one(most_right(points, targets == 1))


def _shares(world: World, target: tree.Unit) -> InputShares:
    units = world.units(target)
    if len(units) != 1:
        raise UnknownHereError("Name the one neuron that the worth is asked for.")
    if world.example == ALL:
        raise UnknownHereError("The worth of an input is that for one example; say which.")
    trace = world.case.trace if world.example is None else world.case.one(world.example)
    shape = world.shape(units.layer)
    index = tuple(int(i) for i in np.unravel_index(int(units.places[0]), shape))
    unit = index[0] if len(index) == 1 else index
    found = shares(world.case.document, trace, Target(units.layer, unit))  # type: ignore[arg-type]
    if not isinstance(found, InputShares):
        raise UnknownHereError(found.sentence)
    return found


def _affine(world: World) -> Affine:
    network = world.network
    if sum(count(network.shapes[n]) for n in network.input_layers) > LARGEST:
        raise UnknownHereError(f"The one matrix is worked out here for up to {LARGEST:,} inputs.")
    try:
        return _AFFINE.get(lambda: collapse(network), (network,))
    except NNVizError as problem:
        raise UnknownHereError(str(problem)) from None


LARGEST = 1024
"""Inputs of a network whose one matrix is still worked out: each of them is pushed through."""
_AFFINE: Recent[Affine] = Recent(3)

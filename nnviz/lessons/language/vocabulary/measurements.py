"""Words for what the lab measures: gradients of its stack, and what networks with a function have learned."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.document import Document
from nnviz.document.lab import Stack
from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.recent import Recent
from nnviz.lessons.language.tree import MIDDLE, Kind
from nnviz.lessons.language.vocabulary.activations import of_one_z
from nnviz.lessons.language.vocabulary.table import NOTHING, word
from nnviz.lessons.language.world import World, one, row
from nnviz.scene.lab.gradients import subjects
from nnviz.scene.lab.gradients.measuring import Compared, measure
from nnviz.scene.lab.gradients.subjects import Fed
from nnviz.training.choices import comparison, trained
from nnviz.training.same_data import to_learn_from

NUMBER, NUMBERS = Kind.NUMBER, Kind.NUMBERS
lab = partial(word, group="The lab’s measurements", needs=NOTHING)


@lab("layers in lab", NUMBER, meaning="hidden layers of the stack", example="layers in the lab >= 9")
def stack_layers(world: World) -> Array:
    return one(world.facts.view.lab.stack.layers)


@lab("width in lab", NUMBER, meaning="neurons in each of them", example="width in the lab = 24")
def stack_width(world: World) -> Array:
    return one(world.facts.view.lab.stack.width)


@lab("seeds in lab", NUMBER, meaning="how many beginnings are measured", example="seeds in the lab = 5")
def stack_seeds(world: World) -> Array:
    return one(world.facts.view.lab.stack.seeds)


@lab(
    "gradient of layer L with F",
    NUMBERS,
    meaning="the size of ∂L/∂W in a layer of the lab’s stack with that function; the middle one of its seeds",
    example="gradient of layer 1 with sigmoid < 0.0001",
    alone=MIDDLE,
    slow=True,
)
def gradient(world: World, layer: int, function: tree.Function) -> Array:
    sizes = _sizes(world, function)
    if not 1 <= layer <= sizes.shape[1]:
        raise UnknownHereError(f"The stack has layers 1 to {sizes.shape[1]}, and no layer {layer}.")
    return row(sizes[:, layer - 1])


@lab(
    "first gradient with F",
    NUMBERS,
    meaning="the same in its first layer",
    example="first gradient with relu > 0.001",
    alone=MIDDLE,
    slow=True,
)
def first_gradient(world: World, function: tree.Function) -> Array:
    return row(_sizes(world, function)[:, 0])


@lab(
    "last gradient with F",
    NUMBERS,
    meaning="the same in its last hidden layer",
    example="last gradient with sigmoid > 1000 * first gradient with sigmoid",
    alone=MIDDLE,
    slow=True,
)
def last_gradient(world: World, function: tree.Function) -> Array:
    return row(_sizes(world, function)[:, -1])


@lab(
    "fall of gradient with F",
    NUMBERS,
    meaning="the last over the first; the middle one of the seeds",
    example="fall of gradient with sigmoid > 1000",
    alone=MIDDLE,
    slow=True,
)
def fall(world: World, function: tree.Function) -> Array:
    sizes = _sizes(world, function)
    with np.errstate(all="ignore"):
        return row(sizes[:, -1] / sizes[:, 0])


def _sizes(world: World, function: tree.Function) -> Array:
    """Root mean squares of ∂L/∂W, (seeds, layers)."""
    made, view, document = of_one_z(function, world), world.facts.view.lab, world.facts.document
    if made.learned:
        raise UnknownHereError(f"{made.title} learns its α and isn’t compared in the lab.")
    key = view.stack, made
    kept = _SIZES.get(dict, (document.data, *(document.network,) * (view.stack.input == "data")))
    if key not in kept:
        kept[key] = _measured(document, view.stack, made)
    return kept[key]


_SIZES: Recent[dict[tuple[Stack, ActivationFunction], Array]] = Recent(3)


def _measured(document: Document, wanted: Stack, function: ActivationFunction) -> Array:
    has_data = document.data is not None and len(document.data) > 0
    is_noise = wanted.input == "normal" or not has_data
    fed = subjects.noise(wanted.width) if is_noise else subjects.for_stack(Fed(*to_learn_from(document)))
    compared = (Compared(function, wanted.start),)
    return measure(subjects.stack(wanted, fed), compared, wanted.seeds, fed).columns[0].sizes


@lab(
    "learned with F",
    NUMBERS,
    meaning="the score on unseen examples once its layers were trained anew with that function; the middle "
    "one of the seeds",
    example="learned with sigmoid < learned with relu",
    alone=MIDDLE,
    slow=True,
)
def learned(world: World, function: tree.Function) -> Array:
    made, document = of_one_z(function, world), world.facts.document
    # Weights are drawn anew: what they are now doesn't matter.
    kept = _LEARNED.get(dict, (document.data,))
    key = document.network.layers, document.network.input_shape, made
    if key not in kept:
        of = comparison(document, (made,))
        kept[key] = np.array([trained(of, made, seed).last for seed in range(of.seeds)])
    return row(kept[key])


_LEARNED: Recent[dict[object, Array]] = Recent(3)

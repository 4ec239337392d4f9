"""Words for what is laid out in the lab: its z, its cards, its softmax bench."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.document.lab import Lab, own_functions
from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import COUNTED, Kind
from nnviz.lessons.language.vocabulary.activations import made
from nnviz.lessons.language.vocabulary.table import NOTHING, word
from nnviz.lessons.language.world import World, one, row
from nnviz.scene.lab import steps
from nnviz.scene.lab.functions.neuron import chosen, z_of
from nnviz.scene.lab.softmax.bench import Bench, bench_of
from nnviz.scene.lab.softmax.working import Working, work_out

NUMBER, NUMBERS, TRUTH = Kind.NUMBER, Kind.NUMBERS, Kind.TRUTH
lab = partial(word, group="The lab", needs=NOTHING)


def _lab(world: World) -> Lab:
    return world.facts.document.lab or Lab()


@lab("z in lab", NUMBER, meaning="the z of all cards", example="z in the lab > 0")
def z(world: World) -> Array:
    facts, selection = world.facts, world.facts.view.selection
    if selection is not None:
        World(facts, facts.now).place(selection)
    return one(z_of(facts.view, chosen(facts.document, facts.trace, selection)))


@lab(
    "F is compared",
    TRUTH,
    meaning="it is among those whose gradients are compared",
    example="relu is compared",
)
def is_compared(world: World, function: tree.Function) -> Array:
    return one(_is_among(world, function, _lab(world).compared))


@lab("F is on a card", TRUTH, meaning="it has a card in the lab", example="relu is on a card")
def is_on_card(world: World, function: tree.Function) -> Array:
    return one(_is_among(world, function, _lab(world).cards))


@lab("cards", NUMBER, meaning="how many cards there are", example="cards = 6")
def cards(world: World) -> Array:
    return one(len(_lab(world).cards))


@lab("own functions", NUMBER, meaning="how many a person has written", example="own functions > 0")
def own(world: World) -> Array:
    return one(len(own_functions(world.network, world.facts.document.lab)))


@lab("step in lab", NUMBER, meaning="how many steps of its part are over", example="step in the lab = 2")
def step(world: World) -> Array:
    view = world.facts.view.lab
    if view.part not in steps.COUNTS:
        raise UnknownHereError("This part of the lab has no steps.")
    return one(int(steps.seconds(view) / steps.SECONDS + 1e-9))


def _is_among(world: World, function: tree.Function, some: tuple[ActivationFunction, ...]) -> bool:
    wanted = made(function, world)
    return any(one.name == wanted.name and one.written == wanted.written for one in some)


# the softmax bench


@lab(
    "share of C in lab",
    NUMBER,
    meaning="that share on the softmax bench",
    example="share of 3 in the lab > 0.9",
    style="share",
    also=("bench share of C",),
)
def share(world: World, name: str) -> Array:
    bench, working = _bench(world)
    return one(float(working.shares[_place(bench, name)]))


@lab(
    "score of C in lab",
    NUMBER,
    meaning="that score on the softmax bench",
    example="score of 3 in the lab = score of 3",
    also=("bench score of C",),
)
def score(world: World, name: str) -> Array:
    bench, working = _bench(world)
    return one(float(working.scores[_place(bench, name)]))


@lab(
    "share|shares in lab",
    NUMBERS,
    meaning="all of them",
    example="largest share in the lab < 0.5",
    style="share",
)
def shares(world: World) -> Array:
    return row(_bench(world)[1].shares)


@lab(
    "score|scores in lab",
    NUMBERS,
    meaning="all of them; alone, how many",
    example="scores in the lab = 3",
    alone=COUNTED,
)
def scores(world: World) -> Array:
    return row(_bench(world)[1].scores)


@lab(
    "temperature in lab",
    NUMBER,
    meaning="that of the bench",
    example="temperature in the lab > 1",
    also=("temperature",),
)
def temperature(world: World) -> Array:
    return one(_lab(world).temperature)


@lab(
    "largest score is subtracted",
    TRUTH,
    meaning="before e^z, on the bench",
    example="not largest score is subtracted",
)
def is_shifted(world: World) -> Array:
    return one(_lab(world).shifted)


def _bench(world: World) -> tuple[Bench, Working]:
    facts = world.facts
    bench, laid = bench_of(facts.document, facts.trace), _lab(world)
    return bench, work_out(np.array(bench.scores), laid.temperature, laid.shifted, bench.target)


def _place(bench: Bench, name: str) -> int:
    if name in bench.labels:
        return bench.labels.index(name)
    if name.isascii() and name.isdigit() and len(name) < 9 and int(name) < bench.count:
        return int(name)
    raise UnknownHereError(f"There is no score “{name}” on the bench: there are {', '.join(bench.labels)}.")

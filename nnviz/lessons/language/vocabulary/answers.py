"""Words for what the network says in the end, and whether that is right."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.collapse import output_layers
from nnviz.lessons.language.case import Case
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, word
from nnviz.lessons.language.world import ALL, World, one
from nnviz.scene.words import names

NUMBER, NUMBERS, TRUTH, CLASS = Kind.NUMBER, Kind.NUMBERS, Kind.TRUTH, Kind.CLASS
NONE = -1
"""No class: the output isn't a number, or it isn't known what is right."""
answer = partial(word, group="Answers")


@answer("prediction", CLASS, meaning="the class that the network says", example="prediction is 7")
def prediction(world: World) -> Array:
    check_classes(world)
    said = world.case.reading.said(_outputs(world))
    return np.asarray(said, np.int64)[:, None, None]


@answer(
    "target|label",
    CLASS,
    meaning="the class that is right, as the example says",
    example="prediction is not target",
)
def target(world: World) -> Array:
    check_classes(world)
    if world.example == ALL:
        return np.asarray(world.case.targets, np.int64)[:, None, None]
    number = world.case.document.input.sample if world.example is None else world.example
    if world.example is None and (number is None or world.case.document.input.origin != "sample"):
        return one(NONE)
    targets = world.case.targets
    if number is None or not 0 <= number < len(targets):
        raise UnknownHereError(f"There is no example {number}: they are numbered 0 to {len(targets) - 1:,}.")
    return one(int(targets[number]))


@answer(
    "prediction is right",
    TRUTH,
    meaning="it is the target; false where none is known",
    example="prediction is right for example 5",
    also=("answer is right", "right"),
)
def right(world: World) -> Array:
    known = target(world)
    return np.asarray((prediction(world) == known) & (known != NONE))


@answer(
    "prediction is wrong",
    TRUTH,
    meaning="it isn’t the target; false where none is known",
    example="prediction is wrong for example 36",
    also=("answer is wrong", "wrong"),
)
def wrong(world: World) -> Array:
    known = target(world)
    return np.asarray((prediction(world) != known) & (known != NONE))


@answer(
    "count of right",
    NUMBER,
    meaning="how many examples the network gets right",
    example="count of right >= 350",
    needs=NETWORK,
)
def count_of_right(world: World) -> Array:
    return one(int(right(world.at(ALL)).sum()))


@answer(
    "share of C",
    NUMBER,
    meaning="the share of that class, from 0 to 1",
    example="share of 3 > 0.9",
    style="share",
)
def share(world: World, name: str) -> Array:
    return shares(world)[:, :, [class_number(world.case, name)]]


@answer(
    "share|shares", NUMBERS, meaning="the shares of all classes", example="largest share < 0.5", style="share"
)
def shares(world: World) -> Array:
    check_classes(world)
    function = world.network.layers[-1].activation
    found = _outputs(world)
    if function is not None and function.gives_logarithms:
        found = np.exp(found)
    elif function is None or not function.gives_shares:
        raise UnknownHereError("This network gives no shares: its output isn't between 0 and 1.")
    if world.case.reading.kind == "yes":
        found = np.concatenate([1 - found, found], axis=1)
    return found[:, None, :]


@answer("score of C", NUMBER, meaning="z of that class’s output neuron", example="score of 3 > 8")
def score(world: World, name: str) -> Array:
    number = class_number(world.case, name)
    found = scores(world)
    if world.case.reading.kind == "yes":
        if number == 0:
            raise UnknownHereError("The only score of this network is that of its other class.")
        number = 0
    return found[:, :, [number]]


@answer("score|scores", NUMBERS, meaning="z of all output neurons", example="largest score > 10")
def scores(world: World) -> Array:
    check_classes(world)
    return world.values(min(output_layers(world.network)))[0][:, None, :]


@answer("examples", NUMBER, meaning="how many examples there are", example="examples = 360", needs=NETWORK)
def examples(world: World) -> Array:
    return one(world.case.count)


def check_classes(world: World) -> None:
    """Refuse what is said of classes where the network tells none apart."""
    case = world.case
    if case.reading.kind == "value" or len(case.document.network.output_shape) != 1:
        raise UnknownHereError(f"{case.document.title} tells no classes apart.")


def class_number(case: Case, name: str) -> int:
    """The number of a class by its name, or by that number itself.

    Raises:
        UnknownHereError: there is no such class.
    """
    known = class_names(case)
    plain = _plain(name)
    for number, one_name in enumerate(known):
        if _plain(one_name) == plain:
            return number
    if name.isascii() and name.isdigit() and len(name) < 9 and int(name) < len(known):
        return int(name)
    listed = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
    raise UnknownHereError(f"There is no class “{name}” here: there are {listed}.")


def class_names(case: Case) -> tuple[str, ...]:
    """What the classes are called, in their order."""
    outputs = 2 if case.reading.kind == "yes" else case.document.network.output_shape[0]
    return tuple(names.class_name(case.document, number) for number in range(outputs))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _outputs(world: World) -> Array:
    return world.values(len(world.network.layers))[1]

"""Words for activation functions: their values, slopes and cost, and which layer has which."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from nnviz.document.lab import Lab, own_functions
from nnviz.engine import ActivationFunction, OwnFunction
from nnviz.engine.arrays import Array
from nnviz.engine.functions import activations
from nnviz.errors import NNVizError
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NETWORK, NOTHING, word
from nnviz.lessons.language.world import World, one
from nnviz.scene.lab.functions.cost import nanoseconds
from nnviz.scene.lab.functions.shape import shape, slopes, values

NUMBER, TRUTH, NAME = Kind.NUMBER, Kind.TRUTH, Kind.NAME
functions = partial(word, group="Activation functions", needs=NOTHING)
OWN = "own"
"""The name of what a person has written in the lab."""


@functions("slope of F at X", NUMBER, meaning="how steep it is there", example="slope of sigmoid at 0 = 0.25")
def slope_at(world: World, function: tree.Function, x: Array) -> Array:
    return slopes(of_one_z(function, world), x)


@functions(
    "largest slope of F", NUMBER, meaning="the steepest it gets", example="largest slope of sigmoid = 0.25"
)
def largest_slope(world: World, function: tree.Function) -> Array:
    return one(shape(of_one_z(function, world)).largest)


@functions(
    "cost of F",
    NUMBER,
    meaning="nanoseconds that one value takes forward, measured on this machine",
    example="cost of sigmoid > 2 * cost of relu",
    style="time",
)
def cost(world: World, function: tree.Function) -> Array:
    return one(_cost(of_one_z(function, world)))


@functions(
    "alpha of F",
    NUMBER,
    meaning="its α on its card in the lab",
    example="alpha of leaky_relu > 0.25",
)
def alpha(world: World, function: tree.Function) -> Array:
    wanted = made(function, world)
    lab = world.facts.document.lab or Lab()
    found = next((one for one in (*lab.cards, *lab.compared) if one.name == wanted.name), wanted)
    if "alpha" not in found.parameters:
        raise UnknownHereError(f"{found.title} has no α.")
    return one(found.parameters["alpha"])


@functions(
    "function of layer L is F",
    TRUTH,
    meaning="the layer computes with that function, whatever its parameters",
    example="function of layer 1 is relu",
    needs=NETWORK,
)
def function_is(world: World, layer: int, function: tree.Function) -> Array:
    own, wanted = world.layer(layer).activation, made(function, world)
    return one(own is not None and own.name == wanted.name and own.written == wanted.written)


@functions(
    "function of layer L",
    NAME,
    meaning="the layer’s activation function",
    example="function of layer 1 differs from before",
    needs=NETWORK,
)
def function_name(world: World, layer: int) -> str:
    own = world.layer(layer).activation
    return "none" if own is None else own.written or own.name


def settled(function: tree.Function, world: World) -> tree.Function:
    """The function that is meant: *own* is what the person has written.

    Raises:
        UnknownHereError: nobody has written any.
    """
    if function.name != OWN or function.formula:
        return function
    written = own_functions(world.network, world.facts.document.lab)
    if not written:
        raise UnknownHereError("Nobody has written a function of their own yet.")
    return tree.Function(written[-1].written, formula=True)


def made(function: tree.Function, world: World, parameters: tuple[float, ...] = ()) -> ActivationFunction:
    """The function that is named, with these parameters of its own.

    Raises:
        UnknownHereError: it takes no such parameters, or there is no such function.
    """
    try:
        return _made(settled(function, world), parameters)
    except UnknownHereError:
        raise
    except NNVizError as problem:
        raise UnknownHereError(str(problem)) from None


@lru_cache(maxsize=64)
def _made(function: tree.Function, parameters: tuple[float, ...]) -> ActivationFunction:
    found = OwnFunction(function.name) if function.formula else activations.get(function.name)
    if len(parameters) > len(found.parameters):
        has = ", ".join(found.parameters) or "none"
        raise UnknownHereError(f"{found.title} takes these parameters after z: {has}.")
    given = dict(zip(found.parameters, parameters, strict=False))
    return activations.get(function.name, **given) if given else found


def of_one_z(function: tree.Function, world: World, parameters: tuple[float, ...] = ()) -> ActivationFunction:
    """The same, refused where it takes several z together."""
    found = made(function, world, parameters)
    if not found.elementwise:
        raise UnknownHereError(f"{found.title} takes all z of a layer together; it has no value at one z.")
    return found


def applied(name: str, world: World, x: Array, parameters: list[Array]) -> Array:
    """f(z) of the function called ``name``.

    Raises:
        UnknownHereError: a parameter isn't one number, or out of its range.
    """
    if any(parameter.size != 1 for parameter in parameters):
        raise UnknownHereError("A function’s own parameter is one number.")
    given = tuple(float(parameter.reshape(())) for parameter in parameters)
    return np.asarray(values(of_one_z(tree.Function(name), world, given), x))


@lru_cache(maxsize=64)
def _cost(function: ActivationFunction) -> float:
    return nanoseconds(function)

"""Where a part of a sentence is asked: of which network, for which examples, and what *it* is.

All values are arrays of three axes: examples, neurons that *it* stands for, numbers of a collection. An axis
along which nothing varies is 1 long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Target
from nnviz.engine import Layer, Network
from nnviz.engine.arrays import Array, Shape, count
from nnviz.errors import OptionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.case import Case
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.facts import Facts

ALL = -1
"""In place of an example's number: all of them, along the first axis."""


@dataclass(frozen=True, eq=False)
class Units:
    """Neurons of one layer by their places in flat order."""

    layer: int
    places: Array

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, eq=False)
class World:
    """``example`` None: the current input; :data:`ALL`, or one example's number. ``thorough``: every part of
    a sentence is asked, whether it matters any more or not."""

    facts: Facts
    case: Case
    example: int | None = None
    it: Units | None = None
    thorough: bool = False

    @property
    def network(self) -> Network:
        """The network that is asked."""
        return self.case.document.network

    def of(self, case: Case) -> World:
        """The same of another case."""
        return replace(self, case=case)

    def before(self) -> World:
        """As the card set it up."""
        return replace(self, facts=self.facts.past, case=self.facts.then)

    def at(self, example: int | None) -> World:
        """The same for another example."""
        return replace(self, example=example)

    def about(self, units: Units | None) -> World:
        """The same where *it* is ``units``."""
        return replace(self, it=units)

    # layers

    def shape(self, layer: int) -> Shape:
        """The shape of a layer's values; 0 is the input.

        Raises:
            UnknownHereError: there is no such layer.
        """
        shapes = self.network.shapes
        if not 0 <= layer < len(shapes):
            raise UnknownHereError(f"There is no layer {layer}: 0 is the input, {len(shapes) - 1} the last.")
        return shapes[layer]

    def layer(self, number: int) -> Layer:
        """A layer that computes, from 1.

        Raises:
            UnknownHereError: there is no such layer.
        """
        self.shape(number)
        if number == 0:
            raise UnknownHereError("Layer 0 is the input: it computes nothing.")
        return self.network.layer(number)

    def values(self, layer: int) -> tuple[Array, Array]:
        """(z, a) of a layer, each (examples, units)."""
        self.shape(layer)
        if self.example == ALL:
            return self.case.batch.layer(layer)
        passed = self.case.trace if self.example is None else self.case.one(self.example)
        own = passed[layer]
        return own.z.reshape(1, -1), own.a.reshape(1, -1)

    # neurons

    def units(self, unit: tree.Unit) -> Units:
        """The neurons that are meant.

        Raises:
            UnknownHereError: there are none.
        """
        if unit.word == "it":
            if self.it is None:
                raise UnknownHereError("There is no “it” here: name a neuron, such as 1:3.")
            return self.it
        target = unit.target
        if unit.word == "selection":
            target = self.facts.here
            if target is None:
                raise UnknownHereError("No neuron is selected.")
        assert target is not None
        return Units(target.layer, np.array([self.place(target)]))

    def place(self, target: Target) -> int:
        """A neuron's place in flat order.

        Raises:
            UnknownHereError: there is no such neuron.
        """
        shape = self.shape(target.layer)
        try:
            index = self.network.unit_index(target.layer, target.unit)
        except OptionError as problem:
            if len(shape) == 3 and not isinstance(target.unit, tuple):
                named = f"name a cell of layer {target.layer}, such as {target.layer}:0,0,0"
                raise UnknownHereError(f"Layer {target.layer} has maps: {named}.") from None
            raise UnknownHereError(str(problem)) from None
        return int(np.ravel_multi_index(index, shape)) if index else 0

    def all_of(self, layer: int) -> Units:
        """All neurons of a layer."""
        return Units(layer, np.arange(count(self.shape(layer))))

    def channels(self, unit: tree.Unit) -> tuple[int, Array]:
        """(layer, channels) of neurons, for what all cells of a map share; of a dense layer the neurons
        themselves. ``1:0`` names a map here."""
        target = unit.target
        if target is not None and not isinstance(target.unit, tuple) and len(self.shape(target.layer)) == 3:
            if target.unit >= self.shape(target.layer)[0]:
                raise UnknownHereError(f"Layer {target.layer} has no map {target.unit}.")
            return target.layer, np.array([target.unit])
        units = self.units(unit)
        shape = self.shape(units.layer)
        return units.layer, units.places // count(shape[1:])


def pick(values: Array, units: Units) -> Array:
    """The numbers of some neurons out of (examples, units), along the second of three axes."""
    return np.asarray(values[:, units.places])[:, :, None]


def one(value: float | bool | int) -> Array:
    """A number that varies along no axis."""
    return np.full((1, 1, 1), value)


def row(values: Array) -> Array:
    """Numbers of a collection that vary along no other axis."""
    return np.asarray(values).reshape(1, 1, -1)


def cells_of(world: World, which: tree.Map) -> Units:
    """The cells of a map.

    Raises:
        UnknownHereError: there is no such map.
    """
    shape = world.shape(which.layer)
    if len(shape) != 3 or which.channel >= shape[0]:
        raise UnknownHereError(f"There is no map {which.layer}:{which.channel}.")
    size = shape[1] * shape[2]
    return Units(which.layer, np.arange(which.channel * size, (which.channel + 1) * size))

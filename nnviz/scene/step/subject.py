"""Of what one step is shown: the explanation, one example of its batch, and one number that it moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from nnviz.document import Document
from nnviz.engine import Layer
from nnviz.engine.arrays import Array
from nnviz.engine.learning.step import StepExplanation


@dataclass(frozen=True)
class Weight:
    """One number of a parameter: the layer's number, the parameter's name, the place in its array."""

    layer: int
    name: str
    index: tuple[int, ...]

    @property
    def is_bias(self) -> bool:
        """Whether nothing comes in along it: what arrives is 1."""
        return self.name == "bias"


@dataclass(frozen=True, eq=False)
class Subject:
    """One step, looked at. ``document`` holds the very network that learns (names come from it), ``example``
    is a place in the batch, ``digits`` how many every number has at first."""

    document: Document
    step: StepExplanation
    example: int = 0
    digits: int = 3

    @property
    def size(self) -> int:
        """Examples in the batch."""
        return len(self.step.targets)

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.step) - 1

    def layer(self, number: int) -> Layer:
        """A layer that isn't the input."""
        return self.step.before.layer(number)

    def units(self, number: int) -> int:
        """How many numbers a layer gives."""
        return prod(self.step.before.shapes[number])

    @cached_property
    def consumers(self) -> tuple[tuple[int, ...], ...]:
        """By layer number, the layers that it feeds."""
        network = self.step.before
        fed: list[list[int]] = [[] for _ in range(len(self.step))]
        for number in range(1, len(self.step)):
            for source in network.sources(number):
                fed[source].append(number)
        return tuple(map(tuple, fed))

    # of the example that is shown, flat, as its own loss has them: the mean over the batch is another thing

    def came(self, number: int) -> Array:
        """a of a layer."""
        result: Array = self.step[number].a[self.example].reshape(-1).astype(np.float64)
        return result

    def z(self, number: int) -> Array:
        """z of a layer."""
        result: Array = self.step[number].z[self.example].reshape(-1).astype(np.float64)
        return result

    def at_a(self, number: int) -> Array | None:
        """∂L/∂a of a layer; None where the loss doesn't depend on it."""
        return self._own(self.step[number].gradient_a)

    def at_z(self, number: int) -> Array | None:
        """∂L/∂z of a layer."""
        return self._own(self.step[number].gradient_z)

    def target(self) -> Array:
        """What should come out."""
        result: Array = self.step.targets[self.example].reshape(-1).astype(np.float64)
        return result

    def _own(self, gradient: Array | None) -> Array | None:
        # L is a mean over the batch: the share of one example is its own slope over their number.
        return None if gradient is None else gradient[self.example].reshape(-1).astype(np.float64) * self.size

    # of the chosen number

    def gradient(self, weight: Weight) -> float:
        """∂L/∂w, the mean over the batch."""
        gradient = self.step[weight.layer].parameters[weight.name].gradient
        assert gradient is not None
        return float(gradient[weight.index])

    def before(self, weight: Weight) -> float:
        """w before the step."""
        return float(self.step[weight.layer].parameters[weight.name].before[weight.index])

    def after(self, weight: Weight) -> float:
        """w after it."""
        return float(self.step[weight.layer].parameters[weight.name].after[weight.index])

    def moves(self, weight: Weight) -> bool:
        """Whether the step moves it: it isn't frozen."""
        return not self.step[weight.layer].parameters[weight.name].frozen

    @cached_property
    def moved(self) -> int:
        """How many numbers the step moves."""
        return sum(
            parameter.before.size
            for layer in self.step.layers
            for parameter in layer.parameters.values()
            if parameter.gradient is not None and not parameter.frozen
        )

    def passes_on(self, number: int) -> bool:
        """Whether a layer between others gives what it gets: it isn't drawn, and takes no time."""
        return 0 < number < self.last and self.layer(number).passes_on

    def origin(self, number: int) -> int:
        """The layer whose numbers these are, through those that pass them on."""
        while self.passes_on(number):
            number = self.step.before.sources(number)[0]
        return number

    def cells(self, number: int) -> int:
        """How many units of a layer lie in one map; of a row of numbers 1."""
        return self.units(number) // self.step.before.shapes[number][0]

    def weights_of(self, number: int) -> bool:
        """Whether a layer has weights that are drawn as lines: one an input, or kernels."""
        return number > 0 and (self.layer(number).fully_connected or self.layer(number).has_kernels)

    def has(self, weight: Weight) -> bool:
        """Whether there is such a number, with a gradient."""
        if not 0 < weight.layer <= self.last:
            return False
        parameter = self.step[weight.layer].parameters.get(weight.name)
        if parameter is None or parameter.gradient is None or len(weight.index) != parameter.before.ndim:
            return False
        return all(0 <= i < n for i, n in zip(weight.index, parameter.before.shape, strict=True))

    @cached_property
    def largest(self) -> Weight | None:
        """The weight that is chosen as long as nobody chooses: the largest gradient nearest to the input, for
        its chain is the longest."""
        for number in range(1, len(self.step)):
            parameter = self.step[number].parameters.get("weight")
            if parameter is not None and parameter.gradient is not None and self.weights_of(number):
                place = np.unravel_index(int(np.abs(parameter.gradient).argmax()), parameter.before.shape)
                return Weight(number, "weight", tuple(int(i) for i in place))
        return None


def telling(step: StepExplanation) -> int:
    """The example that is shown as long as nobody chooses: that of the largest loss."""
    return int(np.nan_to_num(step.losses, nan=np.inf).argmax())

"""Everything one forward pass computed, and the arithmetic of any one unit of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnviz.engine.admission import check_sample
from nnviz.engine.arrays import Array, closed, read_only
from nnviz.engine.explanation import Explanation, InOrder, Origin, Override, Parts, SoftmaxSteps, Unit
from nnviz.engine.functions.softmax import LARGEST, Softmax
from nnviz.engine.numbers import whole
from nnviz.errors import OptionError

if TYPE_CHECKING:
    from nnviz.engine.network import Network

Overrides = Mapping[tuple[int, Unit], tuple[Override, float]]


@dataclass(frozen=True, slots=True)
class LayerTrace:
    """What went through one layer: arrays with the batch first, not to be written to."""

    inputs: tuple[Array, ...]
    z: Array
    a: Array

    @property
    def input(self) -> Array:
        """The first input; the only one in a chain. Of the network's input it is the input itself."""
        return self.inputs[0]


class Trace:
    """``trace[n]`` is layer number n's input, z and a; ``trace[0].a`` is the network's input."""

    __slots__ = ("_a", "_layers", "_z", "network", "overrides")

    def __init__(self, network: Network, z: list[Array], a: list[Array], overrides: Overrides) -> None:
        self.network = network
        self.overrides = overrides
        self._z = z
        self._a = a
        self._layers: dict[int, LayerTrace] = {}

    def __len__(self) -> int:
        return len(self._a)

    def __iter__(self) -> Iterator[LayerTrace]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> LayerTrace:
        """What went through layer ``number``; :class:`OptionError` if there is none."""
        kept = self._layers.get(number) if type(number) is int else None
        if kept is not None:
            return kept
        number = whole(number, "A layer's number", None)
        if not 0 <= number < len(self._a):
            raise OptionError(f"There is no layer {number}; 0 is the input and {len(self) - 1} the last one.")
        # The input may be the caller's own array, so it is seen through a view; the rest is nobody else's.
        self._z[0] = self._a[0] = read_only(self._a[0])
        sources = self.network.sources(number)
        inputs = tuple(closed(self._a[source]) for source in sources) or (self._a[number],)
        found = LayerTrace(inputs, closed(self._z[number]), closed(self._a[number]))
        self._layers[number] = found
        return found

    @property
    def output(self) -> Array:
        """a of the last layer."""
        return closed(self._a[-1])

    def explain(self, layer: int, unit: Unit, sample: int = 0) -> Explanation:
        """The arithmetic of one unit; ``unit`` is a number, or (channel, row, column) in images.

        Raises :class:`OptionError` when there is no such layer, unit or sample.
        """
        network = self.network
        index = network.unit_index(layer, unit)
        sample = check_sample(sample, len(self._a[0]))
        definition, parameters = network.layer(layer), network.layer_parameters(layer)
        sources = network.sources(layer)
        z, a = self._z[layer][sample], self._a[layer][sample]
        with np.errstate(all="ignore"):
            parts = definition.explain([self._a[s][sample] for s in sources], z, index, parameters)
        overridden = self._override_of(layer, index)
        function = definition.activation_of(index, parameters)
        natural = float(z[index])
        if overridden == "z":
            natural = self._natural(layer, index, sample, parts)
        return Explanation(
            layer=layer,
            unit=index,
            sample=sample,
            definition=definition,
            inputs=read_only(parts.inputs),
            weights=read_only(parts.weights),
            products=read_only(parts.products),
            bias=parts.bias,
            natural_z=natural,
            z=float(z[index]),
            a=float(a[index]),
            slope=1.0 if function is None else self._slope(layer, index, sample),
            activation=function,
            overridden=overridden,
            origins=_of_layers(parts.origins, sources),
            winner=parts.winner,
            shares=_shares(z, index, function) if isinstance(function, Softmax) else None,
            chain=parts.chain,
            constants=parts.constants,
        )

    def _natural(self, layer: int, index: tuple[int, ...], sample: int, parts: Parts) -> float:
        """The z of a unit that is held: what its inputs make of it."""
        definition, parameters = self.network.layer(layer), self.network.layer_parameters(layer)
        sources = self.network.sources(layer)
        with np.errstate(all="ignore"):
            if "weight" in parameters or not sources:
                return float(parts.products.sum(dtype=np.float64) + parts.bias)
            inputs = [self._a[source][sample : sample + 1] for source in sources]
            return float(definition.forward(inputs, parameters)[0][(0, *index)])

    def _override_of(self, layer: int, index: tuple[int, ...]) -> Override | None:
        for (number, unit), (what, _) in self.overrides.items():
            if number == layer and self.network.unit_index(number, unit) == index:
                return what
        return None

    def _slope(self, layer: int, index: tuple[int, ...], sample: int) -> float:
        definition, parameters = self.network.layer(layer), self.network.layer_parameters(layer)
        function = definition.activation_of(index, parameters)
        assert function is not None
        z = self._z[layer][sample : sample + 1]
        with np.errstate(all="ignore"):
            if function.elementwise:
                return float(function.derivative(z[(0, *index)]))
            return float(function.derivative(z)[(0, *index)])

    def first_non_finite(self) -> tuple[int, tuple[int, ...]] | None:
        """(layer, unit) where sample 0 first stops being finite, z before a; None if it never does."""
        for number, pair in enumerate(zip(self._z, self._a, strict=True)):
            for values in pair:
                bad = ~np.isfinite(values[0])
                if bad.any():
                    return number, tuple(int(i) for i in np.unravel_index(int(bad.argmax()), bad.shape))
        return None


def _of_layers(origins: Sequence[Origin], sources: Sequence[int]) -> Sequence[Origin]:
    """The same with the network's numbers of layers in place of the layer's own."""
    if isinstance(origins, InOrder):
        return InOrder(sources[origins.source], origins.size)
    return tuple(None if origin is None else (sources[origin[0]], origin[1]) for origin in origins)


def _shares(z: Array, index: tuple[int, ...], softmax: Softmax) -> SoftmaxSteps:
    """Softmax's steps along the line of scores that holds the unit."""
    axis = (softmax.axis if softmax.axis < 0 else softmax.axis - 1) % z.ndim
    line = tuple(slice(None) if i == axis else position for i, position in enumerate(index))
    scores = z[line]
    with np.errstate(invalid="ignore", over="ignore"):
        maximum = scores.max()
        exponentials = np.exp(scores - np.minimum(maximum, LARGEST))
        total = exponentials.sum()
        return SoftmaxSteps(scores, float(maximum), exponentials, float(total), exponentials / total)

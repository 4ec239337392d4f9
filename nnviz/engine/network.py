"""A network: layers, how they are joined, and the numbers they have learned. A frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from nnviz.engine.admission import admit
from nnviz.engine.arrays import Array, Shape, closed, float_type, numbers_of, shape_text
from nnviz.engine.explanation import Unit
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.graph import Sources, check_input_shape, infer
from nnviz.engine.layers.base import Layer, Parameters
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import amount, shown, whole
from nnviz.engine.overrides import Overridden, items_of
from nnviz.engine.trace import Overrides, Trace
from nnviz.errors import InputError, OptionError, ShapeError

Forward = Callable[[Sequence[Array], Parameters], tuple[Array, Array]]

_NOTHING: Mapping[str, Array] = {}


class Network:
    """A directed acyclic graph of layers, most often a chain, with its parameters.

    Layers are numbered from 1 in the order given; 0 is the input. Nothing in a network changes:
    each ``with_`` method gives a new one that shares every untouched array.
    Two networks are the same only when they are the same object; :meth:`equals` compares the numbers.
    """

    __slots__ = (
        *("_further_inputs", "_parameters", "_sources", "_steps"),
        *("dtype", "layers", "seed", "shapes"),
    )

    layers: tuple[Layer, ...]
    shapes: tuple[Shape, ...]
    seed: int
    dtype: np.dtype[Any]
    _sources: tuple[Sources, ...]
    _parameters: tuple[Parameters, ...]
    _steps: list[tuple[int, Forward, Sources, Parameters]]
    _further_inputs: list[int]

    def __init__(
        self,
        layers: tuple[Layer, ...],
        shapes: tuple[Shape, ...],
        sources: tuple[Sources, ...],
        parameters: tuple[Parameters, ...],
        seed: int,
        dtype: np.dtype[Any],
    ) -> None:
        """For the methods here, which know that the parts fit; from outside, use :meth:`build`."""
        for name, value in zip(
            ("layers", "shapes", "_sources", "_parameters", "seed", "dtype"),
            (layers, shapes, sources, parameters, seed, dtype),
            strict=True,
        ):
            object.__setattr__(self, name, value)
        # What a forward pass looks up, gathered once: at one sample a small network's pass is all overhead.
        steps = [(n, la.forward, sources[n], parameters[n]) for n, la in enumerate(layers, start=1)]
        object.__setattr__(self, "_steps", steps)
        object.__setattr__(self, "_further_inputs", [step[0] for step in steps if not step[2]])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("A network is a frozen value; its with_ methods give a changed copy.")

    def __repr__(self) -> str:
        kinds = ", ".join(layer.kind for layer in self.layers)
        size = amount(self.parameter_count, "parameter")
        return f"<Network {shape_text(self.input_shape)} -> {kinds}: {size}>"

    # Making networks

    @classmethod
    def build(
        cls,
        input_shape: Sequence[int],
        layers: Sequence[Layer],
        seed: int = 0,
        dtype: npt.DTypeLike = np.float32,
        given: Mapping[str, Array] | None = None,
    ) -> Network:
        """A network with initial parameters; the same seed gives the same ones.

        A layer whose parameters are all ``given`` (``{"4.weight": array}``) has these and draws none.

        ``input_shape`` is without the batch: ``(4,)`` for four features, ``(1, 28, 28)`` for an image.
        Raises :class:`ShapeError` or :class:`OptionError`, naming the layer, before anything is allocated.
        """
        shape = check_input_shape(input_shape)
        if not isinstance(layers, (tuple, list)):
            raise OptionError(f"A network is built from a list of layers, not from {shown(layers)}.")
        layers = tuple(layers)
        sources, shapes = infer(shape, layers)
        kind, seed = float_type(dtype), whole(seed, "The seed", least=0)
        try:
            parameters = tuple(
                _initial(layer, [shapes[s] for s in sources[n]], seed, n, kind, given or _NOTHING)
                for n, layer in enumerate(layers, start=1)
            )
        except MemoryError:
            raise ShapeError(
                "The parameters of this network don't fit into memory; make it smaller."
            ) from None
        return cls(layers, shapes, sources, (_NOTHING, *parameters), seed, kind)

    def with_parameters(self, parameters: Mapping[str, npt.ArrayLike]) -> Network:
        """A network with these parameters (``{"4.weight": array}``) in place of its own; the rest is shared.

        An array is copied unless it is read-only and of the network's type already.
        Raises :class:`UnknownNameError` or :class:`ShapeError`.
        """
        if not isinstance(parameters, Mapping):
            raise OptionError('Parameters look like {"1.weight": array}, not ' + f"{shown(parameters)}.")
        changed = list(self._parameters)
        for key, value in parameters.items():
            number, name = self._split(key)
            array = self._admit_parameter(key, changed[number][name].shape, value)
            changed[number] = {**changed[number], name: array}
        return Network(self.layers, self.shapes, self._sources, tuple(changed), self.seed, self.dtype)

    def with_weight(self, layer: int, name: str, index: Unit, value: float) -> Network:
        """A network with one number changed: ``net.with_weight(1, "weight", (3, 0), 0.5)``."""
        number, name = self._split(f"{layer}.{name}")
        array = self._parameters[number][name].copy()
        try:
            array[index] = value
        except (IndexError, TypeError, ValueError, OverflowError, RuntimeError):
            raise OptionError(
                f"{layer}.{name} is {shape_text(array.shape)}; it has no {shown(index)} "
                f"that could be {shown(value)}."
            ) from None
        return self.with_parameters({f"{layer}.{name}": closed(array)})

    def with_layer(self, number: int, layer: Layer) -> Network:
        """A network with one layer replaced; parameters that still fit are kept, others start anew."""
        return self.with_layers({number: layer})

    def with_layers(self, changed: Mapping[int, Layer]) -> Network:
        """A network with some layers replaced, by their numbers; parameters that still fit are kept, others
        start anew."""
        for number in changed:
            self._check_number(number)
        layers = [changed.get(number, layer) for number, layer in enumerate(self.layers, start=1)]
        own = self.parameters()
        fresh = Network.build(self.input_shape, layers, self.seed, self.dtype, own)
        kept = {
            key: own[key]
            for key, array in fresh.parameters().items()
            if key in own and own[key].shape == array.shape
        }
        return fresh.with_parameters(kept)

    def with_functions(self, functions: Mapping[int, ActivationFunction]) -> Network:
        """The same network with other activation functions, by the numbers of their layers."""
        return self.with_layers(
            {number: replace(self.layer(number), activation=f) for number, f in functions.items()}
        )

    def astype(self, dtype: npt.DTypeLike) -> Network:
        """The same network computing in float32 or float64."""
        kind = float_type(dtype)
        parameters = tuple(
            {name: closed(array.astype(kind)) for name, array in own.items()} for own in self._parameters
        )
        return Network(self.layers, self.shapes, self._sources, parameters, self.seed, kind)

    # What it is made of

    @property
    def input_shape(self) -> Shape:
        return self.shapes[0]

    @property
    def input_layers(self) -> tuple[int, ...]:
        """Where values come in: 0, then the numbers of the further ``Input`` layers, in order."""
        return (0, *self._further_inputs)

    @property
    def output_shape(self) -> Shape:
        return self.shapes[-1]

    @property
    def parameter_count(self) -> int:
        return sum(array.size for own in self._parameters for array in own.values())

    def layer(self, number: int) -> Layer:
        """Layer number ``number``, from 1."""
        self._check_number(number)
        return self.layers[number - 1]

    def sources(self, number: int) -> tuple[int, ...]:
        """The numbers of the layers that feed layer ``number``; in a chain ``(number - 1,)``."""
        return self._sources[number]

    def layer_parameters(self, number: int) -> Parameters:
        """The parameters of one layer by name, read-only."""
        return self._parameters[number]

    def parameters(self) -> dict[str, Array]:
        """All parameters, read-only, keyed by layer number and name: ``"4.weight"``."""
        return {f"{n}.{name}": array for n, own in enumerate(self._parameters) for name, array in own.items()}

    def equals(self, other: Network) -> bool:
        """Whether layers, skip connections and every number agree (NaN agrees with NaN)."""
        if self.layers != other.layers or self.shapes != other.shapes or self._sources != other._sources:
            return False
        mine, theirs = self.parameters(), other.parameters()
        return mine.keys() == theirs.keys() and all(
            array is theirs[key] or np.array_equal(array, theirs[key], equal_nan=True)
            for key, array in mine.items()
        )

    # Running it

    def predict(self, x: Any) -> Array:
        """The output for a batch: (N, *input_shape) -> (N, *output_shape), in the network's own type.

        Raises :class:`InputError` when ``x`` doesn't fit.
        """
        return closed(self._run(x)[1][-1])

    def trace(self, x: Any, overrides: Overrides | None = None) -> Trace:
        """The forward pass with everything it computed.

        ``overrides`` sets the z or the a of single units, for every sample: ``{(4, 7): ("z", 2.5)}``;
        everything downstream follows. An overridden a of a softmax unit changes that unit alone.
        """
        if overrides is None:
            return Trace(self, *self._run(x), {})
        return Trace(self, *self._run(x, self._settled(overrides)), overrides)

    def _run(
        self, x: Any, overrides: Mapping[int, Overridden] | None = None
    ) -> tuple[list[Array], list[Array]]:
        first, *further = self.admit(x)
        if not len(first):
            raise InputError("The batch holds no samples; give it one or more.")
        if overrides and 0 in overrides:
            first = overrides[0].apply_to_input(first)
        all_z, all_a = [first], [first]
        with np.errstate(all="ignore"):
            for number, forward, sources, parameters in self._steps:
                if len(sources) == 1:
                    z, a = forward((all_a[sources[0]],), parameters)
                elif sources:
                    z, a = forward([all_a[source] for source in sources], parameters)
                else:
                    z = a = further.pop(0)
                if overrides and number in overrides:
                    z, a = overrides[number].apply(self.layers[number - 1], z, a, parameters)
                all_z.append(z)
                all_a.append(a)
        return all_z, all_a

    def admit(self, x: Any) -> list[Array]:
        """The network's inputs as arrays of its type; :class:`InputError` for what doesn't fit."""
        return admit(x, [self.shapes[number] for number in self.input_layers], self.dtype)

    def _settled(self, overrides: Overrides) -> dict[int, Overridden]:
        """Overrides by layer number, with units checked and made into indices."""
        settled: dict[int, Overridden] = {}
        for number, unit, what, value in items_of(overrides):
            index = self.unit_index(number, unit)
            layer = settled.setdefault(number, Overridden())
            (layer.z if what == "z" else layer.a).append((index, value))
        return settled

    # Checks

    def unit_index(self, number: int, unit: Unit) -> tuple[int, ...]:
        """``unit`` as an index without the batch; :class:`OptionError` if the layer has no such unit."""
        if not 0 <= whole(number, "A layer's number", None) < len(self.shapes):
            raise OptionError(f"There is no layer {number}; the last one is {len(self.layers)}.")
        shape = self.shapes[number]
        given = unit if isinstance(unit, (tuple, list)) else (unit,)
        index = tuple(whole(i, "A neuron's number", None) for i in given)
        if len(index) != len(shape) or not all(0 <= i < size for i, size in zip(index, shape, strict=True)):
            raise OptionError(
                f"Layer {number} has no neuron {unit}: its shape is {shape_text(shape)}, from 0."
            )
        return index

    def _check_number(self, number: int) -> None:
        if not 1 <= whole(number, "A layer's number", None) <= len(self.layers):
            raise OptionError(f"There is no layer {number}; they are numbered 1 to {len(self.layers)}.")

    def _split(self, key: str) -> tuple[int, str]:
        number, _, name = str(key).partition(".")
        if not (number.isascii() and number.isdigit() and int(number) < len(self._parameters)):
            raise unknown_name("parameter", key, self.parameters())
        if name not in self._parameters[int(number)]:
            raise unknown_name("parameter", key, self.parameters())
        return int(number), name

    def _admit_parameter(self, key: str, shape: Shape, value: npt.ArrayLike) -> Array:
        array = numbers_of(value, self.dtype, key)
        if array.shape != shape:
            raise ShapeError(f"{key} is {shape_text(shape)}, but gets {shape_text(array.shape)}.")
        return array if not array.flags.writeable else closed(array.copy())


def _initial(
    layer: Layer,
    input_shapes: list[Shape],
    seed: int,
    number: int,
    dtype: np.dtype[Any],
    given: Mapping[str, Array],
) -> dict[str, Array]:
    if given:
        wanted = layer.parameter_shapes(input_shapes)
        own = {name: given.get(f"{number}.{name}") for name in wanted}
        if all(array is not None and array.shape == wanted[name] for name, array in own.items()):
            return {name: closed(array) for name, array in own.items() if array is not None}
    # A generator of its own for each layer: changing one layer leaves the start of the others alone.
    random = np.random.default_rng((seed, number))
    values = layer.initial_parameters(input_shapes, random)
    return {name: closed(array.astype(dtype)) for name, array in values.items()}

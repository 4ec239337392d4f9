"""How layers are joined: who feeds whom, and the shape of everything, before anything is allocated."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array, Shape, check_size, count, shape_text
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Parameters
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import amount, shown
from nnviz.errors import OptionError, ShapeError

Sources = tuple[int, ...]  # the numbers of the layers that feed one layer

INPUT = "input"  # how a layer's ``inputs`` names the network's input


@dataclass(frozen=True, init=False)
class Input(Layer):
    """A further input of a network that has several; the first one is the network's own ``input_shape``."""

    kind = "Input"
    summary = "a further input"
    input_count = (0, 0)
    affine = True

    shape: Shape

    def __init__(
        self, shape: Sequence[int], *, name: str | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        self._set(name, inputs, shape=check_input_shape(shape))

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return self.shape

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        value = z[unit].reshape(1)  # it comes from outside: no unit of the network stands behind it
        return Parts(value, np.ones(1, z.dtype), value, origins=(None,))


def check_input_shape(shape: Sequence[int]) -> Shape:
    """``shape`` as a tuple of whole numbers of at least 1, none of them too large to hold."""
    try:
        checked = tuple(operator.index(size) for size in shape)
    except TypeError:
        raise OptionError(
            f"An input shape is a tuple of whole numbers such as (1, 28, 28), not {shown(shape)}."
        ) from None
    if not checked or min(checked) < 1:
        raise ShapeError(
            f"An input needs sizes of 1 or more, not {shape_text(checked) if checked else '()'}."
        )
    check_size(checked, "The input")
    return checked


def infer(
    input_shape: Shape, layers: Sequence[Layer]
) -> tuple[tuple[tuple[int, ...], ...], tuple[Shape, ...]]:
    """(sources, shapes) by layer number, entry 0 being the input.

    Raises :class:`ShapeError` for what doesn't fit and :class:`OptionError` for a layer that isn't there.
    """
    if not layers:
        raise OptionError("A network needs at least one layer.")
    numbers = _numbers(layers)
    sources: list[tuple[int, ...]] = [()]
    shapes: list[Shape] = [input_shape]
    for number, layer in enumerate(layers, start=1):
        sources.append(_sources(number, layer, layers, numbers))
        shapes.append(_shape(number, layer, [shapes[source] for source in sources[number]]))
    _check_totals(layers, sources, shapes)
    return tuple(sources), tuple(shapes)


def _check_totals(
    layers: Sequence[Layer], sources: Sequence[tuple[int, ...]], shapes: Sequence[Shape]
) -> None:
    """Each layer has been found small enough; all of them together must be so too."""
    outputs = sum(count(shape) for shape in shapes)
    parameters = sum(
        count(shape)
        for layer, own in zip(layers, sources[1:], strict=True)
        for shape in layer.parameter_shapes([shapes[source] for source in own]).values()
    )
    check_size((outputs,), "All neurons of the network together")
    check_size((parameters,), "All parameters of the network together")


def describe(number: int, layer: Layer) -> str:
    """The layer as an error names it: ``Layer 3 (Dense "scores")``."""
    return f'Layer {number} ({layer.kind} "{layer.name}")' if layer.name else f"Layer {number} ({layer.kind})"


def _numbers(layers: Sequence[Layer]) -> dict[str, int]:
    numbers = {INPUT: 0}
    for number, layer in enumerate(layers, start=1):
        if not isinstance(layer, Layer):
            raise OptionError(f"Layer {number} isn't a layer but {shown(layer)}.")
        if layer.name is not None:
            if layer.name in numbers:
                raise OptionError(f'Two layers are called "{layer.name}"; each name must be its own.')
            numbers[layer.name] = number
    return numbers


def _sources(number: int, layer: Layer, layers: Sequence[Layer], numbers: dict[str, int]) -> tuple[int, ...]:
    least, most = layer.input_count
    names = layer.inputs
    if names is None:
        found: tuple[int, ...] = (number - 1,) if most else ()
    else:
        for name in names:
            if name not in numbers:
                raise OptionError(
                    f"{describe(number, layer)} takes an input that isn't there. "
                    f"{unknown_name('layer called', name, numbers)}"
                )
        found = tuple(numbers[name] for name in names)
    if any(source >= number for source in found):
        raise OptionError(_order_problem(number, layer, layers, numbers))
    if not least <= len(found) <= most:
        wanted = amount(least, "input") if least == most else f"{least} or more inputs"
        raise OptionError(f"{describe(number, layer)} takes {wanted}, not {len(found)}.")
    return found


def _order_problem(number: int, layer: Layer, layers: Sequence[Layer], numbers: dict[str, int]) -> str:
    """Why a layer can't be fed by a later one: either the graph runs in a circle or the order is wrong."""
    feeds = {
        n: [numbers[name] for name in one.inputs if name in numbers] if one.inputs is not None else [n - 1]
        for n, one in enumerate(layers, start=1)
    }
    seen: set[int] = set()
    waiting = list(feeds[number])
    while waiting:
        source = waiting.pop()
        if source == number:
            return f"{describe(number, layer)} feeds itself in a circle; a network runs one way only."
        if source not in seen and source:
            seen.add(source)
            waiting.extend(feeds[source])
    return f"{describe(number, layer)} is fed by a layer that comes later; list that one first."


def _shape(number: int, layer: Layer, input_shapes: list[Shape]) -> Shape:
    where = describe(number, layer)
    try:
        shape = layer.output_shape(input_shapes)
        parameters = layer.parameter_shapes(input_shapes)
        if layer.activation is not None:
            layer.activation.check_rank(len(shape))
    except ShapeError as problem:
        raise ShapeError(f"{where} {problem}") from None
    check_size(shape, f"{where}'s output")
    for name, parameter in parameters.items():
        check_size(parameter, f"{where}'s {name}")
    return shape

"""The generic layer: it carries, faithfully, what has no teaching layer of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, check_size
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Parameters
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import amount, whole
from nnviz.engine.operators import elementwise as operators_elementwise
from nnviz.engine.operators import linear as operators_linear
from nnviz.engine.operators import probing
from nnviz.engine.operators import rearrange as operators_rearrange
from nnviz.engine.operators import window as operators_window
from nnviz.engine.operators.attributes import check_attributes
from nnviz.engine.operators.operation import Attributes, Operation
from nnviz.engine.steps import Stored
from nnviz.errors import OptionError, ShapeError

_TABLE: Mapping[str, Operation] = MappingProxyType(
    {
        **operators_elementwise.TABLE,
        **operators_linear.TABLE,
        **operators_rearrange.TABLE,
        **operators_window.TABLE,
    }
)

# Two batches of different size: the output's first axis must follow the batch, and nothing else may.
_TRIAL_BATCHES = (2, 3)


def get(name: str) -> Operation:
    """The operation called ``name``; raises :class:`UnknownNameError` with the nearest known name."""
    if name not in _TABLE:
        raise unknown_name("operation", name, _TABLE)
    return _TABLE[name]


def operations() -> tuple[str, ...]:
    """The names of all operations: ONNX's own, and a few for what an ONNX operator gives besides."""
    return tuple(_TABLE)


@dataclass(frozen=True, init=False)
class Operator(Layer):
    """One operation out of :func:`operations` with its attributes: z = a = operation(inputs).

    Its arguments come, in order, from the layers that feed it, except those that ``constants`` names with
    their shapes: they are parameters of the layer, and have no batch axis. Axes in ``attributes`` count
    the batch as axis 0. An operator can be run and traced, but not trained.
    """

    kind = "Operator"
    trainable = False
    input_count = (1, float("inf"))

    operation: str
    attributes: Attributes = field(hash=False)
    constants: Mapping[str, Shape] = field(hash=False)

    def __init__(
        self,
        operation: str,
        attributes: Attributes | None = None,
        *,
        constants: Mapping[str, Sequence[int]] | None = None,
        name: str | None = None,
        inputs: Sequence[str] | None = None,
    ) -> None:
        shapes = {
            key: tuple(whole(size, f"Each size of {key}", 0) for size in s)
            for key, s in (constants or {}).items()
        }
        self._set(
            name,
            inputs,
            operation=operation,
            attributes=MappingProxyType(check_attributes(operation, get(operation), attributes or {})),
            constants=MappingProxyType(shapes),
        )

    def options(self) -> dict[str, Any]:
        options = super().options()
        options["attributes"] = {
            key: list(value) if isinstance(value, tuple) else value for key, value in self.attributes.items()
        }
        options["constants"] = {key: list(shape) for key, shape in self.constants.items()}
        return options

    @property
    def label(self) -> str:
        return self.operation

    @property
    def sign(self) -> str:
        return get(self.operation).sign

    @property
    def passing(self) -> str:  # type: ignore[override]
        return f"a {self.sign} b" if self.sign else self.operation

    @property
    def does(self) -> str:  # type: ignore[override]
        operation = get(self.operation)
        if operation.does:
            return operation.does
        if operation.elementwise:
            return f"Applies {self.operation} to each number by itself."
        return "Only moves numbers to other places." if operation.moves else f"Computes {self.operation}."

    @property
    def affine(self) -> bool:  # type: ignore[override]
        operation = get(self.operation)
        return operation.is_affine_in([name for name in operation.arguments if name not in self.constants])

    @property
    def untrained(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset(self.constants)

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        operation = get(self.operation)
        for name, shape in self.constants.items():
            check_size(shape, f"the {name} of {self.operation}")
        found = []
        for batch in _TRIAL_BATCHES:
            fed = [(batch, *shape) for shape in input_shapes]
            found.append(self._checked(operation, self._arguments(fed, self.constants), batch))
        if found[0] != found[1]:
            raise ShapeError(f"runs {self.operation} across the examples of a batch; each must stand alone.")
        return found[0]

    def _checked(self, operation: Operation, shapes: Sequence[Shape], batch: int) -> Shape:
        shape = operation.output_shape(shapes, self.attributes)
        if not shape or shape[0] != batch or operation.mixes(self.attributes, len(shapes[0])):
            raise ShapeError(f"runs {self.operation} across the examples of a batch; each must stand alone.")
        return shape[1:]

    def _arguments(self, fed: Sequence[Any], constants: Mapping[str, Any]) -> list[Any]:
        """What feeds the layer and its constants, in the order that the operation takes them."""
        operation, waiting, arguments = get(self.operation), list(fed), []
        total = len(fed) + len(self.constants)
        if total > len(operation.arguments) and not operation.variadic:
            most = len(operation.arguments)
            raise ShapeError(f"runs {self.operation} on {amount(total, 'input')}, but it takes {most}.")
        for position in range(total):
            name = operation.argument(position)
            if name not in constants and not waiting:
                raise ShapeError(f"runs {self.operation}, which has no {', '.join(self.constants)} here.")
            arguments.append(constants[name] if name in constants else waiting.pop(0))
        return arguments

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        return dict(self.constants)

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        return {name: np.zeros(shape) for name, shape in self.constants.items()}

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = get(self.operation).run(self._arguments(inputs, parameters), self.attributes)
        return z, z

    def _run(self, arguments: Sequence[Array]) -> Array:
        return get(self.operation).run(arguments, self.attributes)

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        raise OptionError(f"A network with an Operator layer ({self.operation}) can be run but not trained.")

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        arguments = self._arguments([x[None] for x in inputs], parameters)
        shapes = [array.shape for array in arguments]
        # What each argument is: the number of a layer that feeds it, or the name of a constant.
        given = self._arguments(range(len(inputs)), {name: name for name in self.constants})
        made_of = get(self.operation).operands(shapes, (0, *unit), self.attributes)
        if not made_of and not get(self.operation).moves:
            made_of = probing.made_of(self._run, arguments, [not isinstance(g, str) for g in given], unit)
        values = np.array([arguments[which][place] for which, place in made_of], z.dtype)
        constants = tuple(
            Stored(str(given[which]), place, float(value), str(given[which]))
            if isinstance(given[which], str)
            else None
            for (which, place), value in zip(made_of, values.tolist(), strict=True)
        )
        origins = tuple(
            None if isinstance(given[which], str) else (given[which], place[1:]) for which, place in made_of
        )
        # Of an operation of which it can't be said, nothing is claimed to add up.
        ones = np.ones_like(values)
        bias = 0.0 if made_of else float(z[unit])
        return Parts(values, ones, values * ones, bias=bias, origins=origins, constants=constants)

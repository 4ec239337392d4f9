"""A step: one engine operation with its attributes settled, whatever opset the node was written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.numbers import amount
from nnviz.errors import FileError
from nnviz.formats.onnx.model import Node


@dataclass(frozen=True)
class OperatorStep:
    """``output`` = ``operation`` of ``arguments``, as :mod:`nnviz.engine.operators.operator` knows it."""

    operation: str
    attributes: Mapping[str, Any]
    arguments: tuple[str, ...]
    output: str
    node: Node


@dataclass(frozen=True)
class Call:
    """A node together with what is known where it stands: opset, shapes of its inputs, values so far."""

    node: Node
    opset: int
    shapes: Sequence[Shape]  # of each input, the batch included; () for one left out
    known: Mapping[str, Array]

    def given(self, position: int) -> bool:
        """Whether the input at ``position`` is there."""
        return position < len(self.node.inputs) and bool(self.node.inputs[position])

    def setting(self, position: int, what: str) -> Array:
        """An input that is a setting, such as Reshape's shape: its value must be known beforehand."""
        if not self.given(position):
            raise FileError(f"{self.node} has no {what}.")
        name = self.node.inputs[position]
        if name not in self.known:
            raise FileError(f"{self.node} computes its {what} as it runs; nnviz needs it fixed in the model.")
        return self.known[name]

    def numbers(self, position: int, what: str) -> tuple[int, ...]:
        """A setting that lists whole numbers."""
        value = self.setting(position, what)
        if value.ndim > 1 or value.dtype.kind not in "iu":
            raise FileError(f"{self.node} takes a list of whole numbers as its {what}.")
        return tuple(int(number) for number in value.reshape(-1))

    def number(self, position: int, what: str) -> float | int | bool | None:
        """A setting that is a single number; None where it is left out."""
        if not self.given(position):
            return None
        value = self.setting(position, what)
        if value.size != 1:
            raise FileError(f"{self.node} takes a single number as its {what}.")
        number: float | int | bool = value.item()
        return number

    def attribute(self, name: str, default: Any) -> Any:
        """The node's own attribute, or ONNX's default."""
        return self.node.attributes.get(name, default)

    def choice(self, name: str, default: str, *choices: str) -> str:
        """An attribute that is one of a few words."""
        value: str = self.attribute(name, default)
        if value not in choices:
            raise FileError(f"{self.node} has the {name} {value!r}; it is one of {', '.join(choices)}.")
        return value

    def axis(self, axis: int) -> int:
        """``axis`` of the first input, counted from the front."""
        rank = len(self.shapes[0])
        if not -rank <= axis < max(rank, 1):
            raise FileError(f"{self.node} names axis {axis} of an array of {amount(rank, 'axis', 'axes')}.")
        return axis % rank if rank else 0

    def step(
        self, operation: str | None = None, output: int = 0, count: int | None = None, **attributes: Any
    ) -> OperatorStep:
        """The step for one of the node's outputs, on its first ``count`` inputs (all of them by default)."""
        arguments = tuple(name for name in self.node.inputs[:count] if name)
        return OperatorStep(
            operation or self.node.operator, attributes, arguments, self.node.outputs[output], self.node
        )

    def lifted(self, operation: str | None = None, *, axes: int, **attributes: Any) -> list[OperatorStep]:
        """The step with its second input given ``axes`` more axes of size 1 behind its own."""
        first, second = self.node.inputs[:2]
        rank = len(self.shapes[1])
        name = f"{self.node.outputs[0]}\0"  # a name that no model has: all of theirs can be printed
        lift = OperatorStep(
            "Unsqueeze", {"axes": tuple(range(rank, rank + axes))}, (second,), name, self.node
        )
        step = self.step(operation, **attributes)
        return [lift, replace(step, arguments=(first, name))]

    def takes(self, output: int) -> bool:
        """Whether anything takes the node's output at this position."""
        return output < len(self.node.outputs) and bool(self.node.outputs[output])

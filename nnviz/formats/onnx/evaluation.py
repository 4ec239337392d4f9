"""Running a model's nodes on whole arrays, for constants and for graphs that have no batch."""

from collections.abc import Iterator, Mapping

import numpy as np

from nnviz.engine import operator
from nnviz.engine.arrays import Array
from nnviz.errors import FileError, ShapeError
from nnviz.formats.onnx.model import Model, Node
from nnviz.formats.onnx.operators import TRANSLATORS
from nnviz.formats.onnx.step import Call

# What these give is of a type of its own: places and yes-or-no.
_OWN_TYPE = frozenset({"MaxPoolIndices", "DropoutMask"})


def evaluate(model: Model, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The value of every name, from the values of the inputs. Raises :class:`FileError`, naming the node."""
    known = {**model.constants, **inputs}
    for node in model.nodes:
        known.update(run_node(node, model.opset, known))
    return known


def run_node(node: Node, opset: int, known: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """(name, value) of each output of a node all of whose inputs are known."""
    if node.operator == "Constant":
        yield node.outputs[0], constant_of(node)
        return
    shapes = [known[name].shape if name else () for name in node.inputs]
    for step in TRANSLATORS[node.operator](Call(node, opset, shapes, known)):
        arrays = [known[name] for name in step.arguments]
        if len({array.dtype for array in arrays}) > 1:
            raise FileError(f"{node} mixes {' and '.join(sorted({str(a.dtype) for a in arrays}))} numbers.")
        try:
            value = operator.get(step.operation).run(arrays, step.attributes)
        except ShapeError as problem:
            raise FileError(f"{node} {problem}") from None
        if value.dtype != arrays[0].dtype and step.operation not in _OWN_TYPE:
            raise FileError(f"{node} can't compute with {arrays[0].dtype} numbers.")
        yield step.output, value


def constant_of(node: Node) -> Array:
    """What a Constant node holds."""
    for name, value in node.attributes.items():
        if name == "value":
            return np.asarray(value)
        if name in ("value_float", "value_floats"):
            return np.array(value, np.float32)
        if name in ("value_int", "value_ints"):
            return np.array(value, np.int64)
    raise FileError(f"{node} holds no numbers.")

"""Running a model's nodes on whole arrays, for constants and for graphs that have no batch."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.operators import operator
from nnviz.errors import FileError, ShapeError
from nnviz.formats.onnx.model import Model, Node
from nnviz.formats.onnx.operators import TRANSLATORS
from nnviz.formats.onnx.step import Call, OperatorStep

# How ONNX calls NumPy's types, where the names differ.
_TYPE_NAMES = {"float32": "float", "float64": "double"}


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
    _check_type(node, opset, known)
    made: dict[str, Array] = {}  # by a step, for the steps behind it
    for step in TRANSLATORS[node.operator](Call(node, opset, shapes, known)):
        made[step.output] = run_step(step, [made[n] if n in made else known[n] for n in step.arguments])
        yield step.output, made[step.output]


def run_step(step: OperatorStep, arrays: Sequence[Array]) -> Array:
    """What a step makes of its arguments."""
    if len({array.dtype for array in arrays}) > 1:
        kinds = " and ".join(sorted({str(array.dtype) for array in arrays}))
        raise FileError(f"{step.node} mixes {kinds} numbers.")
    try:
        return operator.get(step.operation).run(arrays, step.attributes)
    except ShapeError as problem:
        raise FileError(f"{step.node} {problem}") from None


def _check_type(node: Node, opset: int, known: Mapping[str, Array]) -> None:
    """Raise :class:`FileError` where ONNX doesn't define the operator for numbers of this type."""
    import onnx

    dtype = str(known[node.inputs[0]].dtype) if node.inputs and node.inputs[0] else ""
    allowed = onnx.defs.get_schema(node.operator, opset).inputs[0].types
    if f"tensor({_TYPE_NAMES.get(dtype, dtype)})" not in allowed:
        raise FileError(f"{node} can't compute with {dtype or 'no'} numbers.")


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

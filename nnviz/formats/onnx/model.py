"""An ONNX model as checked, plain values: nodes in an order they can run in, constants, inputs, outputs."""

import graphlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.engine import memory
from nnviz.engine.arrays import Array
from nnviz.engine.numbers import amount
from nnviz.errors import FileError
from nnviz.formats.onnx.tensors import array_of, dtype_of
from nnviz.plaintext import LONGEST_NAME

OLDEST_OPSET = 6


@dataclass(frozen=True)
class Tensor:
    """A graph input as the model declares it; None stands for a size, or a whole shape, left open."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int | None, ...] | None


@dataclass(frozen=True)
class Node:
    """One operator of the graph. An empty name among inputs or outputs stands for one left out."""

    name: str
    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any]

    def __str__(self) -> str:
        return f'{self.operator} "{self.name or next(filter(None, self.outputs), "")}"'


@dataclass(frozen=True)
class Model:
    """A graph; every name that a node takes is an input, a constant or an earlier node's output."""

    file: str
    opset: int
    nodes: tuple[Node, ...]
    constants: Mapping[str, Array]
    inputs: tuple[Tensor, ...]
    outputs: tuple[str, ...]

    def uses(self) -> Counter[str]:
        """How often each name is taken, by nodes and as an output of the whole graph."""
        return Counter([*(name for node in self.nodes for name in node.inputs), *self.outputs])


def read(path: str | Path, operators: Iterable[str]) -> Model:
    """Read and check the model at ``path``, which may use ``operators`` and no others.

    Raises :class:`FileError`, one line: no ONNX model, a damaged one, or operators that nnviz can't take.
    """
    file = Path(path)
    proto = _parse(file)
    _check_printable(proto, file)
    opset = _opset(proto, file)
    _check_operators(proto, opset, set(operators), file)
    _check_nodes(proto, opset, file)
    graph = proto.graph
    if graph.sparse_initializer:
        raise FileError(f"{file.name} keeps sparse weights, which nnviz can't take.")
    constants = _constants(graph, file)
    model = Model(
        file.name,
        opset,
        tuple(_node(node, file) for node in graph.node),
        constants,
        tuple(_input(value, file) for value in graph.input if value.name not in constants),
        tuple(value.name for value in graph.output),
    )
    _check_names(model, [initializer.name for initializer in graph.initializer])
    return _needed(replace(model, nodes=_in_order(model)))


def _parse(file: Path) -> Any:
    import onnx
    from google.protobuf.message import DecodeError

    try:
        # The file, the model that it is parsed into, and the arrays that are made of that.
        size = 3 * file.stat().st_size if file.is_file() else 0
        if size > memory.LARGEST:
            raise FileError(f"Opening {file.name} {memory.refusal(size)}.")
        proto = onnx.load_model_from_string(file.read_bytes())
    except (DecodeError, RecursionError):
        raise FileError(f"{file.name} is no ONNX model, or a damaged one; export it again.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise FileError(f"{file} can't be read: {reason}.") from None
    if not proto.graph.output or not proto.ir_version:
        raise FileError(f"{file.name} is no ONNX model, or a damaged one; export it again.")
    return proto


def _opset(proto: Any, file: Path) -> int:
    import onnx

    versions = [entry.version for entry in proto.opset_import if entry.domain in ("", "ai.onnx")]
    newest = onnx.defs.onnx_opset_version()
    if not versions:
        raise FileError(
            f"{file.name} doesn't say which version of ONNX's operators it uses; export it again."
        )
    if not OLDEST_OPSET <= versions[0] <= newest:
        raise FileError(
            f"{file.name} uses operators of ONNX opset {versions[0]}; nnviz takes {OLDEST_OPSET} to {newest}."
        )
    return int(versions[0])


def _check_printable(proto: Any, file: Path) -> None:
    """Names are shown, in errors and on the canvas, so none holds line breaks or other control characters."""
    graph = proto.graph
    names = [value.name for value in (*graph.input, *graph.output, *graph.initializer)]
    for node in graph.node:
        names += [node.name, node.op_type, node.domain, *node.input, *node.output]
        names += [attribute.name for attribute in node.attribute]
    # What isn't UTF-8 comes as bytes.
    if not all(isinstance(name, str) and name.isprintable() for name in names):
        raise FileError(f"{file.name} is a damaged ONNX model: it has names that can't be printed.")
    if any(len(name) > LONGEST_NAME for name in names):
        raise FileError(f"{file.name} has names of more than {LONGEST_NAME:,} characters; shorten them.")


def _check_operators(proto: Any, opset: int, known: set[str], file: Path) -> None:
    """Raise one error that lists every operator nnviz can't take, each with how often it occurs."""
    import onnx

    def label(node: Any) -> str:
        return str(node.op_type) if node.domain in ("", "ai.onnx") else f"{node.domain}.{node.op_type}"

    own = {(function.domain, function.name) for function in proto.functions}
    counted = Counter(
        label(node)
        for node in proto.graph.node
        if label(node) not in known
        or (node.domain, node.op_type) in own
        or not onnx.defs.has(node.op_type, opset)
    )
    if counted:
        listed = ", ".join(
            f"{name} ({times})" if times > 1 else name for name, times in sorted(counted.items())
        )
        kinds = "an operator" if len(counted) == 1 else amount(len(counted), "operator")
        raise FileError(f"{file.name} uses {kinds} that nnviz can't take: {listed}.")


def _check_nodes(proto: Any, opset: int, file: Path) -> None:
    """Let ONNX's own checker judge each node's attributes and the number of its inputs."""
    import onnx

    context = onnx.checker.C.CheckerContext()
    context.ir_version = (
        onnx.checker.LATEST_IR_VERSION if hasattr(onnx.checker, "LATEST_IR_VERSION") else onnx.IR_VERSION
    )
    context.opset_imports = {"": opset}
    for node in proto.graph.node:
        try:
            onnx.checker.check_node(node, context)
        except (onnx.checker.ValidationError, UnicodeDecodeError) as problem:
            line = str(problem).strip().splitlines()[0]
            raise FileError(f"{file.name} is no valid ONNX model: {line}") from None


def _constants(graph: Any, file: Path) -> dict[str, Array]:
    return {
        tensor.name: array_of(tensor, file.parent, f'{file.name}: the constant "{tensor.name}"')
        for tensor in graph.initializer
    }


def _input(value: Any, file: Path) -> Tensor:
    what = f'{file.name}: the input "{value.name}"'
    if value.type.WhichOneof("value") != "tensor_type":
        raise FileError(f"{what} is no array of numbers.")
    declared = value.type.tensor_type
    sizes = tuple(
        int(size.dim_value) if size.WhichOneof("value") == "dim_value" else None
        for size in declared.shape.dim
    )
    if any(size is not None and size < 0 for size in sizes):
        raise FileError(f"{what} has a size below 0.")
    return Tensor(
        value.name, dtype_of(declared.elem_type, what), sizes if declared.HasField("shape") else None
    )


def _node(node: Any, file: Path) -> Node:
    label = f'{file.name}: {node.op_type} "{node.name or next(iter(node.output), "")}"'
    attributes = {one.name: _attribute(one, file, label) for one in node.attribute}
    return Node(node.name, node.op_type, tuple(node.input), tuple(node.output), attributes)


def _attribute(attribute: Any, file: Path, label: str) -> Any:
    import onnx

    kinds = onnx.AttributeProto
    if attribute.type == kinds.TENSOR:
        return array_of(attribute.t, file.parent, f'{label}: its "{attribute.name}"')
    if attribute.type == kinds.STRING:
        return attribute.s.decode("utf-8", "replace")
    plain = {kinds.FLOAT: "f", kinds.INT: "i", kinds.FLOATS: "floats", kinds.INTS: "ints"}
    if attribute.type not in plain:
        raise FileError(f'{label} has an attribute "{attribute.name}" of a kind that nnviz can\'t take.')
    value = getattr(attribute, plain[attribute.type])
    return value if isinstance(value, (int, float)) else tuple(value)


def _check_names(model: Model, initializers: Sequence[str]) -> None:
    """Every name is given once, and every name that is taken is given."""
    given = Counter([tensor.name for tensor in model.inputs] + list(initializers))
    given.update(name for node in model.nodes for name in node.outputs if name)
    for name, times in given.items():
        if times > 1:
            raise FileError(f'{model.file} gives the name "{name}" to {times} things; each needs its own.')
    for node in model.nodes:
        for name in node.inputs:
            if name and name not in given:
                raise FileError(f'{model.file}: {node} takes "{name}", which nothing gives.')
    for name in model.outputs:
        if name not in given:
            raise FileError(f'{model.file} gives out "{name}", which nothing computes.')


def _in_order(model: Model) -> tuple[Node, ...]:
    """The nodes in an order in which each finds its inputs ready: their own order if it is one."""
    maker = {name: number for number, node in enumerate(model.nodes) for name in node.outputs if name}
    needs = {
        number: {maker[name] for name in node.inputs if name in maker}
        for number, node in enumerate(model.nodes)
    }
    if all(max(before, default=-1) < number for number, before in needs.items()):
        return model.nodes
    try:
        return tuple(model.nodes[number] for number in graphlib.TopologicalSorter(needs).static_order())
    except graphlib.CycleError as circle:
        node = model.nodes[circle.args[1][0]]
        raise FileError(
            f"{model.file}: {node} feeds itself in a circle; a network runs one way only."
        ) from None


def _needed(model: Model) -> Model:
    """Only the nodes that an output needs, and of each only the outputs that are taken."""
    wanted = set(model.outputs)
    kept = []
    for node in reversed(model.nodes):
        outputs = tuple(name if name in wanted else "" for name in node.outputs)
        if any(outputs):
            wanted.update(node.inputs)
            kept.append(replace(node, outputs=outputs))
    return replace(model, nodes=tuple(reversed(kept)))

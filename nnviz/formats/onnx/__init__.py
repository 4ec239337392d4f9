"""ONNX models as networks.

``network`` gives a Network to look at; ``run`` computes a model's outputs. Models are read with the ``onnx``
package, which is imported when the first one is opened.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnviz.engine import Network
from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError, NNVizError
from nnviz.formats.onnx.assembly import Assembled, assemble
from nnviz.formats.onnx.evaluation import evaluate
from nnviz.formats.onnx.model import Model, Tensor, read
from nnviz.formats.onnx.operators import OPERATORS

# Where a model leaves the batch open, any size of 2 or more says what its nodes do to it.
_OPEN_BATCH = 2


def network(path: str | Path) -> Network:
    """The model at ``path`` as a network: teaching layers where they do the same, Operator layers elsewhere.

    Raises :class:`NNVizError`, one line: a damaged file, a list of the operators that nnviz can't take,
    sizes left open, several outputs, or arrays that have no batch axis.
    """
    model = read(path, OPERATORS)
    if len(model.outputs) != 1:
        raise FileError(
            f"{model.file} gives out {amount(len(model.outputs), 'array')}; nnviz shows networks that give "
            "one: export it with that output alone."
        )
    _check_in_use(model)
    batches = [tensor.shape[0] for tensor in model.inputs if tensor.shape and tensor.shape[0]]
    shapes = [_declared_shape(model, tensor, (*batches, _OPEN_BATCH)[0]) for tensor in model.inputs]
    return assemble(model, shapes).network


def run(path: str | Path, inputs: Sequence[npt.ArrayLike]) -> list[Array]:
    """The outputs of the model at ``path`` for these inputs, in the model's order.

    A model whose arrays are batches of examples runs as the Network that it becomes; any other, node by
    node on whole arrays. Raises :class:`NNVizError`, one line.
    """
    model = read(path, OPERATORS)
    values = _admit(model, inputs)
    assembled = _assembled(model, values)
    if assembled is None:
        known = evaluate(model, values)
        return [np.array(known[name]) for name in model.outputs]
    feed = list(values.values())
    trace = assembled.network.trace(feed if len(feed) > 1 else feed[0])
    return [np.array(trace[number].a) for number in assembled.outputs]


def _assembled(model: Model, values: Mapping[str, Array]) -> Assembled | None:
    """The model as a network; None where its arrays aren't batches, or it can't be one otherwise."""
    if not values or any(0 in array.shape for array in values.values()):
        return None
    try:
        return assemble(model, [array.shape for array in values.values()])
    except NNVizError:
        # What is wrong with the model itself comes up again, with its own sentence, in `evaluate`.
        return None


def _admit(model: Model, inputs: Sequence[Any]) -> dict[str, Array]:
    """The inputs by name, once they are of the type and shape that the model declares."""
    if len(inputs) != len(model.inputs):
        names = ", ".join(f'"{tensor.name}"' for tensor in model.inputs) or "no inputs"
        raise InputError(f"{model.file} takes {names}, but gets {amount(len(inputs), 'input')}.")
    admitted = {}
    for tensor, value in zip(model.inputs, inputs, strict=True):
        array = np.asarray(value)
        if array.dtype != tensor.dtype:
            raise InputError(
                f'{model.file} takes {tensor.dtype} numbers as "{tensor.name}", not {array.dtype}.'
            )
        if not _fits(array.shape, tensor.shape):
            wanted = " × ".join("any" if size is None else str(size) for size in tensor.shape or ())
            raise InputError(
                f'{model.file} takes {wanted or "a single number"} as "{tensor.name}", '
                f"not {shape_text(array.shape)}."
            )
        admitted[tensor.name] = array
    return admitted


def _fits(shape: Shape, declared: tuple[int | None, ...] | None) -> bool:
    if declared is None:
        return True
    return len(shape) == len(declared) and all(
        size in (None, own) for size, own in zip(declared, shape, strict=True)
    )


def _check_in_use(model: Model) -> None:
    """A network that is shown answers each example by itself, and the same each time."""
    for node in model.nodes:
        if node.attributes.get("training_mode"):
            raise FileError(
                f"{model.file} was exported for training: {node} takes its numbers from the batch; export it "
                "for inference."
            )


def _declared_shape(model: Model, tensor: Tensor, batch: int) -> Shape:
    """The shape that the model declares for an input, whose batch alone may be open."""
    declared = tensor.shape or ()
    if len(declared) == 1:
        raise FileError(
            f"{model.file} takes a single example of {declared[0] or 'any number of'} numbers as "
            f'"{tensor.name}"; export it with a batch axis before it.'
        )
    sizes = tuple(size for size in declared[1:] if size is not None)
    if not sizes or len(sizes) != len(declared) - 1:
        raise FileError(
            f'{model.file} leaves the shape of its input "{tensor.name}" open; export it with fixed sizes '
            "behind a batch."
        )
    return (declared[0] or batch, *sizes)

"""ONNX models as networks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnviz.engine.arrays import Array
from nnviz.errors import InputError
from nnviz.formats.onnx.evaluation import evaluate
from nnviz.formats.onnx.model import Model, read
from nnviz.formats.onnx.operators import OPERATORS

SUFFIX = ".onnx"


def matches(path: Path) -> bool:
    """Whether the file is called like an ONNX model."""
    return path.suffix.lower() == SUFFIX


def run(path: str | Path, inputs: Sequence[npt.ArrayLike]) -> list[Array]:
    """The outputs of the model at ``path`` for these inputs, in the model's order."""
    model = read(path, OPERATORS)
    values = evaluate(model, _admit(model, inputs))
    return [np.array(values[name]) for name in model.outputs]


def _admit(model: Model, inputs: Sequence[Any]) -> dict[str, Array]:
    """The inputs by name, once they are of the type and shape that the model declares."""
    if len(inputs) != len(model.inputs):
        names = ", ".join(f'"{tensor.name}"' for tensor in model.inputs)
        raise InputError(f"{model.file} takes {len(model.inputs)} inputs ({names}), not {len(inputs)}.")
    admitted = {}
    for tensor, value in zip(model.inputs, inputs, strict=True):
        array = np.asarray(value)
        if array.dtype != tensor.dtype:
            raise InputError(f'{model.file} takes {tensor.dtype} numbers as "{tensor.name}", not {array.dtype}.')
        fits = len(array.shape) == len(tensor.shape) and all(
            size in (None, own) for size, own in zip(tensor.shape, array.shape, strict=True)
        )
        if not fits:
            wanted = " × ".join("any" if size is None else str(size) for size in tensor.shape) or "a single number"
            raise InputError(f'{model.file} takes {wanted} as "{tensor.name}", not {array.shape}.')
        admitted[tensor.name] = array
    return admitted

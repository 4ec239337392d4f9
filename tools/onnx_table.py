"""Prints how many of ONNX's own operator cases nnviz passes:  python -m tools.onnx_table

Each case is run twice: as it is, and with every input but the first written into the model as a constant,
which is how models come and what makes teaching layers of the nodes. Needs `make oracle`'s packages.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.errors import NNVizError
from nnviz.formats import onnx as onnx_format
from nnviz.formats.onnx.operators import OPERATORS

FLOAT = 1  # onnx.TensorProto.FLOAT, before onnx is imported
SPATIAL = frozenset(
    {"Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization", "LRN"}
)


@dataclass(frozen=True)
class Case:
    """One of ONNX's cases: a model of a few nodes, inputs, and the outputs that ONNX says are right."""

    name: str
    model: Any
    data: list[tuple[list[np.ndarray], list[np.ndarray]]]
    rtol: float
    atol: float

    @property
    def operators(self) -> list[str]:
        return sorted({node.op_type for node in self.model.graph.node})


def cases() -> Iterator[Case]:
    """Every float32 case of at most two spatial dimensions whose operators nnviz all takes."""
    from onnx.backend.test.case.node import collect_testcases

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = collect_testcases(None)
    for case in found:
        if _counts(case.model.graph):
            data = [(_arrays(inputs), _arrays(outputs)) for inputs, outputs in case.data_sets]
            yield Case(case.name, case.model, data, case.rtol, case.atol)


def _arrays(values: Any) -> list[np.ndarray]:
    return [np.asarray(value) for value in values]


def _counts(graph: Any) -> bool:
    operators = {node.op_type for node in graph.node}
    values = [*graph.input, *graph.output]
    if not operators <= OPERATORS or any(node.domain for node in graph.node):
        return False
    if any(value.type.WhichOneof("value") != "tensor_type" for value in values):
        return False
    if any(v.type.tensor_type.elem_type != FLOAT for v in (*graph.input[:1], *graph.output[:1])):
        return False
    return not (operators & SPATIAL) or all(len(v.type.tensor_type.shape.dim) <= 4 for v in values)


def problem(case: Case, folder: Path, constants: bool) -> str:
    """What is wrong with nnviz's answer to a case; empty if nothing is."""
    from onnx import numpy_helper

    for inputs, wanted in case.data:
        model = type(case.model)()
        model.CopyFrom(case.model)
        if constants:
            for value, array in zip(model.graph.input[1:], inputs[1:], strict=True):
                model.graph.initializer.append(numpy_helper.from_array(array, value.name))
            inputs = inputs[:1]
        file = folder / "case.onnx"
        file.write_bytes(model.SerializeToString())
        try:
            given = onnx_format.run(file, inputs)
        except NNVizError as error:
            return str(error)
        for one, other in zip(given, wanted, strict=True):
            if one.dtype != other.dtype or one.shape != other.shape:
                return f"{one.dtype} {one.shape} in place of {other.dtype} {other.shape}"
            if not np.allclose(one, other, rtol=case.rtol, atol=case.atol, equal_nan=True):
                return f"off by {np.abs(one - other).max():g}"
    return ""


def main() -> int:
    passed, total = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            for constants in (False, True):
                wrong = problem(case, Path(folder), constants)
                for operator in [*case.operators, "all cases"]:
                    total[operator, constants] += 1
                    passed[operator, constants] += not wrong
                if wrong:
                    failures.append(f"{case.name}{' (constants)' if constants else ''}: {wrong}")
    print(f"{'operator':<22}{'as it is':>10}{'constants':>12}")
    for operator in [*sorted(OPERATORS), "all cases"]:
        as_is, baked = (f"{passed[operator, c]}/{total[operator, c]}" for c in (False, True))
        print(f"{operator:<22}{as_is:>10}{baked:>12}")
    print("\n".join(failures) or "nothing failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

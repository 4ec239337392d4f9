"""Small ONNX models built for tests, and what ONNX Runtime makes of them. Imports onnx only when called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

# IR version 10 is what ONNX Runtime of every supported version reads.
IR_VERSION = 10


def node(
    operator: str, inputs: str | Sequence[str], outputs: str | Sequence[str] = "y", **attributes: Any
) -> Any:
    """One node; names may be given as "x w b"."""
    from onnx import helper

    ins = inputs.split(" ") if isinstance(inputs, str) else list(inputs)
    outs = outputs.split(" ") if isinstance(outputs, str) else list(outputs)
    return helper.make_node(operator, ins, outs, **attributes)


def model(
    nodes: Sequence[Any],
    inputs: Mapping[str, Sequence[int | str | None]],
    constants: Mapping[str, np.ndarray] | None = None,
    outputs: Sequence[str] = ("y",),
    opset: int = 17,
    dtype: type = np.float32,
) -> Any:
    """A model of these nodes; ``inputs`` maps names to shapes."""
    from onnx import helper, numpy_helper

    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    graph = helper.make_graph(
        list(nodes),
        "test",
        [helper.make_tensor_value_info(name, kind, list(shape)) for name, shape in inputs.items()],
        [helper.make_empty_tensor_value_info(name) for name in outputs],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in (constants or {}).items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    made.ir_version = IR_VERSION
    return made


def write(folder: Path, made: Any) -> Path:
    """The model in a file."""
    file = folder / "model.onnx"
    file.write_bytes(made.SerializeToString())
    return file


def runtime(file: Path, inputs: Sequence[np.ndarray]) -> list[np.ndarray]:
    """What ONNX Runtime computes, without its own rewriting of the graph."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_inputs()]
    return list(session.run(None, dict(zip(names, inputs, strict=True))))

"""nnviz run: one forward pass, as numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.commands import plain, source, tables
from nnviz.commands.source import RunSource
from nnviz.document.tracing import trace
from nnviz.engine import Trace
from nnviz.errors import OptionError
from nnviz.formats import atomic


@dataclass(frozen=True)
class Request:
    """The command line of ``nnviz run``."""

    file: str
    input: list[str] | None = None
    sample: int | None = None
    output: str | None = None
    trace: str | None = None
    json: bool = False


def run(request: Request) -> None:
    """Compute, write the files asked for, print the result.

    Raises:
        NNVizError: something can't be opened, doesn't fit or can't be written.
    """
    _check_name("--output", request.output, ".npy")
    _check_name("--trace", request.trace, ".npz")
    given = source.load(request.file, request.input, request.sample)
    result = trace(given.document, given.batches)
    if request.output is not None:
        _save(request.output, lambda stream: np.save(stream, _output(given, result), allow_pickle=False))
    if request.trace is not None:
        _save(request.trace, lambda stream: np.savez(stream, **_arrays(result)))  # type: ignore[arg-type]
    if request.json:
        plain.write(_as_json(given, result))
    elif given.count == 1:
        tables.print_pass(given.document, result)
    else:
        tables.print_batch(given.document, result.output)


def _check_name(option: str, path: str | None, suffix: str) -> None:
    """Find out before computing that the file would be called like another kind."""
    if path is not None and Path(path).suffix.lower() != suffix:
        raise OptionError(f"{option} takes a name that ends in {suffix}, not {Path(path).name or path}.")


def _output(given: RunSource, result: Trace) -> np.ndarray:
    return result.output[0] if given.single else result.output


def _as_json(given: RunSource, result: Trace) -> dict[str, Any]:
    predictions = [plain.prediction(given.document, one) for one in result.output]
    found: dict[str, Any] = {
        "output": plain.numbers(_output(given, result)),
        "prediction": predictions[0] if given.single else predictions,
    }
    if given.count == 1:
        found["layers"] = _layers(given, result)
    return found


def _layers(given: RunSource, result: Trace) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "name": layer.name,
            "kind": layer.kind,
            "shape": list(result[number].a.shape[1:]),
            "z": plain.numbers(result[number].z[0]),
            "a": plain.numbers(result[number].a[0]),
        }
        for number, layer in enumerate(given.document.network.layers, start=1)
    ]


def _arrays(result: Trace) -> dict[str, np.ndarray]:
    """``0.a`` is the input, ``1.z`` and ``1.a`` what layer 1 computed; the batch comes first."""
    arrays = {"0.a": result[0].a}
    for number in range(1, len(result)):
        arrays |= {f"{number}.z": result[number].z, f"{number}.a": result[number].a}
    return arrays


def _save(path: str, write: Any) -> None:
    stream = io.BytesIO()
    write(stream)
    atomic.write(Path(path), stream.getvalue())

"""ONNX models, ``.onnx``, as :mod:`nnviz.formats.onnx` reads them, imported when the first one is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnviz.document import Document, new
from nnviz.engine.arrays import Shape
from nnviz.errors import FileError, NNVizError

SUFFIX = ".onnx"
IMAGES = {784: (28, 28)}
"""Flat inputs of these sizes are images, row by row: MNIST's, in nearly every book."""


def matches(path: Path) -> bool:
    """Whether this format reads ``path``."""
    return path.suffix.lower() == SUFFIX


def open(path: Path) -> Document:
    """Read a model as a document that looks at zeros; data beside it, in its own folder, is read with it.

    Raises:
        FileError: no model, a damaged or a hostile one, or one that nnviz can't take, operators listed.
    """
    from nnviz.formats import onnx

    try:
        network = onnx.network(path)
        document = new.from_network(network, title=path.stem)
    except NNVizError as problem:
        # The sentences of single nodes and layers don't name the file.
        named = str(problem) if path.name in str(problem) else f"{path.name}: {problem}"
        raise FileError(named) from None
    except MemoryError:
        raise FileError(f"{path.name} is too large for this computer's memory; open a smaller one.") from None
    return replace(document, image_shape=_image(network.input_shape))


def _image(shape: Shape) -> tuple[int, int] | None:
    return IMAGES.get(shape[0]) if len(shape) == 1 else None

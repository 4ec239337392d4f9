"""The document and the input that a command is about."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz import formats
from nnviz.data import npy, pictures
from nnviz.document import CurrentInput, Document, edits, new
from nnviz.errors import FileError


@dataclass(frozen=True, eq=False)
class Source:
    """``batch`` (N, *input_shape) is what to compute; ``single`` says that one input was given, not a batch.
    The document looks at the first of the batch."""

    name: str
    document: Document
    batch: np.ndarray
    single: bool


def load(file: str, given: str | None = None, sample: int | None = None) -> Source:
    """Open FILE and the input asked for; by default the one the file itself looks at.

    Raises:
        NNVizError: the file or the input can't be opened or don't fit.
    """
    document, path = formats.open_any(file)
    name = path.stem if path else file
    if sample is not None:
        document = edits.choose_sample(document, sample)
    if given is None:
        return Source(name, document, document.input.values[None], single=True)
    path = Path(given)
    if not os.path.exists(path):
        raise FileError(f"There is no file {given}; check the name.")
    if path.suffix.lower() == ".npy":
        return _from_array(name, document, npy.read(path))
    document = edits.set_input(document, CurrentInput(_picture(document, path), "file"))
    return Source(name, document, document.input.values[None], single=True)


def _from_array(name: str, document: Document, array: np.ndarray) -> Source:
    batch = new.as_batch(document.network, array)
    single = array.shape == document.network.input_shape
    return Source(name, edits.set_input(document, CurrentInput(batch[0], "file")), batch, single)


def _picture(document: Document, path: Path) -> np.ndarray:
    shape = document.network.input_shape
    return pictures.read_picture(path, document.image_shape or shape).reshape(shape)

"""The document and the input that a command is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz import formats
from nnviz.data import npy, pictures
from nnviz.document import Document, edits, examples, new
from nnviz.engine import Network
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError


@dataclass(frozen=True, eq=False)
class RunSource:
    """``batches`` are what to compute, one array (N, *shape) for each of the network's inputs; ``single``
    says that one input was given, not a batch. The document looks at the first of the batch."""

    name: str
    document: Document
    batches: tuple[np.ndarray, ...]
    single: bool

    @property
    def count(self) -> int:
        """How many inputs there are to compute."""
        return len(self.batches[0])


def load(file: str, given: Sequence[str] | None = None, sample: int | None = None) -> RunSource:
    """Open FILE and the input asked for, a file for each of the network's inputs or one ``.npz`` for all; by
    default the one the file itself looks at.

    Raises:
        NNVizError: the file or the input can't be opened or don't fit.
    """
    document, path = formats.open_any(file)
    name = path.stem if path else file.lower()
    if sample is not None:
        document = edits.choose_sample(document, sample)
    if not given:
        return RunSource(name, document, tuple(values[None] for values in document.inputs()), single=True)
    network = document.network
    arrays = _arrays(document, [_existing(one) for one in given])
    batches = new.as_batches(network, arrays)
    return RunSource(
        name, new.looking_at(document, batches, "file"), batches, arrays[0].shape == network.input_shape
    )


def _existing(given: str) -> Path:
    if not os.path.exists(given):
        raise FileError(f"There is no file {given}; check the name.")
    return Path(given)


def _arrays(document: Document, paths: list[Path]) -> list[np.ndarray]:
    """What the files hold, in the order of the network's inputs."""
    if len(paths) == 1 and paths[0].suffix.lower() == ".npz":
        return _by_name(document.network, npy.read_npz(paths[0]))
    layers = document.network.input_layers
    if len(paths) != len(layers):
        count = amount(len(layers), "input")
        raise InputError(f"This network has {count}; give --input once for each, or one .npz file.")
    return [
        npy.read(path) if path.suffix.lower() == ".npy" else _picture(document, path, layer)
        for path, layer in zip(paths, layers, strict=True)
    ]


def _by_name(network: Network, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Arrays called "input" and as the further input layers are; with other names, in the file's order."""
    names = ["input", *(network.layer(number).name or "" for number in network.input_layers[1:])]
    if set(arrays) == set(names):
        return [arrays[name] for name in names]
    return list(arrays.values())


def _picture(document: Document, path: Path, layer: int) -> np.ndarray:
    shape = document.network.shapes[layer]
    size = document.image_shape if layer == 0 else None
    is_drawn = layer > 0 or examples.are_drawn(document)
    return pictures.read_picture(path, size or shape, is_drawn=is_drawn).reshape(shape)

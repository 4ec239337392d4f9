"""Arrays and examples as they lie in a file: written packed where that loses nothing, read once checked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnviz.data import Dataset
from nnviz.errors import FileError
from nnviz.formats.archive import PartSource
from nnviz.formats.parts import DataPart, Stored

Store = Callable[[str, np.ndarray], Stored]
"""Writes an array under a name and says how."""


def data_part(data: Dataset, store: Store, name: str) -> DataPart:
    """Write the examples of a set as ``data/<name>inputs.npy`` and ``data/<name>targets.npy``."""
    return DataPart(
        data.name,
        store(f"data/{name}inputs.npy", data.inputs),
        store(f"data/{name}targets.npy", data.targets),
        data.class_names,
        data.input_names,
        data.held_out,
    )


def floats(archive: PartSource, stored: Stored) -> np.ndarray:
    """An array of float32 as it was before it was packed."""
    if stored.divisor is None:
        return closed(archive.array(stored.file, "f").astype(np.float32, copy=False))
    require(stored.divisor > 0, f"{stored.file} has a divisor of {stored.divisor}")
    whole = archive.array(stored.file, "u", grows=4)
    return closed(whole.astype(np.float32) / np.float32(stored.divisor))


def wholes(archive: PartSource, stored: Stored) -> np.ndarray:
    """Whole numbers as int64; they are never packed."""
    require(stored.divisor is None, f"{stored.file} has a divisor of {stored.divisor}")
    return closed(archive.array(stored.file, "iu").astype(np.int64, copy=False))


def targets(archive: PartSource, stored: Stored) -> np.ndarray:
    """Class numbers as int64; quantities as floats."""
    if stored.divisor is None:
        found = archive.array(stored.file, "iuf")
        return closed(found.astype(np.float32 if found.dtype.kind == "f" else np.int64, copy=False))
    return floats(archive, stored)


def require(holds: bool, problem: str) -> None:
    """Refuse a file for a reason.

    Raises:
        FileError: ``holds`` is off; the sentence follows the file's name.
    """
    if not holds:
        raise FileError(f"is damaged: {problem}. Open another copy.")


def closed(array: np.ndarray) -> np.ndarray:
    """``array`` itself, from now on read-only."""
    array.flags.writeable = False
    return array

"""A document as a folder of files, for copies that are written again and again: what didn't change stays.

``index.json`` names every part; an array that is the very same as last time keeps its file. New files come
first, each synced, then the new index under its name, then what it no longer names goes: at any instant the
folder holds a whole document.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.data import npy
from nnviz.document import Document
from nnviz.errors import FileError, InputError, NNVizError
from nnviz.formats import atomic, decoding, encoding
from nnviz.formats.archive import LARGEST_ARRAY, LARGEST_TEXT, Shapes, check_shapes

INDEX = "index.json"
LARGEST_INDEX = 2 * LARGEST_TEXT


class FolderWriter:
    """Writes one document after the other into one folder, and remembers which array lies in which file."""

    packs = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        # By identity; the array itself keeps its number from being given to another one.
        self._files: dict[int, tuple[np.ndarray, str]] = {}
        self._used: set[int] = set()
        self._texts: dict[str, str] = {}
        self._arrays: dict[str, str] = {}
        self._weights: dict[str, dict[str, str]] = {}

    def write(self, document: Document) -> None:
        """Make the folder hold ``document``.

        Raises:
            OSError, FileError: it can't be written; the folder holds what it held before.
        """
        self._used, self._texts, self._arrays, self._weights = set(), {}, {}, {}
        encoding.write(document, self)
        index = {"texts": self._texts, "arrays": self._arrays, "weights": self._weights}
        atomic.write(self._folder / INDEX, json.dumps(index).encode())
        self._files = {number: kept for number, kept in self._files.items() if number in self._used}
        self._sweep()

    def add(self, name: str, content: bytes) -> None:
        """A part that is text."""
        self._texts[name] = content.decode()

    def add_array(self, name: str, array: np.ndarray) -> None:
        """One array."""
        self._arrays[name] = self._file_of(array)

    def add_weights(self, name: str, arrays: Mapping[str, np.ndarray]) -> None:
        """Arrays by name."""
        self._weights[name] = {key: self._file_of(array) for key, array in arrays.items()}

    def _file_of(self, array: np.ndarray) -> str:
        self._used.add(id(array))
        kept = self._files.get(id(array))
        if kept is not None:
            return kept[1]
        self._count += 1
        name = f"{self._count}.npy"
        with open(self._folder / name, "wb") as file:
            np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        self._files[id(array)] = (array, name)
        return name

    def _sweep(self) -> None:
        named = {name for _, name in self._files.values()}
        for file in self._folder.glob("*.npy"):
            if file.name not in named:
                with contextlib.suppress(OSError):
                    file.unlink()


class FolderArchive:
    """Such a folder, read as an archive is. Every error is a FileError worded to follow the copy's name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            if (folder / INDEX).stat().st_size > LARGEST_INDEX:
                raise ValueError
            index: Any = json.loads((folder / INDEX).read_bytes())
            self._texts, self._arrays, self._weights = index["texts"], index["arrays"], index["weights"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            raise FileError("is damaged: its index can't be read.") from None

    def __contains__(self, name: str) -> bool:
        return name in self._texts or name in self._arrays or name in self._weights

    def read(self, name: str, limit: int) -> bytes:
        """One part that is text, of at most ``limit`` bytes."""
        text = self._texts.get(name)
        if not isinstance(text, str) or len(text) > limit:
            raise FileError(f"is damaged: {name} is missing in it.")
        return text.encode()

    def array(self, name: str, types: str, grows: int = 1) -> np.ndarray:
        """One array whose type is one of the letters ``types``."""
        return self._load(name, self._arrays.get(name), types, LARGEST_ARRAY)

    def weights(self, name: str, wanted: Shapes | None = None) -> dict[str, np.ndarray]:
        """Arrays by name; with ``wanted``, exactly these in these shapes."""
        files = self._weights.get(name)
        if not isinstance(files, dict):
            raise FileError(f"is damaged: {name} is missing in it.")
        found = {key: self._load(key, file, "f", LARGEST_ARRAY) for key, file in files.items()}
        if wanted is not None:
            check_shapes({key: array.shape for key, array in found.items()}, wanted)
        return found

    def _load(self, name: str, file: object, types: str, limit: int) -> np.ndarray:
        path = self._folder / Path(str(file)).name
        try:
            if path.stat().st_size > limit:
                raise ValueError
            return npy.parse(path.read_bytes(), types)
        except (OSError, ValueError, InputError):
            raise FileError(f"is damaged: its {name} can't be read.") from None


def read(folder: Path, name: str) -> Document:
    """The document that lies in a folder; ``name`` is what people know it by.

    Raises:
        FileError: it is damaged.
    """
    try:
        return decoding.document(FolderArchive(folder))
    except FileError as problem:
        raise FileError(f"The copy of {name} {problem}") from None
    except NNVizError as problem:
        raise FileError(f"The copy of {name} is damaged: {problem}") from None

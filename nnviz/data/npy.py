"""Arrays in ``.npy`` files, checked before they are believed, and never a pickle."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from pathlib import Path

import numpy as np

from nnviz.errors import FileError, InputError

LARGEST = 2**30
"""Bytes of an array file at most."""

_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def parse(content: bytes, kinds: str = "biuf") -> np.ndarray:
    """The array in the bytes of a ``.npy`` file; its type is one of NumPy's letters ``kinds``.

    Raises:
        InputError: it isn't one; the sentence is worded to follow the file's name.
    """
    stream = io.BytesIO(content)
    try:
        shape, _, kind = _HEADERS[np.lib.format.read_magic(stream)](stream)
    except (ValueError, KeyError, EOFError):
        raise InputError("isn't an array in NumPy's .npy format") from None
    if kind.kind not in kinds or kind.hasobject:
        raise InputError(f"holds {'objects' if kind.hasobject else kind}, where plain numbers belong")
    if math.prod(shape) * kind.itemsize != len(content) - stream.tell():
        raise InputError("isn't as long as it says")
    stream.seek(0)
    return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


def read(path: Path) -> np.ndarray:
    """Read a ``.npy`` file of plain numbers.

    Raises:
        FileError: it can't be read, or is too large.
        InputError: it isn't an array of numbers.
    """
    try:
        return parse(_content(path))
    except InputError as problem:
        raise InputError(f"{path.name} {problem}; save it again with numpy.save.") from None


def read_npz(path: Path) -> dict[str, np.ndarray]:
    """Read the arrays of plain numbers in a ``.npz`` file, by name, in the file's order.

    Raises:
        FileError: it can't be read, or is too large.
        InputError: it isn't an archive of arrays of numbers.
    """
    arrays: dict[str, np.ndarray] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(_content(path))) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST:
                raise FileError(f"{path.name} unpacks to more than {LARGEST:,} bytes; give a part of it.")
            for member in members:
                with archive.open(member) as stream:
                    arrays[member.filename.removesuffix(".npy")] = parse(stream.read(member.file_size + 1))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise InputError(f"{path.name} isn't a .npz file; save it again with numpy.savez.") from None
    except InputError as problem:
        raise InputError(f"In {path.name}, an array {problem}; save it again with numpy.savez.") from None
    return arrays


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileError(f"{path} is a folder; give a .npy file.")
        if path.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than {LARGEST:,} bytes; give a part of it.")
        return path.read_bytes()
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror or problem}.") from None

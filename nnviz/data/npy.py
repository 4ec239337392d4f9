"""Arrays in ``.npy`` files, checked before they are believed, and never a pickle."""

from __future__ import annotations

import io
import math
import struct
import tokenize
import zipfile
import zlib
from pathlib import Path

import numpy as np

from nnviz.engine import memory
from nnviz.errors import FileError, InputError

LARGEST = memory.LARGEST // 2
"""Bytes of an array file at most: it is read whole before it is believed."""
_HEADER_FAULTS = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, OverflowError),
    *(SyntaxError, RecursionError, MemoryError, UnicodeError, struct.error, tokenize.TokenError),
)
"""NumPy reads the header as a Python literal: this is what literals of any kind raise."""

_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def parse(content: bytes, kinds: str = "biuf") -> np.ndarray:
    """The array in the bytes of a ``.npy`` file; its type is one of NumPy's letters ``kinds``.

    Raises:
        InputError: it isn't one; the sentence is worded to follow the file's name.
    """
    stream = io.BytesIO(content)
    try:
        shape, _, kind = _HEADERS[np.lib.format.read_magic(stream)](stream)
        is_plain = all(type(size) is int and size >= 0 for size in shape)
    except _HEADER_FAULTS:
        raise InputError("isn't an array in NumPy's .npy format") from None
    if not is_plain:
        raise InputError("isn't an array in NumPy's .npy format")
    if kind.kind not in kinds or kind.hasobject:
        raise InputError(f"holds {'objects' if kind.hasobject else kind}, where plain numbers belong")
    if math.prod(shape) * kind.itemsize != len(content) - stream.tell():
        raise InputError("isn't as long as it says")
    # The file, the array, and the array as float32 on its way into a network.
    size = 2 * len(content) + 8 * math.prod(shape)
    if size > memory.LARGEST:
        raise InputError(memory.refusal(size))
    stream.seek(0)
    try:
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))
    except (ValueError, TypeError, OverflowError, MemoryError):
        raise InputError("isn't an array in NumPy's .npy format") from None


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
            size = 3 * sum(member.file_size for member in members)
            if size > memory.LARGEST:
                raise FileError(f"Reading {path.name} {memory.refusal(size)}; give a part of it.")
            for member in members:
                with archive.open(member) as stream:
                    arrays[member.filename.removesuffix(".npy")] = parse(stream.read(member.file_size + 1))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
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

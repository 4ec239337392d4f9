"""Zip archives that may be damaged or hostile: every size is checked before anything is allocated."""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import numpy as np
import safetensors.numpy

from nnviz.data import npy
from nnviz.engine import memory
from nnviz.engine.arrays import shape_text
from nnviz.errors import FileError, InputError

LARGEST_TEXT = 16 * 2**20
"""Bytes of ``document.json`` at most."""
LARGEST_ARRAY = 2**30
"""Bytes of one array of examples at most."""
LARGEST_HEADER = 2**20
"""Bytes of a safetensors header at most."""

_WEIGHT_TYPES = {"F32": np.dtype("<f4"), "F64": np.dtype("<f8")}
_DATE = (1980, 1, 1, 0, 0, 0)

Shapes = Mapping[str, tuple[int, ...]]


class PartSource(Protocol):
    """Where the parts of a document come from: a zip, or a folder."""

    def __contains__(self, name: str) -> bool: ...

    def read(self, name: str, limit: int) -> bytes: ...

    def array(self, name: str, types: str, grows: int = 1) -> np.ndarray: ...

    def weights(self, name: str, wanted: Shapes | None = None) -> dict[str, np.ndarray]: ...


class Archive:
    """A zip opened for reading. Every error is a FileError worded to follow the file's name."""

    def __init__(self, path: Path) -> None:
        self._held = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, UnicodeError):
            raise FileError("isn't an nnviz file, or it is cut off. Open another copy.") from None

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str, limit: int, grows: int = 1) -> bytes:
        """Unpack one file of at most ``limit`` bytes, of which ``grows`` times as many will be kept."""
        info = self._zip.NameToInfo.get(name)
        if info is None:
            raise FileError(f"is damaged: {name} is missing in it. Open another copy.")
        if info.file_size > limit:
            raise FileError(
                f"is refused: its {name} claims {info.file_size:,} bytes; at most {limit:,} fit here."
            )
        readable = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 1
        if not readable:
            raise FileError(
                f"can't be opened: its {name} is encrypted or packed in a way nnviz doesn't read."
            )
        # While one part is unpacked it is there twice, and as what becomes of it.
        size = self._held + (2 + 2 * grows) * info.file_size
        if size > memory.LARGEST:
            raise FileError(f"is refused: opening it {memory.refusal(size)}.")
        self._held += grows * info.file_size
        try:
            # Asked for everything, the stream would unpack 2 GB before it looked at the size claimed. What is
            # longer than it claims fails the check sum.
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            # RuntimeError covers flags that zipfile doesn't implement, ValueError names it can't decode.
            raise FileError(f"is damaged: its {name} can't be unpacked. Open another copy.") from None

    def array(self, name: str, types: str, grows: int = 1) -> np.ndarray:
        """One ``.npy`` file whose type is one of the letters ``types``, such as ``"uf"``; never a pickle."""
        try:
            return npy.parse(self.read(name, LARGEST_ARRAY, grows), types)
        except InputError as problem:
            raise FileError(f"is damaged: its {name} {problem}. Open another copy.") from None

    def weights(self, name: str, wanted: Shapes | None = None) -> dict[str, np.ndarray]:
        """One ``.safetensors`` file; with ``wanted``, exactly these arrays in these shapes."""
        limit = LARGEST_ARRAY if wanted is None else _largest(wanted)
        content = self.read(name, limit, grows=2)
        shapes = _header_shapes(name, content)
        if wanted is not None:
            check_shapes(shapes, wanted)
        try:
            return safetensors.numpy.load(content)
        except (safetensors.SafetensorError, ValueError, KeyError, TypeError, OverflowError, MemoryError):
            raise FileError(f"is damaged: its {name} can't be read. Open another copy.") from None


class Writer:
    """A zip in memory whose bytes depend on nothing but what is put in."""

    packs = True

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w")

    def add(self, name: str, content: bytes, packed: bool = True) -> None:
        """Add one file; ``packed`` is off for what packing doesn't make smaller."""
        info = zipfile.ZipInfo(name, _DATE)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system = 3
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, content, compresslevel=6 if packed else None)

    def add_array(self, name: str, array: np.ndarray) -> None:
        """Add one array as ``.npy``."""
        stream = io.BytesIO()
        np.lib.format.write_array(stream, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
        self.add(name, stream.getvalue())

    def add_weights(self, name: str, arrays: Mapping[str, np.ndarray]) -> None:
        """Add arrays as ``.safetensors``."""
        self.add(
            name,
            safetensors.numpy.save({k: np.ascontiguousarray(v) for k, v in arrays.items()}),
            packed=False,
        )

    def finish(self) -> bytes:
        """Close the archive and return it."""
        self._zip.close()
        return self._bytes.getvalue()


def _largest(wanted: Shapes) -> int:
    return LARGEST_HEADER + sum(8 * math.prod(shape) for shape in wanted.values())


def _header_shapes(name: str, content: bytes) -> dict[str, tuple[int, ...]]:
    """The shapes a safetensors file declares; its numbers must be floating point."""
    length = int.from_bytes(content[:8], "little")
    try:
        if not 2 <= length <= LARGEST_HEADER:
            raise ValueError
        header: Any = json.loads(content[8 : 8 + length])
        tensors = {key: entry for key, entry in header.items() if key != "__metadata__"}
        kinds = {entry["dtype"] for entry in tensors.values()}
        shapes = {key: tuple(int(size) for size in entry["shape"]) for key, entry in tensors.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise FileError(f"is damaged: its {name} can't be read. Open another copy.") from None
    if not kinds <= _WEIGHT_TYPES.keys():
        raise FileError(
            f"can't be opened: its {name} holds {', '.join(sorted(map(str, kinds)))} numbers, not F32 or F64."
        )
    return shapes


def check_shapes(shapes: Shapes, wanted: Shapes) -> None:
    for key, shape in wanted.items():
        if key not in shapes:
            raise FileError(f"is damaged: the weights of {key} are missing. Open another copy.")
        if shapes[key] != shape:
            raise FileError(
                f"is damaged: {key} must be {shape_text(shape)} but is {shape_text(shapes[key])}. "
                "Open another copy."
            )
    extra = sorted(shapes.keys() - wanted.keys())
    if extra:
        raise FileError(
            f"is damaged: it holds {extra[0]}, which the network doesn't have. Open another copy."
        )

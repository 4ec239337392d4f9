"""File formats: each is a module that opens files by their suffix, and perhaps saves them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from nnviz import assets
from nnviz.document import Document
from nnviz.engine import memory
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import shown
from nnviz.engine.registry import Registry
from nnviz.errors import FileError, OptionError
from nnviz.formats import nnviz_file, onnx_file
from nnviz.formats.fingerprint import Fingerprint


class Format(Protocol):
    """A module that reads one kind of file; ``SUFFIX`` is how its files end, such as ``.nnviz``."""

    SUFFIX: str

    def matches(self, path: Path) -> bool:
        """Whether this format reads ``path``."""

    def open(self, path: Path) -> Document:
        """Read a document; raises :class:`FileError`."""


@runtime_checkable
class Writable(Format, Protocol):
    """A format that can be written as well."""

    def save(
        self,
        document: Document,
        path: Path,
        thumbnail: bytes | None = None,
        last_look: Callable[[Path], object] | None = None,
    ) -> Fingerprint:
        """Write a document by :func:`nnviz.formats.atomic.write`, which wants ``last_look`` and returns what
        now lies there; raises :class:`FileError`."""


FORMATS: Registry[Format] = Registry("format", lambda module: module.SUFFIX, (nnviz_file, onnx_file))
"""All formats that can be opened, by suffix."""

OTHERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".h5", ".hdf5", ".keras"), "Keras"),
        **dict.fromkeys((".pt", ".pth", ".ckpt"), "PyTorch"),
        **dict.fromkeys((".pb", ".tflite"), "TensorFlow"),
        **dict.fromkeys((".pkl", ".pickle", ".joblib"), "Python"),
        ".safetensors": "safetensors",
    }
)
"""How the names of other programs' networks end: what can't be opened, but can be exported."""


def samples() -> tuple[str, ...]:
    """The names of the bundled samples, smallest network first."""
    files = assets.path("samples").glob(f"*{nnviz_file.SUFFIX}")
    return tuple(file.stem for file in sorted(files, key=lambda file: (file.stat().st_size, file.name)))


def sample_file(name: str) -> Path:
    """The file of the bundled sample of this name."""
    return assets.path("samples") / f"{name}{nnviz_file.SUFFIX}"


def open_any(path: str | Path) -> tuple[Document, Path | None]:
    """Open a file, or the bundled sample of that name in any case (``./name`` always means a file).

    Returns the document and the file it came from, None for a bundled sample.

    Raises:
        UnknownNameError: it is a bare word, and neither a sample nor a file.
        FileError: the file is missing, damaged or of an unknown format.
    """
    file = file_of(path)
    name = str(path) if str(path) in samples() or os.path.exists(file) else str(path).lower()
    if name in samples():
        return nnviz_file.open(sample_file(name)), None
    _check(file, path)
    for reader in FORMATS.values():
        if reader.matches(file):
            return _affordable(reader.open(file), file), file
    raise FileError(_unknown(file))


def _affordable(document: Document, file: Path) -> Document:
    """The document, if what its network computes fits into the memory that nnviz takes."""
    size = memory.of_network(document.network)
    if size > memory.LARGEST:
        raise FileError(f"Showing {file.name} {memory.refusal(size)}.")
    return document


def save(
    document: Document,
    path: str | Path,
    thumbnail: bytes | None = None,
    last_look: Callable[[Path], object] | None = None,
) -> Fingerprint:
    """Save to ``path``; ``thumbnail`` is a PNG of the canvas. ``last_look`` gets the file right before it is
    replaced; what it raises leaves everything as it was. Returns what now lies there.

    Raises:
        FileError: it can't be written; what was there is untouched.
    """
    file = file_of(path)
    writer = _writer(file)
    if writer is None:
        saved = " and ".join(saved_suffixes())
        raise FileError(f"nnviz saves {saved} files: call it {file.stem}{nnviz_file.SUFFIX}.")
    return writer.save(document, file, thumbnail, last_look)


def can_save(path: Path) -> bool:
    """Whether a document can be written to a file of this name."""
    return _writer(path) is not None


def saved_suffixes() -> tuple[str, ...]:
    """How the names of files end that can be written, nnviz's own first."""
    return tuple(_writable())


def _writer(path: Path) -> Writable | None:
    return next((module for module in _writable().values() if module.matches(path)), None)


def _writable() -> dict[str, Writable]:
    return {suffix: module for suffix, module in FORMATS.items() if isinstance(module, Writable)}


def file_of(path: str | Path) -> Path:
    """``path`` as one, whatever a script gave; raises :class:`OptionError` for what names no file."""
    try:
        return Path(os.fsdecode(path))
    except (TypeError, ValueError):
        raise OptionError(f"A file is named by a word or a path, not by {shown(path)}.") from None


def _unknown(file: Path) -> str:
    origin = OTHERS.get(file.suffix.lower())
    if origin:
        return f"{file.name} is a {origin} file, which nnviz doesn't open; export the network as ONNX."
    endings = " and ".join(FORMATS)
    return f"{file.name} has no format that nnviz knows; it opens {endings} files."


def _check(file: Path, as_given: str | Path) -> None:
    try:
        exists, is_file = file.exists(), file.is_file()
        empty = is_file and file.stat().st_size == 0
    except (OSError, ValueError) as problem:
        raise FileError(f"{file} can't be read: {getattr(problem, 'strerror', None) or problem}.") from None
    if not exists and isinstance(as_given, str) and as_given.replace("_", "").replace("-", "").isalnum():
        raise unknown_name("file or bundled sample", as_given, samples())
    if not exists:
        raise FileError(f"There is no file {file}; check the name.")
    if not is_file:
        kind = "a folder" if file.is_dir() else "no regular file"
        raise FileError(f"{file} is {kind}; choose a {' or '.join(FORMATS)} file.")
    if empty:
        raise FileError(f"{file.name} is empty; open another copy.")

"""The file ``.nnviz``: a zip of ``document.json``, ``weights.safetensors`` and ``data/*.npy``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnviz.document import Document
from nnviz.errors import FileError, NNVizError
from nnviz.formats import atomic, decoding, encoding
from nnviz.formats.archive import Archive
from nnviz.formats.fingerprint import Fingerprint

SUFFIX = ".nnviz"


def matches(path: Path) -> bool:
    """Whether this format reads ``path``."""
    return path.suffix.lower() == SUFFIX


def open(path: Path) -> Document:
    """Read a document.

    Raises:
        FileError: the file is missing, damaged, hostile or from a newer nnviz.
    """
    try:
        with Archive(path) as archive:
            return decoding.document(archive)
    except FileError as problem:
        raise FileError(f"{path.name} {problem}") from None
    except NNVizError as problem:
        raise FileError(f"{path.name} is damaged: {problem}") from None
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror or problem}.") from None


def save(
    document: Document,
    path: Path,
    thumbnail: bytes | None = None,
    last_look: Callable[[Path], object] | None = None,
) -> Fingerprint:
    """Write a document; ``thumbnail`` is a PNG. Equal documents give equal bytes. ``last_look`` gets the file
    right before it is replaced. Returns what now lies there.

    Raises:
        FileError: it can't be written; what was there is untouched.
    """
    return atomic.write(path, encoding.archive(document, thumbnail), last_look)

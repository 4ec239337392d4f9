"""File formats: each is a module with ``matches`` and ``open``, and ``save`` where it can be written."""

from __future__ import annotations

from pathlib import Path

from nnviz import assets
from nnviz.document import Document
from nnviz.engine.names import unknown_name
from nnviz.errors import FileError
from nnviz.formats import nnviz_file

FORMATS = (nnviz_file,)
"""All formats that can be opened."""


def samples() -> tuple[str, ...]:
    """The names of the bundled samples, smallest network first."""
    files = assets.path("samples").glob(f"*{nnviz_file.SUFFIX}")
    return tuple(file.stem for file in sorted(files, key=lambda file: (file.stat().st_size, file.name)))


def open_any(path: str | Path) -> tuple[Document, Path | None]:
    """Open a file, or the bundled sample of that name (``./name`` always means a file).

    Returns the document and the file it came from, None for a bundled sample.

    Raises:
        UnknownNameError: it is a bare word, and neither a sample nor a file.
        FileError: the file is missing, damaged or of an unknown format.
    """
    if str(path) in samples():
        return nnviz_file.open(assets.path("samples") / f"{path}{nnviz_file.SUFFIX}"), None
    file = Path(path)
    _check(file, path)
    for reader in FORMATS:
        if reader.matches(file):
            return reader.open(file), file
    raise FileError(f"{file.name} has no format that nnviz knows; it opens {nnviz_file.SUFFIX} files.")


def save(document: Document, path: str | Path, thumbnail: bytes | None = None) -> None:
    """Save to ``path``; ``thumbnail`` is a PNG of the canvas.

    Raises:
        FileError: it can't be written; what was there is untouched.
    """
    file = Path(path)
    if not nnviz_file.matches(file):
        raise FileError(f"nnviz saves {nnviz_file.SUFFIX} files: call it {file.stem}{nnviz_file.SUFFIX}.")
    nnviz_file.save(document, file, thumbnail)


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
        raise FileError(f"{file} is {kind}; choose a {nnviz_file.SUFFIX} file.")
    if empty:
        raise FileError(f"{file.name} is empty; open another copy.")

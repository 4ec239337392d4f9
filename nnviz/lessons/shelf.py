"""The lessons that come with nnviz, and finding one by name."""

from __future__ import annotations

import os
from pathlib import Path

from nnviz import assets
from nnviz.engine.names import unknown_name
from nnviz.errors import FileError

SUFFIX = ".md"
ORDER = (
    *("neurons", "learning", "convolution", "activations"),
    *("not-learning", "reading", "further-reading"),
)
"""The order in which they are taught; what isn't named here comes after."""


def names() -> tuple[str, ...]:
    """The names of the bundled lessons, in the order in which they are taught."""
    found = {file.stem for file in assets.path("lessons").glob(f"*{SUFFIX}")}
    return (*(name for name in ORDER if name in found), *sorted(found.difference(ORDER)))


def bundled(name: str) -> Path:
    """The file of the bundled lesson of this name."""
    return assets.path("lessons") / f"{name}{SUFFIX}"


def file_of(source: str | Path) -> Path:
    """The file of a bundled lesson by its name, in any case, or ``source`` itself (``./name`` always means a
    file).

    Raises:
        UnknownNameError: it is a bare word, and neither a lesson nor a file.
        FileError: there is no such file.
    """
    path = Path(os.fsdecode(source))
    name = str(source).lower()
    if name in names() and not path.exists():
        return bundled(name)
    if path.is_file():
        return path
    if isinstance(source, str) and source.replace("_", "").replace("-", "").isalnum() and not path.exists():
        raise unknown_name("lesson file or bundled lesson", source, names())
    if path.is_dir():
        raise FileError(f"{path} is a folder; choose a lesson's {SUFFIX} file.")
    raise FileError(f"There is no file {path}; check the name.")

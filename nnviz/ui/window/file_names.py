"""What a file is called before the person says so, and which files can be opened and saved."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from nnviz import formats
from nnviz.data import pictures
from nnviz.lessons import shelf

INPUTS = (*pictures.SUFFIXES, ".npy")
"""Files that are an input of the network that is open, not a network."""
TABLES = (".csv", ".tsv", ".txt", ".tab")
"""Files that are a table to learn from."""
UNNAMEABLE = re.compile('[/\\\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
"""Characters that some system takes in no file's name, or that hide or turn what stands around them."""
LONGEST = 200
"""Bytes of a proposed name; systems take 255 with what is put behind it."""


def from_title(title: str, ending: str) -> Path:
    """A file named after a document, whatever characters its title holds, and however many."""
    return Path(_cut(UNNAMEABLE.sub("-", title)) + ending)


def beside(path: Path) -> Path:
    """A name in the same folder that nothing has yet: ``mine 2.nnviz`` for ``mine.nnviz``."""
    found = re.fullmatch(r"(.*) ([1-9]\d{0,5})", path.stem, re.DOTALL)
    stem, number = (found[1], int(found[2])) if found else (path.stem, 1)
    ending = path.suffix if formats.can_save(path) else ".nnviz"
    names = (path.with_name(f"{_cut(stem)} {n}{ending}") for n in count(number + 1))
    return next(name for name in names if not os.path.lexists(name))


def readable() -> str:
    """What the open dialog shows: files of every format, what can be an input, and lessons."""
    every = (*formats.FORMATS, *TABLES, *INPUTS, shelf.SUFFIX)
    return _kinds("Networks, tables, pictures, arrays, lessons", every)


def tables() -> str:
    """What the dialog shows that asks for a table."""
    return _kinds("Tables", TABLES)


def savable() -> str:
    """What the save dialog shows."""
    return _kinds("nnviz files", formats.saved_suffixes())


def _kinds(words: str, suffixes: Iterable[str]) -> str:
    return f"{words} ({' '.join(f'*{suffix}' for suffix in suffixes)});;All files (*)"


def _cut(name: str) -> str:
    return name.encode(errors="surrogateescape")[:LONGEST].decode(errors="ignore")

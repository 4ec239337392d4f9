"""The file of a table as lines of text: its encoding, and no more of it in memory than a part."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nnviz.engine import memory
from nnviz.errors import FileError, InputError, NNVizError

LARGEST_FILE = 200 * 2**20
"""Bytes of a table at most."""
BLOCK = 2**20
LONGEST_LINE = 2**24
"""Characters of a line at most."""
_HEAD = 2**16
"""Bytes that tell an encoding and what is no text."""
_ODD = 0.01
"""A text has fewer control characters than this share."""
_OTHERS = (
    (b"PK\x03\x04", "a spreadsheet's own file or an archive"),
    (b"%PDF", "a PDF"),
    (b"{", "JSON"),
    (b"[{", "JSON"),
    (b"<", "HTML or XML"),
)
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D})


class StoppedError(NNVizError):
    """Reading was stopped by who asked for it."""


def check(path: Path) -> int:
    """The size of the file in bytes.

    Raises:
        FileError: it can't be read, or is too large.
        InputError: it is empty.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            empty = size <= BLOCK and not file.read(BLOCK).strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe")
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None
    if size > LARGEST_FILE:
        raise FileError(f"{path.name} is larger than {memory.figure(LARGEST_FILE)}; take a part of it.")
    if empty:
        raise InputError(f"{path.name} is empty; give it rows of numbers.")
    return size


@dataclass(frozen=True)
class Text:
    """What the bytes of a file say of its encoding: ``encoding`` that it is in, and which it could be in.
    ``plain``: letters without accents only. ``marked``: it begins with a byte order mark."""

    encoding: str
    plain: bool
    marked: bool
    utf8: bool
    utf16: bool


def look(path: Path) -> Text:
    """Find out a file's encoding.

    Raises:
        FileError: it can't be read.
        InputError: it is no text.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if _utf16(head):
            return Text("utf-16", False, head.startswith((b"\xff\xfe", b"\xfe\xff")), False, True)
        utf8, plain = _is_utf8(path)
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None
    _check_kind(path, head)
    odd = len(head) - len(head.translate(None, _CONTROLS))
    if odd > _ODD * len(head):
        raise InputError(f"{path.name} isn't a table in a text file; save the table as CSV.")
    marked = head.startswith(codecs.BOM_UTF8)
    return Text("utf-8" if utf8 else "latin-1", plain, marked, utf8, False)


def _check_kind(path: Path, head: bytes) -> None:
    """Say what else a file is where its first bytes show that."""
    for start, what in _OTHERS:
        if head.lstrip().startswith(start):
            raise InputError(f"{path.name} isn't a table in a text file but {what}; save the table as CSV.")


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits: whether it is still the same.

    Raises:
        FileError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None


def _is_utf8(path: Path) -> tuple[bool, bool]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                plain = plain and block.isascii()
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, False
    return True, plain


def _utf16(head: bytes) -> str:
    """The kind of UTF-16 that the bytes are in; empty: they aren't."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    for zero, kind in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and head[zero::2].count(0) > 0.6 * pairs and head[1 - zero :: 2].count(0) == 0:
            return kind
    return ""


class Lines:
    """The lines of an open table: an iterator that knows ``number``, that of the line it gave last, and
    ``skipped``, how many began with the comment sign."""

    def __init__(self, path: Path, file: io.BufferedReader, encoding: str, comment: str) -> None:
        self.number = 0
        self.skipped = 0
        self._path, self._encoding, self._comment = path, encoding, comment
        self._file = file
        self._lines = io.TextIOWrapper(file, codec(path, encoding), errors=_ERRORS.get(encoding, "strict"))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._lines.readline(LONGEST_LINE)
        except UnicodeError:
            raise InputError(
                f"{self._path.name} isn't in {self._encoding.upper()} throughout: line {self.number + 1} or "
                "one after it can't be read; choose another encoding."
            ) from None
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE:
            raise InputError(
                f"{self._path.name}, line {self.number} has more than {LONGEST_LINE:,} characters; a row "
                "of a table ends with its line."
            )
        if self._comment and line.startswith(self._comment):
            self.skipped += 1
            return next(self)
        return line

    def place(self) -> int:
        """Bytes that are read."""
        return self._file.tell()


_ERRORS = {"latin-1": "replace"}


def codec(path: Path, encoding: str) -> str:
    """Python's name of the codec. What is called Latin-1 is read as Windows writes it, which is the same
    but for quotes and dashes, as browsers do it (WHATWG Encoding Standard)."""
    if encoding == "utf-16":
        with path.open("rb") as file:
            return _utf16(file.read(_HEAD)) or "utf-16-le"
    return {"utf-8": "utf-8-sig", "latin-1": "cp1252"}[encoding]


@contextmanager
def opened(path: Path, encoding: str, comment: str) -> Iterator[Lines]:
    """The lines of a file; it is closed afterwards.

    Raises:
        FileError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            yield Lines(path, file, encoding, comment)
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None


Progress = Callable[[float], None]
IsWanted = Callable[[], bool]

"""From a file, or a text, to a source that can be read: how large it may be, and of what letters."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from nnviz.errors import FileError, LessonError
from nnviz.lessons.model import Mark
from nnviz.lessons.text.source import Source

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
LONGEST_LINE = 5_000
MOST_COLUMNS = 11
"""Markdown gives every row of a table as many cells as its head has."""
MOST_SIGNS = 10_000
"""Signs that mean something to Markdown: each of them has to be looked at, some of them often."""

_SIGNS = re.compile(r"[\[\]*_<&{$|`\\#!]")
_NO_TEXT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_LINES = re.compile("[\u2028\u2029]")
"""YAML takes these for the end of a line, Markdown doesn't."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path) -> Source:
    """The text of a file.

    Raises:
        LessonError: it is too large, or no text.
        FileError: there is no such file, or it can't be read.
    """
    try:
        if not path.exists():
            raise FileError(f"There is no lesson {path}; check the name.")
        if not path.is_file():
            raise FileError(f"{path} is no regular file; choose a lesson, a Markdown file.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise FileError(f"{path} can't be read: {reason}.") from None
    if len(content) > MOST_BYTES:
        raise _too_large(path.name)
    return source_of(_decoded(content, path.name), path.name)


def source_of(text: str, file: str) -> Source:
    """The source of a text.

    Raises:
        LessonError: it is too large, or holds what no text has.
    """
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        raise _too_large(file)
    source = Source(file, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    strange = _NO_TEXT.search(source.text) or _NO_LINES.search(source.text)
    if strange:
        sentence = f"The letter U+{ord(strange[0]):04X} is none that a text has; take it out."
        raise source.error(source.mark(strange.start()), sentence)
    if len(source.lines) > MOST_LINES:
        sentence = f"A lesson has at most {MOST_LINES:,} lines; make two of it."
        raise source.error(Mark(MOST_LINES + 1), sentence)
    for number, line in enumerate(source.lines, start=1):
        if len(line) > LONGEST_LINE:
            sentence = f"A line has at most {LONGEST_LINE:,} letters; break it."
            raise source.error(Mark(number, LONGEST_LINE + 1), sentence)
        if line.count("|") > MOST_COLUMNS + 1:
            raise source.error(Mark(number), f"A table has at most {MOST_COLUMNS} columns.")
    beyond = next(islice(_SIGNS.finditer(source.text), MOST_SIGNS, None), None)
    if beyond:
        sentence = f"A lesson has at most {MOST_SIGNS:,} signs such as * and [; make two of it."
        raise source.error(source.mark(beyond.start()), sentence)
    return source


def _too_large(file: str) -> LessonError:
    return LessonError(file, 1, 1, "A lesson has at most 1 MB of text; make two of it.")


def _decoded(content: bytes, file: str) -> str:
    if content.startswith(_WIDE):
        raise LessonError(file, 1, 1, "A lesson is text in UTF-8, and this is UTF-16; save it as UTF-8.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        place = Source(file, content[: problem.start].decode("utf-8"))
        mark = place.mark(len(place.text))
        byte = f"byte {problem.start:,} of the file (0x{content[problem.start]:02x})"
        sentence = f"A lesson is text in UTF-8, and {byte} isn't; save it as UTF-8."
        raise place.error(mark, sentence) from None

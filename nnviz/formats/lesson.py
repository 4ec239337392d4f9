"""The lesson that a document was saved from: its place in ``document.json``, its text in ``lesson.md``."""

from __future__ import annotations

from typing import Protocol

from nnviz.document import LessonCopy
from nnviz.errors import FileError
from nnviz.formats.schema import LessonPart

FILE = "lesson.md"
LARGEST = 2**20
"""Bytes of a lesson's text at most."""


class Sink(Protocol):
    """Where the text goes."""

    def add(self, name: str, content: bytes) -> None: ...


class Source(Protocol):
    """Where the text comes from."""

    def read(self, name: str, limit: int) -> bytes: ...


def part_of(lesson: LessonCopy | None, sink: Sink) -> LessonPart | None:
    """Write the text; return what ``document.json`` says of it.

    Raises:
        FileError: the text is too long, or no text, to be read again.
    """
    if lesson is None:
        return None
    try:
        content = lesson.text.encode()
    except UnicodeEncodeError:
        raise FileError("This can't be saved: the lesson's text holds half a character.") from None
    if len(content) > LARGEST:
        raise FileError("This can't be saved: the lesson's text is longer than 1 MB.")
    sink.add(FILE, content)
    return LessonPart(lesson.name, lesson.card, lesson.step)


def lesson_of(part: LessonPart | None, source: Source) -> LessonCopy | None:
    """The value that was written.

    Raises:
        FileError: its text is missing, too long or no UTF-8; the sentence follows the file's name.
    """
    if part is None:
        return None
    try:
        text = source.read(FILE, LARGEST).decode()
    except UnicodeDecodeError:
        raise FileError(f"is damaged: its {FILE} is no text. Open another copy.") from None
    return LessonCopy(part.name, text, max(part.card, 0), max(part.step, 0))

"""From a text to a lesson, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import LessonError
from nnviz.lessons.model import Card, Lesson, Mark
from nnviz.lessons.shelf import SUFFIX
from nnviz.lessons.text import schema
from nnviz.lessons.text.blocks import Room
from nnviz.lessons.text.cards import CardReader
from nnviz.lessons.text.fields import fields
from nnviz.lessons.text.markdown import Element, elements
from nnviz.lessons.text.nodes import compose
from nnviz.lessons.text.opening import read_file, source_of
from nnviz.lessons.text.reader import EnoughError, Named, Reader
from nnviz.lessons.text.scalars import line, passage
from nnviz.lessons.text.setups import minutes
from nnviz.lessons.text.source import Lines, Source

MOST_CARDS = 200


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading a lesson came to. ``lesson`` is None where its text is so wrong that there is none; where
    there are ``problems`` it is what is right of it. ``named`` is what only its networks can answer for."""

    lesson: Lesson | None
    problems: tuple[LessonError, ...]
    named: tuple[Named, ...] = ()


def read(path: str | Path) -> Lesson:
    """The lesson in a file.

    Raises:
        LessonError: it isn't one; the error says where and why.
        FileError: there is no such file, or it can't be read.
    """
    file = Path(path)
    return _right(_reading(read_file(file), file.stem, file.parent))


def parse(text: str, name: str, folder: Path | None = None) -> Lesson:
    """The lesson in a text. ``name`` is what its file is called, without its ending; ``folder`` is where
    files lie that it names.

    Raises:
        LessonError: it isn't one; the error is the first thing that is wrong, and where.
    """
    return _right(reading(text, name, folder))


def problems(text: str, name: str) -> tuple[LessonError, ...]:
    """All that is wrong with a lesson's text, in its order; empty where :func:`parse` would take it."""
    return reading(text, name).problems


def problems_of(path: str | Path) -> tuple[LessonError, ...]:
    """The same of a file.

    Raises:
        FileError: there is no such file, or it can't be read.
    """
    file = Path(path)
    try:
        source = read_file(file)
    except LessonError as problem:
        return (problem,)
    return _reading(source, file.stem, file.parent).problems


def reading(text: str, name: str, folder: Path | None = None) -> Reading:
    """A lesson's text, read as far as it can be."""
    try:
        source = source_of(text, f"{name}{SUFFIX}")
    except LessonError as problem:
        return Reading(None, (problem,))
    return _reading(source, name, folder)


def _right(found: Reading) -> Lesson:
    if found.problems or found.lesson is None:
        raise found.problems[0]
    return found.lesson


def _reading(source: Source, name: str, folder: Path | None) -> Reading:
    reader = Reader(source)
    lesson: Lesson | None = None
    with suppress(EnoughError), reader.kept():
        lesson = _lesson(reader, name, folder)
    found = sorted(reader.problems, key=lambda problem: (problem.line, problem.column))
    return Reading(lesson, tuple(found), tuple(reader.named))


def _lesson(reader: Reader, name: str, folder: Path | None) -> Lesson:
    found = elements(reader.source.text, has_front_matter=True)
    if not found or found[0].kind != "front_matter":
        is_open = reader.source.text.startswith("---")
        why = "The front matter has no end" if is_open else "A lesson begins with front matter"
        sentence = f"{why}: a line ---, then title, minutes and about, a line each, then a line ---."
        raise reader.source.error(Mark(1), sentence)
    title, about, length = _front(found[0], reader)
    cards = _cards(found[1:], reader)
    return Lesson(name, title, cards, about, length, folder, reader.source.text)


def _front(element: Element, reader: Reader) -> tuple[str, str, float]:
    lines = Lines(reader.source, 2, element.token.content)
    node = compose(lines)
    if node is None:
        raise reader.source.error(
            Mark(1), "The front matter is empty: title, minutes and about belong there."
        )
    found = fields(node, schema.FRONT, reader)
    title = about = ""
    length = 0.0
    with reader.kept():
        title = line(found["title"], reader) if "title" in found else ""
    with reader.kept():
        about = line(found["about"], reader) if "about" in found else ""
    with reader.kept():
        length = minutes(passage(found["minutes"], reader, "a number")) if "minutes" in found else 0.0
    return title, about, length


def _cards(rest: Sequence[Element], reader: Reader) -> tuple[Card, ...]:
    room = Room(reader)
    groups: list[tuple[Element, list[Element]]] = []
    for element in rest:
        if element.kind == "heading":
            groups.append((element, []))
        elif groups:
            groups[-1][1].append(element)
        elif element is rest[0]:
            reader.keep(room.error(element, "This stands before the first card; begin with # and its title."))
    if not groups:
        raise reader.source.error(Mark(1), "The lesson has no card; a card begins with # and its title.")
    if len(groups) > MOST_CARDS:
        raise room.error(groups[MOST_CARDS][0], f"A lesson has at most {MOST_CARDS} cards.")
    cards = []
    seen: dict[str, int] = {}
    for number, (heading, under) in enumerate(groups):
        reader.card = number
        card = CardReader(heading, room).card(under)
        first = seen.setdefault(card.title.casefold(), card.mark.line)
        if card.title and first != card.mark.line:
            sentence = f'Two cards are called "{card.title}"; the first is in line {first}.'
            reader.keep(room.error(heading, sentence))
        cards.append(card)
    return tuple(cards)

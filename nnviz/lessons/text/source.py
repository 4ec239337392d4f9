"""A lesson's text and where in it something stands: every error of a lesson has its line and its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from nnviz.errors import LessonError
from nnviz.lessons.model import Mark


@dataclass(frozen=True, eq=False)
class Source:
    """The whole text, whose lines end in ``\\n`` alone. ``file`` is what it is called in errors."""

    file: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines; the first one is number 1 to people."""
        return tuple(self.text.split("\n"))

    def line(self, number: int) -> str:
        """Line ``number``, from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def mark(self, at: int) -> Mark:
        """Where letter ``at`` stands."""
        return Mark(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))

    def error(self, mark: Mark, sentence: str) -> LessonError:
        """What is wrong at a place."""
        return LessonError(self.file, mark.line, mark.column, sentence)


@dataclass(frozen=True, eq=False)
class Passage:
    """A stretch of a lesson that is read by itself; ``place`` says where each of its letters stands."""

    text: str
    source: Source
    place: Callable[[int], Mark]

    def mark(self, at: int = 0) -> Mark:
        """Where letter ``at`` of it stands in the lesson."""
        return self.place(at)

    def error(self, sentence: str, at: int = 0) -> LessonError:
        """What is wrong at letter ``at`` of it."""
        return self.source.error(self.place(at), sentence)

    def part(self, start: int, end: int | None = None) -> Passage:
        """A part of it, without the blanks around it."""
        text = self.text[start:end]
        place, begin = self.place, start + len(text) - len(text.lstrip())
        return Passage(text.strip(), self.source, lambda at: place(begin + at))

    def split(self, separator: str) -> Iterator[Passage]:
        """Its parts between ``separator``, a pattern."""
        start = 0
        for found in re.finditer(separator, self.text):
            yield self.part(start, found.start())
            start = found.end()
        yield self.part(start)


@dataclass(frozen=True, eq=False)
class Lines:
    """Some lines of a lesson without what stands before and behind them there: what a fenced block or a
    paragraph holds. ``first`` is the number of the first one. ``after`` is given for what is one of several
    things in its line, a table's cell: the letter of the line at which the search for it begins."""

    source: Source
    first: int
    text: str
    after: int | None = None

    @cached_property
    def _rows(self) -> list[str]:
        return self.text.split("\n")

    def mark(self, at: int) -> Mark:
        """Where letter ``at`` stands in the lesson."""
        number = self.text.count("\n", 0, at)
        column = at - (self.text.rfind("\n", 0, at) + 1)
        return Mark(self.first + number, self.indent(number) + column + 1)

    def indent(self, number: int) -> int:
        """How many letters stand before line ``number`` of these, from 0."""
        row, own = self.source.line(self.first + number).rstrip(), self._rows[number].rstrip()
        if self.after is None and row.endswith(own):
            return len(row) - len(own)
        return max(row.find(own, self.after or 0), self.after or 0)

    @property
    def passage(self) -> Passage:
        """All of it."""
        return Passage(self.text, self.source, self.mark)

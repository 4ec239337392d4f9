"""YAML as values that know where they stand: every scalar is a text, and nothing is ever made of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from nnviz.lessons.model import Mark
from nnviz.lessons.text.source import Lines, Passage, Source

DEEPEST = 5
"""A block has a list of mappings with lists, and nothing that lies deeper."""
LONGEST = 20_000
"""Characters of a block."""

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"[ \t]+#(?=\S)")


@dataclass(frozen=True, eq=False)
class Scalar:
    """A text."""

    passage: Passage

    @property
    def text(self) -> str:
        """What it says."""
        return self.passage.text

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return self.passage.mark()


@dataclass(frozen=True, eq=False)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, eq=False)
class Table:
    """A mapping; each of its keys stands in it once."""

    entries: tuple[tuple[Passage, Node], ...]
    mark: Mark


Node = Scalar | Sequence | Table


def compose(lines: Lines) -> Node | None:
    """What a block of YAML holds; None where it is empty.

    Raises:
        LessonError: it isn't YAML, or has what no lesson needs: aliases, tags, a key twice.
    """
    if len(lines.text) > LONGEST:
        raise lines.passage.error(f"A block has at most {LONGEST:,} characters.")
    return _Composer(lines).compose()


class _Composer:
    """Makes nodes of what PyYAML's parser says, event by event, so that nothing it says is lost."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._events: Iterator[yaml.Event] = yaml.parse(lines.text, Loader=yaml.BaseLoader)
        self._source: Source = lines.source

    def compose(self) -> Node | None:
        try:
            return self._document()
        except yaml.MarkedYAMLError as problem:
            raise self._lines.passage.error(_said(problem, self._lines.text), _at(problem)) from None

    def _document(self) -> Node | None:
        node: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise self._error(event, "A block is one mapping; take the line --- out.")
                node = self._node(next(self._events), 1)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "A text that begins with * needs quotes around it.")
        if getattr(event, "anchor", None) is not None:
            raise self._error(event, "A text that begins with & needs quotes around it.")
        if getattr(event, "tag", None) is not None:
            raise self._error(event, "A text that begins with ! needs quotes around it.")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(self._passage(event))
        if depth > DEEPEST:
            raise self._error(event, f"A block is at most {DEEPEST} lists and mappings deep.")
        mark = self._lines.mark(_begin(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), mark)
        return Table(tuple(self._entries(depth)), mark)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Passage, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._error(event, "A text that begins with { or [ needs quotes around it.")
            if key.text in seen:
                line = seen[key.text]
                raise key.passage.error(f'"{key.text}" stands here twice; the first is in line {line}.')
            seen[key.text] = key.mark.line
            yield key.passage, self._node(next(self._events), depth + 1)

    def _passage(self, event: yaml.ScalarEvent) -> Passage:
        start, end, text = _begin(event), _end(event), self._lines.text
        escapes = _ESCAPE.finditer(text, start, end) if event.style == '"' else ()
        if found := next((one for one in escapes if one[1] not in '\\"\n'), None):
            sentence = "In double quotes YAML reads \\ as its own; put the text in single quotes."
            raise self._lines.passage.error(sentence, found.start())
        if event.style is None and (found := _COMMENT.match(text, end)):
            sentence = "After a blank, # begins a comment in YAML: put the text in quotes."
            raise self._lines.passage.error(sentence, found.end() - 1)
        begin = text.find("\n", start) + 1 if event.style in ("|", ">") else start + (event.style is not None)
        value: str = event.value
        return Passage(
            value, self._source, lambda at: self._lines.mark(_aligned(value, at, text, begin, end))
        )

    def _error(self, event: yaml.Event, sentence: str) -> Exception:
        return self._lines.passage.error(sentence, _begin(event))


def _begin(event: yaml.Event) -> int:
    return 0 if event.start_mark is None else int(event.start_mark.index)


def _end(event: yaml.Event) -> int:
    return 0 if event.end_mark is None else int(event.end_mark.index)


def _aligned(value: str, at: int, text: str, begin: int, end: int) -> int:
    """Where letter ``at`` of a scalar stands in the block: its letters stand there in their order, with line
    breaks, blanks and the signs of quoting between them."""
    place = begin
    for letter in value[: at + 1]:
        if letter.isspace():
            continue
        found = text.find(letter, place, end)
        if found < 0:
            break
        place = found + 1
    is_on_letter = at < len(value) and not value[at].isspace()
    return place - 1 if is_on_letter and place > begin else place


_BEGUN = re.compile(r"[ ]*(?:- +)?(?:[a-z ]+:[ ]+)?([{\[\"'])")
_SENTENCES = (
    ("while scanning an alias", "A text that begins with * needs quotes around it."),
    ("while scanning an anchor", "A text that begins with & needs quotes around it."),
    ("while parsing a tag", "A text that begins with ! needs quotes around it."),
    ("while scanning a tag", "A text that begins with ! needs quotes around it."),
    ("mapping values are not allowed", "A colon followed by a blank begins a value: put the text in quotes."),
    (
        "could not find expected ':'",
        "This line is no key with a colon and a value; put a long text in quotes.",
    ),
    ("found character '\\t'", "YAML takes no tabs before its keys; use blanks."),
    ("found character '@'", "A text that begins with @ needs quotes around it."),
    ("found character '`'", "A text that begins with ` needs quotes around it."),
    ("found character '%'", "A text that begins with % needs quotes around it."),
    ("found unexpected end of stream", "A quotation mark opens here that nothing closes."),
    (
        "expected <block end>",
        "This line stands neither under the one above nor beside it: check its indentation.",
    ),
    ("expected ',' or", "A text with { or [ needs quotes around it."),
    ("expected the node content", "A text that begins with this sign needs quotes around it."),
)
"""What PyYAML says, and what an author can do about it."""


def _said(problem: yaml.MarkedYAMLError, text: str) -> str:
    words = f"{problem.context or ''} {problem.problem or ''}"
    at = _at(problem)
    begun = _BEGUN.match(text, text.rfind("\n", 0, at) + 1)
    if begun and begun.end() <= at and "block" in words:
        return f"A text that begins with {begun[1]} and goes on behind needs quotes around all of it."
    for part, sentence in _SENTENCES:
        if part in words:
            return sentence
    return f"This isn't YAML: {problem.problem or problem.context or 'it ends too soon'}."


def _at(problem: yaml.MarkedYAMLError) -> int:
    words = f"{problem.context or ''} {problem.problem or ''}"
    is_open = any(part in words for part in ("end of stream", "expected ',' or", "while scanning an"))
    mark = (problem.context_mark if is_open else None) or problem.problem_mark or problem.context_mark
    return 0 if mark is None else int(mark.index)

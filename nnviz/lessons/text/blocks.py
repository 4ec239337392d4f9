"""Paragraphs, lists, tables: the prose of a lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from nnviz.errors import LessonError
from nnviz.lessons.model import Mark
from nnviz.lessons.prose import Block, Display, Items, Paragraph, Prose, Rows, Spans, Words
from nnviz.lessons.text import formulas, markdown
from nnviz.lessons.text.inlines import spans
from nnviz.lessons.text.markdown import Element
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.source import Lines, Passage

_REFUSED = {
    "blockquote": "A > line stands only under an answer of a question.",
    "code_block": "Text that is indented by four blanks is code to Markdown; take the blanks away.",
    "fence": "Only nnviz, question, step and notes stand in a fenced block here.",
    "hr": "A line across isn't shown; the next heading begins the next card.",
    "heading": "A heading begins a card and stands by itself at the beginning of a line.",
}


class Room:
    """Where some elements stand: their text, and the line of the lesson at which that begins, from 1."""

    def __init__(self, reader: Reader, first: int = 1) -> None:
        self.reader, self._first = reader, first

    def line(self, element: Element) -> int:
        """The line of the lesson at which an element begins."""
        return self._first + element.line

    def passage(self, element: Element, after: int | None = None) -> Passage:
        """The text of an inline element."""
        return Lines(self.reader.source, self.line(element), element.token.content, after).passage

    def error(self, element: Element, sentence: str) -> LessonError:
        """What is wrong with an element, at its beginning."""
        number = self.line(element)
        line = self.reader.source.line(number)
        return self.reader.source.error(Mark(number, len(line) - len(line.lstrip()) + 1), sentence)


def prose(elements: Iterable[Element], room: Room) -> Prose:
    """What some elements say. What is wrong in them is kept as problems and left out."""
    found: list[Block] = []
    for element in elements:
        with room.reader.kept():
            found += _blocks(element, room)
    return tuple(found)


def run(element: Element, room: Room, what: str) -> Spans:
    """The one paragraph that an element, ``what``, holds: an item of a list, a feedback."""
    if [child.kind for child in element.children] != ["paragraph"]:
        others = (child for child in element.children if child.kind != "paragraph")
        odd = next(others, element.children[-1] if element.children else element)
        raise room.error(odd, f"{what} is one paragraph, without a list or another block in it.")
    text = element.children[0].children[0]
    return spans(text.token.children or (), room.passage(text), room.reader)


def _blocks(element: Element, room: Room) -> Iterator[Block]:
    if element.kind == "paragraph":
        yield from _paragraphs(element.children[0], room)
    elif element.kind in ("bullet_list", "ordered_list"):
        yield _items(element, room)
    elif element.kind == "table":
        yield _rows(element, room)
    else:
        sentence = _REFUSED.get(element.kind, "This can't stand in a lesson.")
        raise room.error(element, sentence)


def _paragraphs(text: Element, room: Room) -> Iterator[Block]:
    """A paragraph; formulas on lines of their own part it."""
    passage, part = room.passage(text), list[Token]()
    for token in [*(text.token.children or ()), None]:
        if token is not None and token.type != markdown.DISPLAY:
            part.append(token)
            continue
        if _says_something(part):
            yield Paragraph(_trimmed(spans(_bare(part), passage, room.reader)))
        part = []
        if token is not None:
            at = int(token.meta["at"]) + 2
            with room.reader.kept():
                yield Display(formulas.check(passage.part(at, at + len(token.content))))


def _items(element: Element, room: Room) -> Items:
    start = int(element.token.attrs.get("start", 1))
    if start != 1:
        raise room.error(element, "A numbered list counts from 1.")
    items = []
    for item in element.children:
        with room.reader.kept():
            if is_task(item):
                raise room.error(
                    item, "Answers to choose, - [ ], stand right behind a question of the kind choice."
                )
            items.append(run(item, room, "An item of a list"))
    return Items(tuple(items), numbered=element.kind == "ordered_list")


def is_task(item: Element) -> bool:
    """Whether an item of a list begins with a box: ``[ ]`` or ``[x]``."""
    if not item.children or item.children[0].kind != "paragraph":
        return False
    return item.children[0].children[0].token.content[:4].lower() in ("[ ] ", "[x] ", "[ ]", "[x]")


def _rows(element: Element, room: Room) -> Rows:
    rows = [row for part in element.children for row in part.children]
    head, *rest = (_cells(row, room) for row in rows)
    return Rows(head, tuple(rest))


def _cells(row: Element, room: Room) -> tuple[Spans, ...]:
    cells: list[Spans] = []
    after = 0
    line = room.reader.source.line(room.line(row))
    for cell in row.children:
        if not cell.children[0].token.content:
            cells.append(())
            after = line.find("|", after) + 1 or after
            continue
        text = Element(cell.children[0].token)
        text.token.map = row.token.map
        passage = room.passage(text, after)
        cells.append(spans(text.token.children or (), passage, room.reader))
        after = max(line.find("|", passage.mark(len(text.token.content)).column - 1), 0) + 1
    return tuple(cells)


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Without the line breaks at the ends, which stood beside a formula."""
    breaks = ("softbreak", "hardbreak")
    own = list(tokens)
    while own and own[0].type in breaks:
        own.pop(0)
    while own and own[-1].type in breaks:
        own.pop()
    return own


def _says_something(tokens: Sequence[Token]) -> bool:
    return any(token.type != "text" or token.content.strip() for token in _bare(tokens))


def _trimmed(found: Spans) -> Spans:
    """Without the blanks at the ends."""
    own = list(found)
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if own and isinstance(edge := own[place], Words):
            own[place] = replace(edge, text=strip(edge.text))
    return tuple(span for span in own if not isinstance(span, Words) or span.text)

"""What a lesson says, as plain values: paragraphs, formulas, lists and tables of spans. No HTML anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnviz.lessons.language.expression import Expression


@dataclass(frozen=True)
class Words:
    """A run of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True)
class Live:
    """``{z of 1:3}``: a value that the open network is asked for when the text is shown. ``text`` is what
    stands between the braces."""

    value: Expression
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Formula:
    """A formula in LaTeX, of commands on the whitelist alone."""

    latex: str


@dataclass(frozen=True)
class Link:
    """A link that is followed on a click and never otherwise. ``address`` begins with http:// or https://."""

    text: str
    address: str


Span = Words | Live | Formula | Link
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True)
class Display:
    """A formula on a line of its own."""

    latex: str


@dataclass(frozen=True)
class Items:
    """A list; ``numbered`` from 1, or with bullets."""

    items: tuple[Spans, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: its head and its rows have as many cells each."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


Block = Paragraph | Display | Items | Rows
Prose = tuple[Block, ...]


def all_spans(prose: Prose) -> Iterator[Span]:
    """All spans in the order in which they are read."""
    for block in prose:
        for row in rows_of(block):
            for spans in row:
                yield from spans


def rows_of(block: Block) -> list[tuple[Spans, ...]]:
    """A block as rows of spans: a paragraph is one, a list has one an item, a table its head and its rows."""
    if isinstance(block, Paragraph):
        return [(block.spans,)]
    if isinstance(block, Items):
        return [(item,) for item in block.items]
    return [block.head, *block.rows] if isinstance(block, Rows) else []

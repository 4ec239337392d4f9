"""A lesson's text as plain words, for who hears it."""

from __future__ import annotations

from collections.abc import Iterator

from nnviz.lessons.prose import Block, Display, Items, Paragraph, Rows, Span, Spans
from nnviz.lessons.saying import spoken, words


def all_spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """All spans in the order in which they are read."""
    for block in blocks:
        for row in _rows_of(block):
            for spans in row:
                yield from spans


def lines(block: Block, told: Iterator[str]) -> list[str]:
    """A block in lines, one a paragraph, an item, a row; ``told`` gives its live values, one after the
    other."""
    if isinstance(block, Display):
        return [spoken(block.latex)]
    found = [", ".join(words(spans, lambda _: next(told)) for spans in row) for row in _rows_of(block)]
    if isinstance(block, Items):
        return [f"{n}. {line}" if block.numbered else f"• {line}" for n, line in enumerate(found, 1)]
    return found


def _rows_of(block: Block) -> list[tuple[Spans, ...]]:
    if isinstance(block, Paragraph):
        return [(block.spans,)]
    if isinstance(block, Items):
        return [(item,) for item in block.items]
    if isinstance(block, Rows):
        return [block.head, *block.rows]
    return []

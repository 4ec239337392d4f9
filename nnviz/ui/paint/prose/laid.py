"""A text in a style and a width, ready to be drawn."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QTextDocument, QTextLine

from nnviz.lessons.prose import Block, Link, Live
from nnviz.lessons.saying import Values
from nnviz.ui.paint.prose.spoken import all_spans, lines
from nnviz.ui.paint.prose.style import Style
from nnviz.ui.paint.prose.writing import Writer


class Prose:
    """Blocks of a lesson's text in a style and a width. ``values`` is asked for what is live in it."""

    def __init__(self, blocks: tuple[Block, ...], style: Style, width: float, values: Values) -> None:
        self._blocks, self.style, self._values = blocks, style, values
        self.width = width
        self._shown = self._ask()
        self._document = self._laid()

    @property
    def height(self) -> float:
        """Pixels from its first line's top to its last one's bottom."""
        return float(self._document.size().height()) if self._blocks else 0.0

    @property
    def text(self) -> str:
        """All of it as plain text, for who hears it: a line a paragraph, an item, a row."""
        told = iter(self._shown)
        return "\n".join(line for block in self._blocks for line in lines(block, told))

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, in the order in which they are read."""
        return tuple(span for span in all_spans(self._blocks) if isinstance(span, Link))

    def refresh(self) -> bool:
        """Ask for its live values anew; returns whether one of them is another."""
        shown = self._ask()
        if shown == self._shown:
            return False
        self._shown = shown
        self._document = self._laid()
        return True

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with its top left at (x, y)."""
        painter.save()
        painter.translate(x, y)
        context = QAbstractTextDocumentLayout.PaintContext()
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def link_at(self, point: QPointF) -> str:
        """The address of the link at a point of it, from its top left; "" where there is none."""
        return str(self._document.documentLayout().anchorAt(point))

    def link_rect(self, number: int) -> QRectF:
        """Where link ``number`` stands, from its top left: the line with its beginning."""
        block, found = self._document.begin(), -1
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                found += piece.charFormat().isAnchor()
                if found == number:
                    return self._line_rect(piece.position(), piece.length())
                pieces += 1
            block = block.next()
        return QRectF()

    def _line_rect(self, position: int, length: int) -> QRectF:
        block = self._document.findBlock(position)
        first = position - block.position()
        line = block.layout().lineForTextPosition(first)
        last = min(first + length, line.textStart() + line.textLength())
        left, right = _x(line, first), _x(line, last)
        corner = self._document.documentLayout().blockBoundingRect(block).topLeft()
        return QRectF(corner.x() + left, corner.y() + line.y(), right - left, line.height())

    def _ask(self) -> tuple[str, ...]:
        return tuple(self._values(span) for span in all_spans(self._blocks) if isinstance(span, Live))

    def _laid(self) -> QTextDocument:
        return Writer(self.style, self.width, iter(self._shown)).write(self._blocks)


def _x(line: QTextLine, position: int) -> float:
    """Where a letter of a line begins. Qt gives it with the position that it took for it."""
    return cast("tuple[float, int]", line.cursorToX(position))[0]

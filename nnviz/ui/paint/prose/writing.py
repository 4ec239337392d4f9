"""Writes a lesson's text into a document of Qt's, letter by letter: what is in it can't be markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from nnviz.lessons.prose import Block, Display, Formula, Items, Link, Live, Paragraph, Rows, Spans, Words
from nnviz.plaintext import visible
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.formula import Formula as Typeset
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.prose.style import Style
from nnviz.ui.theme import font

DISPLAYED = 1.22
"""Letters of a formula on a line of its own, beside those of the text."""
INLINE = 1.08
"""Those of one in a line: the face has lower letters than the text's."""
APART = 0.62
"""The room between paragraphs, beside a line."""
_FORMULA = QTextFormat.ObjectTypes.UserObject + 1
_PLACE = QTextFormat.Property.UserProperty + 1
_OBJECT, _LINE = "\ufffc", "\u2028"
_SIGNED = re.compile(r"(before |collapsed )*(z|a|weight( \d+)?|bias|push|value|score|slope)( of| in) ")
"""Values that have a sign to which a hue belongs."""
_NUMBER = re.compile(r"[+−<>≈]?\s?[\d.,]+\s?(%|e−?\d+)?")


class Formulas(Guarded, QPyTextObject):
    """The formulas of one text: each stands in it as one letter."""

    def __init__(self, parent: QTextDocument) -> None:
        super().__init__(parent)
        self.laid: list[tuple[Typeset, float]] = []
        """Formulas and how much each is shrunk."""

    def intrinsicSize(self, doc: QTextDocument, place: int, form: QTextFormat) -> QSizeF:
        one, scale = self.laid[int(form.property(_PLACE))]
        below = QFontMetricsF(form.toCharFormat().font()).descent()
        return QSizeF(one.size.width() * scale, one.above * scale + below)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, place: int, form: QTextFormat
    ) -> None:
        one, scale = self.laid[int(form.property(_PLACE))]
        one.draw(painter, rect.x(), rect.y(), scale)


class Writer:
    """Writes blocks into one document."""

    def __init__(self, style: Style, width: float, told: Iterator[str]) -> None:
        self._style, self._width, self._told = style, width, told
        self._document = document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._font())
        document.setIndentWidth(style.pixels * 1.4)
        document.setTextWidth(width)
        self._formulas = Formulas(document)
        document.documentLayout().registerHandler(_FORMULA, self._formulas)
        self._cursor = QTextCursor(document)
        self._is_first = True

    def write(self, blocks: tuple[Block, ...]) -> QTextDocument:
        """All blocks, one below the other."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._begin(self._lines())
                self._write(block.spans)
            elif isinstance(block, Display):
                self._display(block.latex)
            elif isinstance(block, Items):
                self._items(block)
            else:
                self._rows(block)
        return self._document

    # blocks

    def _lines(self, above: float = APART) -> QTextBlockFormat:
        """Lines as far apart as the style says; what is taller than that gets its room."""
        form = QTextBlockFormat()
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight
        form.setLineHeight(self._style.leading, least.value)
        if not self._is_first:
            form.setTopMargin(round(above * self._style.leading))
        return form

    def _begin(self, form: QTextBlockFormat) -> None:
        """Another paragraph; the first is there already."""
        if self._is_first:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(self._plain())
        else:
            self._cursor.insertBlock(form, self._plain())
        self._is_first = False

    def _display(self, latex: str) -> None:
        self._begin(self._lines(0.5))
        self._formula(latex, DISPLAYED)

    def _items(self, block: Items) -> None:
        form = QTextListFormat()
        style = QTextListFormat.Style
        form.setStyle(style.ListDecimal if block.numbered else style.ListDisc)
        made = None
        for place, item in enumerate(block.items):
            self._begin(self._lines(0.16 if place else 0.4))
            if made is None:
                made = self._cursor.createList(form)
            else:
                made.add(self._cursor.block())
            self._write(item)

    def _rows(self, block: Rows) -> None:
        is_first = self._is_first
        self._begin(self._gap())
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(self._style.pixels * 0.32)
        form.setTopMargin(0 if is_first else self._style.pixels * 0.4)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self._cursor.insertTable(len(block.rows) + 1, len(block.head), form)
        right = [all(_is_number(row[n]) for row in block.rows) for n in range(len(block.head))]
        for number, row in enumerate((block.head, *block.rows)):
            for column, spans in enumerate(row):
                self._cell(table, number, column, right[column])
                self._write(spans, is_head=number == 0)
        self._cursor = QTextCursor(self._document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._gap())

    def _cell(self, table: QTextTable, row: int, column: int, is_right: bool) -> None:
        """Go into a cell: numbers stand at its right, a hairline above all but the head."""
        cell = table.cellAt(row, column)
        form = cell.format().toTableCellFormat()
        form.setLeftPadding(self._style.pixels if column else 0)
        form.setRightPadding(0)
        if row:
            form.setTopBorder(1)
            form.setTopBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setTopBorderBrush(QBrush(self._style.theme.color("line")))
        cell.setFormat(form)
        lines = QTextBlockFormat()
        if is_right:
            lines.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._cursor = cell.firstCursorPosition()
        self._cursor.setBlockFormat(lines)

    def _gap(self) -> QTextBlockFormat:
        """Qt wants a paragraph before a table and behind it: one that takes no room to speak of."""
        form = QTextBlockFormat()
        form.setLineHeight(self._style.pixels * 0.2, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return form

    # what stands in a line

    def _write(self, spans: Spans, is_head: bool = False) -> None:
        for span in spans:
            if isinstance(span, Formula):
                self._formula(span.latex, INLINE)
            elif isinstance(span, Live):
                text = next(self._told)
                self._cursor.insertText(visible(text), self._plain(self._hue(span, text), 600))
            elif isinstance(span, Link):
                self._cursor.insertText(visible(span.text), self._link(span))
            else:
                self._cursor.insertText(_shown(span.text), self._of(span, is_head))

    def _of(self, span: Words, is_head: bool) -> QTextCharFormat:
        is_strong = span.bold or is_head
        form = self._plain(self._style.strong if span.bold else "", 600 if is_strong else 0)
        if span.italic:
            form.setFontItalic(True)
        if span.code:
            form.setForeground(self._style.theme.color(self._style.strong))
            form.setBackground(self._style.theme.color("raised"))
        return form

    def _link(self, span: Link) -> QTextCharFormat:
        form = self._plain("now", 500)
        form.setFontUnderline(True)
        form.setAnchor(True)
        form.setAnchorHref(span.address)
        return form

    def _hue(self, span: Live, text: str) -> str:
        """Hue means sign: a number that has one is in its colour."""
        if not _SIGNED.match(span.text) or not _NUMBER.fullmatch(text):
            return self._style.strong
        digits = text.strip("+−<>≈ %")
        if not digits.strip("0.,"):
            return self._style.strong
        return "neg" if "−" in text[:2] else "pos"

    def _formula(self, latex: str, size: float) -> None:
        style = self._style
        one = formula(latex, style.pixels * size, getattr(style.theme, style.strong))
        scale = min(1.0, self._width / max(one.size.width(), 1.0))
        form = QTextCharFormat()
        form.setObjectType(_FORMULA)
        form.setProperty(_PLACE, len(self._formulas.laid))
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        form.setFont(self._sinking((one.size.height() - one.above) * scale))
        self._formulas.laid.append((one, scale))
        self._cursor.insertText(_OBJECT, form)

    def _sinking(self, below: float) -> QFont:
        """A font that reaches at least so far below the line: by that Qt knows how far what stands in the
        place of a letter does."""
        plain = self._font()
        share = QFontMetricsF(plain).descent() / plain.pixelSize()
        if below > share * plain.pixelSize():
            plain.setPixelSize(max(1, round(below / share)))
        return plain

    def _plain(self, token: str = "", weight: int = 0) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._font(weight))
        form.setForeground(self._style.theme.color(token or self._style.token))
        return form

    def _font(self, weight: int = 0) -> QFont:
        style = self._style
        return font(style.pixels, weight or style.weight, style.is_direct)


def _shown(text: str) -> str:
    """A run of text; its own line breaks stay within the paragraph."""
    return _LINE.join(visible(line) for line in text.split("\n"))


def _is_number(cell: Spans) -> bool:
    """Whether a cell holds a number alone, or nothing."""
    if len(cell) != 1:
        return not cell
    span = cell[0]
    return isinstance(span, Live) or (isinstance(span, Words) and bool(_NUMBER.fullmatch(span.text)))

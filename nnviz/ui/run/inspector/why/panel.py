"""Why this class: what speaks for it and against it, the strongest paths, and each pixel's share."""

from __future__ import annotations

from math import ceil, isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.kept import Kept
from nnviz.scene.time.stage import HINT
from nnviz.scene.values.model import Hit
from nnviz.scene.why.reasons import Reason, Why, as_text, why
from nnviz.scene.words.counting import index_text
from nnviz.scene.words.numbers import has_value, number
from nnviz.scene.words.questions import symbol
from nnviz.session import Session
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.marks import SIZE, draw_held
from nnviz.ui.run.inspector.columns import ProductColumns, Scale
from nnviz.ui.run.inspector.head import ring_text
from nnviz.ui.run.inspector.linked import LinkedRows
from nnviz.ui.run.inspector.section import number_token
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.run.inspector.why.columns import product_text, reason_columns, short_label
from nnviz.ui.run.inspector.why.paths import path_lines, path_words
from nnviz.ui.run.inspector.why.shares import paint_shares, shares_height
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP, HEAD, FORMULA, RING = 12.0, 46.0, 46.0, 40.0
RUNNING = "running sum"
ROW, PATH_ROW, HEADING = 23.4, 24.0, 36.0


class WhyPanel(LinkedRows):
    """The reasons for the selected neuron's z."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.reasons: Why | None = None
        self._kept: Kept[Why] = Kept()
        self.copy = TextButton("Copy as text", "Copy the reasons as text", self, token="ink", plate=True)
        self.copy.clicked.connect(self._copy)

    def show_subject(self, subject: Subject) -> None:
        """Work the reasons out, once for a trace and a target."""
        target = subject.target
        assert target is not None

        def find() -> Why:
            return why(subject.document, subject.trace, target)

        self.reasons = self._kept.get(find, (subject.trace,), target)
        is_hidden = "activate" in subject.hidden
        said = HINT if is_hidden else as_text(subject.document, self.reasons)
        self.setAccessibleName(said)
        super().show_subject(subject)

    def height_wanted(self) -> int:
        if self.reasons is None:
            return 0
        paths = (
            self._heading() + self._path_rows(self.reasons) * self._path_row() if self.reasons.chains else 0.0
        )
        shares = self._heading() + shares_height(self.look, self.inner.width(), self.reasons.shares)
        return ceil(
            self._rows_top() + len(self.reasons.rows) * self._row() + paths + shares + 12 * self.look.s
        )

    def arrange(self) -> None:
        """The button stands right of the formula."""
        look = self.look
        self.copy.set_look(look)
        self.copy.pixels = 15.0
        height = look.target(30)
        width = max(look.px(118), 108)
        top = TOP * look.s + HEAD * look.s + (FORMULA * look.s - height) / 2
        self.copy.setGeometry(round(self.inner.right() - width), round(top), width, height)

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Head, rows, paths, shares."""
        reasons = self.reasons
        if reasons is None:
            return
        self._paint_head(painter, subject, reasons)
        top = self._paint_rows(painter, subject, reasons)
        if reasons.chains:
            top = self._paint_paths(painter, subject.document, reasons, top)
        row = self._title(
            painter, top, "Each input’s share of z" if not _is_picture(subject) else "Each pixel’s share of z"
        )
        place = QRectF(self.inner.left(), row, self.inner.width(), self.height() - row)
        paint_shares(painter, self.look, place, reasons.shares, subject.document)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width gives the picture another height."""
        if self.subject is not None:
            self.set_look(self.look)

    # the head

    def _paint_head(self, painter: QPainter, subject: Subject, reasons: Why) -> None:
        look, inner = self.look, self.inner
        side, top = max(RING * look.s, 30.0), TOP * look.s
        ring = QRectF(inner.left(), top, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        painter.drawEllipse(ring)
        text = ring_text(subject)
        painter.setFont(look.font(18 if len(text) < 3 else 14, 700))
        painter.setPen(look.color("nowink"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, text)
        left = ring.right() + 14 * look.s
        room = QRectF(left, top - 3 * look.s, inner.right() - left, side * 0.58)
        self._text(painter, room, reasons.title, look.font(20, 700), "ink")
        below = QRectF(left, room.bottom(), room.width(), side * 0.5)
        font = look.font(15)
        is_wide = QFontMetricsF(font).horizontalAdvance(reasons.sentence) <= below.width()
        self._text(painter, below, reasons.sentence if is_wide else reasons.short, font, "ink2")
        assert subject.target is not None
        unit = subject.target.unit
        name = index_text(unit)
        letter = symbol(subject.document, subject.document.network.sources(subject.target.layer)[0])
        typeset = formula(rf"z_{{{name}}} = \sum_i w_i {letter}_i + b_{{{name}}}", 20.0, look.theme.ink)
        scale = min(look.s, 0.62 * inner.width() / typeset.size.width())
        middle = TOP * look.s + HEAD * look.s + (FORMULA * look.s - typeset.size.height() * scale) / 2
        typeset.draw(painter, inner.left(), middle, scale)

    # the rows

    def _paint_rows(self, painter: QPainter, subject: Subject, reasons: Why) -> float:
        look, inner, row = self.look, self.inner, self._row()
        self.link.paint(painter, look)
        top = self._rows_top() - row
        letter = symbol(subject.document, subject.document.network.sources(reasons.target.layer)[0])
        heads = ("from", letter, "w", f"w · {letter}")
        columns = reason_columns(look, inner, reasons)
        ends = (None, columns.x, columns.w, columns.product)
        small = look.font(14)
        for head, end in zip(heads, ends, strict=True):
            self._cell(painter, top, end, head, small, "ink3")
        scale = self._scale(reasons, columns)
        falls = scale.width > 0
        if falls:
            self._fall_head(painter, top, columns, scale)
        for reason in reasons.rows:
            top += row
            self._paint_row(painter, top, reason, reasons, columns)
            if reason.source in subject.document.overrides:
                # In the margin, as in the list of products.
                draw_held(painter, QPointF(inner.left() - SIZE - 1, top + row / 2), look.theme)
            if falls:
                self._bar(painter, top, reason, scale)
        return top + row

    def _fall_head(self, painter: QPainter, top: float, columns: ProductColumns, scale: Scale) -> None:
        """The waterfall's name, and its line at 0."""
        look, row, small = self.look, self._row(), self.look.font(14)
        place = QRectF(columns.fall_left, top, scale.width, row)
        fits = QFontMetricsF(small).horizontalAdvance(RUNNING) <= scale.width
        self._text(painter, place, RUNNING if fits else "sum", small, "ink3")
        painter.setPen(QPen(look.color("line"), 2))
        zero, rows = scale.at(0.0), 0 if self.reasons is None else len(self.reasons.rows)
        painter.drawLine(QPointF(zero, top + row), QPointF(zero, top + row * (rows + 1)))

    def _paint_row(
        self, painter: QPainter, top: float, row: Reason, reasons: Why, columns: ProductColumns
    ) -> None:
        look, inner = self.look, self.inner
        plain, bold = look.font(15), look.font(15, 700)
        if row.kind == "input":
            room = QRectF(inner.left(), top, columns.label - inner.left() + 1, self._row())
            self._text(painter, room, short_label(row), plain, "ink2")
            self._cell(painter, top, columns.x, number(row.x, 2), look.font(15, 600), "ink")
            self._cell(painter, top, columns.w, number(row.w, 2), plain, number_token(row.w, look.theme))
        else:
            is_z = row.kind == "z"
            token = {"z": "ink", "silent": "ink3"}.get(row.kind, "ink2")
            self._cell(painter, top, None, row.label, bold if is_z else plain, token)
        font = look.font(17, 700) if row.kind == "z" else bold
        token = number_token(row.product, look.theme)
        self._cell(painter, top, columns.product, product_text(row, reasons), font, token)

    def _bar(self, painter: QPainter, top: float, row: Reason, scale: Scale) -> None:
        if row.kind == "silent" or not isfinite(row.start + row.product):
            return
        look, height = self.look, 0.6 * self._row()
        start, end = scale.at(row.start), scale.at(row.start + row.product)
        y = top + (self._row() - height) / 2
        bar = QRectF(min(start, end), y, max(abs(end - start), 1.5), height)
        color = look.color(look.theme.sign(row.product))
        outlined = row.kind == "bias"
        painter.setPen(QPen(color, 1.2) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if outlined else color)
        if has_value(number(row.product, 2)):
            painter.drawRoundedRect(bar, min(3.0, bar.width() / 2), min(3.0, bar.width() / 2))
        if row.kind != "z":
            painter.setPen(QPen(look.color("ink3"), 1))
            painter.drawLine(
                round(end), round(bar.bottom()), round(end), round(bar.bottom() + self._row() - height)
            )

    def _scale(self, reasons: Why, columns: ProductColumns) -> Scale:
        ends = [value for row in reasons.rows for value in (row.start, row.start + row.product)]
        finite = [0.0, *(value for value in ends if isfinite(value))]
        low, high = min(finite), max(finite)
        return Scale(
            columns.fall_left, columns.fall_right - columns.fall_left, low, high if high > low else low + 1.0
        )

    # the paths

    def _paint_paths(self, painter: QPainter, document: Document, reasons: Why, top: float) -> float:
        look, inner = self.look, self.inner
        ends_in_pixels = document.image_shape is not None or len(document.network.input_shape) == 3
        top = self._title(
            painter, top, "Strongest paths back", "pixel: row, column" if ends_in_pixels else ""
        )
        for chain in reasons.chains:
            place = QRectF(inner.left(), top, inner.width(), self._path_row())
            for word in path_words(document, chain, look, inner.width()):
                painter.setFont(word.font)
                painter.setPen(look.color(word.token))
                painter.drawText(place.translated(word.x, word.line * place.height()), LEFT, word.text)
            top += path_lines(document, chain, look, inner.width()) * self._path_row()
        return top

    # small things

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a row selects the neuron that it comes from."""
        row = self._row_at(event.position().y())
        if row is not None and row.source is not None:
            self.session.select(row.source)
        else:
            super().mousePressEvent(event)

    def meant_at(self, point: QPointF) -> Hit | None:
        """The edge of the row under the pointer."""
        row = self._row_at(point.y())
        if row is None or row.source is None or self.reasons is None:
            return None
        return Hit("edge", self.reasons.target, row.source)

    def row_of(self, hit: Hit) -> int | None:
        """The row of a source, or of the edge from it."""
        if self.reasons is None or (hit.source is not None and hit.target != self.reasons.target):
            return None
        source = hit.source if hit.source is not None else hit.target
        return next((i for i, row in enumerate(self.reasons.rows) if row.source == source), None)

    def row_place(self, row: int) -> QRectF:
        """Where a row is."""
        return QRectF(
            self.inner.left(), self._rows_top() + row * self._row(), self.inner.width(), self._row()
        )

    def _row_at(self, y: float) -> Reason | None:
        place = int((y - self._rows_top()) // self._row())
        rows = () if self.reasons is None else self.reasons.rows
        return rows[place] if 0 <= place < len(rows) else None

    def _copy(self) -> None:
        if self.reasons is not None and self.subject is not None:
            QGuiApplication.clipboard().setText(as_text(self.subject.document, self.reasons))

    def _rows_top(self) -> float:
        return (TOP + HEAD + FORMULA) * self.look.s + self._row()

    def _row(self) -> float:
        return row_height(self.look, ROW)

    def _path_row(self) -> float:
        return row_height(self.look, PATH_ROW)

    def _path_rows(self, reasons: Why) -> int:
        if self.subject is None:
            return len(reasons.chains)
        document, width = self.subject.document, self.inner.width()
        return sum(path_lines(document, chain, self.look, width) for chain in reasons.chains)

    def _heading(self) -> float:
        return max(HEADING * self.look.s, 30.0)

    def _title(self, painter: QPainter, top: float, title: str, beside: str = "") -> float:
        inner, look = self.inner, self.look
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(round(inner.left()), round(top + 4), round(inner.right()), round(top + 4))
        rect = QRectF(inner.left(), top + 4, inner.width(), self._heading() - 4)
        self._text(painter, rect, title, look.font(17, 600), "ink")
        taken = painter.fontMetrics().horizontalAdvance(title)
        painter.setFont(look.font(14))
        if taken + 16 + painter.fontMetrics().horizontalAdvance(beside) > rect.width():
            return rect.bottom()
        painter.setPen(look.color("ink2"))
        painter.drawText(rect, RIGHT, beside)
        return rect.bottom()

    def _cell(
        self, painter: QPainter, top: float, end: float | None, text: str, font: QFont, token: str
    ) -> None:
        """Text that starts at the left margin, or ends at ``end``."""
        painter.setFont(font)
        painter.setPen(self.look.color(token))
        right = self.inner.right() if end is None else end
        rect = QRectF(self.inner.left(), top, right - self.inner.left(), self._row())
        painter.drawText(rect, LEFT if end is None else RIGHT, text)

    def _text(self, painter: QPainter, rect: QRectF, text: str, font: QFont, token: str) -> None:
        """Text in a place of its own, elided where it is too long."""
        painter.setFont(font)
        painter.setPen(self.look.color(token))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, LEFT, words)


def row_height(look: Look, pixels: float) -> float:
    """A row's height in this window, never less than its text needs."""
    return max(pixels * look.s, 1.26 * look.text(15))


def _is_picture(subject: Subject) -> bool:
    return subject.document.image_shape is not None or len(subject.document.network.input_shape) == 3

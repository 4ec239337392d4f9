"""Section 1: every input times its weight, sorted by contribution, with the running sum beside."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.numbers import number, signed
from nnviz.session import Session
from nnviz.ui.inspector import words
from nnviz.ui.inspector.handles import Handle, HandleSection, step_for
from nnviz.ui.inspector.rows import Choice, Row, choose, reach, rows
from nnviz.ui.inspector.section import HEADING, paint_heading
from nnviz.ui.inspector.subject import Subject

DECIMALS = 2
SAMPLE = "−0.00"
"""No column is narrower than this number, so that columns rarely move."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Columns:
    """Where the columns end (numbers stand right-aligned) and where the waterfall lies."""

    label: float
    x: float
    w: float
    product: float
    fall_left: float
    fall_right: float


@dataclass(frozen=True)
class Scale:
    """A value's place across the waterfall; sections share it, so that bars share baselines."""

    left: float
    width: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Pixels from the widget's left edge; outside values stop at the edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + self.width * min(max(share, 0.0), 1.0)


class Products(HandleSection):
    """The list of products. Its order, its columns and its scale stay while a gesture lasts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows: tuple[Row, ...] = ()
        self.scale = Scale(0, 1, 0, 1)
        self._choice: Choice | None = None
        self._columns: Columns | None = None
        self._everything = False
        self._step = 0.01
        self.setAccessibleName("Inputs times weights, largest contribution first")

    def show_subject(self, subject: Subject) -> None:
        """Take the numbers; choose rows anew only where nothing is in hand."""
        before = self.subject
        if before is None or before.target != subject.target:
            self._everything = False
            self._choice = None
        if subject.explanation is not None:
            self._take(subject)
        super().show_subject(subject)

    def needed_height(self) -> int:
        look = self.look
        return ceil(look.px(HEADING) + len(self.rows) * self._row_height() + 8 * look.s)

    def arrange(self) -> None:
        """Columns from the widest texts; the waterfall takes what is left."""
        if self.subject is None or self.subject.explanation is None:
            return
        columns = self._measure(self.subject)
        old = self._columns
        if self.subject.settled or old is None or old.fall_right != columns.fall_right:
            self._columns = columns
            low, high = reach(self.rows, self.subject.explanation)
            self.scale = Scale(columns.fall_left, columns.fall_right - columns.fall_left, low, high)
        self.handles = self._handles(self.subject)

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Heading, rows, waterfall."""
        inner, look = self.inner, self.look
        heading = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        paint_heading(painter, look, heading, 1, "Multiply", subject.stage.current == "multiply")
        self._paint_axis(painter)
        reached = subject.stage.summed * len(self.rows) if subject.stage.current == "sum" else len(self.rows)
        for i, row in enumerate(self.rows):
            self._paint_bar(painter, i, row, 1.0 if i < reached else 0.3)
            self._paint_row(painter, subject, i, row)
        self.paint_handles(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if (
            row is not None
            and (row.kind == "others" or self._everything)
            and not self.handle_at(event.position())
        ):
            self.expand(not self._everything)
            return
        super().mousePressEvent(event)

    def expand(self, everything: bool) -> None:
        """List every active input, or only the largest."""
        self._everything = everything
        self._choice = None
        if self.subject is not None:
            self.show_subject(self.subject)

    # inside

    def _take(self, subject: Subject) -> None:
        explanation = subject.explanation
        assert explanation is not None
        if self._choice is None or subject.settled:
            self._choice = choose(explanation, self._everything)
            self._step = step_for([float(w) for w in explanation.weights.ravel()[list(self._choice.listed)]])
        self.rows = rows(explanation, self._choice)

    def _row_height(self) -> float:
        return max(24 * self.look.s, self.look.text(15) + 6)

    def _row_rect(self, i: int) -> QRectF:
        height = self._row_height()
        return QRectF(self.inner.left(), self.look.px(HEADING) + i * height, self.inner.width(), height)

    def _row_at(self, point: QPointF) -> Row | None:
        return next((row for i, row in enumerate(self.rows) if self._row_rect(i).contains(point)), None)

    def _measure(self, subject: Subject) -> Columns:
        inner, s = self.inner, self.look.s
        text = QFontMetricsF(self.look.font(15, 400))
        bold = QFontMetricsF(self.look.font(15, 700))
        listed = [row for row in self.rows if row.kind == "input"]
        labels = [text.horizontalAdvance("".join(self._label(subject, row))) for row in listed]
        label = min(max([*labels, 18 * s]), inner.width() * 0.3)
        wide = bold.horizontalAdvance(SAMPLE)
        x = max([wide - 6, *(bold.horizontalAdvance(number(row.x, DECIMALS)) for row in listed)])
        w = max([wide, *(bold.horizontalAdvance(number(row.w, DECIMALS)) for row in listed)])
        products = [bold.horizontalAdvance(signed(row.product, DECIMALS)) for row in self.rows]
        product = max([wide, *products])
        times = text.horizontalAdvance("×") + 10 * s
        end_label = inner.left() + label
        end_x = end_label + 8 * s + x
        end_w = end_x + times + w
        end_product = end_w + 14 * s + product
        left = min(end_product + 16 * s, inner.right() - 36 * s)
        return Columns(end_label, end_x, end_w, end_product, left, inner.right())

    def _label(self, subject: Subject, row: Row) -> tuple[str, str]:
        assert subject.explanation is not None
        return words.input_label(subject.document, subject.explanation.origins[row.position])

    def _handles(self, subject: Subject) -> list[Handle]:
        explanation, columns = subject.explanation, self._columns
        assert explanation is not None
        assert columns is not None
        found = []
        for i, row in enumerate(self.rows):
            if row.kind != "input":
                continue
            rect, name = self._row_rect(i), "".join(self._label(subject, row))
            origin = explanation.origins[row.position]
            if origin is not None and origin[0] == 0:
                low, high = (0.0, 1.0) if words.is_image(subject.document) else (-float("inf"), float("inf"))
                x = QRectF(columns.label + 4, rect.top(), columns.x - columns.label - 2, rect.height())
                edit, label = edits.set_input_value, f"Change input {name}"
                step = step_for([row.x or 1.0])
                found.append(
                    Handle(
                        ("x", row.position),
                        x,
                        f"Value of {name}",
                        row.x,
                        step,
                        edit,
                        (origin[1],),
                        label,
                        low,
                        high,
                    )
                )
            if subject.weighs:
                w = QRectF(columns.x + 6, rect.top(), columns.w - columns.x - 4, rect.height())
                args = (explanation.layer, subject.weight_index(row.position))
                found.append(
                    Handle(
                        ("w", row.position),
                        w,
                        f"Weight of {name}",
                        row.w,
                        self._step,
                        edits.set_weight,
                        args,
                        "Change a weight",
                    )
                )
        return found

    def _paint_axis(self, painter: QPainter) -> None:
        zero = self.scale.at(0.0)
        painter.setPen(QPen(self.look.color("line"), 2))
        top = self.look.px(HEADING)
        painter.drawLine(QPointF(zero, top), QPointF(zero, top + len(self.rows) * self._row_height()))

    def _paint_bar(self, painter: QPainter, i: int, row: Row, opacity: float) -> None:
        if not isfinite(row.start + row.product) or row.kind == "silent":
            return
        look, rect = self.look, self._row_rect(i)
        start, end = self.scale.at(row.start), self.scale.at(row.start + row.product)
        height = rect.height() * 0.64
        bar = QRectF(min(start, end), rect.center().y() - height / 2, max(abs(end - start), 1.5), height)
        color = look.theme.mix(look.theme.sign(row.product), opacity, "panel")
        painter.setPen(QPen(color, 1.2) if row.kind == "others" else Qt.PenStyle.NoPen)
        painter.setBrush(
            look.theme.mix(look.theme.sign(row.product), 0.35, "panel") if row.kind == "others" else color
        )
        painter.drawRoundedRect(bar, min(3, bar.width() / 2), min(3, bar.width() / 2))
        painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawLine(QPointF(end, bar.bottom()), QPointF(end, bar.bottom() + rect.height() - height))

    def _paint_row(self, painter: QPainter, subject: Subject, i: int, row: Row) -> None:
        columns, rect, look = self._columns, self._row_rect(i), self.look
        assert columns is not None
        if row.kind != "input":
            self._paint_group(painter, subject, rect, row)
            return
        self._paint_label(painter, subject, rect, row)
        bold = look.font(15, 600)
        token = look.theme.sign(row.w)
        self._text(painter, rect, columns.x, number(row.x, DECIMALS), bold, "ink")
        self._text(painter, rect, columns.w, number(row.w, DECIMALS), bold, token)
        self._text(
            painter,
            rect,
            columns.product,
            signed(row.product, DECIMALS),
            look.font(15, 700),
            _token(row, look.theme.sign(row.product)),
        )
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink3"))
        painter.drawText(QRectF(columns.x + 6 * look.s, rect.top(), 20, rect.height()), LEFT, "×")

    def _paint_label(self, painter: QPainter, subject: Subject, rect: QRectF, row: Row) -> None:
        letter, below = self._label(subject, row)
        columns, look = self._columns, self.look
        assert columns is not None
        font = look.font(15)
        painter.setFont(font)
        painter.setPen(look.color("ink2"))
        metrics = QFontMetricsF(font)
        width = columns.label - rect.left()
        painter.drawText(rect, LEFT, metrics.elidedText(letter, Qt.TextElideMode.ElideRight, width + 1))
        if below:
            painter.setFont(look.font(13))
            left = rect.left() + metrics.horizontalAdvance(letter)
            painter.drawText(QRectF(left, rect.top() + 4 * look.s, width, rect.height()), LEFT, below)

    def _paint_group(self, painter: QPainter, subject: Subject, rect: QRectF, row: Row) -> None:
        look, columns = self.look, self._columns
        assert columns is not None
        text = self._group_text(subject, row)
        self._text(
            painter,
            rect,
            columns.product,
            signed(row.product, DECIMALS),
            look.font(15, 700),
            _token(row, look.theme.sign(row.product)),
        )
        room = (
            columns.product
            - rect.left()
            - QFontMetricsF(look.font(15, 700)).horizontalAdvance(signed(row.product, DECIMALS))
            - 6
        )
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2" if row.kind == "others" else "ink3"))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(rect, LEFT, elided)

    def _group_text(self, subject: Subject, row: Row) -> str:
        assert subject.explanation is not None
        if row.kind == "others":
            return f"+ {row.count:,} others" if row.count > 1 else "+ 1 other"
        sources = {origin[0] for origin in subject.explanation.origins if origin is not None}
        letter = words.symbol(min(sources, default=0))
        return f"{row.count:,} silent input{'s' if row.count > 1 else ''}, {letter} = 0"

    def _text(
        self, painter: QPainter, rect: QRectF, right: float, text: str, font: object, token: str
    ) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(self.look.color(token))
        painter.drawText(QRectF(rect.left(), rect.top(), right - rect.left(), rect.height()), RIGHT, text)


def _token(row: Row, sign: str) -> str:
    return sign if isfinite(row.product) else "warn"

"""Where a selected input value goes: the weights that carry it furthest, each with its product."""

from __future__ import annotations

from math import ceil, isfinite

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.scene.detail.rows import Row
from nnviz.scene.time.stage import HINT
from nnviz.scene.values.model import Hit
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import signed
from nnviz.session import Session
from nnviz.ui.run.inspector.columns import DECIMALS, ProductColumns, Scale, columns_for, row_height
from nnviz.ui.run.inspector.handles import Handle, HandleSection, step_for, weight_handle
from nnviz.ui.run.inspector.linked import LinkedRows
from nnviz.ui.run.inspector.outgoing import flat_unit, rows_to, strongest, weights_from_input
from nnviz.ui.run.inspector.row_painter import LEFT, RIGHT, RowPainter
from nnviz.ui.run.inspector.section import HEADING
from nnviz.ui.run.inspector.subject import Subject

LIST = "Where this value goes, strongest first"


class OutgoingSection(LinkedRows, HandleSection):
    """One line a neuron that the value moves most; lines and scale stay while something is in hand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.targets: tuple[Target, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self._columns: ProductColumns | None = None
        self._scale = Scale(0, 1, 0, 1)
        self.setAccessibleName(LIST)

    def show_subject(self, subject: Subject) -> None:
        """Choose the lines, where nothing is in hand, and take their numbers."""
        if subject.target is not None and subject.is_input:
            same = self.subject is not None and self.subject.target == subject.target
            if subject.settled or not same:
                self.targets = strongest(subject)
            self.rows = rows_to(subject, self.targets)
        super().show_subject(subject)

    def height_wanted(self) -> int:
        return ceil(
            self.look.px(HEADING) + (len(self.rows) + bool(self.rows)) * self._row_height() + 8 * self.look.s
        )

    def arrange(self) -> None:
        """Columns, scale, and the weights to take in hand."""
        subject = self.subject
        if subject is None or subject.target is None or not subject.is_input:
            return
        columns = columns_for(self.look, self.inner, self.rows, ["".join(self._label(r)) for r in self.rows])
        moved = self._columns is None or self._columns.fall_right != columns.fall_right
        if subject.settled or moved:
            ends = [0.0, *(row.product for row in self.rows if isfinite(row.product))]
            low, high = min(ends), max(ends)
            width = columns.fall_right - columns.fall_left
            self._columns = columns
            self._scale = Scale(columns.fall_left, width, low, high if high > low else low + 1.0)
        if subject.settled:
            said = (f"{''.join(self._label(row))} {signed(row.product, 2)}" for row in self.rows)
            words = HINT if subject.hidden else ", ".join(said)
            self.setAccessibleName(f"{LIST}: {words}")
        step = step_for(row.w for row in self.rows)
        self.handles = [self._handle(subject, row, step) for row in self.rows]

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """A heading that says how much is left out, and the lines."""
        look, inner = self.look, self.inner
        heading = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        painter.setFont(look.font(17, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(heading, LEFT, "Where it goes")
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink2"))
        painter.drawText(heading, RIGHT, how_much(len(self.rows), weights_from_input(subject)))
        if self._columns is None or not self.rows:
            return
        self.link.paint(painter, look)
        draw = RowPainter(painter, look, self._columns, self._scale)
        draw.axis(self._row_rect(0).top(), self._row_rect(len(self.rows)).top())
        for i, row in enumerate(self.rows):
            draw.bar(self._row_rect(i), row, 1.0, joined=False)
            draw.row(self._row_rect(i), row, self._label(row))
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink2"))
        painter.drawText(self._row_rect(len(self.rows)), RIGHT, scale_words(self._scale))
        self.paint_handles(painter)

    def meant_at(self, point: QPointF) -> Hit | None:
        """The edge of the row under the pointer."""
        found = [i for i in range(len(self.rows)) if self._row_rect(i).contains(point)]
        if not found or self.subject is None or self.subject.target is None:
            return None
        return Hit("edge", self.targets[self.rows[found[0]].position], self.subject.target)

    def row_of(self, hit: Hit) -> int | None:
        """The row of a neuron, or of the edge to it."""
        if self.subject is None or (hit.source is not None and hit.source != self.subject.target):
            return None
        return next((i for i, r in enumerate(self.rows) if self.targets[r.position] == hit.target), None)

    def row_place(self, row: int) -> QRectF:
        """Where a row is."""
        return self._row_rect(row)

    def _row_height(self) -> float:
        return row_height(self.look)

    def _row_rect(self, i: int) -> QRectF:
        height = self._row_height()
        return QRectF(self.inner.left(), self.look.px(HEADING) + i * height, self.inner.width(), height)

    def _label(self, row: Row) -> tuple[str, str]:
        assert self.subject is not None
        target = self.targets[row.position]
        if target.layer == len(self.subject.document.network.layers) and isinstance(target.unit, int):
            return names.output(self.subject.document, target.unit), ""
        return "h", str(target.unit)

    def _handle(self, subject: Subject, row: Row, step: float) -> Handle:
        assert self._columns is not None
        assert subject.target is not None
        target, rect = self.targets[row.position], self._row_rect(row.position)
        args = (target.layer, (flat_unit(subject.document, subject.target), target.unit))
        return weight_handle(rect, row, self._columns, f"Weight to {''.join(self._label(row))}", step, args)


def scale_words(scale: Scale) -> str:
    """What the bars span: ``bars from −0.21 to +1.33``; nothing where none is drawn."""
    low, high = (signed(end, DECIMALS) for end in (scale.low, scale.high))
    return f"bars from {low} to {high}" if scale.width > 0 and low != high else ""


def how_much(shown: int, total: int) -> str:
    """``12 largest of 64``, ``all 8``, or what happens where no dense layer follows."""
    if not total:
        return "every window that covers it"
    return f"{shown} largest of {total:,}" if shown < total else f"all {amount(total, 'weight')}"

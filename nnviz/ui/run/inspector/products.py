"""Section 1: every input times its weight, sorted by contribution, with the running sum beside."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document import Target, edits
from nnviz.scene.detail.rows import ChosenInputs, Row, choose, most_lines, reach, rows
from nnviz.scene.values.model import Hit
from nnviz.scene.words import questions as words
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import signed
from nnviz.session import Session
from nnviz.ui.run.inspector.columns import DECIMALS, ProductColumns, Scale, columns_for, row_height, row_text
from nnviz.ui.run.inspector.handles import Handle, HandleSection, step_for, weight_handle
from nnviz.ui.run.inspector.linked import LinkedRows, edge, position_of
from nnviz.ui.run.inspector.row_painter import RowPainter
from nnviz.ui.run.inspector.section import HEADING, paint_heading
from nnviz.ui.run.inspector.subject import Subject

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LEAST_ROWS = 4
"""Lines of the list that stand even where there is too little room: the inspector then scrolls."""
LIST = "Inputs times weights, largest contribution first"


@dataclass(frozen=True)
class DrawnProducts:
    """What was drawn last, so that the next picture can leave out what stays."""

    target: Target | None
    columns: ProductColumns | None
    scale: Scale
    rows: tuple[Row, ...]

    def is_laid_out_as(self, other: DrawnProducts) -> bool:
        """Whether the same lines stand in the same places."""
        mine, theirs = [
            (picture.target, picture.columns, picture.scale, [row.position for row in picture.rows])
            for picture in (self, other)
        ]
        return mine == theirs


class Products(LinkedRows, HandleSection):
    """The list of products. Its order, its columns and its scale stay while something is held."""

    own_keys = (*HandleSection.own_keys, Qt.Key.Key_Space)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows: tuple[Row, ...] = ()
        self.scale = Scale(0, 1, 0, 1)
        self._held: Scale | None = None
        """The scale while a number is, or was last, in hand: from there it comes to fit."""
        self._choice: ChosenInputs | None = None
        self._count = 0
        self._columns: ProductColumns | None = None
        self._everything = False
        self._most: int | None = None
        self._step = 0.01
        self._before = self._now = DrawnProducts(None, None, self.scale, ())
        self.setAccessibleName(LIST)

    def show_subject(self, subject: Subject) -> None:
        """Take the numbers; choose rows anew only where nothing is in hand."""
        before = self.subject
        if before is None or before.target != subject.target:
            self._everything = False
            self._choice = None
        if subject.explanation is not None:
            self._take(subject)
        super().show_subject(subject)

    def height_wanted(self) -> int:
        look, subject = self.look, self.subject
        lines = len(self.rows)
        if subject is not None and subject.slides and subject.explanation is not None:
            # Cells have more and fewer silent inputs: what stands below does not jump from one to the next.
            lines = max(lines, most_lines(subject.explanation, self._everything, self._most))
        return ceil(look.px(HEADING) + lines * self._row_height() + 4 * look.s)

    def fit(self, room: float) -> None:
        """List as many inputs as ``room`` pixels hold; the others are one line, which opens on a click."""
        lines = int((room - self.look.px(HEADING) - 4 * self.look.s) / self._row_height())
        most = max(lines, LEAST_ROWS)
        if most != self._most:
            self._most = most
            if self.subject is not None and self.subject.settled:
                self.show_subject(self.subject)

    def arrange(self) -> None:
        """Columns from the widest texts; the waterfall takes what is left."""
        if self.subject is None or self.subject.explanation is None:
            return
        labels = ["".join(self._label(self.subject, row)) for row in self.rows if row.kind == "input"]
        columns = columns_for(self.look, self.inner, self.rows, labels)
        old = self._columns
        if self.subject.settled or old is None or old.fall_right != columns.fall_right:
            self._columns = columns
            low, high = reach(self.rows, self.subject.explanation)
            fitting = Scale(columns.fall_left, columns.fall_right - columns.fall_left, low, high)
            self.scale = self._held.on_the_way(fitting, self.subject.refit) if self._held else fitting
        self._held = (
            self.scale if not self.subject.settled else self._held if self.subject.refit < 1 else None
        )
        self.handles = self._handles(self.subject)
        if self.subject.settled:
            self.setAccessibleName(f"{LIST}: {self._said(self.subject)}")
        drawn = DrawnProducts(self.subject.target, self._columns, self.scale, self.rows)
        self._before, self._now = self._now, drawn

    def mark_changed(self) -> None:
        """While a number is in hand only what it changes is painted again: its texts, and bars below it."""
        if not self._now.is_laid_out_as(self._before):
            self.update()
            return
        for i, (old, new) in enumerate(zip(self._before.rows, self.rows, strict=True)):
            if (old.x, old.w, old.product) != (new.x, new.w, new.product):
                self.update(self._row_rect(i).toAlignedRect())
            if (old.start, old.product) != (new.start, new.product):
                self.update(self._bar_rect(i).toAlignedRect())

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Heading, rows, waterfall."""
        inner, look = self.inner, self.look
        if self._columns is None:
            return
        heading = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        if self.is_due(heading):
            paint_heading(painter, look, heading, 1, "Multiply", subject.stage.current == "multiply")
        self.link.paint(painter, look)
        draw = RowPainter(painter, look, self._columns, self.scale)
        draw.axis(self._row_rect(0).top(), self._row_rect(len(self.rows)).top())
        reached = subject.stage.summed * len(self.rows) if subject.stage.current == "sum" else len(self.rows)
        for i, row in enumerate(self.rows):
            rect = self._row_rect(i)
            if self.is_due(self._bar_rect(i)):
                draw.bar(rect, row, 1.0 if i < reached else 0.3)
            if not self.is_due(self._text_rect(i)):
                continue
            if row.kind == "input":
                draw.row(rect, row, self._label(subject, row), subject.is_held(row.position))
            else:
                draw.group(rect, row, group_text(subject, row))
        self.paint_handles(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and self._can_expand(row) and not self.handle_at(event.position()):
            self.expand(not self._everything)
            return
        super().mousePressEvent(event)

    def meant_at(self, point: QPointF) -> Hit | None:
        """The edge of the row under the pointer."""
        row = self._row_at(point)
        if row is None or row.kind != "input" or self.subject is None:
            return None
        return edge(self.subject, row.position)

    def row_of(self, hit: Hit) -> int | None:
        """The input's own row, or the one that it stands in with others."""
        position = None if self.subject is None else position_of(self.subject, hit)
        if position is None or self._choice is None:
            return None
        kind = "silent" if position in self._choice.silent else "others"
        rows_here = list(enumerate(self.rows))
        own = [i for i, row in rows_here if row.kind == "input" and row.position == position]
        return next(iter([*own, *(i for i, row in rows_here if row.kind == kind)]), None)

    def row_place(self, row: int) -> QRectF:
        """Where a row is."""
        return self._row_rect(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lists every input, or only the largest again."""
        if event.key() == Qt.Key.Key_Space and self._can_expand():
            self.expand(not self._everything)
        else:
            super().keyPressEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """Say how the group opens."""
        row = self._row_at(point)
        if row is not None and row.kind == "others":
            return "Click, or Space, to list every input"
        return super().tip_at(point)

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
        count = explanation.products.size
        may_move = subject.settled and not self.is_hand_among
        if self._choice is None or may_move or count != self._count:
            self._count = count
            self._choice = choose(explanation, self._everything, self._most)
            self._step = step_for(explanation.weights.ravel()[list(self._choice.listed)].tolist())
        self.rows = rows(explanation, self._choice)

    def hand_left(self) -> None:
        """The rows take the order of their products."""
        if self.subject is not None and self.subject.settled:
            self.show_subject(self.subject)

    def _said(self, subject: Subject) -> str:
        """The rows in words, as far as the pass has come in a quiz."""
        if "multiply" in subject.hidden:
            return "hidden until reached"
        said = []
        for row in self.rows:
            if row.kind == "input":
                name, text = "".join(self._label(subject, row)), row_text(row)
                held = ", held," if subject.is_held(row.position) else ""
                said.append(f"{name}{held} {text.x} × {text.w} {text.relation} {text.product}")
            else:
                said.append(f"{group_text(subject, row)}: {signed(row.product, DECIMALS)}")
        return "; ".join(said)

    def _can_expand(self, pressed: Row | None = None) -> bool:
        """Whether the list can open (at the group's own row, where one was pressed) or close again."""
        rows_here = self.rows if pressed is None else (pressed,)
        return self._everything or any(row.kind == "others" for row in rows_here)

    def _row_height(self) -> float:
        return row_height(self.look)

    def _row_rect(self, i: int) -> QRectF:
        height = self._row_height()
        return QRectF(self.inner.left(), self.look.px(HEADING) + i * height, self.inner.width(), height)

    def _text_rect(self, i: int) -> QRectF:
        rect = self._row_rect(i)
        rect.setRight(rect.right() if self._columns is None else self._columns.product + 2)
        return rect

    def _bar_rect(self, i: int) -> QRectF:
        """The row's bar, with the line that leads from it to the next one."""
        rect = self._row_rect(i)
        left = rect.left() if self._columns is None else self._columns.product + 3
        return QRectF(left, rect.top(), self.width() - left, rect.height() * 1.5)

    def _row_at(self, point: QPointF) -> Row | None:
        return next((row for i, row in enumerate(self.rows) if self._row_rect(i).contains(point)), None)

    def _label(self, subject: Subject, row: Row) -> tuple[str, str]:
        assert subject.explanation is not None
        return words.input_label(subject.document, subject.explanation.origins[row.position])

    def _handles(self, subject: Subject) -> list[Handle]:
        listed = [(self._row_rect(i), row) for i, row in enumerate(self.rows) if row.kind == "input"]
        found = [self._input_handle(subject, rect, row) for rect, row in listed]
        if subject.weighs:
            found += [self._weight_handle(subject, rect, row) for rect, row in listed]
        return [handle for handle in found if handle is not None]

    def _input_handle(self, subject: Subject, rect: QRectF, row: Row) -> Handle | None:
        """Only the network's own input can be set; what a layer computes follows from it."""
        assert subject.explanation is not None
        assert self._columns is not None
        origin = subject.explanation.origins[row.position]
        if origin is None or origin[0] not in subject.document.network.input_layers:
            return None
        name = "".join(self._label(subject, row))
        low, high = words.input_bounds(subject.document, origin[0])
        return Handle(
            key=("x", row.position),
            rect=QRectF(
                self._columns.label + 4, rect.top(), self._columns.x - self._columns.label - 2, rect.height()
            ),
            name=f"Value of {name}",
            value=row.x,
            step=step_for([row.x, 1.0]),
            edit=edits.set_value,
            args=origin,
            label=f"Change input {name}",
            low=low,
            high=high,
        )

    def _weight_handle(self, subject: Subject, rect: QRectF, row: Row) -> Handle:
        assert subject.explanation is not None
        assert self._columns is not None
        name = f"Weight of {''.join(self._label(subject, row))}"
        args = (subject.explanation.layer, subject.weight_index(row.position))
        return weight_handle(rect, row, self._columns, name, self._step, args)


def group_text(subject: Subject, row: Row) -> str:
    """``+ 23 others`` or ``5 silent inputs, h = 0``."""
    assert subject.explanation is not None
    if row.kind == "others":
        return f"+ {amount(row.count, 'other')}"
    letter = words.symbol(subject.document, min(subject.explanation.sources, default=0))
    return f"{amount(row.count, 'silent input')}, {letter} = 0"

"""What arrives at a unit of a layer where others meet: each value with its name, and their sum."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.values.merging import Arrival, arrivals
from nnviz.scene.words.numbers import number, signed
from nnviz.session import Session
from nnviz.ui.run.inspector.columns import row_height
from nnviz.ui.run.inspector.section import HEADING, Section, number_token, paint_heading
from nnviz.ui.run.inspector.subject import Subject

DECIMALS = 2
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Joined(Section):
    """One line a value; under several of them, what they add up to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows: tuple[Arrival, ...] = ()
        self._total = 0.0

    def height_wanted(self) -> int:
        self._take()
        lines = len(self.rows) + (1 if len(self.rows) > 1 else 0)
        return ceil(self.look.px(HEADING) + lines * row_height(self.look) + 12 * self.look.s)

    def arrange(self) -> None:
        """Take the numbers."""
        self._take()
        is_hidden = self.subject is not None and "activate" in self.subject.hidden
        said = ", ".join(f"{row.name} {number(row.value, DECIMALS)}" for row in self.rows)
        said = "hidden until reached" if is_hidden else said
        self.setAccessibleName(f"{self._title()}: {said}")

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Heading, lines, sum."""
        look, inner = self.look, self.inner
        heading = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        paint_heading(painter, look, heading, 1, self._title(), subject.stage.current is not None)
        for i, row in enumerate(self.rows):
            self._line(painter, i, row.name, signed(row.value, DECIMALS), row.value, 400)
        if len(self.rows) > 1:
            rule = self._rect(len(self.rows))
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(rule.topLeft(), rule.topRight())
            total = number(self._total, DECIMALS)
            self._line(painter, len(self.rows), "together", f"z = {total}", self._total, 700)

    def _take(self) -> None:
        subject = self.subject
        if subject is not None and subject.explanation is not None:
            self.rows = arrivals(subject.document, subject.explanation)
            self._total = subject.explanation.natural_z

    def _title(self) -> str:
        return "Add up" if len(self.rows) > 1 else "Pass on"

    def _rect(self, i: int) -> QRectF:
        height = row_height(self.look)
        return QRectF(self.inner.left(), self.look.px(HEADING) + i * height, self.inner.width(), height)

    def _line(self, painter: QPainter, i: int, name: str, text: str, value: float, weight: int) -> None:
        rect = self._rect(i)
        painter.setFont(self.look.font(15, weight))
        painter.setPen(self.look.color("ink2"))
        room = int(rect.width() * 0.72)
        painter.drawText(
            rect, LEFT, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        )
        painter.setPen(self.look.color(number_token(value, DECIMALS, self.look.theme)))
        painter.drawText(rect, RIGHT, text)

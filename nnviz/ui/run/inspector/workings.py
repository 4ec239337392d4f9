"""The arithmetic of a unit without weights: what arrives, what is done with it, what that makes."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.detail.worked import Worked, WorkedRow, worked
from nnviz.session import Session
from nnviz.ui.run.inspector.columns import row_height
from nnviz.ui.run.inspector.section import HEADING, Section, number_token, paint_heading
from nnviz.ui.run.inspector.subject import Subject

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAPPED = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
NOTE = 14


class WorkingsSection(Section):
    """One line a value or a step; a rule above what they make, and a sentence below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.worked: Worked | None = None

    @property
    def rows(self) -> tuple[WorkedRow, ...]:
        """The lines of what arrives, or of the steps."""
        return () if self.worked is None else self.worked.parts

    def height_wanted(self) -> int:
        self._take()
        lines = 0 if self.worked is None else len(self.worked.rows)
        height = self.look.px(HEADING) + lines * row_height(self.look) + 12 * self.look.s
        return ceil(height + self._note_height())

    def arrange(self) -> None:
        """Take the numbers."""
        self._take()
        if self.worked is None:
            return
        is_hidden = self.subject is not None and "activate" in self.subject.hidden
        said = "hidden until reached" if is_hidden else self.worked.spoken
        self.setAccessibleName(f"{self.worked.title}: {said}")

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Heading, lines, note."""
        look, inner, found = self.look, self.inner, self.worked
        if found is None:
            return
        heading = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        paint_heading(painter, look, heading, 1, found.title, subject.stage.current is not None)
        for i, row in enumerate(found.rows):
            if row.is_result:
                rule = self._rect(i)
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawLine(rule.topLeft(), rule.topRight())
            self._line(painter, i, row)
        if found.note:
            top = self._rect(len(found.rows)).top() + 4 * look.s
            painter.setFont(look.font(NOTE))
            painter.setPen(look.color("ink2"))
            room = QRectF(inner.left(), top, inner.width(), self._note_height())
            painter.drawText(room, WRAPPED, found.note)

    def _take(self) -> None:
        subject = self.subject
        if subject is not None and subject.explanation is not None:
            self.worked = worked(subject.document, subject.explanation)

    def _note_height(self) -> float:
        if self.worked is None or not self.worked.note:
            return 0.0
        metrics = QFontMetricsF(self.look.font(NOTE))
        room = QRectF(0, 0, max(self.inner.width(), 60.0), 1e4)
        return metrics.boundingRect(room, WRAPPED, self.worked.note).height() + 8 * self.look.s

    def _rect(self, i: int) -> QRectF:
        height = row_height(self.look)
        return QRectF(self.inner.left(), self.look.px(HEADING) + i * height, self.inner.width(), height)

    def _line(self, painter: QPainter, i: int, row: WorkedRow) -> None:
        rect, look = self._rect(i), self.look
        painter.setFont(look.font(15, 700 if row.is_result else 400))
        taken = painter.fontMetrics().horizontalAdvance(row.text)
        painter.setPen(look.color("now" if row.wins else number_token(row.value, look.theme)))
        painter.drawText(rect, RIGHT, row.text)
        painter.setPen(look.color("ink" if row.is_result else "ink2"))
        room = int(rect.width() - taken - 10)
        painter.drawText(
            rect, LEFT, painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        )

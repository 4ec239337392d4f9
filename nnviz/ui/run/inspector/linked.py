"""Rows that answer the canvas: pointing at one brings its edge out there, and the other way round."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.document.units import index_of, target_of
from nnviz.engine import Explanation
from nnviz.scene.values.model import Hit
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.pointed import Pointed
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.style import Look


class RowLink(Guarded, QObject):
    """Joins one list of rows to what is pointed at. The list says what its rows mean, and where they are."""

    def __init__(self, rows: LinkedRows) -> None:
        super().__init__(rows)
        self._rows = rows
        self._pointed = Pointed(self)
        self.highlight: int | None = None
        """The row that something else points at."""

    def join(self, pointed: Pointed) -> None:
        """Share what is pointed at with the rest of the window."""
        self._pointed = pointed
        pointed.changed.connect(self.follow)

    def point(self, at: QPointF | None) -> None:
        """The pointer is over a place of the list, or (None) elsewhere."""
        self._pointed.point(None if at is None else self._rows.meant_at(at), self)

    def follow(self) -> None:
        """Light the row of what is pointed at elsewhere."""
        rows = self._rows
        hit = self._pointed.by_others(self)
        found = None if hit is None or not rows.isVisible() else rows.row_of(hit)
        if found != self.highlight:
            for row in (self.highlight, found):
                if row is not None:
                    rows.update(rows.row_place(row).adjusted(-6, -2, 6, 2).toAlignedRect())
            self.highlight = found

    def paint(self, painter: QPainter, look: Look) -> None:
        """A plate behind the highlighted row."""
        if self.highlight is None:
            return
        place = self._rows.row_place(self.highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(place.adjusted(-5, 0.5, 5, -0.5), 4, 4)


class LinkedRows(Section):
    """A part of the inspector with rows that are linked: it says what they mean, and where they are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.link = RowLink(self)
        self._is_pointed_at = False
        self.setMouseTracking(True)

    @property
    def is_hand_among(self) -> bool:
        """Whether a pointer is among the rows, or the keyboard on one: then they keep their places."""
        return self._is_pointed_at or self.hasFocus()

    def hand_left(self) -> None:
        """Neither pointer nor keyboard is among the rows any more."""

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._is_pointed_at = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.link.point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.link.point(None)
        self._is_pointed_at = False
        if not self.is_hand_among:
            self.hand_left()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.is_hand_among:
            self.hand_left()

    def meant_at(self, point: QPointF) -> Hit | None:
        """What the row under a point stands for on the canvas."""
        raise NotImplementedError

    def row_of(self, hit: Hit) -> int | None:
        """The row that stands for something on the canvas."""
        raise NotImplementedError

    def row_place(self, row: int) -> QRectF:
        """Where a row is."""
        raise NotImplementedError


def edge(subject: Subject, position: int) -> Hit | None:
    """The edge, or the pixel and the kernel's cell, of the ``position``-th input of the selected unit."""
    why = subject.explanation
    origin = None if why is None else why.origins[position]
    if origin is None or subject.target is None:
        return None
    index = subject.weight_index(position)
    return Hit("edge", subject.target, target_of(origin), index if len(index) == 4 else ())


def position_of(subject: Subject, hit: Hit) -> int | None:
    """Which input of the selected unit ``hit`` means; None where it means something else."""
    why, target = subject.explanation, subject.target
    if why is None or target is None:
        return None
    if hit.source is None and hit.index and hit.target.layer == target.layer:
        places = [i for i, o in enumerate(why.origins) if o and subject.weight_index(i) == hit.index]
        return places[0] if places else None
    if hit.source is not None and hit.target != target:
        return None
    return _position(why, hit.source if hit.source is not None else hit.target)


def _position(why: Explanation, source: Target) -> int | None:
    try:
        return why.origins.index((source.layer, index_of(source.unit)))
    except ValueError:
        return None

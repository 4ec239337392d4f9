"""An input value: the number and a slider to change it."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.document.units import index_of
from nnviz.scene.words import questions as words
from nnviz.scene.words.numbers import number
from nnviz.session import Session
from nnviz.ui.run.inspector.handles import Handle, HandleSection, step_for
from nnviz.ui.run.inspector.outgoing import input_value, value_range
from nnviz.ui.run.inspector.section import HEADING, MARGIN, number_token
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.widgets.slider import Slider

DECIMALS = 2


class SourceSection(HandleSection):
    """``x = 0.81`` to take in hand, above its slider."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.value = 0.0
        self.slider = Slider("Input value", self)
        self.slider.moved.connect(self._slide)
        self.slider.held.connect(session.hold)
        self.slider.released.connect(session.release)
        self.setAccessibleName("Input value")

    def parts(self) -> tuple[QWidget, ...]:
        return (self.slider,)

    def show_subject(self, subject: Subject) -> None:
        """Take the value; the slider's ends stay while something is in hand."""
        if subject.target is not None and subject.is_input:
            self.value = input_value(subject.document, subject.target)
            if subject.settled:
                self.slider.set_bounds(*value_range(subject.document, subject.target))
            self.slider.show_value(self.value)
        super().show_subject(subject)

    def height_wanted(self) -> int:
        return self.look.px(HEADING) + self._slider_height() + self.look.px(8)

    def arrange(self) -> None:
        """The value is a number to take in hand."""
        subject = self.subject
        if subject is None or subject.target is None or not subject.is_input:
            return
        self._place_slider()
        metrics = QFontMetricsF(self.look.font(18, 700))
        left = self.inner.left() + metrics.horizontalAdvance("x = ") - 4
        width = metrics.horizontalAdvance(number(self.value, DECIMALS)) + 12
        low, high = words.input_bounds(subject.document, subject.target.layer)
        self.handles = [
            Handle(
                key=("x", 0),
                rect=QRectF(left, 2, width, self.look.px(HEADING) - 4),
                name="Input value",
                value=self.value,
                step=step_for([self.value, 1.0]),
                edit=edits.set_value,
                args=(subject.target.layer, index_of(subject.target.unit)),
                label="Change an input",
                low=low,
                high=high,
            )
        ]

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The value above the slider."""
        mark = "" if isfinite(self.value) else " !"
        painter.setFont(self.look.font(18, 700))
        painter.setPen(self.look.color(number_token(self.value, self.look.theme)))
        place = QRectF(self.inner.left(), 0, self.inner.width(), self.look.px(HEADING))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"x = {number(self.value, DECIMALS)}{mark}")
        self.paint_handles(painter)

    def _slider_height(self) -> int:
        return self.look.target()

    def _place_slider(self) -> None:
        margin = self.look.px(MARGIN)
        self.slider.setGeometry(
            margin, self.look.px(HEADING), self.width() - 2 * margin, self._slider_height()
        )

    def _slide(self, value: float) -> None:
        if self.subject is None or self.subject.target is None:
            return
        target = self.subject.target
        self.session.apply(
            edits.set_value,
            target.layer,
            index_of(target.unit),
            value,
            merge=self.slider.merge,
            label="Change an input",
        )

"""An input value: a slider to change it, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, prod

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, Target, edits
from nnviz.scene.numbers import number, signed
from nnviz.session import Session
from nnviz.ui.inspector import words
from nnviz.ui.inspector.handles import Handle, HandleSection, step_for
from nnviz.ui.inspector.section import HEADING, MARGIN
from nnviz.ui.inspector.slider import ValueSlider
from nnviz.ui.inspector.subject import Subject
from nnviz.ui.style import Look

MOST = 12
PASSES_ON = ("Flatten", "Dropout")
"""Kinds of layers that hand every value on unchanged, in the same flat order."""


@dataclass(frozen=True)
class Way:
    """One weight that leads from the input value to ``target``."""

    target: Target
    index: tuple[int, int]
    weight: float
    product: float


def ways(subject: Subject) -> tuple[Way, ...]:
    """The strongest weights that lead from the selected input value, largest |w·x| first, then |w|."""
    assert subject.target is not None
    network = subject.document.network
    flat = flat_unit(subject.document, subject.target)
    x = float(subject.trace[0].a[0].ravel()[flat])
    found = []
    for layer in _fed(subject.document):
        weight = network.layer_parameters(layer).get("weight")
        if weight is None or weight.ndim != 2:
            continue
        row = weight[flat]
        strongest = np.argsort(-np.nan_to_num(np.abs(row), nan=np.inf), kind="stable")[:MOST]
        found += [
            Way(Target(layer, int(u)), (flat, int(u)), float(row[u]), x * float(row[u])) for u in strongest
        ]
    return tuple(found[:MOST])


def flat_unit(document: Document, target: Target) -> int:
    """The input value's number in flat order."""
    if isinstance(target.unit, int):
        return target.unit
    return int(np.ravel_multi_index(target.unit, document.network.input_shape))


def _fed(document: Document) -> list[int]:
    """Layers that the input reaches unchanged."""
    network = document.network
    carriers, fed = {0}, []
    for layer in range(1, len(network.layers) + 1):
        if carriers & set(network.sources(layer)):
            if network.layer(layer).kind in PASSES_ON:
                carriers.add(layer)
            else:
                fed.append(layer)
    return fed


class Source(HandleSection):
    """The value with its slider, then one line a weight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.ways: tuple[Way, ...] = ()
        self.value = 0.0
        self._gesture: object | None = None
        self._frozen: tuple[Target, ...] | None = None
        self._largest = 1.0
        self.slider = ValueSlider("Input value", self)
        self.slider.pulled.connect(self._set)
        self.slider.let_go.connect(self._end)
        self.setAccessibleName("Input value and where it goes")

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self.slider.set_look(look)
        super().set_look(look)

    def show_subject(self, subject: Subject) -> None:
        """Take the value and its ways."""
        if subject.target is not None and subject.target.layer == 0:
            self.value = float(subject.trace[0].a[0].ravel()[flat_unit(subject.document, subject.target)])
            self.ways = ways(subject)
            low, high = value_range(subject.document, subject.target)
            if not self.slider.isSliderDown():
                self.slider.show_value(self.value, low, high)
            if subject.settled:
                sizes = [abs(way.product) for way in self.ways if isfinite(way.product)]
                self._largest = max([*sizes, 1e-9])
        super().show_subject(subject)

    def needed_height(self) -> int:
        look = self.look
        return ceil(
            2 * look.px(HEADING) + max(look.px(36), 28) + (len(self.ways) + 1) * self._row() + 12 * look.s
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # type: ignore[override]
        super().resizeEvent(event)
        look = self.look
        margin = look.px(MARGIN)
        self.slider.setGeometry(margin, look.px(HEADING), self.width() - 2 * margin, max(look.px(36), 28))

    def arrange(self) -> None:
        """Numbers to take in hand: the value, and each weight."""
        subject = self.subject
        if subject is None or subject.target is None or subject.target.layer != 0:
            return
        look, inner = self.look, self.inner
        low, high = (0.0, 1.0) if words.is_image(subject.document) else (-float("inf"), float("inf"))
        unit = subject.target.unit if isinstance(subject.target.unit, tuple) else (subject.target.unit,)
        head = QRectF(inner.left() + 40 * look.s, 2, 90 * look.s, look.px(HEADING) - 4)
        step = step_for([self.value or 1.0])
        self.handles = [
            Handle(
                ("x", 0),
                head,
                "Input value",
                self.value,
                step,
                edits.set_input_value,
                (unit,),
                "Change an input",
                low,
                high,
            )
        ]
        step = step_for([way.weight for way in self.ways])
        for i, way in enumerate(self.ways):
            place = QRectF(inner.left() + 52 * look.s, self._line(i).top(), 62 * look.s, self._row())
            args = (way.target.layer, way.index)
            name = f"Weight to {self._name(subject, way)}"
            self.handles.append(
                Handle(("w", i), place, name, way.weight, step, edits.set_weight, args, "Change a weight")
            )

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The value, then where it goes."""
        look, inner = self.look, self.inner
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(18, 700))
        painter.setPen(look.color(look.theme.sign(self.value) if isfinite(self.value) else "warn"))
        head = QRectF(inner.left(), 0, inner.width(), look.px(HEADING))
        painter.drawText(head, left, f"x = {number(self.value, 2)}{'' if isfinite(self.value) else ' !'}")
        painter.setFont(look.font(17, 600))
        painter.setPen(look.color("ink"))
        top = look.px(HEADING) + max(look.px(36), 28)
        title = "Where it goes" if self.ways else "It goes to every window that covers it"
        painter.drawText(QRectF(inner.left(), top, inner.width(), look.px(HEADING)), left, title)
        zero = inner.left() + 0.78 * inner.width()
        for i, way in enumerate(self.ways):
            line = self._line(i)
            self._paint_way(painter, subject, way, line, zero, right, left)
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink3"))
        if self.ways:
            painter.drawText(self._line(len(self.ways)), left, self._rest(subject))
        self.paint_handles(painter)

    def _paint_way(
        self,
        painter: QPainter,
        subject: Subject,
        way: Way,
        line: QRectF,
        zero: float,
        right: object,
        left: object,
    ) -> None:
        look, theme = self.look, self.look.theme
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        painter.drawText(line, left, self._name(subject, way))  # type: ignore[call-overload]
        painter.setFont(look.font(15, 600))
        painter.setPen(look.color(theme.sign(way.weight)))
        edge = self.inner.left()
        painter.drawText(QRectF(edge, line.top(), 112 * look.s, line.height()), right, number(way.weight, 2))  # type: ignore[call-overload]
        painter.setFont(look.font(15, 700))
        painter.setPen(look.color(theme.sign(way.product)))
        painter.drawText(QRectF(edge, line.top(), 190 * look.s, line.height()), right, signed(way.product, 2))  # type: ignore[call-overload]
        half = self.inner.right() - zero
        width = half * min(abs(way.product) / self._largest, 1.0) if isfinite(way.product) else 0.0
        height = line.height() * 0.62
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(theme.sign(way.product)))
        start = zero if way.product > 0 else zero - width
        painter.drawRoundedRect(QRectF(start, line.center().y() - height / 2, width, height), 2, 2)
        painter.setPen(QPen(look.color("line"), 2))
        painter.drawLine(QPointF(zero, line.top()), QPointF(zero, line.bottom()))

    def _name(self, subject: Subject, way: Way) -> str:
        document = subject.document
        if way.target.layer == len(document.network.layers):
            return words.output_name(document, way.target.unit)
        return f"h{way.target.unit}"

    def _rest(self, subject: Subject) -> str:
        network = subject.document.network
        total = sum(prod(network.shapes[layer]) for layer in _fed(subject.document))
        shown = len(self.ways)
        return f"{shown} largest of {total:,} weights" if shown < total else f"all {total:,} weights"

    def _row(self) -> float:
        return max(24 * self.look.s, self.look.text(15) + 6)

    def _line(self, i: int) -> QRectF:
        top = 2 * self.look.px(HEADING) + max(self.look.px(36), 28)
        return QRectF(self.inner.left(), top + i * self._row(), self.inner.width(), self._row())

    def _set(self, value: float) -> None:
        subject = self.subject
        if subject is None or subject.target is None:
            return
        if self._gesture is None:
            self._gesture = object()
        unit = subject.target.unit if isinstance(subject.target.unit, tuple) else (subject.target.unit,)
        self.session.apply(edits.set_input_value, unit, value, gesture=self._gesture, label="Change an input")

    def _end(self) -> None:
        self._gesture = None
        self.session.end_gesture()


def value_range(document: Document, target: Target) -> tuple[float, float]:
    """What the slider spans: 0..1 for pixels, otherwise what the data shows, and always the value itself."""
    flat = flat_unit(document, target)
    value = float(document.input.values.ravel()[flat])
    if words.is_image(document):
        return 0.0, 1.0
    if document.data is not None and len(document.data):
        column = document.data.inputs.reshape(len(document.data), -1)[:, flat]
        low, high = float(column.min()), float(column.max())
    else:
        low, high = -1.0, 1.0
    return (min(low, value), max(high, value)) if isfinite(value) else (low, high)

"""Nothing selected: how to begin, and the whole network at a glance."""

from __future__ import annotations

from math import ceil, isfinite

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.words import names
from nnviz.scene.words.answers import AnswerLine, answers
from nnviz.scene.words.counting import amount
from nnviz.scene.words.results import results
from nnviz.session import Session
from nnviz.ui.run.inspector.section import HEADING, Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.widgets.fitting import fullest

TOP = 14
MOST_LAYERS = 12
HINT = "Click a neuron to see its arithmetic, or press Space to watch the whole pass."
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Summary(Section):
    """Title, hint, layers with their parameters, and what the network says now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.layers: list[tuple[str, str, str]] = []
        self.answers: tuple[AnswerLine, ...] = ()

    def arrange(self) -> None:
        """Gather the words."""
        if self.subject is None:
            return
        self.layers = layer_lines(self.subject.document)
        self.answers = shown_answers(self.subject)
        said = ", ".join(f"{line.name} {line.text}".rstrip() for line in self.answers)
        self.setAccessibleName(f"{names.network(self.subject.document)}. {HINT} Answer: {said}")

    def height_wanted(self) -> int:
        look = self.look
        if self.subject is not None:
            self.layers, self.answers = layer_lines(self.subject.document), shown_answers(self.subject)
        rows = len(self.layers) + len(self.answers) + 1
        return ceil(
            TOP * look.s + 3.6 * self._row() + 2 * look.px(HEADING) + rows * self._row() + 30 * look.s
        )

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Draw it from top to bottom."""
        look, inner, row = self.look, self.inner, self._row()
        top = TOP * look.s
        painter.setFont(look.font(20, 600))
        painter.setPen(look.color("ink"))
        self._line(painter, top, names.network(subject.document), row * 1.2)
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        hint = QRectF(inner.left(), top + 1.2 * row, inner.width(), 2.2 * row)
        painter.drawText(hint, int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), HINT)
        top += 3.6 * row
        top = self._heading(
            painter, top, "Network", (amount(subject.document.network.parameter_count, "parameter"),)
        )
        top = self._layers(painter, top)
        top = self._heading(painter, top + 10 * look.s, "Answer", _score(subject.document))
        for line in self.answers:
            self._answer(painter, top, line)
            top += row

    def _row(self) -> float:
        return max(26 * self.look.s, self.look.text(15) + 8)

    def _line(self, painter: QPainter, top: float, text: str, height: float) -> None:
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(self.inner.width()))
        painter.drawText(QRectF(self.inner.left(), top, self.inner.width(), height), LEFT, words)

    def _heading(self, painter: QPainter, top: float, title: str, beside: tuple[str, ...]) -> float:
        look, inner = self.look, self.inner
        rect = QRectF(inner.left(), top, inner.width(), look.px(HEADING))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setFont(look.font(17, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(rect, LEFT, title)
        room = rect.width() - painter.fontMetrics().horizontalAdvance(title) - 10
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink2"))
        painter.drawText(rect, RIGHT, fullest(painter.fontMetrics(), beside, room))
        return rect.bottom()

    def _layers(self, painter: QPainter, top: float) -> float:
        """A line a layer in three columns, as wide as what stands in them; returns where they end."""
        inner, row, gap = self.inner, self._row(), self.look.px(14)
        bold, plain = self.look.font(15, 600), self.look.font(15)
        widest = max(QFontMetricsF(bold).horizontalAdvance(name) for name, _, _ in self.layers)
        first = min(widest, 0.5 * inner.width())
        last = max(QFontMetricsF(plain).horizontalAdvance(count) for _, _, count in self.layers)
        middle = QRectF(inner.left() + first + gap, top, inner.width() - first - last - 2 * gap, row)
        for name, what, count in self.layers:
            painter.setFont(bold)
            painter.setPen(self.look.color("ink"))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(first) + 1)
            painter.drawText(QRectF(inner.left(), top, first + 1, row), LEFT, shown)
            painter.setFont(plain)
            painter.setPen(self.look.color("ink2"))
            painter.drawText(QRectF(inner.left(), top, inner.width(), row), RIGHT, count)
            middle.moveTop(top)
            # "Dense 16, ReLU", or "Dense 16" alone.
            forms = (what, what.partition(",")[0])
            painter.drawText(middle, LEFT, fullest(painter.fontMetrics(), forms, middle.width()))
            top += row
        return top

    def _answer(self, painter: QPainter, top: float, line: AnswerLine) -> None:
        inner, look, row = self.inner, self.look, self._row()
        painter.setFont(look.font(15, 600 if isfinite(line.share) else 400))
        painter.setPen(look.color("ink" if isfinite(line.share) else "ink2"))
        room = inner.width() * 0.36
        label = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(inner.left(), top, inner.width(), row), LEFT, label)
        painter.drawText(QRectF(inner.left(), top, inner.width(), row), RIGHT, line.text)
        if not isfinite(line.share):
            return
        wide = min(
            0.36 * inner.width(), 0.58 * inner.width() - painter.fontMetrics().horizontalAdvance(line.text)
        )
        track = QRectF(inner.left() + inner.width() * 0.4, top + row / 2 - 4, wide, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(track, 4, 4)
        if line.share > 0:
            painter.setBrush(look.color("now" if line.is_answer else "ink3"))
            track.setWidth(max(2.0, track.width() * min(line.share, 1.0)))
            painter.drawRoundedRect(track, min(4.0, track.width() / 2), 4)


def layer_lines(document: Document) -> list[tuple[str, str, str]]:
    """(name, what it is, parameters) of each layer, the input first."""
    network = document.network
    lines = [(names.layer(document, 0), names.units(document, 0), "")]
    for position, layer in enumerate(network.layers, start=1):
        is_weighed = "weight" in network.layer_parameters(position)
        what = names.kind_and_function(layer) if is_weighed else shape_text(network.shapes[position])
        count = sum(array.size for array in network.layer_parameters(position).values())
        lines.append((names.layer(document, position), what, f"{count:,}" if count else ""))
    if len(lines) > MOST_LAYERS:
        hidden = len(lines) - MOST_LAYERS
        lines = [*lines[: MOST_LAYERS - 1], (f"+ {hidden} more", "", ""), lines[-1]]
    return lines


def shown_answers(subject: Subject) -> tuple[AnswerLine, ...]:
    """What the network says, or that a quiz hides it."""
    if subject.hidden:
        return (AnswerLine("hidden until it is reached", 0.0, "?"),)
    return answers(subject.document, subject.trace)


def _score(document: Document) -> tuple[str, ...]:
    score = document.score
    return () if score is None or not document.score_holds() else results(score)

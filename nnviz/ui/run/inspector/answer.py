"""What lies over the chart: y and its slope."""

from __future__ import annotations

from math import ceil, isfinite

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.words.numbers import number
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part

POINT = 8.0
"""Radius of the live point, in the spec's pixels."""
DECIMALS = 3
"""The answer is the one number a person takes away: one digit more than the rest of the inspector."""


class AnswerSection(Part):
    """Lines of text on a thin plate; the pointer goes through it to the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._subject: Subject | None = None
        self._hover: float | None = None
        self._point: QPoint | None = None
        self.lines: list[tuple[str, QFont, str]] = []

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self._write()

    def show_subject(self, subject: Subject) -> None:
        """Take the numbers."""
        self._subject = subject
        self._write()

    def show_hover(self, z: float | None) -> None:
        """Read out the curve at the pointer, or stop doing so."""
        self._hover = z
        self._write()

    def show_point(self, place: QPoint | None) -> None:
        """Where the live point lies behind these lines, in their own pixels: it is drawn over them."""
        if place != self._point:
            self._point = place
            self.update()

    def text(self) -> str:
        """All lines, as read."""
        return "\n".join(text for text, _, _ in self.lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plate = self.look.color("panel", 0.82)
        top = 0.0
        for text, font, token in self.lines:
            height = self._height(font)
            # A plate no wider than its line hides as little of the curve as can be.
            painter.fillRect(QRectF(0, top, QFontMetricsF(font).horizontalAdvance(text) + 8, height), plate)
            painter.setFont(font)
            painter.setPen(self.look.color(token))
            painter.drawText(QRectF(4, top, self.width(), height), Qt.AlignmentFlag.AlignVCenter, text)
            top += height
        if self._point is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("panel"), 2))
            painter.setBrush(self.look.color("now"))
            radius = POINT * self.look.s
            painter.drawEllipse(QPointF(self._point), radius, radius)

    def _write(self) -> None:
        subject = self._subject
        if subject is None or subject.explanation is None or subject.curve is None:
            return
        look, explanation, curve = self.look, subject.explanation, subject.curve
        small = look.font(14, 500)
        mark = "" if isfinite(explanation.a) else " !"
        answer = f"y = {number(explanation.a, DECIMALS)}{mark}"
        lines = [(answer, look.font(20, 700), "now" if isfinite(explanation.a) else "warn")]
        if self._hover is None:
            lines.append((f"slope f′(z) = {number(explanation.slope, 2)}", small, "ink2"))
        else:
            y, slope = curve.at(self._hover)
            lines.append(
                (f"z {number(self._hover, 2)}   f {number(y, 2)}   f′ {number(slope, 2)}", small, "ink")
            )
        if lines == self.lines:
            return
        self.lines = lines
        width = max(QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in lines)
        self.resize(ceil(width) + 8, ceil(sum(self._height(font) for _, font, _ in lines)))
        self.update()

    def _height(self, font: QFont) -> float:
        return font.pixelSize() * 1.32

"""What is said to an answer: one sentence, or the two numbers beside each other."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.lessons.prose import Paragraph, Words
from nnviz.lessons.questions.model import Choice, Make
from nnviz.lessons.questions.words import Verdict
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

HIGH = 74.0


class VerdictPiece(Piece):
    """No score, no red, no green."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        self._is_choice = False
        self.sentence = ProseView(self, 18, 25)
        self.sentence.set_ink("ink", 600)

    @property
    def said(self) -> str:
        """All of it, for who hears it."""
        return "" if self._verdict is None else self._verdict.sentence

    def show_asked(self, asked: Asked) -> None:
        self._verdict = None if isinstance(asked.question, Make) else asked.verdict
        self._is_choice = isinstance(asked.question, Choice)
        said = (
            () if self._verdict is None or self._is_pair else (Paragraph((Words(self._verdict.sentence),)),)
        )
        self.sentence.show_blocks(said, asked.values)
        self.sentence.setVisible(bool(said))
        self.setAccessibleName(self.said)
        self.update()

    @property
    def _is_pair(self) -> bool:
        return self._verdict is not None and self._verdict.is_pair and not self._verdict.judgement.key.trouble

    def parts(self) -> tuple[QWidget, ...]:
        return (self.sentence,)

    def height_for(self, width: int) -> int:
        if self._verdict is None:
            return 0
        if self._is_pair:
            return max(self.look.px(HIGH), round(self.look.text(15) * 1.5 + self.look.text(24) * 1.5))
        return self.sentence.height_for(width)

    def place(self) -> None:
        self.sentence.setGeometry(0, 0, self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        verdict, look = self._verdict, self.look
        if verdict is None or not self._is_pair:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, wide = look.px(12), (self.width() - look.px(12)) / 2
        has_changed = verdict.was_right is not None and verdict.was_right != verdict.judgement.is_right
        model = "The model, now" if has_changed else "The model"
        self._plate(painter, QRectF(0, 0, wide, self.height()), "You", verdict.given, "ink")
        self._plate(painter, QRectF(wide + gap, 0, wide, self.height()), model, verdict.model, "now")

    def _plate(self, painter: QPainter, rect: QRectF, head: str, value: str, token: str) -> None:
        look = self.look
        painter.setPen(QPen(look.color("now" if token == "now" else "line"), 2 if token == "now" else 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(12), look.px(12))
        inner = rect.adjusted(look.px(14), look.px(8), -look.px(10), -look.px(8))
        upper = QRectF(inner.x(), inner.y(), inner.width(), look.text(15) * 1.4)
        write(painter, upper, head, look, 15, 500, "ink2")
        lower = QRectF(inner.x(), upper.bottom(), inner.width(), inner.bottom() - upper.bottom())
        write(painter, lower, value, look, _fitting(painter, look, value, lower.width()), 700, token)


def _fitting(painter: QPainter, look: Look, value: str, room: float) -> float:
    """The largest size in which it fits."""
    for pixels in (24.0, 20.0, 18.0):
        painter.setFont(look.font(pixels, 700))
        if painter.fontMetrics().horizontalAdvance(value) <= room:
            return pixels
    return 16.0

"""The field in which a score is typed; what can't be one is said below it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import LARGEST_SCORE
from nnviz.scene.words.numbers import MINUS
from nnviz.ui.lab.ink import lines_of
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.typed_number import TypedNumber, number_in

BOUNDS = f"A score is a number from {MINUS}1,000,000 to 1,000,000."


def refusal(text: str) -> str:
    """Why a text can't be a score; empty where it can."""
    value = number_in(text)
    if value is None:
        return f"“{text.strip()[:20]}” is no number. {BOUNDS}" if text.strip() else BOUNDS
    return "" if abs(value) <= LARGEST_SCORE else f"That is too large. {BOUNDS}"


class ScoreField(TypedNumber):
    """Enter takes the score where it is one; ``refused`` says why it isn't, and nothing once typed over."""

    refused = Signal(str)

    def __init__(self, text: str, look: Look, parent: QWidget) -> None:
        super().__init__(text, look, parent)
        self.setFont(look.font(18, 600))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("Score")
        self.textEdited.connect(lambda _: self.refused.emit(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter with what is no score says why."""
        said = refusal(self.text())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and said:
            self.mark(False)
            self.refused.emit(said)
            event.accept()
            return
        super().keyPressEvent(event)


class Saying(Part):
    """A few words with "!" on a plate, in place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, at: QRect, within: QRect) -> None:
        """Say it below ``at``, within the card; nothing hides it."""
        self.words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if words:
            look, line = self.look, self._line()
            widest = min(look.px(420), within.width() - look.px(16))
            lines = lines_of(f"! {words}", look, 16, widest - look.px(24))
            x = min(max(at.center().x() - widest // 2, within.left() + 8), within.right() - widest - 8)
            self.setGeometry(x, at.bottom() + look.px(6), widest, round(line * len(lines)) + look.px(16))
            self.raise_()
            self.update()

    def _line(self) -> float:
        return max(22 * self.look.s, 20.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, line = self.look, self._line()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("warn"), 1.5))
        painter.setBrush(look.color("panel"))
        rect = self.rect().toRectF()
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        inner = rect.adjusted(look.px(12), look.px(8), -look.px(12), 0)
        for number, text in enumerate(lines_of(f"! {self.words}", look, 16, inner.width())):
            row = inner.adjusted(0, number * line, 0, 0)
            row.setHeight(line)
            write(painter, row, text, look, 16, 500, "warn")

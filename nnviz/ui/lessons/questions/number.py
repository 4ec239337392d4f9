"""A number is typed: the field, Check, and which numbers are right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.lessons.questions.model import Number
from nnviz.lessons.questions.typed import readings
from nnviz.lessons.questions.words import tolerances
from nnviz.scene.words.numbers import MINUS
from nnviz.session import asking
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.buttons import FilledButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.own_keys import ENTER, is_text, keeps_key

FIELD, HIGH, BUTTON = 168.0, 48.0, 104.0
HINT = f"Type a number, such as 0.25, {MINUS}3 or 3/4."


class AnswerField(Guarded, QLineEdit):
    """Type a number; Enter checks it. The frame around it is painted by whoever it stands in."""

    checked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self.setFrame(False)
        self.setPlaceholderText("a number")
        self.setMaxLength(60)
        self.setAccessibleName("Your answer: a number")
        set_tooltip(self, f"{HINT} Enter checks it.")

    def set_look(self, look: Look) -> None:
        """Use this theme's font and scale from now on."""
        self.look = look
        self.setFont(look.font(20, 600))

    def event(self, event: QEvent) -> bool:
        """Every key without Ctrl or Alt is text while the field has the keyboard."""
        return keeps_key(event, is_text) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter checks, Escape leaves the field."""
        if event.key() in ENTER:
            self.checked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: the frame around it."""
        return QRectF(self.rect())


class NumberPiece(Piece):
    """The field and its button; after an answer they are gone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._said = ""
        self.field = AnswerField(self)
        self.check = FilledButton("Check", self)
        self.check.setText("Check")
        self.check.describe("Check", "Check (Enter)")
        self.field.checked.connect(self._give)
        self.field.textEdited.connect(lambda _: self._say(""))
        self.check.clicked.connect(self._give)

    def show_asked(self, asked: Asked) -> None:
        self._asked = asked
        self.field.setAccessibleDescription(self._line())
        self.update()

    def parts(self) -> Iterable[QWidget]:
        return self.controls()

    def controls(self) -> Iterable[QWidget]:
        return (self.field, self.check)

    def height_for(self, width: int) -> int:
        if self._asked is None or self._asked.answer is not None:
            return 0
        return self._high() + self._line_high()

    def place(self) -> None:
        look, high = self.look, self._high()
        wide = min(look.px(FIELD), self.width() - look.px(BUTTON) - look.px(12))
        self._frame = QRectF(0, 0, wide, high)
        self.field.setGeometry(0, 0, wide, high)
        self.field.setTextMargins(look.px(14), 0, look.px(10), 0)
        self.check.setGeometry(wide + look.px(12), 0, max(look.px(BUTTON), 64), high)

    _frame = QRectF()

    def _high(self) -> int:
        return self.look.target(HIGH)

    def _line_high(self) -> int:
        return round(self.look.text(15) * 1.5) + self.look.px(6)

    def _line(self) -> str:
        """What is said below the field."""
        return self._said or self._lines()[0]

    def _lines(self) -> tuple[str, ...]:
        """Which numbers are right, the longest form first."""
        question = None if self._asked is None else self._asked.question
        return tolerances(question) if isinstance(question, Number) else ("",)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self.field.setAccessibleDescription(self._line())
            self.update()

    def _give(self) -> None:
        """A text that is no number is no answer yet."""
        text, asked = self.field.text(), self._asked
        if asked is None:
            return
        if not readings(text):
            self._say(HINT)
            self.field.setFocus()
            return
        asking.give(asked.session, asked.number, text)
        self.field.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("now"), 2))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(self._frame.adjusted(1, 1, -1, -1), look.px(12), look.px(12))
        line = QRectF(0, self._high() + look.px(6), self.width(), self._line_high() - look.px(6))
        token, weight = ("warn", 500) if self._said else ("ink2", 400)
        painter.setFont(look.font(15, weight))
        forms = (f"! {self._said}",) if self._said else self._lines()
        text = fullest(painter.fontMetrics(), forms, line.width())
        write(painter, line, text, look, 15, weight, token)

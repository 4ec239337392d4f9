"""Answers to choose from: sentences below each other, or the network's classes in a grid."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.lessons.prose import Paragraph, Spans
from nnviz.lessons.questions import Choice, options_of
from nnviz.lessons.saying import Values, words
from nnviz.session import asking
from nnviz.ui import icons
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.paint.prose import Prose, Style
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import fullest
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACROSS = 5
"""Classes beside each other."""
SIGN, PAD = 24.0, 10.0


class Choosable(PaintedButton):
    """An answer. After one was given it can't be pressed, and says whether it is the person's and whether it
    is what the network says."""

    typed = Signal(str)
    """A letter or a digit was pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.mark = ""
        self.is_given = self.is_key = self.is_open = False

    def show_state(self, name: str, is_open: bool, is_given: bool, is_key: bool) -> None:
        """Be open to an answer, or one that is given."""
        self.is_open, self.is_given, self.is_key = is_open, is_given, is_key
        told = (", your answer" if is_given else "") + (", what the model says" if is_key else "")
        self.describe(f"{self.mark}: {name}{told}" if self.mark else f"{name}{told}", name)
        self.setEnabled(is_open)
        self.setChecked(False)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Keep letters and digits: they choose."""
        return keeps_key(event, _is_sign) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter or a digit chooses an answer."""
        if _is_sign(event):
            self.typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def paint_plate(self, painter: QPainter) -> None:
        """The plate: what the network says is outlined in ``now``, one's own answer in ``ink``."""
        look = self.look
        painter.setOpacity(1.0)
        token = "now" if self.is_key else "ink2" if self.is_given else "ink3" if self.underMouse() else "line"
        wide = 2.0 if self.is_key or self.is_given else 1.0
        painter.setPen(QPen(look.color(token), wide))
        painter.setBrush(look.color("raised" if self.underMouse() and self.is_open else "panel"))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, look.px(12), look.px(12))


class OptionButton(Choosable):
    """A sentence with its letter before it."""

    def __init__(self, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark = letter
        self._prose: Prose | None = None
        self._made: tuple[object, ...] = ()
        self._spans: Spans = ()
        self._values: Values = lambda _: ""

    def show_spans(self, spans: Spans, values: Values) -> None:
        """Say this."""
        if spans is not self._spans:
            self._spans, self._made = spans, ()
        self._values = values
        if self._prose is not None:
            self._made = ()
            self._lay(self.width())

    def height_for(self, width: int) -> int:
        """Pixels of it in a column so wide."""
        self._lay(width)
        high = 0 if self._prose is None else round(self._prose.height)
        return max(high + 2 * self.look.px(PAD), self.look.target())

    def _lay(self, width: int) -> None:
        look, room = self.look, width - 2 * self.look.px(12) - self.look.px(SIGN + 8)
        # The words of the one on the right for the sign of what it is.
        room -= self.look.px(SIGN)
        if (look, room) == self._made or room < 8:
            return
        self._made = (look, room)
        size = look.text(16)
        style = Style(look.theme, size, size * 22 / 16, "ink", weight=500, is_direct=look.is_direct)
        self._prose = Prose((Paragraph(self._spans),), style, room, self._values)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_plate(painter)
        left, side = look.px(12), look.px(SIGN)
        disc = QRectF(left, self.height() / 2 - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now" if self.is_key else "raised"))
        painter.drawRoundedRect(disc, look.px(6), look.px(6))
        painter.setFont(look.font(15, 700))
        painter.setPen(look.color("nowink" if self.is_key else "ink2"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.mark)
        if self._prose is not None:
            self._prose.draw(painter, left + side + look.px(8), (self.height() - self._prose.height) / 2)
        _paint_sign(painter, self, look)


class ClassButton(Choosable):
    """A class by its name."""

    def show_name(self, name: str) -> None:
        """Be this class."""
        self.setText(name)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_plate(painter)
        painter.setFont(look.font(18, 700 if self.is_key else 600))
        painter.setPen(look.color("now" if self.is_key else "ink"))
        rect = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        text = fullest(painter.fontMetrics(), (self.text(),), rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        _paint_sign(painter, self, look, 14)


class OptionsPiece(Piece):
    """The answers. What is said to the chosen one stands below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self.buttons: list[Choosable] = []
        self._is_grid: bool | None = None
        self._stop = Roving(self)
        self.feedback = ProseView(self, 16, 23)
        self._chosen = -1

    def show_asked(self, asked: Asked) -> None:
        self._asked = asked
        question = asked.question
        assert isinstance(question, Choice)
        offered = options_of(question, asked.facts.document)
        if (len(offered), question.of_classes) != (len(self.buttons), self._is_grid):
            self._make(len(offered), question.of_classes)
        verdict = asked.verdict
        right = () if verdict is None else verdict.judgement.key.options
        given = -1 if asked.answer is None or asked.answer.given is None else int(asked.answer.given)  # type: ignore[arg-type]
        for number, (button, spans) in enumerate(zip(self.buttons, offered, strict=True)):
            name = words(spans, asked.values)
            if isinstance(button, OptionButton):
                button.show_spans(spans, asked.values)
            elif isinstance(button, ClassButton):
                button.show_name(name)
            button.show_state(name, asked.answer is None, number == given, number in right)
        self._chosen = given
        said = () if verdict is None else verdict.judgement.feedback
        self.feedback.show_blocks((Paragraph(said),) if said else (), asked.values)
        self.feedback.setVisible(bool(said))
        self._stop.show(self.buttons)
        self.place()

    def _make(self, count: int, is_grid: bool) -> None:
        for button in self.buttons:
            take_away(button)
        self._is_grid = is_grid
        self.buttons = [
            ClassButton(self) if is_grid else OptionButton(LETTERS[number % len(LETTERS)], self)
            for number in range(count)
        ]
        for number, button in enumerate(self.buttons):
            button.set_look(self.look)
            button.clicked.connect(partial(self._give, number))
            button.typed.connect(self._type)
            button.show()

    def parts(self) -> Iterable[QWidget]:
        return (*self.buttons, self.feedback)

    def controls(self) -> Iterable[QWidget]:
        stop = self._stop.stop
        return () if stop is None else (stop,)

    # geometry

    def height_for(self, width: int) -> int:
        return self._arrange(width, None)

    def place(self) -> None:
        self._arrange(self.width(), self)

    def _arrange(self, width: int, into: OptionsPiece | None) -> int:
        if width < 8:
            return 0
        return self._grid(width, into) if self._is_grid else self._rows(width, into)

    def _rows(self, width: int, into: OptionsPiece | None) -> int:
        look, y = self.look, 0
        for number, button in enumerate(self.buttons):
            assert isinstance(button, OptionButton)
            y += look.px(8) if y else 0
            high = button.height_for(width)
            if into is not None:
                button.setGeometry(0, y, width, high)
            y += high
            if number == self._chosen:
                y += self._place_feedback(width, y, look.px(44), into)
        return y

    def _grid(self, width: int, into: OptionsPiece | None) -> int:
        look, gap = self.look, self.look.px(8)
        metrics = QFontMetricsF(look.font(18, 700))
        widest = max((metrics.horizontalAdvance(one.text()) for one in self.buttons), default=0) + look.px(36)
        across = max(
            1, min(ACROSS, len(self.buttons), int((width + gap) // (max(widest, look.target()) + gap)))
        )
        high, wide = look.target(44), (width - (across - 1) * gap) / across
        if into is not None:
            for number, button in enumerate(self.buttons):
                row, column = divmod(number, across)
                button.setGeometry(round(column * (wide + gap)), row * (high + gap), round(wide), high)
        rows = ceil(len(self.buttons) / across)
        y = rows * (high + gap) - gap
        return y + self._place_feedback(width, y, 0, into)

    def _place_feedback(self, width: int, y: int, left: int, into: OptionsPiece | None) -> int:
        if self.feedback.isHidden():
            return 0
        high, gap = self.feedback.height_for(width - left), self.look.px(6)
        if into is not None:
            self.feedback.setGeometry(left, y + gap, width - left, high)
        return high + gap

    # answering

    def _give(self, number: int) -> None:
        if self._asked is not None:
            asking.give(self._asked.session, self._asked.number, number)

    def _type(self, sign: str) -> None:
        """A letter, or a digit: of classes that are digits their own, else the place, from 1."""
        asked = self._asked
        if asked is None or not isinstance(asked.question, Choice):
            return
        digits = asking.digits(asked.question, asked.facts.document)
        signs = [(button.mark, digit) for button, digit in zip(self.buttons, digits, strict=True)]
        found = next((number for number, pair in enumerate(signs) if sign in pair), None)
        if found is not None:
            self._give(found)


def _is_sign(event: QKeyEvent) -> bool:
    has_command = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    return not has_command and len(event.text()) == 1 and event.text().isalnum()


def _paint_sign(painter: QPainter, button: Choosable, look: Look, size: float = 18) -> None:
    """A tick at what the network says, a point at an answer of one's own that it doesn't."""
    side = max(12, look.px(size))
    right, middle = button.width() - look.px(8), button.height() / 2
    if button.is_key:
        ratio = ratio_of(button)
        image = icons.pixmap("check", look.theme.now, side, ratio)
        painter.drawPixmap(round(right - side), round(middle - side / 2), image)
    elif button.is_given:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink2"))
        dot = side * 0.5
        painter.drawEllipse(QRectF(right - side / 2 - dot / 2, middle - dot / 2, dot, dot))

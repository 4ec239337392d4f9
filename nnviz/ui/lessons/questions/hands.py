"""A show of hands: how many are for each answer, counted by keys or by the mouse."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.engine.numbers import amount
from nnviz.lessons.questions import Choice, key_of, options_of
from nnviz.lessons.saying import asked_of, words
from nnviz.scene.words.numbers import MINUS
from nnviz.session import Session, asking
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.lessons.questions.bars import Bar, paint_bar
from nnviz.ui.lessons.questions.options import LETTERS
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away

KEYS = "Alt and its digit count a hand, with Shift they take one away."


def bars_of(session: Session, number: int) -> tuple[Bar, ...]:
    """The hands for question ``number`` of the step that is shown. Which answer is the model's is marked once
    the question has been answered."""
    lecture, question = session.lecture, asking.question_of(session, number)
    if lecture is None or not isinstance(question, Choice):
        return ()
    facts = lecture.facts(session.document, session.view)
    right = () if lecture.answer_to(number) is None else key_of(question, facts).options
    counted = asking.hands(lecture, number, session.document)
    offered = options_of(question, session.document)
    values = asked_of(facts)
    labels = [
        words(spans, values) if question.of_classes else LETTERS[place % len(LETTERS)]
        for place, spans in enumerate(offered)
    ]
    return tuple(
        Bar(label, count, place in right)
        for place, (label, count) in enumerate(zip(labels, counted, strict=True))
    )


class CountButton(PaintedButton):
    """One more, or one fewer."""

    radius = 8.0

    def __init__(self, sign: str, parent: QWidget) -> None:
        super().__init__(sign, parent)
        self.setText(sign)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_hover(painter, "raised", inset=2)
        painter.setFont(look.font(20, 600))
        painter.setPen(look.color("ink2"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class HandRow(Part):
    """One answer's hands."""

    counted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar, self._most = Bar("", 0), 1
        self.fewer, self.more = CountButton(MINUS, self), CountButton("+", self)
        self.fewer.clicked.connect(lambda: self.counted.emit(-1))
        self.more.clicked.connect(lambda: self.counted.emit(1))

    def show_bar(self, bar: Bar, most: int, key: str) -> None:
        """Show this count of at most so many."""
        self._bar, self._most = bar, most
        said = f"{bar.label}: {amount(bar.count, 'hand')}"
        self.setAccessibleName(said)
        tip = f" (Alt {key})" if key else ""
        self.more.describe(f"One more for {bar.label}, now {bar.count}", f"One more for {bar.label}{tip}")
        tip = f" (Alt Shift {key})" if key else ""
        self.fewer.describe(f"One fewer for {bar.label}, now {bar.count}", f"One fewer for {bar.label}{tip}")
        self.fewer.setEnabled(bar.count > 0)
        self.update()

    def parts(self) -> Iterable[QWidget]:
        return (self.fewer, self.more)

    def place(self) -> None:
        side = self.look.target()
        self.fewer.setGeometry(self.width() - 2 * side, 0, side, self.height())
        self.more.setGeometry(self.width() - side, 0, side, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, bar = self.look, self._bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.fewer.x() - 2
        wide = min(look.px(72), right * 0.45)
        painter.setFont(look.font(16, 700))
        wide = min(max(painter.fontMetrics().horizontalAdvance(bar.label) + 6, look.px(20)), wide)
        high = float(self.height())
        token = "now" if bar.is_key else "ink"
        write(painter, QRectF(0, 0, wide, high), bar.label, look, 16, 700, token)
        track = QRectF(wide, high * 0.2, right - wide, high * 0.6)
        paint_bar(painter, track, bar.count / self._most, look, bar.is_key)
        self._write_count(painter, track)

    def _write_count(self, painter: QPainter, track: QRectF) -> None:
        """In the bar where it is long enough, else behind its end."""
        look, bar = self.look, self._bar
        text = str(bar.count)
        painter.setFont(look.font(16, 700))
        wide = painter.fontMetrics().horizontalAdvance(text) + look.px(8)
        end = track.x() + track.width() * bar.count / self._most
        is_inside = end - track.x() > wide
        x = end - wide + look.px(2) if is_inside else end + look.px(4)
        token = ("nowink" if bar.is_key else "panel") if is_inside else "ink2"
        write(painter, QRectF(x, track.y(), wide, track.height()), text, look, 16, 700, token)


class HandsPiece(Piece):
    """Closed it is one button; open, a row an answer, in two columns where there are many."""

    opened = Signal()
    """It was opened or closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._is_open = False
        self._bars: tuple[Bar, ...] = ()
        self.rows: list[HandRow] = []
        self.toggle = TextButton("Show of hands", "Show of hands", self, token="ink2")
        self.clear = TextButton("Clear", "Clear the hands", self, token="ink2")
        for button in (self.toggle, self.clear):
            button.pixels = 15.0
        self.toggle.align = Qt.AlignmentFlag.AlignLeft
        self.clear.align = Qt.AlignmentFlag.AlignRight
        self.toggle.clicked.connect(self._toggle)
        self.clear.clicked.connect(self._clear)

    @property
    def is_open(self) -> bool:
        """Whether the rows are there: asked for, or counted by a key."""
        return self._is_open or any(bar.count for bar in self._bars)

    @property
    def has_room_right(self) -> bool:
        return not self.is_open

    def show_asked(self, asked: Asked) -> None:
        self._asked = asked
        question = asked.question
        if not isinstance(question, Choice):
            return
        self._bars = bars_of(asked.session, asked.number)
        total = sum(bar.count for bar in self._bars)
        self.toggle.setText(f"Show of hands: {total}" if total else "Show of hands")
        self.toggle.describe(self.toggle.text(), f"Count a show of hands. {KEYS}")
        self.clear.setVisible(total > 0)
        self._show_rows(asked, question)
        self.place()
        self.update()

    def _show_rows(self, asked: Asked, question: Choice) -> None:
        wanted = len(self._bars) if self.is_open else 0
        while len(self.rows) > wanted:
            take_away(self.rows.pop())
        while len(self.rows) < wanted:
            row = HandRow(self)
            row.set_look(self.look)
            row.counted.connect(partial(self._count, len(self.rows)))
            row.show()
            self.rows.append(row)
        most = max((bar.count for bar in self._bars), default=1) or 1
        keys = asking.digits(question, asked.facts.document)
        for row, bar, key in zip(self.rows, self._bars, keys, strict=False):
            row.show_bar(bar, most, key)

    def parts(self) -> Iterable[QWidget]:
        return (self.toggle, *self.rows, self.clear)

    def controls(self) -> Iterable[QWidget]:
        return (self.toggle,)

    def height_for(self, width: int) -> int:
        if self._asked is None or not self._bars:
            return 0
        rows = ceil(len(self._bars) / self._across()) if self.is_open else 0
        return self.look.target() * (1 + rows)

    def _across(self) -> int:
        return 2 if len(self._bars) > 6 else 1

    def place(self) -> None:
        high, across = self.look.target(), self._across()
        self.toggle.setGeometry(0, 0, self.width() * 2 // 3, high)
        wide = max(self.look.px(60), 44)
        self.clear.setGeometry(self.width() - wide, 0, wide, high)
        gap = self.look.px(20)
        column = (self.width() - gap * (across - 1)) // across
        down = ceil(len(self.rows) / across) or 1
        for number, row in enumerate(self.rows):
            place, line = divmod(number, down)
            row.setGeometry(place * (column + gap), high * (1 + line), column, high)

    def _toggle(self) -> None:
        if self._asked is not None and not any(bar.count for bar in self._bars):
            self._is_open = not self._is_open
            self.show_asked(self._asked)
            self.opened.emit()

    def _count(self, option: int, by: int) -> None:
        if self._asked is not None:
            asking.count(self._asked.session, self._asked.number, option, by)

    def _clear(self) -> None:
        if self._asked is not None:
            self._is_open = False
            asking.clear_count(self._asked.session, self._asked.number)

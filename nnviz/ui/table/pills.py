"""A question about the file: its title, a tray with every answer, and below it what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.table.guesses import Answer, Question
from nnviz.ui import icons
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

TITLE, LINE, TRAY = 28.0, 28.0, 40.0


class Pill(PaintedButton):
    """One answer of a tray; the chosen one is outlined."""

    radius = 17.0

    def __init__(self, text: str, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setText(text)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Nothing: its owner says what is chosen."""

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect()).adjusted(1.5, 2.5, -1.5, -2.5)
        is_on = self.isChecked()
        if is_on or self.underMouse():
            painter.setPen(QPen(look.color("ink"), 1.6) if is_on else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("panel" if is_on else "line"))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        token = "ink" if is_on or self.underMouse() else "ink2"
        middle = Qt.AlignmentFlag.AlignHCenter
        write(painter, rect, self.text(), look, 16, 700 if is_on else 500, token, middle)


class Pills(Part):
    """Answers side by side on one plate, each as wide as the others."""

    chosen = Signal(object)

    def __init__(self, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(what)
        self.what = what
        self.pills: dict[object, Pill] = {}
        self._texts: tuple[tuple[object, str], ...] = ()
        self._stop = Roving(self)

    def parts(self) -> list[QWidget]:
        """The pills."""
        return [*self.pills.values()]

    def show_answers(self, answers: tuple[Answer, ...], chosen: object) -> None:
        """Show these, and which one is chosen."""
        texts = tuple((one.value, one.text) for one in answers)
        if texts != self._texts:
            self._texts = texts
            for pill in self.pills.values():
                take_away(pill)
            self.pills = {}
            for one in answers:
                pill = self.pills[one.value] = Pill(one.text, f"{self.what}: {one.text}", self)
                pill.clicked.connect(partial(self.chosen.emit, one.value))
                pill.set_look(self.look)
                pill.show()
            self.place()
        for one in answers:
            pill = self.pills[one.value]
            pill.setChecked(one.value == chosen)
            why = f": {one.why}" if one.why else ""
            pill.describe(f"{self.what}: {one.text}", f"{self.what} {one.text}{why}")
            pill.update()
        self._stop.show([*self.pills.values()])

    def place(self) -> None:
        """From the left; a short answer has less room than a long one."""
        if not self.pills:
            return
        metrics = {value: len(pill.text()) + 3 for value, pill in self.pills.items()}
        whole, x = sum(metrics.values()), 2.0
        for value, pill in self.pills.items():
            wide = (self.width() - 4) * metrics[value] / whole
            pill.setGeometry(round(x), 0, round(x + wide) - round(x), self.height())
            x += wide

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)


class QuestionView(Part):
    """Title, tray, reason."""

    fixed = Signal(str, object, str)
    """The question's name, the answer, and words for the step."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.pills = Pills(question.title, self)
        self.pills.chosen.connect(self._fix)
        self.show_question(question)

    def parts(self) -> list[QWidget]:
        """The tray."""
        return [self.pills]

    def show_question(self, question: Question) -> None:
        """Show what is chosen, and what was counted for it."""
        self.question = question
        self.pills.show_answers(question.answers, question.chosen)
        self.setAccessibleDescription(question.reason[0])
        self.update()

    def _fix(self, value: object) -> None:
        if value != self.question.chosen:
            text = next(one.text for one in self.question.answers if one.value == value)
            self.fixed.emit(self.question.name, value, f"{self.question.title} {text}")

    def height_wanted(self) -> int:
        """Two lines and the tray."""
        look = self.look
        return max(look.px(TITLE), 22) + look.target(TRAY) + max(look.px(LINE), 22)

    def place(self) -> None:
        """The tray below the title."""
        self.pills.setGeometry(0, max(self.look.px(TITLE), 22), self.width(), self.look.target(TRAY))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, question = self.look, self.question
        write(painter, QRectF(0, 0, self.width(), self.pills.y() - 2), question.title, look, 16, 600)
        top = self.pills.geometry().bottom() + 1
        room = QRectF(0, top, self.width(), self.height() - top)
        paint_reason(painter, room, look, question.reason, question.holds, ratio_of(self))


def paint_reason(
    painter: QPainter, room: QRectF, look: Look, texts: Sequence[str], holds: bool, ratio: float
) -> None:
    """A line with a tick, or with "!" where what it says speaks against it."""
    side = max(look.px(18), 14)
    token = "ink2" if holds else "warn"
    if holds:
        image = icons.pixmap("check", look.theme.now, side, ratio)
        painter.drawPixmap(round(room.left()), round(room.center().y() - side / 2), image)
    else:
        mark = QRectF(room.left(), room.top(), side, room.height())
        write(painter, mark, "!", look, 16, 800, "warn", Qt.AlignmentFlag.AlignHCenter)
    rest = room.adjusted(side + look.px(6), 0, 0, 0)
    write_fullest(painter, rest, texts, look, 16, 400 if holds else 600, token)

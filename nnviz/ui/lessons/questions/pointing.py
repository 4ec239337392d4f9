"""A neuron is pointed at, or something is made so: both are done on the canvas."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.lessons.questions.model import Click
from nnviz.lessons.questions.words import where_to_click
from nnviz.scene.words import names
from nnviz.session import asking
from nnviz.ui import icons
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.buttons import FilledButton, TextButton
from nnviz.ui.widgets.fitting import fullest, write

NOT_NOW, NOW = "Not now", "Wait for my click"


class PointPiece(Piece):
    """The next click on a neuron of that layer is the answer, unless that is put off; whoever came to one by
    the keyboard takes it by the button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self.take = FilledButton("Check", self)
        self.wait = TextButton(NOT_NOW, NOT_NOW, self, token="ink2")
        self.wait.align = Qt.AlignmentFlag.AlignLeft
        self.take.clicked.connect(self._take)
        self.wait.clicked.connect(self._put_off)

    def show_asked(self, asked: Asked) -> None:
        self._asked = asked
        target = self.target
        if target is not None:
            name = names.unit(asked.facts.document, target.layer, target.unit)
            self.take.say(f"Check {name}", f"Answer with {name}, which is selected")
        self.take.setVisible(target is not None)
        is_waiting = self._is_waiting(asked)
        self.wait.setText(NOT_NOW if is_waiting else NOW)
        hint = "A click on the canvas is no answer" if is_waiting else "The next neuron clicked is the answer"
        self.wait.describe(self.wait.text(), hint)
        self.setAccessibleName(self._lines()[0])
        self.update()

    @property
    def target(self) -> Target | None:
        """The selected neuron, where it can be the answer."""
        if self._asked is None or not isinstance(self._asked.question, Click):
            return None
        selected = self._asked.session.view.selection
        return selected if selected is not None and selected.layer == self._asked.question.layer else None

    @property
    def has_room_right(self) -> bool:
        return self.take.isHidden()

    def parts(self) -> Iterable[QWidget]:
        return (self.take, self.wait)

    def controls(self) -> Iterable[QWidget]:
        return (self.take, self.wait)

    def height_for(self, width: int) -> int:
        if self._asked is None or self._asked.answer is not None:
            return 0
        return self._line_high() + self.look.target(44)

    def place(self) -> None:
        look, high = self.look, self.look.target(44)
        top, x = self._line_high(), 0
        if not self.take.isHidden():
            x = min(self.take.width_wanted(), self.width() - look.px(84))
            self.take.setGeometry(0, top, x, high)
            x += look.px(12)
        self.wait.setGeometry(x, top, min(look.px(150), self.width() - x), high)

    def _lines(self) -> tuple[str, ...]:
        """What a hand is to do, the longest form first."""
        asked = self._asked
        if asked is None or not isinstance(asked.question, Click):
            return ("",)
        if not self._is_waiting(asked):
            return "Clicks on the canvas are no answer for now.", "Clicks are no answer for now."
        return where_to_click(asked.question, asked.facts.document)

    def _line_high(self) -> int:
        return round(self.look.text(16) * 1.7) + self.look.px(4)

    def _is_waiting(self, asked: Asked) -> bool:
        lecture = asked.session.lecture
        return lecture is not None and (lecture.place, asked.number) not in lecture.put_off

    def _take(self) -> None:
        if self._asked is not None and self.target is not None:
            asking.give(self._asked.session, self._asked.number, self.target)

    def _put_off(self) -> None:
        if self._asked is not None:
            asking.put_off(self._asked.session, self._asked.number, self._is_waiting(self._asked))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.look.font(16, 500))
        line = QRectF(0, 0, self.width(), self._line_high() - self.look.px(4))
        text = fullest(painter.fontMetrics(), self._lines(), line.width())
        write(painter, line, text, self.look, 16, 500, "ink2")


class MakePiece(Piece):
    """A tick when it holds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_made = self._holds = False

    def show_asked(self, asked: Asked) -> None:
        self._is_made = asked.answer is not None
        self._holds = asked.verdict is not None and asked.verdict.judgement.is_right
        self.setAccessibleName(self._line())
        self.update()

    def height_for(self, width: int) -> int:
        return self.look.target()

    def _line(self) -> str:
        if not self._is_made:
            return "Not yet."
        return "It holds." if self._holds else "It held; it doesn’t any more."

    def paintEvent(self, event: QPaintEvent) -> None:
        look, side = self.look, self.look.px(28)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(look.color("now" if self._is_made else "ink3"), 2))
        painter.setBrush(look.color("now") if self._holds else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if self._is_made:
            size = max(12, look.px(18))
            color = look.theme.nowink if self._holds else look.theme.now
            image = icons.pixmap("check", color, size, ratio_of(self))
            painter.drawPixmap(
                round(disc.center().x() - size / 2), round(disc.center().y() - size / 2), image
            )
        room = QRectF(side + look.px(12), 0, self.width() - side - look.px(12), self.height())
        write(painter, room, self._line(), look, 17, 600, "ink" if self._is_made else "ink2")

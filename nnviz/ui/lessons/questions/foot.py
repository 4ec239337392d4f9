"""Below a question: whether values are hidden until they are reached, Reveal, and Try again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.questions.model import Make
from nnviz.session import asking
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.switch import WIDE, Switch

WORDS = "Hide until reached"


class FootPiece(Piece):
    """The switch stands where the card hides something of the pass; Reveal goes with an answer, and Try again
    comes."""

    gap = 6.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self.switch = Switch(WORDS, self)
        self.switch.describe(WORDS, "Hide values until the pass reaches them (Ctrl+H)")
        self.reveal = TextButton("Reveal", "Reveal", self)
        self.reveal.describe("Reveal", "Show what the model says, without an answer")
        self.again = TextButton("Try again", "Try again", self)
        self.again.describe("Try again", "Forget this answer")
        for button in (self.reveal, self.again):
            button.align = Qt.AlignmentFlag.AlignRight
        self.switch.clicked.connect(self._switch)
        self.reveal.clicked.connect(self._reveal)
        self.again.clicked.connect(self._again)

    def show_asked(self, asked: Asked) -> None:
        self._asked = asked
        has_answer = asked.answer is not None
        view = asked.session.view
        self.switch.setVisible(not has_answer and self._hides(asked) and view.page == "run")
        self.switch.setChecked(view.masked)
        self.reveal.setVisible(not has_answer and not isinstance(asked.question, Make))
        self.again.setVisible(has_answer)
        self.update()

    def _hides(self, asked: Asked) -> bool:
        lecture = asked.session.lecture
        return asked.session.view.masked or (lecture is not None and "unreached" in lecture.hide)

    def parts(self) -> Iterable[QWidget]:
        return self.controls()

    def controls(self) -> Iterable[QWidget]:
        return (self.switch, self.reveal, self.again)

    def height_for(self, width: int) -> int:
        is_shown = not all(one.isHidden() for one in self.controls())
        return self.look.target() if is_shown else 0

    @property
    def is_narrow(self) -> bool:
        """Whether all that it shows stands at its right end."""
        return self.switch.isHidden()

    def width_narrow(self) -> int:
        """Pixels of that."""
        return max(self.look.px(96), 72)

    def place(self) -> None:
        look, high = self.look, self.look.target()
        self._wide = max(look.px(WIDE), high)
        self.switch.setGeometry(0, 0, self._wide, high)
        wide = self.width_narrow()
        for button in (self.reveal, self.again):
            button.setGeometry(self.width() - wide, 0, wide, high)

    _wide = 0

    def _switch(self) -> None:
        if self._asked is not None:
            session = self._asked.session
            session.set_masked(not session.view.masked)

    def _reveal(self) -> None:
        if self._asked is not None:
            asking.show(self._asked.session, self._asked.number)

    def _again(self) -> None:
        if self._asked is not None:
            asking.try_again(self._asked.session, self._asked.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.switch.isHidden():
            return
        left = self._wide + self.look.px(8)
        room = QRectF(left, 0, self.reveal.x() - left, self.height())
        painter = QPainter(self)
        write(painter, room, WORDS, self.look, 16, 500)

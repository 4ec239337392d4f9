"""What stands on a card: its title, its text, what is the hand's, what is to be done, what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.model import Step
from nnviz.lessons.prose import Live
from nnviz.lessons.saying import NOTHING, asked_of
from nnviz.session import VALUES, Change, Session
from nnviz.session.lecture import Lecture, Place
from nnviz.ui.lessons import words
from nnviz.ui.lessons.questions import question_box
from nnviz.ui.lessons.task import Task
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.lessons.touch_chips import TouchChips
from nnviz.ui.lessons.trouble import Trouble
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away

TITLE = 28.0
GAP, SMALL = 20.0, 12.0
LIVE = VALUES | Change.SELECTION | Change.LAB | Change.SANDBOX | Change.LESSON | Change.PAGE
"""The changes after which a value in the text may be another. Time alone computes nothing."""
_TITLE_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Body(Part):
    """One column, as tall as the card needs."""

    resized = Signal()
    """It wants another height."""
    back_wanted = Signal()
    """To the page that the card is about."""

    def __init__(self, session: Session, parent: QWidget | None = None, for_hall: bool = False) -> None:
        """``for_hall``: what the class reads of it, without what is pressed at a desk."""
        super().__init__(parent)
        self._session = session
        self._for_hall = for_hall
        self._shown: tuple[Lecture, Place, Step] | None = None
        self.title = ""
        self.edge, self.top = 0, 0
        """Pixels left and right of the column, and above it."""
        self.trouble = Trouble(self)
        self.text = ProseView(self)
        self.chips = TouchChips(self)
        self.task = Task(self)
        self.questions: list[QWidget] = []
        self.away = TextButton("Back to the card’s page", "Back to the card’s page", self, plate=True)
        self.away.clicked.connect(self.back_wanted)
        self.reset = TextButton("Reset this card", "Reset this card", self, token="ink2")
        self.reset.align = Qt.AlignmentFlag.AlignLeft
        self.reset.pixels = 15.0
        self.capture = TextButton("Capture this", "Capture this", self, token="ink2")
        self.capture.align = Qt.AlignmentFlag.AlignLeft
        self.capture.pixels = 15.0
        self.capture.hide()

    def parts(self) -> Iterable[QWidget]:
        return (
            self.trouble,
            self.text,
            self.away,
            self.chips,
            self.task,
            *self.questions,
            self.reset,
            self.capture,
        )

    # what is shown

    def refresh(self, change: Change, trouble: str, is_away: bool) -> None:
        """Show what is new. Reads the session, never writes it."""
        lecture = self._session.lecture
        if lecture is None:
            self._clear()
            return
        is_other = self._turn(lecture)
        taller = self.trouble.show_trouble(trouble)
        taller |= self.away.isHidden() == is_away
        self.away.setVisible(is_away)
        has_changed = self._session.undo_label is not None or lecture.is_touched
        has_changed = has_changed and not self._for_hall
        taller |= self.reset.isHidden() == has_changed
        self.reset.setVisible(has_changed)
        touch = None if self._for_hall else lecture.touch
        taller |= self.chips.show_touch(touch, bool(touch and lecture.refused))
        step = lecture.step
        taller |= self.task.show_task(step.do, words.step_of(lecture), lecture.is_step_done, bool(step.done))
        for box in self.questions:
            if change & ~(Change.MOMENT | Change.CAMERA):
                box.refresh(change)  # type: ignore[attr-defined]
        if not is_other and change & LIVE:
            taller |= self.text.refresh()
        if is_other or taller:
            self.resized.emit()

    def _turn(self, lecture: Lecture) -> bool:
        """Show another card, or another step of it; False where it is the same."""
        now = (lecture, lecture.place, lecture.step)
        if self._shown is not None and now[:2] == self._shown[:2] and now[2] is self._shown[2]:
            return False
        self._shown = now
        self.title = lecture.card.title
        self.setAccessibleName(self.title)
        self.text.show_blocks(lecture.step.prose, self._value)
        for box in self.questions:
            take_away(box)
        self.questions = [self._box(number) for number in range(len(lecture.step.questions))]
        self.update()
        return True

    def _clear(self) -> None:
        self._shown = None
        for box in self.questions:
            take_away(box)
        self.questions = []

    def _box(self, number: int) -> QWidget:
        box = question_box(self._session, number, self)
        box.set_look(self.look)
        box.resized.connect(self.resized)
        box.show()
        return box

    def _value(self, live: Live) -> str:
        lecture, session = self._session.lecture, self._session
        if lecture is None:
            return NOTHING
        return asked_of(lecture.facts(session.document, session.view))(live)

    # geometry

    def height_for(self, width: int) -> int:
        """Pixels of all of it in a column so wide."""
        return self._arrange(width, lambda part, top, high: None)

    def place(self) -> None:
        width, left, above = self.width() - 2 * self.edge, self.edge, self.top

        def put(part: QWidget, top: int, high: int) -> None:
            is_button = part in (self.away, self.reset, self.capture)
            wide = min(width, self.look.px(260)) if is_button else width
            part.setGeometry(left, above + top, wide, high)

        self._arrange(width, put)

    def _arrange(self, width: int, put: Callable[[QWidget, int, int], None]) -> int:
        """One below the other; what has nothing to say takes no room."""
        look, y = self.look, 0
        for part, gap in self._column():
            if part is None:
                high = round(self._title_high(width))
            elif part in (self.away, self.reset, self.capture):
                high = look.target()
            else:
                high = part.height_for(width)  # type: ignore[attr-defined]
            if high:
                y += look.px(gap) if y else 0
            if part is not None:
                put(part, y, high)
            y += high
        return y

    def _column(self) -> Iterator[tuple[QWidget | None, float]]:
        """Parts and the room above each; None is the title."""
        yield self.trouble, 0
        yield None, GAP
        yield self.text, SMALL
        if not self.away.isHidden():
            yield self.away, GAP
        yield self.chips, GAP
        yield self.task, GAP
        for box in self.questions:
            yield box, GAP
        if not self.reset.isHidden():
            yield self.reset, SMALL
        if not self.capture.isHidden():
            yield self.capture, 0

    def _title_high(self, width: float) -> float:
        metrics = QFontMetricsF(self.look.font(TITLE, 700))
        return metrics.boundingRect(QRectF(0, 0, width, 1000), _TITLE_FLAGS, self.title).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        wide, above = self.width() - 2 * self.edge, self.trouble.height_for(self.width() - 2 * self.edge)
        top = self.top + (above + self.look.px(GAP) if above else 0)
        with QPainter(self) as painter:
            painter.setFont(self.look.font(TITLE, 700))
            painter.setPen(self.look.color("ink"))
            painter.drawText(QRectF(self.edge, top, wide, 1000), _TITLE_FLAGS, self.title)

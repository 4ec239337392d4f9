"""The notes of a card, and its answers: for the presenter alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.prose import Live
from nnviz.lessons.questions.key import key_of
from nnviz.lessons.saying import NOTHING, asked_of, words
from nnviz.scene.words.counting import noun
from nnviz.session import VALUES, Change, Session
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.scroll_area import scroll_area

SIZE, LEADING = 24.0, 36.0
"""Letters of the notes at full size, in the spec's pixels, and from line to line."""
HEAD, LABEL = 34.0, 18.0
NO_NOTES, NO_LESSON = "This card has no notes.", "No lesson is open."
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
LIVE = VALUES | Change.SELECTION | Change.LESSON | Change.LAB | Change.SANDBOX | Change.MOMENT


class Notes(Part):
    """Notes that scroll, and below them what is right on this network now."""

    def __init__(self, session: Session, parent: QWidget, has_answers: bool = True) -> None:
        super().__init__(parent)
        self._session, self._has_answers = session, has_answers
        self._shown: object = None
        self.text = ProseView(self, SIZE, LEADING)
        self.text.set_ink("ink")
        self._area = scroll_area(self.text, self, is_fitted=False)
        self.answers: tuple[tuple[str, str], ...] = ()
        """Of each question of the step: what is asked, and what is right."""
        self.setAccessibleName("Notes")

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self.text.set_look(look)
        super().set_look(look)

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        lecture = self._session.lecture
        notes = lecture.card.notes if lecture is not None else ()
        if notes is not self._shown:
            self._shown = notes
            self.text.show_blocks(notes, self._value)
            self._area.verticalScrollBar().setValue(0)
            self.place()
        elif change & LIVE and self.text.refresh():
            self.place()
        answers = answers_of(self._session) if self._has_answers else ()
        if answers != self.answers:
            self.answers = answers
            self.place()
        self.update()

    def _value(self, live: Live) -> str:
        session, lecture = self._session, self._session.lecture
        if lecture is None:
            return NOTHING
        return asked_of(lecture.facts(session.document, session.view))(live)

    # geometry

    def place(self) -> None:
        px = self.look.px
        below = self._answers_high()
        wide = self.width() - px(12)
        high = self.height() - px(HEAD) - below - (px(20) if below else 0)
        self._area.setGeometry(0, px(HEAD), self.width(), max(high, 1))
        if wide > 8:
            self.text.resize(wide, max(self.text.height_for(wide), 1))

    def _answers_high(self) -> int:
        return round(sum(self._line_high(text) for text in self._lines())) + (
            self.look.px(HEAD) if self.answers else 0
        )

    def _lines(self) -> list[str]:
        if len(self.answers) == 1:
            return [self.answers[0][1]]
        return [f"{number}. {key}" for number, (_, key) in enumerate(self.answers, 1)]

    def _line_high(self, text: str) -> float:
        metrics = QFontMetricsF(self.look.font(SIZE, 700))
        room = QRectF(0, 0, max(self.width(), 10), 1000)
        return metrics.boundingRect(room, _WRAPPED, text).height() + self.look.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self.look, self.look.px
        with QPainter(self) as painter:
            head = QRectF(0, 0, self.width(), px(24))
            write(painter, head, "Notes", look, LABEL, 600, "ink2")
            if not self._shown:
                said = NO_LESSON if self._session.lecture is None else NO_NOTES
                write(painter, QRectF(0, px(HEAD), self.width(), px(36)), said, look, SIZE, 400, "ink3")
            if not self.answers:
                return
            top = float(self.height() - self._answers_high())
            painter.fillRect(QRectF(0, top - px(8), self.width(), 1), look.color("line"))
            title = noun(len(self.answers), "Answer")
            write(painter, QRectF(0, top, self.width(), px(26)), title, look, LABEL, 600, "ink2")
            top += px(HEAD)
            for text in self._lines():
                high = self._line_high(text)
                painter.setFont(look.font(SIZE, 700))
                painter.setPen(look.color("now"))
                painter.drawText(QRectF(0, top, self.width(), high), _WRAPPED, text)
                top += high


def answers_of(session: Session) -> tuple[tuple[str, str], ...]:
    """What is asked on the step that is shown, and what the open network says to it now."""
    lecture = session.lecture
    if lecture is None or not lecture.step.questions:
        return ()
    facts = lecture.facts(session.document, session.view)
    values = asked_of(facts)
    found = []
    for question in lecture.step.questions:
        key = key_of(question, facts)
        said = key.trouble or key.text or ("It holds." if key.holds else "It doesn’t hold yet.")
        found.append((words(question.ask, values), said))
    return tuple(found)

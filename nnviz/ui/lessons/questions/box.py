"""The box in which a question is asked, answered, and shown to be so by the network itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.lessons.prose import Live, Paragraph
from nnviz.lessons.questions import Choice, Click, Make, Number, Question, kind_of
from nnviz.lessons.questions.words import HEADS, verdict
from nnviz.lessons.saying import Values, asked_of, words
from nnviz.scene.time.phases import phase_of
from nnviz.session import VALUES, Change, Session, asking
from nnviz.ui.lessons.questions.asked import Asked, Piece
from nnviz.ui.lessons.questions.foot import FootPiece
from nnviz.ui.lessons.questions.hands import HandsPiece
from nnviz.ui.lessons.questions.number import NumberPiece
from nnviz.ui.lessons.questions.options import OptionsPiece
from nnviz.ui.lessons.questions.pointing import MakePiece, PointPiece
from nnviz.ui.lessons.questions.verdict import VerdictPiece
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.speech import announce
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.scroll_area import reveal

PAD, HEAD = 16.0, 26.0
BODIES = {Number: NumberPiece, Choice: OptionsPiece, Click: PointPiece, Make: MakePiece}
"""How each kind is answered."""
CONCERNS = ~(Change.MOMENT | Change.CAMERA | Change.TINT | Change.REFIT)
QUICK = 0.008
"""Seconds: a key that takes longer waits until a hand lets go."""


class QuestionBox(Part):
    """What is asked, how it is answered, what is said to the answer."""

    resized = Signal()
    """It wants another height."""

    def __init__(self, session: Session, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._number = session, number
        self._asked: Asked | None = None
        self._took = 0.0
        self._high = (0, 0)
        self.ask = ProseView(self, 19, 26)
        self.ask.set_ink("ink", 600)
        question = asking.question_of(session, number)
        self.body: Piece = BODIES[type(question)](self) if question is not None else MakePiece(self)
        self.verdict = VerdictPiece(self)
        self.feedback = ProseView(self, 17, 25)
        self.feedback.set_ink("ink")
        self.explained = ProseView(self, 17, 25)
        self.hands = HandsPiece(self)
        self.foot = FootPiece(self)
        self.hands.opened.connect(self._tell_height)
        self.refresh(CONCERNS)

    @property
    def asked(self) -> Asked | None:
        """What it shows; None where the step has no such question any more."""
        return self._asked

    def parts(self) -> Iterable[QWidget]:
        return (self.ask, self.body, self.verdict, self.feedback, self.explained, self.hands, self.foot)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if not change & CONCERNS:
            return
        before = self._asked
        asked = self._asked = self._ask(change)
        if asked is None or type(asked.question) is not type(self._question_before(before, asked)):
            return
        self._show_texts(asked, before)
        for piece in (self.body, self.verdict, self.hands, self.foot):
            piece.show_asked(asked)
        self._name(asked)
        self.place()
        self.update()
        self._tell_height()
        if before is not None and before.answer is None and asked.answer is not None:
            announce(self, self.verdict.said)
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        """In a low window what is said to an answer lies below what is seen."""
        told = [part for part in (self.verdict, self.feedback, self.explained) if not part.isHidden()]
        for part in reversed(told):
            reveal(part)

    def _ask(self, change: Change) -> Asked | None:
        """The moment as it is. What the network says to an answer follows its weights, at once where that is
        quick, else when the hand lets go."""
        session = self._session
        lecture, question = session.lecture, asking.question_of(session, self._number)
        if lecture is None or question is None:
            return None
        facts, answer, old = (
            lecture.facts(session.document, session.view),
            lecture.answer_to(self._number),
            self._asked,
        )
        said = None
        if answer is not None:
            is_kept = old is not None and old.verdict is not None and old.answer is answer
            waits = session.is_held and self._took > QUICK
            if is_kept and (waits or not change & (VALUES | Change.HELD | Change.LESSON | Change.LAB)):
                assert old is not None
                said = old.verdict
            else:
                start = perf_counter()
                said = verdict(question, answer, facts)
                self._took = perf_counter() - start
        return Asked(session, self._number, question, facts, asked_of(facts), answer, said)

    def _question_before(self, before: Asked | None, now: Asked) -> Question:
        return now.question if before is None else before.question

    def _show_texts(self, asked: Asked, before: Asked | None) -> None:
        question = asked.question
        if before is None or before.question is not question:
            self.ask.show_blocks((Paragraph(question.ask),), self._value)
        else:
            self.ask.refresh()
        said = () if asked.verdict is None else asked.verdict.judgement.feedback
        # What is said to a chosen answer stands below that.
        feedback = () if isinstance(question, Choice) else said
        explained = () if asked.answer is None else question.explained
        shown = ((self.feedback, feedback, _of_it(asked)), (self.explained, explained, asked.values))
        for view, spans, values in shown:
            view.show_blocks((Paragraph(spans),) if spans else (), values)

    def _value(self, live: Live) -> str:
        return "" if self._asked is None else self._asked.values(live)

    def _name(self, asked: Asked) -> None:
        said = words(asked.question.ask, asked.values)
        self.setAccessibleName(f"{self._head(asked)}: {said}")
        self.setAccessibleDescription(self.verdict.said)

    def _head(self, asked: Asked) -> str:
        return HEADS[kind_of(asked.question)]

    def _next(self, asked: Asked) -> str:
        """The phase that an answer plays."""
        session = self._session
        if asked.answer is not None or session.view.page != "run" or not session.view.masked:
            return ""
        seconds = session.view.seconds
        phase = next((one for one in session.timeline.phases if one.end > seconds + 1e-6), None)
        if phase is None:
            return ""
        layer = session.document.network.layer(phase.layer) if phase.layer else None
        return f"{phase_of(layer, phase.name).block} comes next"

    # geometry

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self._tell_height()

    def height_for(self, width: int) -> int:
        """The window's pixels in a column so wide."""
        if self._asked is None:
            return 0
        return self._arrange(width, False)

    def height_wanted(self) -> int:
        return self.height_for(self.width())

    def place(self) -> None:
        if self._asked is not None:
            self._arrange(self.width(), True)

    def _arrange(self, width: int, into: bool) -> int:
        look, pad = self.look, self.look.px(PAD)
        room, y = width - 2 * pad, pad + max(look.px(HEAD), round(look.text(18) * 1.4))
        if room < 8:
            return 0
        has_room = False
        for part, gap in self._column():
            high = part.height_for(room)
            if part is self.foot and self.foot.is_narrow and has_room:
                wide = self.foot.width_narrow()
                place = QRect(pad + room - wide, y - high, wide, high)
            else:
                y += look.px(gap) if high else 0
                place = QRect(pad, y, room, high)
                y += high
            if high:
                has_room = isinstance(part, Piece) and part.has_room_right
            if into:
                part.setVisible(high > 0)
                part.setGeometry(place)
        return y + (pad if self.foot.height_for(room) == 0 else look.px(8))

    def _column(self) -> Iterator[tuple[ProseView | Piece, float]]:
        yield self.ask, 4.0
        yield self.body, self.body.gap
        yield self.verdict, self.verdict.gap
        yield self.feedback, 10.0
        yield self.explained, 8.0
        yield self.hands, self.hands.gap
        yield self.foot, self.foot.gap

    def _tell_height(self) -> None:
        now = self.width(), self.height_for(self.width())
        if now != self._high:
            self._high = now
            self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What answers has the keyboard."""
        control = self.body.first_control() or self.foot.first_control()
        if control is not None:
            control.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        asked, look = self._asked, self.look
        if asked is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("now"), 2))
        painter.setBrush(look.color("bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(12), look.px(12))
        pad = look.px(PAD)
        line = QRectF(pad, pad, self.width() - 2 * pad, max(look.px(HEAD), look.text(18) * 1.4))
        wide = write(painter, line, self._head(asked), look, 18, 700, "now")
        rest = line.adjusted(wide + look.px(12), 0, 0, 0)
        write(painter, rest, self._next(asked), look, 15, 400, "ink2", Qt.AlignmentFlag.AlignRight)


def question_box(session: Session, number: int, parent: QWidget) -> QuestionBox:
    """The box of question ``number`` of the step that is shown, from 0."""
    return QuestionBox(session, number, parent)


def _of_it(asked: Asked) -> Values:
    """Live values of what is said to an answer: *it* is the neuron that was clicked."""
    given = None if asked.verdict is None else asked.verdict.judgement.given
    return asked_of(asked.facts, given) if isinstance(given, Target) else asked.values

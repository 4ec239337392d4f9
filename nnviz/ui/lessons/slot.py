"""Where a card's questions stand in the panel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.lessons.prose import Live, Paragraph
from nnviz.lessons.saying import asked_of
from nnviz.session import Change, Session
from nnviz.ui.lessons.text import ProseView
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part


class QuestionBox(Part):
    """The question alone."""

    resized = Signal()
    """It wants another height."""

    def __init__(self, session: Session, index: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._text = ProseView(self)
        lecture = session.lecture
        assert lecture is not None
        self._text.show_blocks((Paragraph(lecture.step.questions[index].ask),), self._value)

    def _value(self, live: Live) -> str:
        lecture = self._session.lecture
        assert lecture is not None
        return asked_of(lecture.facts(self._session.document, self._session.view))(live)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self._text.refresh()

    def height_for(self, width: int) -> int:
        """Pixels of it in a column so wide."""
        return self._text.height_for(width)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self._text.set_look(look)

    def place(self) -> None:
        self._text.setGeometry(self.rect())


def question_box(session: Session, index: int, parent: QWidget) -> QuestionBox:
    """The box of question ``index`` of the step that is shown, from 0."""
    return QuestionBox(session, index, parent)

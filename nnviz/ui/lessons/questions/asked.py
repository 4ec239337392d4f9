"""All that a question's box shows, as one value of a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nnviz.lessons.answers import Answer
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.questions.model import Question
from nnviz.lessons.questions.words import Verdict
from nnviz.lessons.saying import Values
from nnviz.session import Session
from nnviz.ui.widgets.part import Part


@dataclass(frozen=True, eq=False)
class Asked:
    """Question ``number`` of the step that is shown, its answer so far, and what the network says to that."""

    session: Session
    number: int
    question: Question
    facts: Facts
    values: Values
    answer: Answer | None = None
    verdict: Verdict | None = None


class Piece(Part):
    """A piece of the box: it shows what is asked, and says how tall it wants to be; 0 where it has nothing to
    show. Pieces stand one below the other."""

    gap = 12.0
    """The spec's pixels above it."""

    def show_asked(self, asked: Asked) -> None:
        """Show this moment."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """The window's pixels in a column so wide."""
        raise NotImplementedError

    @property
    def has_room_right(self) -> bool:
        """Whether there is room for a few words at the right end of its last line."""
        return False

    def first_control(self) -> QWidget | None:
        """What has the keyboard where the box is given it."""
        return next((one for one in self.controls() if one.isVisible() and one.isEnabled()), None)

    def controls(self) -> Iterable[QWidget]:
        """What can be pressed or typed into."""
        return ()

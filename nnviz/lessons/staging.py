"""A whole lesson set up, step after step, as nobody has touched it: for checks, handouts and files of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnviz.document import View
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Lesson, Step
from nnviz.lessons.placing import Placed, opened, placed


@dataclass(frozen=True, eq=False)
class Staged:
    """Step ``step`` of card ``card``, both from 0, as it sets itself up. ``level`` is how near it is seen."""

    lesson: Lesson
    card: int
    step: int
    facts: Facts
    level: str = ""

    @property
    def text(self) -> Step:
        """What the step says and asks."""
        return self.lesson.cards[self.card].steps[self.step]


def staged(lesson: Lesson, theme: str = "") -> Iterator[Staged]:
    """All steps in order.

    Raises:
        NNVizError: one of them can't be set up.
    """
    for number in range(len(lesson.cards)):
        yield from staged_card(lesson, number, theme)


def staged_card(lesson: Lesson, number: int, theme: str = "") -> Iterator[Staged]:
    """The steps of one card: each goes on from the one before.

    Raises:
        NNVizError: one of them can't be set up.
    """
    made: Placed | None = None
    for place, step in enumerate(lesson.cards[number].steps):
        setup = step.setup
        if made is None or setup.sample is not None or setup.file is not None:
            made = placed(setup, opened(lesson, setup), View(theme=theme))
        else:
            now = placed(setup, made.document, made.view, first=False)
            made = Placed(now.document, now.view, now.level or made.level)
        facts = Facts(made.document, made.view, made.document, made.view)
        yield Staged(lesson, number, place, facts, made.level)

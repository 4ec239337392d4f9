"""The way through a lesson: where one stands, how each step is set up, what the hand has left on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.document import Document, Target, View
from nnviz.lessons.model import PAGES, Card, Lesson, Setup, Step
from nnviz.lessons.placing import Placed, opened, placed, seconds_of
from nnviz.scene.time.playback import Timeline
from nnviz.session.stands import Framing, Place, Stand
from nnviz.session.work import Work


class Course:
    """Goes from step to step; what was left on one is there again when one comes back."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.place = Place()
        self.framing = Framing()
        self.drawing: np.ndarray | None = None
        """What the person has drawn in this lesson, as the pad has it."""
        self._stands: dict[Place, Stand] = {}
        self._opened: dict[Setup, Document] = {}

    # where one stands

    @property
    def card(self) -> Card:
        """The card that is shown."""
        return self.lesson.cards[self.place.card]

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.card.steps[self.place.step]

    @property
    def touch(self) -> tuple[str, ...] | None:
        """What this step gives into the hand; None: everything. As the card's steps before left it."""
        return next((setup.touch for setup in self._setups() if setup.touch is not None), None)

    @property
    def hide(self) -> tuple[str, ...]:
        """What this step hides."""
        return next((setup.hide for setup in self._setups() if setup.hide is not None), ())

    @property
    def page(self) -> str:
        """The page of the window that this card is about."""
        return next((setup.page for setup in self._setups() if setup.page is not None), PAGES[0])

    @property
    def highlight(self) -> tuple[Target, ...]:
        """The neurons that this step brings out."""
        return self.step.setup.highlight

    def stretch(self, line: Timeline) -> tuple[float, float] | None:
        """From where to where the pass plays on this step, in seconds; None: it doesn't belong to it."""
        play = self.step.setup.play
        return None if play is None else (seconds_of(play.start, line), seconds_of(play.end, line))

    def beginning(self, line: Timeline) -> float:
        """Where in the pass this step begins, in seconds; its end where the card doesn't say."""
        for setup in self._setups():
            when = setup.moment or (setup.play.start if setup.play is not None else None)
            if when is not None and when.step is None:
                return seconds_of(when, line)
        return line.seconds

    def after(self, place: Place) -> Place | None:
        """The next step, or the next card's first one."""
        if place.step + 1 < len(self.lesson.cards[place.card].steps):
            return Place(place.card, place.step + 1)
        return Place(place.card + 1) if place.card + 1 < len(self.lesson.cards) else None

    def before(self, place: Place) -> Place | None:
        """The step before, or the last one of the card before."""
        if place.step:
            return Place(place.card, place.step - 1)
        if not place.card:
            return None
        return Place(place.card - 1, len(self.lesson.cards[place.card - 1].steps) - 1)

    def _setups(self) -> list[Setup]:
        """The set-ups of the card's steps up to this one, this one first."""
        return [step.setup for step in reversed(self.card.steps[: self.place.step + 1])]

    # going

    def leave(self, work: Work) -> None:
        """Keep what the hand has left on the step that is shown."""
        self._remember_drawing(work.document)
        self._stands[self.place].work = work

    def enter(self, place: Place, view: View) -> Work:
        """Go to a step: as the hand left it, or as its card sets it up. ``view`` gives the theme.

        Raises:
            NNVizError: it can't be set up; then one stands where one stood.
        """
        stand = self._stands.get(place)
        if stand is None or stand.work is None:
            stand = self._set_up(place, view)
        work, stand.work = stand.work, None
        assert work is not None
        self._stands[place] = stand
        self.place = place
        self.framing = Framing(self.framing.number + 1, stand.level, work.view.selection)
        return replace(work, view=replace(work.view, theme=view.theme))

    def resume(self, place: Place, work: Work) -> Work:
        """Go to a step as somebody has saved it; one that isn't there is the nearest that is.

        Raises:
            NNVizError: it can't be set up.
        """
        card = min(place.card, len(self.lesson.cards) - 1)
        place = Place(card, min(place.step, len(self.lesson.cards[card].steps) - 1))
        stand = self._set_up(place, work.view)
        self._stands[place] = replace(stand, work=work, level="")
        return self.enter(place, work.view)

    def peek(self, place: Place, view: View) -> tuple[Document, View]:
        """What a step would show, without going there.

        Raises:
            NNVizError: it can't be set up.
        """
        stand = self._stands.get(place)
        if stand is None or stand.work is None:
            stand = self._set_up(place, view)
        assert stand.work is not None
        return stand.work.document, replace(stand.work.view, theme=view.theme)

    def forget(self, card: int) -> None:
        """Let go of what was done on a card: it will be as it sets itself up."""
        self._stands = {place: stand for place, stand in self._stands.items() if place.card != card}

    def _set_up(self, place: Place, view: View) -> Stand:
        """Set a step up, after those of its card before it where nobody has been there."""
        card = self.lesson.cards[place.card]
        made: Placed | None = None
        for number in range(place.step + 1):
            left = self._stands.get(Place(place.card, number))
            if number < place.step and left is not None and left.work is not None:
                made = Placed(left.work.document, left.work.view, left.level)
                continue
            setup = card.steps[number].setup
            if made is None or setup.sample is not None or setup.file is not None:
                made = placed(setup, self._open(setup), view, self.drawing)
            else:
                now = placed(setup, made.document, made.view, self.drawing, first=False)
                made = replace(now, level=now.level or made.level)
        assert made is not None
        return Stand(made.document, made.view, made.level, Work.of(made.document, made.view))

    def _open(self, setup: Setup) -> Document:
        key = Setup(sample=setup.sample, file=setup.file)
        if key not in self._opened:
            self._opened[key] = opened(self.lesson, setup)
        return self._opened[key]

    def _remember_drawing(self, document: Document) -> None:
        if document.input.origin == "drawing" and document.input.drawing is not None:
            self.drawing = document.input.drawing

    def reload(self, lesson: Lesson) -> Place:
        """The lesson's text has changed. Returns where its card is now: the one of the same title, else the
        same number; what was done on cards that have changed is let go of."""
        title, titles = self.card.title, [card.title for card in lesson.cards]
        same = self._same(lesson)
        self._stands = {
            Place(same[p.card], p.step): stand for p, stand in self._stands.items() if p.card in same
        }
        self.lesson = lesson
        card = titles.index(title) if title in titles else min(self.place.card, len(titles) - 1)
        step = min(self.place.step, len(lesson.cards[card].steps) - 1)
        return Place(card, step)

    def _same(self, lesson: Lesson) -> dict[int, int]:
        """The cards that another text has left as they are: their numbers here, and there."""
        there = {card.title: number for number, card in enumerate(lesson.cards)}
        here = {number: there.get(card.title) for number, card in enumerate(self.lesson.cards)}
        return {
            was: now
            for was, now in here.items()
            if now is not None and self.lesson.cards[was] == lesson.cards[now]
        }

"""A lesson that is open in a session: which card, what was done on each, what has been answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.document import Document, Target, View
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.answers import Answer
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import PAGES, Card, Lesson, Setup, Step
from nnviz.lessons.placing import Placed, opened, placed, seconds_of
from nnviz.lessons.questions.model import Click, Make
from nnviz.scene.time.playback import Timeline
from nnviz.session.stands import PAUSE, Framing, Place, Stand
from nnviz.session.work import Work

__all__ = ["Framing", "Lecture", "Place", "Stand"]


class Lecture:
    """Everything about an open lesson but the lesson itself. The session owns it and tells its views."""

    def __init__(self, lesson: Lesson, done: frozenset[str] = frozenset()) -> None:
        """``done`` are the titles of cards that were done at other times."""
        self.lesson = lesson
        self.place = Place()
        self.framing = Framing()
        self.drawing: np.ndarray | None = None
        """What the person has drawn in this lesson, as the pad has it."""
        self.done: set[str] = set(done)
        self.answers: dict[tuple[Place, int], Answer] = {}
        self.tallies: dict[tuple[Place, int], tuple[int, ...]] = {}
        self.put_off: set[tuple[Place, int]] = set()
        """Questions for which a click on the canvas is no answer for now."""
        self.pace: float | None = None
        """How fast the person played before a step set a speed of its own."""
        self.refused: frozenset[str] = frozenset()
        """What the last edit would have touched that isn't the hand's on this card."""
        self._stands: dict[Place, Stand] = {}
        self._opened: dict[Setup, Document] = {}
        self._looked: tuple[Document, View] | None = None
        self._rest: float | None = None
        self._facts: Facts | None = None

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
        self.place, self._looked, self._rest, self.refused = place, None, None, frozenset()
        self.framing = Framing(self.framing.number + 1, stand.level, work.view.selection)
        self._end_of_reading()
        return replace_theme(work, view)

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

    def has_left(self, place: Place) -> None:
        """One has gone on from a card: where it is only for reading it has been read; where its last steps
        are, and all was done that is to be done on the others, it is done."""
        card = self.lesson.cards[place.card]
        if self.place.card > place.card and self._is_all_done(place.card):
            self.done.add(card.title)

    def _is_all_done(self, card: int) -> bool:
        stands = [
            self._stands.get(Place(card, number)) for number in range(len(self.lesson.cards[card].steps))
        ]
        held = [0 if stand is None else len(stand.held) for stand in stands]
        asked = [len(step.done) for step in self.lesson.cards[card].steps]
        return held == asked

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
        self.answers = {key: answer for key, answer in self.answers.items() if key[0].card != card}

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

    # what the hand does

    def facts(self, document: Document, view: View) -> Facts:
        """What the lesson's sentences are about now."""
        old = self._facts
        if old is None or old.document is not document or old.view is not view:
            stand = self._stands[self.place]
            self._facts = Facts(document, view, stand.set_up, stand.seen)
        assert self._facts is not None
        return self._facts

    def notice(self, document: Document, view: View, seconds: float) -> bool:
        """Look whether what is to be done is done. Returns whether anything about that is new; after a
        pause, :meth:`is_due` says that the next step of the card is."""
        if self._looked is not None and self._looked[0] is document and self._looked[1] is view:
            self._rest = None if self._rest is None else self._rest - seconds
            return False
        self._looked = document, view
        self._remember_drawing(document)
        is_made = self._notice_made(document, view)
        stand = self._stands[self.place]
        before = len(stand.held)
        for number, condition in enumerate(self.step.done):
            if number in stand.held:
                continue
            if self._holds(condition.expression, document, view):
                stand.held.add(number)
            elif self.step.done_in_turn:
                break
        if len(stand.held) == before:
            return is_made
        if self.is_step_done:
            self._step_is_done()
        return True

    @property
    def is_step_done(self) -> bool:
        """Whether all that is to be done on this step is; nothing to do is never done."""
        stand = self._stands.get(self.place)
        return bool(self.step.done) and stand is not None and len(stand.held) == len(self.step.done)

    def is_done(self, card: int) -> bool:
        """Whether a card is done, now or at another time."""
        return self.lesson.cards[card].title in self.done

    @property
    def is_due(self) -> bool:
        """Whether the next step of this card may come by itself."""
        return self._rest is not None and self._rest <= 0

    @property
    def is_waiting(self) -> bool:
        """Whether the next step of this card will come by itself soon."""
        return self._rest is not None

    def _step_is_done(self) -> None:
        if self.place.step + 1 < len(self.card.steps):
            self._rest = PAUSE
        else:
            self.done.add(self.card.title)

    def _holds(self, expression: Expression, document: Document, view: View) -> bool:
        try:
            return language.holds(expression, self.facts(document, view))
        except NNVizError:
            # It names what the network has no more: then it doesn't hold.
            return False

    # questions

    def answer(self, question: int, answer: Answer) -> None:
        """Question number ``question`` of this step has been answered."""
        self.answers[(self.place, question)] = answer
        self._end_of_reading()

    @property
    def is_touched(self) -> bool:
        """Whether this step has an answer, or something of what is to be done on it is done."""
        stand = self._stands.get(self.place)
        is_asked = any(place == self.place for place, _ in self.answers)
        return is_asked or (stand is not None and bool(stand.held))

    @property
    def is_answered(self) -> bool:
        """Whether every question of this step has an answer."""
        return all((self.place, number) in self.answers for number in range(len(self.step.questions)))

    def _end_of_reading(self) -> None:
        """The last card has none after it: where it asks for nothing, it is done when it is read and
        answered."""
        is_last = self.after(self.place) is None
        if is_last and self.is_answered and not _asks_for_anything(self.card):
            self.done.add(self.card.title)

    def answer_to(self, question: int) -> Answer | None:
        """The answer that question ``question`` of this step has, or None."""
        return self.answers.get((self.place, question))

    def clear(self, question: int) -> None:
        """It hasn't been answered after all."""
        self.answers.pop((self.place, question), None)
        self.put_off.discard((self.place, question))
        self._looked = None

    @property
    def waits_for_click(self) -> int | None:
        """The question of this step whose answer is the next neuron that is clicked."""
        for number, question in enumerate(self.step.questions):
            key = self.place, number
            if isinstance(question, Click) and key not in self.answers and key not in self.put_off:
                return number
        return None

    def _notice_made(self, document: Document, view: View) -> bool:
        """Whether something that was to be made so is so for the first time."""
        made = [
            number
            for number, question in enumerate(self.step.questions)
            if isinstance(question, Make)
            and self.answer_to(number) is None
            and self._holds(question.until, document, view)
        ]
        for number in made:
            self.answer(number, Answer(None, True))
        return bool(made)

    def reload(self, lesson: Lesson) -> Place:
        """The lesson's text has changed. Returns where its card is now: the one of the same title, else the
        same number; what was done on cards that have changed is let go of."""
        old, title = self.lesson, self.card.title
        titles = [card.title for card in lesson.cards]
        moved = {card.title: number for number, card in enumerate(old.cards)}
        keep = {n: moved[c.title] for n, c in enumerate(lesson.cards) if c.title in moved}
        same = {was: now for now, was in keep.items() if old.cards[was] == lesson.cards[now]}
        self._stands = {
            Place(same[p.card], p.step): stand for p, stand in self._stands.items() if p.card in same
        }
        self.lesson = lesson
        card = titles.index(title) if title in titles else min(self.place.card, len(titles) - 1)
        step = min(self.place.step, len(lesson.cards[card].steps) - 1)
        return Place(card, step)


def _asks_for_anything(card: Card) -> bool:
    """Whether there is something to be done on a card."""
    return any(step.done for step in card.steps)


def replace_theme(work: Work, view: View) -> Work:
    """The same work in the theme of ``view``."""
    return replace(work, view=replace(work.view, theme=view.theme))

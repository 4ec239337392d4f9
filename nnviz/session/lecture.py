"""A lesson that is open in a session: which card, what was done on each, what has been answered."""

from __future__ import annotations

from nnviz.document import Document, View
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.answers import Answer
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Card, Lesson
from nnviz.lessons.questions.model import Click, Make
from nnviz.session.course import Course
from nnviz.session.stands import PAUSE, Framing, Place, Stand
from nnviz.session.work import Work

__all__ = ["Framing", "Lecture", "Place", "Stand"]


class Lecture(Course):
    """Everything about an open lesson but the lesson itself. The session owns it and tells its views."""

    def __init__(self, lesson: Lesson, done: frozenset[str] = frozenset()) -> None:
        """``done`` are the titles of cards that were done at other times."""
        super().__init__(lesson)
        self.done: set[str] = set(done)
        self.answers: dict[tuple[Place, int], Answer] = {}
        self.tallies: dict[tuple[Place, int], tuple[int, ...]] = {}
        self.put_off: set[tuple[Place, int]] = set()
        """Questions for which a click on the canvas is no answer for now."""
        self.pace: float | None = None
        """How fast the person played before a step set a speed of its own."""
        self.refused: frozenset[str] = frozenset()
        """What the last edit would have touched that isn't the hand's on this card."""
        self._looked: tuple[Document, View, frozenset[str]] | None = None
        self._rest: float | None = None
        self._facts: Facts | None = None

    # going

    def enter(self, place: Place, view: View) -> Work:
        """Go to a step, as :meth:`Course.enter` says; what is to be done there is looked at anew."""
        work = super().enter(place, view)
        self._looked, self._rest, self.refused = None, None, frozenset()
        self._end_of_reading()
        return work

    def forget(self, card: int) -> None:
        """Let go of what was done on a card, and of the answers to it."""
        super().forget(card)
        self._move_answers({n: n for n in range(len(self.lesson.cards)) if n != card})

    def reload(self, lesson: Lesson) -> Place:
        """The lesson's text has changed, as :meth:`Course.reload` says; answers go with their cards."""
        self._move_answers(self._same(lesson))
        return super().reload(lesson)

    def _move_answers(self, to: dict[int, int]) -> None:
        """Cards have other numbers; what was said on those without one is let go of."""

        def moved(key: tuple[Place, int]) -> tuple[Place, int]:
            return Place(to[key[0].card], key[0].step), key[1]

        self.answers = {moved(key): answer for key, answer in self.answers.items() if key[0].card in to}
        self.tallies = {moved(key): hands for key, hands in self.tallies.items() if key[0].card in to}
        self.put_off = {moved(key) for key in self.put_off if key[0].card in to}

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

    # what the hand does

    def facts(self, document: Document, view: View) -> Facts:
        """What the lesson's sentences are about now."""
        old, hidden = self._facts, self.hidden(view)
        if old is None or old.document is not document or old.view is not view or old.hidden != hidden:
            stand = self._stands[self.place]
            self._facts = Facts(document, view, stand.set_up, stand.seen, hidden)
        assert self._facts is not None
        return self._facts

    def hidden(self, view: View) -> frozenset[str]:
        """The words of ``HIDE`` for what the card hides of this view now. Page and results are hidden until
        its questions are answered, but never what one of them is answered with."""
        words = {word for word in self.hide if word == "unreached" and view.masked}
        waiting = [q for number, q in enumerate(self.step.questions) if self.answer_to(number) is None]
        is_open = view.page != self.page or self.is_step_done or not waiting
        if not is_open and not any(isinstance(question, Click | Make) for question in waiting):
            words |= {word for word in self.hide if word in ("page", "results")}
        return frozenset(words)

    def notice(self, document: Document, view: View, seconds: float) -> bool:
        """Look whether what is to be done is done. Returns whether anything about that is new; after a
        pause, :meth:`is_due` says that the next step of the card is."""
        looked, hidden = self._looked, self.hidden(view)
        if looked is not None and looked[0] is document and looked[1] is view and looked[2] == hidden:
            self._rest = None if self._rest is None else self._rest - seconds
            return False
        self._looked = document, view, hidden
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


def _asks_for_anything(card: Card) -> bool:
    """Whether there is something to be done on a card."""
    return any(step.done for step in card.steps)

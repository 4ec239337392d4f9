"""The one mutable object: a document, its past, its file, and the lesson that is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnviz.document import Document, LessonCopy, Target
from nnviz.document.history import History
from nnviz.errors import NNVizError
from nnviz.formats.fingerprint import Fingerprint
from nnviz.lessons.answers import Answer
from nnviz.lessons.model import Lesson
from nnviz.session import asking
from nnviz.session.changes import Change
from nnviz.session.editing import Editing
from nnviz.session.lecture import Lecture, Place
from nnviz.session.touched import touched
from nnviz.session.training import TrainingControl
from nnviz.session.work import Work


class Session(Editing):
    """What a window shows. Everything a person does ends in one of its methods; every view listens."""

    def __init__(
        self, document: Document, path: Path | None = None, before: Fingerprint | None = None
    ) -> None:
        """Show ``document``; ``before`` is its file as it was before it was read, by default as it is."""
        self._lecture: Lecture | None = None
        self._aside: Work | None = None
        super().__init__(document, path, before)
        self._training = TrainingControl(self, self._announcer.announce)

    @property
    def training(self) -> TrainingControl:
        """What the Train page does with the document."""
        return self._training

    @property
    def has_unsaved_work(self) -> bool:
        """Whether the person's own document differs from the file it came from. What is tried out on a
        lesson's cards is the lesson's."""
        return self.own.is_unsaved

    @property
    def own(self) -> Work:
        """The person's own work: what is open, or what a lesson has set aside."""
        return self._work if self._aside is None else self._aside

    @property
    def lecture(self) -> Lecture | None:
        """The lesson that is open, or None."""
        return self._lecture

    def open_lesson(self, lecture: Lecture, place: Place | None = None) -> None:
        """Open a lesson at a step of it. The person's own document is set aside, whole, until
        :meth:`close_lesson`.

        Raises:
            NNVizError: the step can't be set up; everything is as it was.
        """
        self._training.stop()
        work = lecture.enter(place or Place(), self._view)
        if self._lecture is not None:
            self.close_lesson()
        self._aside = self._work
        self._lecture = lecture
        self._take_up(work)
        self._begin_step()

    def resume_lesson(self, lecture: Lecture) -> None:
        """Open the lesson that the document was saved from, on the card where that was, as it was left.

        Raises:
            NNVizError: the card can't be set up; the document alone stays open.
        """
        copy = self._document.lesson
        if copy is None or self._lecture is not None:
            return
        self._training.stop()
        own = self._work
        # Who saves again saves to the same file, from the card as from the document.
        card = replace(own, history=History(), document=replace(own.document, lesson=None))
        work = lecture.resume(Place(copy.card, copy.step), replace(card, saved=card.document))
        self._aside, self._lecture = own, lecture
        self._take_up(work)

    def close_lesson(self) -> None:
        """Leave the lesson: the person's own document is there again, with its past and its file."""
        if self._lecture is None or self._aside is None:
            return
        self._training.stop()
        self._lecture.leave(self._work)
        theme = self._view.theme
        self._lecture = None
        work, self._aside = self._aside, None
        if self._file is not work.file:
            self._file.close()
        self._take_up(replace(work, view=replace(work.view, theme=theme)))

    def go_to(self, place: Place) -> None:
        """Show another step of the open lesson; what the hand left on this one is kept for it.

        Raises:
            NNVizError: it can't be set up; this one stays.
        """
        lecture = self._lecture
        if lecture is None:
            return
        self._training.stop()
        before = lecture.place
        lecture.leave(self._work)
        try:
            work = lecture.enter(place, self._view)
        except NNVizError:
            self._turn_to(lecture.enter(lecture.place, self._view))
            raise
        lecture.has_left(before)
        self._turn_to(work)
        self._begin_step()

    def reset_card(self) -> None:
        """Set the card up anew: what was tried on it, and its answers, go."""
        lecture = self._lecture
        if lecture is not None:
            self._training.stop()
            card = lecture.place.card
            lecture.leave(self._work)
            lecture.forget(card)
            self._turn_to(lecture.enter(Place(card), self._view))

    def reload_lesson(self, lesson: Lesson) -> None:
        """The open lesson's text has changed: show the same card of the new one.

        Raises:
            NNVizError: that card can't be set up; the old text stays.
        """
        lecture = self._lecture
        if lecture is None:
            return
        self._training.stop()
        lecture.leave(self._work)
        before = lecture.lesson
        try:
            work = lecture.enter(lecture.reload(lesson), self._view)
        except NNVizError:
            work = lecture.enter(lecture.reload(before), self._view)
            self._turn_to(work)
            raise
        self._turn_to(work)

    def forward(self) -> None:
        """What a remote's key does: the next phase of the card's stretch of the pass; after the last one the
        next step, after the last of these the next card."""
        self._remote(1)

    def back(self) -> None:
        """The same the other way."""
        self._remote(-1)

    def answer(self, question: int, answer: Answer) -> None:
        """Question ``question`` of the step that is shown, from 0, has been answered."""
        if self._lecture is not None:
            self._lecture.answer(question, answer)
            self._announcer.announce(Change.LESSON)

    def point_out(self, target: Target) -> None:
        """A person has clicked a unit on the canvas; a question may have asked for one."""
        asking.point_out(self, target)

    def tell_lesson(self) -> None:
        """Something about the open lesson that isn't the session's has changed: a tally, a note."""
        self._announcer.announce(Change.LESSON)

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` of the clock pass. Only the frame clock calls this."""
        super().advance(seconds)
        self._training.advance(seconds)
        lecture = self._lecture
        if lecture is None:
            return
        if lecture.notice(self._document, self._view, seconds):
            self._announcer.announce(Change.LESSON)
        if lecture.is_due and not self._is_held:
            following = lecture.after(lecture.place)
            assert following is not None
            self.go_to(following)

    def _whole(self) -> Document:
        lecture = self._lecture
        if lecture is None:
            return super()._whole()
        place, lesson = lecture.place, lecture.lesson
        copy = LessonCopy(lesson.name, lesson.text, place.card, place.step)
        return replace(super()._whole(), lesson=copy)

    def _turn_to(self, work: Work) -> None:
        """Show another step. A lecture is one file: whatever card is shown, saving goes there."""
        self._take_up(replace(work, file=self._file))

    def _begin_step(self) -> None:
        """Play at the step's own pace, and at once where it wants that; after it, as before it."""
        lecture = self._lecture
        if lecture is None:
            return
        play = lecture.step.setup.play
        if play is not None:
            lecture.pace = self.speed if lecture.pace is None else lecture.pace
            self.set_speed(play.speed)
            if play.by_itself:
                self.play()
        elif lecture.pace is not None and not lecture.place.step:
            self.set_speed(lecture.pace)
            lecture.pace = None

    @property
    def leaves_step(self) -> bool:
        """Whether the way forward leads away from the step that is shown: its stretch of the pass is over."""
        return self._lecture is not None and self._within_step(1) is None

    def _within_step(self, way: int) -> float | None:
        """Where in the step's stretch of the pass the remote leads; None where it leads out of it."""
        lecture = self._lecture
        stretch = lecture.stretch(self.timeline) if lecture and self._view.page == "run" else None
        if stretch is None:
            return None
        to = min(max(self.timeline.step(self._view.seconds, way), stretch[0]), stretch[1])
        return to if abs(to - self._view.seconds) > 1e-6 else None

    def _remote(self, way: int) -> None:
        lecture = self._lecture
        if lecture is None:
            self.step(way)
            return
        to = self._within_step(way)
        if to is not None:
            self.pause()
            self.seek(to)
            return
        place = lecture.after(lecture.place) if way > 0 else lecture.before(lecture.place)
        if place is not None:
            self.go_to(place)

    def may(self, before: Document, after: Document) -> bool:
        """Whether the card gives what an edit touches into the hand; else it is told."""
        touch = None if self._lecture is None else self._lecture.touch
        if self._lecture is None or touch is None or "everything" in touch:
            return True
        refused = touched(before, after) - frozenset(touch)
        if refused != self._lecture.refused or refused:
            self._lecture.refused = refused
            self._announcer.announce(Change.LESSON)
        return not refused

    def _stop_at(self) -> float:
        stop = super()._stop_at()
        stretch = self._lecture.stretch(self.timeline) if self._lecture is not None else None
        if stretch is None or self._view.seconds >= stretch[1]:
            return stop
        return min(stop, stretch[1])

    # training makes way for all else

    def undo(self) -> None:
        """Take the last edit back; a run that goes on stands still first."""
        self._training.stop()
        super().undo()

    def redo(self) -> None:
        """Do again what undo took back."""
        self._training.stop()
        super().redo()

    def save(
        self, path: str | Path | None = None, thumbnail: bytes | None = None, overwrite: bool = False
    ) -> None:
        """Save to ``path``, or where the document came from, as :meth:`Editing.save` says; a run that goes on
        stands still first.

        Raises:
            NNVizError: it can't be written.
        """
        self._training.stop("the document is saved")
        super().save(path, thumbnail, overwrite)

    def close(self) -> None:
        """The window is gone: nothing goes on, and another window may have the file."""
        self._training.stop()
        super().close()

    def _made_way(self, before: Document, after: Document) -> bool:
        return self._training.made_way(before, after)

    def _begin(
        self, document: Document, saved: Document | None, path: Path | None, on_disk: Fingerprint | None
    ) -> None:
        """A lesson that is open is over, and so is a run."""
        self._training.stop()
        self.close_lesson()
        super()._begin(document, saved, path, on_disk)

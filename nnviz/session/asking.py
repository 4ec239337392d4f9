"""Questions of the lesson that is open: an answer is judged by the open network, which then shows why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnviz.document import Document, Target
from nnviz.lessons.answers import Answer
from nnviz.lessons.questions.judging import Given, Judgement, judged
from nnviz.lessons.questions.key import class_names, options_of
from nnviz.lessons.questions.model import Choice, Click, Question
from nnviz.scene.lab import steps
from nnviz.session.lecture import Lecture

if TYPE_CHECKING:
    from nnviz.session.session import Session


def question_of(session: Session, number: int) -> Question | None:
    """Question ``number`` of the step that is shown, from 0."""
    questions = () if session.lecture is None else session.lecture.step.questions
    return questions[number] if 0 <= number < len(questions) else None


def give(session: Session, number: int, given: Given) -> Judgement | None:
    """Answer a question, once: the answer is kept, and what was hidden plays. None where there is no such
    question, or it has been answered."""
    lecture, question = session.lecture, question_of(session, number)
    if lecture is None or question is None or lecture.answer_to(number) is not None:
        return None
    found = judged(question, lecture.facts(session.document, session.view), given)
    session.answer(number, Answer(found.given, found.is_right))
    play_on(session)
    return found


def show(session: Session, number: int) -> None:
    """Show what the network says without an answer."""
    lecture = session.lecture
    if lecture is not None and question_of(session, number) is not None and lecture.answer_to(number) is None:
        session.answer(number, Answer())
        play_on(session)


def try_again(session: Session, number: int) -> None:
    """Forget an answer; what it has brought out is hidden again, and the pass stands where the step began."""
    lecture = session.lecture
    if lecture is None or lecture.answer_to(number) is None:
        return
    session.pause()
    lecture.clear(number)
    if session.view.page == "run":
        session.seek(lecture.beginning(session.timeline))
        session.set_masked("unreached" in lecture.hide)
    session.tell_lesson()


def play_on(session: Session) -> None:
    """Let the pass go on to the end of the step's stretch; where it stands there already, show all."""
    lecture = session.lecture
    if lecture is None or session.is_playing:
        return
    if session.view.page != "run":
        lab = session.view.lab
        if session.is_lab_shown and lab.part in steps.COUNTS and steps.seconds(lab) < steps.end(lab.part):
            session.play()
        return
    stretch = lecture.stretch(session.timeline)
    end = session.timeline.seconds if stretch is None else stretch[1]
    if session.view.seconds < end - 1e-6:
        session.play()
    else:
        session.set_masked(False)


# a show of hands


def counted_question(lecture: Lecture) -> int | None:
    """The question for which keys count hands: the first choice that waits for an answer, else the last."""
    choices = [number for number, one in enumerate(lecture.step.questions) if isinstance(one, Choice)]
    waiting = [number for number in choices if lecture.answer_to(number) is None]
    return waiting[0] if waiting else choices[-1] if choices else None


def hands(lecture: Lecture, number: int, document: Document) -> tuple[int, ...]:
    """How many hands each answer of a choice has."""
    question = lecture.step.questions[number]
    assert isinstance(question, Choice)
    many = len(options_of(question, document))
    kept = lecture.tallies.get((lecture.place, number), ())
    return (*kept[:many], *(0 for _ in range(many - len(kept))))


def count(session: Session, number: int, option: int, by: int = 1) -> None:
    """So many hands more, or fewer, for an answer; never less than none."""
    lecture = session.lecture
    if lecture is None or not isinstance(question_of(session, number), Choice):
        return
    found = list(hands(lecture, number, session.document))
    if 0 <= option < len(found):
        found[option] = max(found[option] + by, 0)
        lecture.tallies[(lecture.place, number)] = tuple(found)
        session.tell_lesson()


def clear_count(session: Session, number: int) -> None:
    """All hands down."""
    lecture = session.lecture
    if lecture is not None and lecture.tallies.pop((lecture.place, number), None) is not None:
        session.tell_lesson()


def digits(question: Choice, document: Document) -> tuple[str, ...]:
    """The digit by which each answer's hands are counted, "" for what has none: classes that are digits have
    their own, all others 1 to 9 and 0 in their order."""
    if question.of_classes:
        called = class_names(document)
        if all(len(name) == 1 and name in "0123456789" for name in called):
            return called
    many = len(options_of(question, document))
    return tuple(str((place + 1) % 10) if place < 10 else "" for place in range(many))


def count_by_key(session: Session, digit: int, by: int) -> None:
    """A key with this digit was pressed."""
    lecture = session.lecture
    number = None if lecture is None else counted_question(lecture)
    if number is None:
        return
    question = question_of(session, number)
    assert isinstance(question, Choice)
    keys = digits(question, session.document)
    if str(digit) in keys:
        count(session, number, keys.index(str(digit)), by)


# pointing


def put_off(session: Session, number: int, is_off: bool) -> None:
    """Let clicks on the canvas be no answer to a question for now, or let the next one be."""
    lecture = session.lecture
    if lecture is not None:
        key = (lecture.place, number)
        if is_off:
            lecture.put_off.add(key)
        else:
            lecture.put_off.discard(key)
        session.tell_lesson()


def point_out(session: Session, target: Target) -> None:
    """A unit was clicked on the canvas: where a question waits for one of its layer, that is the answer."""
    lecture = session.lecture
    number = None if lecture is None else lecture.waits_for_click
    question = None if number is None else question_of(session, number)
    if number is not None and isinstance(question, Click) and question.layer == target.layer:
        give(session, number, target)

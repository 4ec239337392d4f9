"""How long it takes from one card of a lesson to the next, in the window, for every card of every lesson."""

from __future__ import annotations

from functools import partial

from benchmarks.windows import adopt_application, shown
from nnviz import formats
from nnviz.lessons import shelf, text
from nnviz.lessons.model import Lesson
from nnviz.session import Session
from nnviz.session.lecture import Lecture, Place

ROUNDS = 3


def run() -> dict[str, float]:
    """The slowest card of all; of each card the best of some rounds, for what else the machine does must not
    count."""
    adopt_application()
    slowest = 0.0
    for name in shelf.names():
        lesson = text.read(shelf.bundled(name))
        rounds = [cards(lesson) for _ in range(ROUNDS)]
        best = [min(times) for times in zip(*rounds, strict=True)]
        slowest = max(slowest, *best)
    return {"lesson.card_ms_max": round(slowest, 3)}


def cards(lesson: Lesson) -> list[float]:
    """Milliseconds from the wish for each card to its picture, in a window that has shown none before."""
    session = Session(formats.open_any("digits")[0])
    with shown(session) as here:
        session.open_lesson(Lecture(lesson))
        here.frame()
        return [here.timed(partial(session.go_to, Place(card))) for card in range(len(lesson.cards))]

"""The main lesson, done by hand: whatever a card asks for can be done with what it gives into the hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nnviz import formats
from nnviz.document import CurrentInput, Target, edits
from nnviz.document.lab import Lab, Stack
from nnviz.engine.functions import activations
from nnviz.lessons import shelf
from nnviz.lessons.questions.key import key_of
from nnviz.lessons.text import read
from nnviz.session import Session, asking
from nnviz.session.lecture import Lecture, Place

Act = Callable[[Session], None]


def to(seconds: float) -> Act:
    return lambda session: session.seek(min(seconds, session.timeline.seconds))


def past(layer: int, phase: str) -> Act:
    def act(session: Session) -> None:
        found = next(one for one in session.timeline.phases if (one.layer, one.name) == (layer, phase))
        session.seek(found.end)

    return act


def typed(*values: float) -> Act:
    return lambda session: session.apply(edits.set_input, CurrentInput(np.array(values, np.float32)))


def weight(index: tuple[int, ...], value: float, layer: int = 1) -> Act:
    return lambda session: session.apply(edits.set_weight, layer, index, value)


def bias(unit: int, value: float) -> Act:
    return lambda session: session.apply(edits.set_bias, 1, unit, value)


def looking(**changes: object) -> Act:
    return lambda session: session.set_lab_view(replace(session.view.lab, **changes))  # type: ignore[arg-type]


def drawn(session: Session) -> None:
    """A plus sign."""
    raster = np.zeros((280, 280), np.float32)
    raster[128:152, 50:230] = raster[50:230, 128:152] = 1
    session.apply(edits.set_drawing, raster)


def switched(session: Session) -> None:
    values = session.document.input.values.copy()
    values[4] = 0.0 if values[4] > 0.25 else 1.0
    session.apply(edits.set_input, CurrentInput(values))


def straight(session: Session) -> None:
    session.apply(edits.make_linear)


def bent(session: Session) -> None:
    session.apply(edits.put_back)


def held(session: Session) -> None:
    session.apply(edits.set_override, Target(1, 14), "z", 1.0)


def leaky(session: Session) -> None:
    session.apply(edits.set_activation, 1, activations.get("leaky_relu"))


def scores(session: Session) -> None:
    """All scores but that of 3 down."""
    own = session.trace[2].z[0]
    laid = tuple(float(z) if unit == 3 else -10.0 for unit, z in enumerate(own))
    session.apply(edits.set_lab, replace(session.document.lab or Lab(), scores=laid))


def strongest(session: Session) -> None:
    """A click on the strongest cell of the first map."""
    cells = session.trace[1].a[0, 0]
    row, column = np.unravel_index(int(cells.argmax()), cells.shape)
    session.select(Target(1, (0, int(row), int(column))))


def kernel(session: Session) -> None:
    session.apply(edits.set_parameter, 1, "weight", (0, 0, 2, 2), 1.0)


END = to(1e9)
ACTS: dict[tuple[str, int], tuple[Act, ...]] = {
    ("Draw a digit", 0): (drawn, END),
    ("A picture is numbers", 0): (switched,),
    ("One neuron decides", 0): (typed(1, 1),),
    ("Weights are importance", 0): (weight((0, 0), 6.0),),
    ("Weights are importance", 1): (weight((0, 0), -3.0),),
    ("The bias moves the bar", 1): (bias(0, -2.0),),
    ("Now write it down", 0): (END,),
    ("From a switch to a slope", 0): (looking(z=-1.0), looking(z=1.0)),
    ("One line is not enough", 0): (weight((0, 0), 6.0), weight((1, 0), 6.0), bias(0, -3.0)),
    ("Four neurons can", 0): (END,),
    ("Four neurons can", 1): (END,),
    ("Take the bend out", 0): (straight,),
    ("Take the bend out", 1): (bent,),
    ("The sigmoid runs flat", 0): (looking(z=-6.5),),
    ("ReLU: through, or nothing", 0): (past(1, "activate"),),
    ("ReLU: through, or nothing", 1): (held,),
    ("Off is not dead", 1): (bias(14, -2.5),),
    ("Off is not dead", 2): (leaky,),
    ("Your digit, layer by layer", 0): (END,),
    ("Your digit, layer by layer", 1): (weight((8, 4), -2.0, 2), weight((12, 4), -2.0, 2)),
    ("Your digit, layer by layer", 2): (typed(-1.0),),
    ("Ten scores, ten shares", 2): (scores,),
    ("Sure is not right", 1): (drawn,),
    ("One kernel, all places", 0): (strongest,),
    ("One kernel, all places", 1): (kernel,),
    ("One kernel, all places", 2): (past(2, "pool"),),
    ("First: what are they for?", 0): (straight,),
    ("Second: which, and why?", 0): (looking(stack=Stack(layers=6)),),
    ("Your digit, one last time", 0): (END,),
}
"""What a person does on each step, card by card."""


def answered(session: Session) -> None:
    """Give the right answer to all questions of the step."""
    lecture = session.lecture
    assert lecture is not None
    for number, question in enumerate(lecture.step.questions):
        key = key_of(question, lecture.facts(session.document, session.view))
        given = (*key.targets[:1], *key.options[:1], key.value)[0]
        told = asking.give(session, number, given)
        assert told is not None
        assert told.is_right, (lecture.card.title, number)
        session.pause()


def test_every_card_can_be_done_with_what_it_gives_into_the_hand():
    session = Session(formats.open_any("iris")[0])
    lesson = read(shelf.bundled("neurons"))
    lecture = Lecture(lesson)
    session.open_lesson(lecture)
    left = dict(ACTS)
    for number, card in enumerate(lesson.cards):
        for step in range(len(card.steps)):
            session.go_to(Place(number, step))
            session.pause()
            lecture.notice(session.document, session.view, 0.0)
            assert not lecture.is_step_done, (card.title, step, "is done by itself")
            answered(session)
            for act in left.pop((card.title, step), ()):
                act(session)
                lecture.notice(session.document, session.view, 0.0)
                assert not lecture.refused, (card.title, step, lecture.refused)
            assert lecture.is_step_done is bool(card.steps[step].done), (card.title, step)
    assert not left
    assert lecture.done == {card.title for card in lesson.cards}

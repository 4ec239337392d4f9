"""On the three shorter lessons, what is to be done can be done, with what each card gives into the hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.document.lab import Lab
from nnviz.document.sandbox import Sandbox
from nnviz.engine import OwnFunction
from nnviz.engine.functions import activations
from nnviz.lessons import shelf
from nnviz.lessons.text import read
from nnviz.scene.lab.functions import applied
from nnviz.session import Session
from nnviz.session.lecture import Lecture, Place
from nnviz.session.touched import touched

Hand = Callable[[Session], None]
SHORT = ("convolution", "activations", "reading")


def _kernel(change: Callable[[Sandbox], Sandbox]) -> Hand:
    def edit(document: Document) -> Document:
        return edits.set_sandbox(document, change(document.sandbox or Sandbox()))

    return lambda session: session.apply(edit)


def _lab(change: Callable[[Lab], Lab]) -> Hand:
    def edit(document: Document) -> Document:
        return edits.set_lab(document, change(document.lab or Lab()))

    return lambda session: session.apply(edit)


def _leaky(alpha: float) -> Hand:
    function = activations.get("leaky_relu", alpha=alpha)
    return lambda session: session.apply(applied.change_card, 0, function)


def _z(*places: float) -> Hand:
    def drag(session: Session) -> None:
        for z in places:
            session.set_lab_view(replace(session.view.lab, z=z))
            session.advance(0.01)

    return drag


def _select(layer: int, *unit: int) -> Hand:
    target = Target(layer, unit[0] if len(unit) == 1 else unit)  # type: ignore[arg-type]
    return lambda session: session.select(target)


def _example(number: int) -> Hand:
    return lambda session: session.apply(edits.choose_sample, number)


def _played(session: Session) -> None:
    session.seek(session.timeline.seconds)


def _pixels_off(session: Session) -> None:
    for pixel in (45, 53):
        session.apply(edits.set_input_value, (pixel,), 0.0)


def _trained(session: Session) -> None:
    session.set_lab_view(replace(session.view.lab, learned=True))


def _stroke(session: Session) -> None:
    drawing = np.zeros((280, 280), np.float32)
    drawing[40:240, 130:150] = 1
    session.apply(edits.set_drawing, drawing)


def _identity(sandbox: Sandbox) -> Sandbox:
    return sandbox.cleared().with_cell(1, 1, 1)


DONE: dict[tuple[str, int, int], Hand] = {
    ("convolution", 1, 1): _played,
    ("convolution", 1, 2): _select(1, 0, 67, 0),
    ("convolution", 2, 1): _kernel(lambda sandbox: sandbox.with_cell(1, 1, -1)),
    ("convolution", 2, 2): _kernel(_identity),
    ("convolution", 3, 1): _kernel(Sandbox.turned),
    ("convolution", 4, 1): lambda session: session.apply(edits.set_parameter, 1, "weight", (0, 0, 0, 0), 1.0),
    ("convolution", 5, 1): _played,
    ("convolution", 5, 2): _kernel(lambda sandbox: sandbox.with_padding("same")),
    ("convolution", 5, 3): _kernel(lambda sandbox: sandbox.with_padding(1).with_stride(2)),
    ("convolution", 6, 1): _played,
    ("convolution", 6, 2): _select(2, 0, 3, 3),
    ("convolution", 7, 1): _played,
    ("convolution", 8, 1): _stroke,
    ("activations", 1, 1): _z(-3.0, 3.0),
    ("activations", 2, 1): _z(0.0),
    ("activations", 2, 2): _z(4.0),
    ("activations", 3, 1): _select(1, 3),
    ("activations", 4, 1): _leaky(0.3),
    ("activations", 4, 2): _leaky(1.0),
    ("activations", 5, 1): _lab(lambda lab: replace(lab, cards=(*lab.cards, OwnFunction("max(0.1*z, z)")))),
    ("activations", 6, 1): _lab(lambda lab: replace(lab, shifted=True)),
    ("activations", 6, 2): _lab(lambda lab: replace(lab, scores=(0.0,))),
    ("activations", 7, 2): _trained,
    ("activations", 8, 1): lambda session: session.apply(edits.set_activation, 1, "tanh"),
    ("reading", 1, 1): _played,
    ("reading", 1, 2): lambda session: session.apply(edits.set_weight, 2, (9, 3), 0.0),
    ("reading", 2, 1): _pixels_off,
    ("reading", 3, 1): _example(1),
    ("reading", 4, 1): lambda session: session.apply(edits.set_bias, 1, 12, -7.5),
    ("reading", 5, 1): _example(7),
    ("reading", 6, 1): _example(86),
    ("reading", 7, 1): lambda session: session.apply(edits.set_weight, 2, (2, 9), 0.4),
    ("reading", 7, 2): lambda session: session.apply(edits.set_weight, 2, (4, 9), 0.5),
    ("reading", 8, 1): lambda session: session.apply(edits.set_input_value, (3,), 1.6),
}


def test_a_hand_is_known_for_each_step():
    asked = {
        (name, card, step)
        for name in SHORT
        for card, one in enumerate(read(shelf.bundled(name)).cards, 1)
        for step, text in enumerate(one.steps, 1)
        if text.done
    }
    assert asked == set(DONE)


@pytest.mark.parametrize("key", DONE, ids=lambda key: f"{key[0]}-{key[1]}-{key[2]}")
def test_a_hand_does_what_a_card_asks(key):
    name, card, step = key
    session = Session(formats.open_any("xor")[0])
    lecture = Lecture(read(shelf.bundled(name)))
    session.open_lesson(lecture)
    for place in range(step):
        session.go_to(Place(card - 1, place))
    session.advance(0.0)
    assert not lecture.is_step_done
    DONE[key](session)
    session.advance(0.0)
    assert not lecture.refused
    assert lecture.is_step_done


def test_a_turned_kernel_answers_the_question_of_its_card():
    session = Session(formats.open_any("xor")[0])
    lecture = Lecture(read(shelf.bundled("convolution")))
    session.open_lesson(lecture, Place(2))
    turn = _kernel(Sandbox.turned)
    for _ in range(2):
        turn(session)
        session.advance(0.0)
    assert lecture.answer_to(0) is None
    turn(session)
    session.advance(0.0)
    answer = lecture.answer_to(0)
    assert answer is not None
    assert answer.is_right


def test_who_has_the_window_in_hand_has_no_padding_in_hand():
    before = edits.set_sandbox(formats.open_any("edges")[0], Sandbox())
    assert before.sandbox is not None
    moved = edits.set_sandbox(before, before.sandbox.with_window(3, 4))
    padded = edits.set_sandbox(before, before.sandbox.with_padding("same"))
    assert touched(before, moved) == {"window"}
    assert touched(before, padded) == {"kernel"}

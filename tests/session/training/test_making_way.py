"""What stops a run: edits of the network, other documents, saving, lessons, the end of the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits, structure
from nnviz.session import Session
from nnviz.session.lecture import Lecture
from tests.lessons import made
from tests.session.training.conftest import document, points, session_of


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "nnviz-training"]


@pytest.fixture
def running(session: Session) -> Session:
    """A session whose run would go on for long."""
    training = session.training.training
    assert training is not None
    session.training.change(replace(training.recipe, epochs=10**6))
    session.training.play()
    session.training.wait(20)
    return session


def add_layer(session: Session) -> None:
    session.apply(structure.add_layer, "Dense", 1, {"units": 3, "activation": "tanh"})


def change_function(session: Session) -> None:
    session.apply(edits.set_activation, len(session.document.network.layers) - 1, "relu")


def change_weight(session: Session) -> None:
    session.apply(edits.set_weight, 2, (0, 0), 0.5)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (add_layer, "the layers changed"),
        (change_function, "the layers changed"),
        (change_weight, "a weight was changed"),
    ],
)
def test_an_edit_of_the_network_stops_it_in_words(
    running: Session, act: Callable[[Session], None], why: str
) -> None:
    act(running)
    assert not running.training.is_running
    assert not threads()
    run = running.training.run
    assert run is not None
    assert running.training.state.note == f"Training stopped at step {run.steps:,}: {why}."
    assert running.undo_label != "Train"
    running.undo()
    assert running.undo_label == "Train"
    assert running.document.shows_trained_weights()


def test_a_refused_edit_does_not_stop_it(running: Session) -> None:
    with pytest.raises(Exception, match="layer"):
        running.apply(edits.set_activation, 99, "relu")
    assert running.training.is_running


def test_what_does_not_concern_the_weights_lets_it_go_on(running: Session) -> None:
    running.apply(edits.choose_sample, 3)
    running.apply(edits.set_notes, "note")
    assert running.training.is_running


def test_undo_stops_it_and_takes_the_run_back(running: Session) -> None:
    running.undo()
    assert not running.training.is_running
    assert running.training.run is None
    running.redo()
    assert running.training.run is not None


def test_another_document_ends_it(running: Session) -> None:
    running.open("xor")
    assert not running.training.is_running
    assert not threads()
    assert running.document.training is None


def test_what_is_saved_is_where_it_stands(running: Session, tmp_path: Path) -> None:
    running.save(tmp_path / "run.nnviz")
    assert not running.has_unsaved_work
    assert not running.training.is_running
    opened = formats.open_any(tmp_path / "run.nnviz")[0]
    assert opened.network.equals(running.document.network)
    assert opened.training is not None
    run = running.training.run
    assert run is not None
    np.testing.assert_array_equal(opened.training.runs[0].curves.losses, run.curves.losses)
    np.testing.assert_array_equal(opened.training.runs[0].curves.checks, run.curves.checks)


def test_a_closed_session_trains_no_more(running: Session) -> None:
    running.close()
    assert not threads()


def test_a_lesson_sets_the_run_aside_where_it_stands(running: Session) -> None:
    lecture = Lecture(made.small())
    running.open_lesson(lecture)
    assert not threads()
    assert running.training.run is None
    running.close_lesson()
    run = running.training.run
    assert run is not None
    assert running.training.state.step == run.steps >= 20


def test_two_sessions_train_side_by_side() -> None:
    sessions = [session_of(document(points(100, 20)), batch_size=8, epochs=20) for _ in range(2)]
    for one in sessions:
        one.training.play()
    for one in sessions:
        one.training.wait()
    first, second = (one.document.network for one in sessions)
    assert first.equals(second)
    for one in sessions:
        one.close()


def test_a_session_that_nobody_has_any_more_leaves_no_thread() -> None:
    session = session_of(document(points(100, 20)), batch_size=8, epochs=10**6)
    session.training.play()
    session.training.wait(5)
    del session
    for thread in threads():
        thread.join(10)
    assert not threads()


@pytest.mark.parametrize(("touch", "trains"), [(("weights",), False), (("training",), True), (None, True)])
def test_a_card_says_whether_it_may_be_trained(touch: tuple[str, ...] | None, trains: bool) -> None:
    session = Session(document())
    lecture = Lecture(made.lesson(made.card("Learn", sample="xor", touch=touch)))
    session.open_lesson(lecture)
    before = session.document
    session.training.step()
    assert (session.training.run is not None) == trains
    assert (session.document is before) != trains
    assert lecture.refused == (frozenset() if trains else {"training"})
    session.close()

"""Play, pause, one step, one epoch, reset, pace: as the transport does them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.engine import SGD, Network, Trainer
from nnviz.errors import OptionError
from nnviz.session import Change, Session
from nnviz.training import begin


def weights(session: Session) -> bytes:
    """All parameters of the document's network."""
    return b"".join(array.tobytes() for array in session.document.network.parameters().values())


def test_one_step_is_one_step(session: Session) -> None:
    first = weights(session)
    session.training.step()
    state = session.training.state
    assert (state.step, state.steps, state.epoch, state.is_running) == (1, 1, 0, False)
    assert weights(session) != first
    session.training.step()
    assert session.training.state.step == 2


def test_one_epoch_ends_with_the_epoch(session: Session) -> None:
    session.training.step()
    session.training.epoch()
    session.training.wait()
    assert (session.training.state.step, session.training.state.epoch) == (10, 1)
    session.training.epoch()
    session.training.wait()
    assert session.training.state.step == 20


def test_play_takes_the_steps_that_the_engine_takes(session: Session) -> None:
    session.training.play()
    assert session.training.is_running
    session.training.wait()
    run = session.training.run
    training = session.document.training
    assert run is not None
    assert training is not None
    assert training.data is not None
    lesson = begin.lesson_of(run, training.data)
    trainer = Trainer(run.network, lesson.learned, run.recipes[0][1])
    losses = trainer.advance(200)
    np.testing.assert_array_equal(run.curves.losses, np.array(losses, np.float32))
    after = begin.core_of(session.document.network).parameters()
    for key, array in trainer.network().parameters().items():
        np.testing.assert_array_equal(after[key], array)


def test_played_on_after_the_end_it_takes_as_many_steps_again(session: Session) -> None:
    session.training.play()
    session.training.wait()
    session.training.play()
    session.training.wait()
    assert session.training.state.step == 400
    assert session.document.training is not None
    assert len(session.document.training.runs) == 1


def test_pause_stands_still_and_play_goes_on(session: Session) -> None:
    session.training.change(replace(recipe_of(session), epochs=10**5))
    session.training.play()
    session.training.wait(50)
    session.training.pause()
    step = session.training.state.step
    assert step >= 50
    assert not session.training.is_running
    session.training.toggle()
    session.training.wait(step + 1)
    session.training.toggle()
    assert session.training.state.step > step
    assert session.document.training is not None
    assert len(session.document.training.runs) == 1


def recipe_of(session: Session):  # type: ignore[no-untyped-def]
    training = session.training.training
    assert training is not None
    return training.recipe


def test_a_run_is_one_undo_step_however_often_it_was_paused(session: Session) -> None:
    before = session.document
    for _ in range(3):
        session.training.step()
    session.training.epoch()
    session.training.wait()
    after = session.document
    assert session.undo_label == "Train"
    session.undo()
    assert session.document is before
    session.redo()
    assert session.document is after


def test_what_a_hand_edits_in_between_is_taken_back_by_itself(session: Session) -> None:
    session.training.change(replace(recipe_of(session), epochs=10**5))
    before = session.document
    session.training.play()
    session.training.wait(5)
    session.apply(edits.choose_sample, 4)
    session.training.wait(50)
    session.apply(edits.set_notes, "so far")
    session.training.wait(100)
    session.training.pause()
    trained = weights(session)
    session.undo()
    assert (session.document.notes, session.document.input.sample) == ("", 4)
    assert weights(session) == trained
    session.undo()
    assert session.document.input.sample == 0
    assert weights(session) == trained
    session.undo()
    assert session.document is before


def test_reset_goes_back_to_the_same_initial_weights(session: Session) -> None:
    first = weights(session)
    session.training.play()
    session.training.wait()
    session.training.reset()
    run = session.training.run
    assert run is not None
    assert session.training.state.step == 0
    parameters = begin.core_of(session.document.network).parameters()
    assert b"".join(a.tobytes() for a in parameters.values()) == first
    session.training.play()
    session.training.wait()
    again = session.training.run
    assert again is not None
    assert again is not run
    np.testing.assert_array_equal(again.curves.losses, run.curves.losses)
    assert again.name == "Adam 0.01 (2)"


def test_every_tenth_of_a_second_there_is_something_new(session: Session) -> None:
    session.training.change(replace(recipe_of(session), epochs=10**6))
    heard: list[Change] = []
    session.training.play()
    session.training.wait(1)
    session.changed.connect(heard.append)
    for _ in range(20):
        session.advance(0.016)
    networks = [change for change in heard if change & Change.NETWORK]
    assert len(networks) <= 4
    session.training.pause()


def test_a_chosen_pace_is_kept(session: Session) -> None:
    session.training.set_pace(1000)
    assert session.training.state.pace == 1000
    session.training.play()
    session.training.wait(20)
    state = session.training.state
    assert state.seconds_left is not None
    assert state.seconds_left > 0
    session.training.set_pace(None)
    session.training.wait()
    assert session.training.state.step == 200


def test_a_pause_ends_a_slow_pace_at_once(session: Session) -> None:
    session.training.set_pace(0.001)
    session.training.play()
    session.training.wait(1)
    session.training.pause()
    assert session.training.state.step == 1


@pytest.mark.parametrize("pace", [0, -1, float("inf"), float("nan")])
def test_a_pace_that_is_none_is_refused(session: Session, pace: float) -> None:
    with pytest.raises(OptionError, match="pace"):
        session.training.set_pace(pace)
    assert session.training.state.pace is None


def test_the_rate_changes_while_it_runs_from_the_next_step_on(session: Session) -> None:
    session.training.change(replace(recipe_of(session), epochs=10**5))
    session.training.play()
    session.training.wait(30)
    session.training.change(replace(recipe_of(session), optimizer=SGD(0.5)))
    session.training.wait(session.training.state.step + 30)
    session.training.pause()
    run = session.training.run
    assert run is not None
    assert len(run.recipes) == 2
    step, recipe = run.recipes[1]
    assert step >= 30
    assert recipe.optimizer == SGD(0.5)
    assert session.undo_label == "Train"


def test_a_change_while_it_stands_is_an_undo_step_of_its_own(session: Session) -> None:
    session.training.step()
    before = session.document
    session.training.change(replace(recipe_of(session), l2=0.1))
    assert session.undo_label == "Change training"
    session.training.step()
    run = session.training.run
    assert run is not None
    assert [(step, recipe.l2) for step, recipe in run.recipes] == [(0, 0.0), (1, 0.1)]
    session.undo()
    session.undo()
    assert session.document is before


def test_another_seed_begins_another_run(session: Session) -> None:
    session.training.step()
    session.training.change(replace(recipe_of(session), seed=9))
    session.training.step()
    run = session.training.run
    assert run is not None
    assert [recipe.seed for _, recipe in run.recipes] == [9]
    assert run.steps == 1
    assert run.branch_of is None
    session.training.reset()
    session.training.step()
    run = session.training.run
    assert run is not None
    assert run.recipes[0][1].seed == 9


def test_a_trained_network_learns_anew_from_new_weights() -> None:
    session = Session(formats.open_any("iris")[0])
    before = session.document
    session.training.step()
    run = session.training.run
    assert run is not None
    assert "new weights" in session.training.state.note
    core = begin.core_of(before.network)
    drawn = Network.build(core.input_shape, core.layers, run.recipes[0][1].seed, core.dtype)
    assert run.network.equals(drawn)
    assert begin.core_of(session.document.network).layers == core.layers
    session.undo()
    assert session.document is before
    assert session.document.score_holds()
    session.close()


def test_the_score_is_that_of_where_it_stands() -> None:
    session = Session(formats.open_any("iris")[0])
    session.training.set_pace(None)
    session.training.play()
    session.training.wait()
    document = session.document
    assert document.score is not None
    assert document.score_holds()
    assert document.shows_trained_weights()
    unseen = document.data
    assert unseen is not None
    said = document.network.predict(unseen.inputs).argmax(axis=1)
    assert document.score.value == pytest.approx(np.mean(said == unseen.targets))
    assert document.score.count == len(unseen)
    session.close()

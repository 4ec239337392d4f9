"""Rewinding, branches, runs by name, numbers that run away, and weights that a hand has changed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.document import Document, edits
from nnviz.document.new import from_network
from nnviz.document.training import Training
from nnviz.engine import SGD, Dense, Network
from nnviz.errors import OptionError
from nnviz.session import Session
from nnviz.training import begin
from tests.session.training.conftest import points, session_of


def training_of(session: Session) -> Training:
    training = session.document.training
    assert training is not None
    return training


def sums() -> Document:
    """A network that learns the sum of two numbers: its loss has no end."""
    data = points(100, 20)
    data = replace(data, targets=data.inputs.sum(axis=1, keepdims=True), class_names=())
    network = Network.build((2,), [Dense(6, "relu"), Dense(1)], seed=3)
    made = replace(from_network(network, title="sums"), data=data, task="values", output_names=("sum",))
    return edits.choose_sample(replace(made, trained=MappingProxyType({})), 0)


def trained(session: Session) -> None:
    session.training.play()
    session.training.wait()


def test_the_network_goes_to_the_nearest_kept_step(session: Session) -> None:
    trained(session)
    run = training_of(session).runs[0]
    kept = run.nearest(100)
    session.training.seek(100)
    assert training_of(session).step == kept.step
    core = begin.core_of(session.document.network).parameters()
    for key, array in kept.parameters.items():
        np.testing.assert_array_equal(core[key], array)
    later = 200 - kept.step
    assert session.training.state.note == (
        f"Rewound to step {kept.step}. The network above is as it was then; the {later} later steps are kept."
    )
    assert training_of(session).runs[0] is run


def test_a_drag_along_the_curve_is_one_undo_step(session: Session) -> None:
    trained(session)
    end = session.document
    for step in (180, 120, 60, 0):
        session.training.seek(step)
    assert training_of(session).step == 0
    session.undo()
    assert session.document is end


def test_playing_from_an_earlier_step_is_a_branch(session: Session) -> None:
    trained(session)
    old = training_of(session).runs[0]
    session.training.seek(100)
    step = training_of(session).step
    session.training.change(replace(training_of(session).recipe, optimizer=SGD(0.5)))
    trained(session)
    training = training_of(session)
    new = training.runs[1]
    assert training.runs[0] is old
    assert new.name == f"SGD 0.5, from step {step}"
    assert new.branch_of == (old.name, step)
    np.testing.assert_array_equal(new.curves.losses[:step], old.curves.losses[:step])
    assert not np.array_equal(new.curves.losses[step:], old.curves.losses[step:200])
    shared = [one for one in old.kept if one.step <= step]
    assert all(one is other for one, other in zip(shared, new.kept, strict=False))
    assert new.recipes[-1] == (step, replace(old.recipes[0][1], optimizer=SGD(0.5)))
    session.training.seek(step)
    session.training.step()
    assert f"A branch of {new.name} from step" in session.training.state.note


def test_a_branch_with_the_same_recipe_goes_the_same_way(session: Session) -> None:
    trained(session)
    session.training.seek(100)
    trained(session)
    old, new = training_of(session).runs
    np.testing.assert_array_equal(old.curves.losses, new.curves.losses)


def test_weights_changed_by_hand_begin_a_new_run(session: Session) -> None:
    trained(session)
    session.apply(edits.set_weight, 2, (0, 0), 0.125)
    session.training.step()
    _old, new = training_of(session).runs
    assert new.branch_of is None
    assert new.steps == 1
    assert new.network.parameters()["1.weight"][0, 0] == np.float32(0.125)
    assert session.training.state.note == "A new run, from the weights as they are now."


def test_an_edit_that_was_taken_back_begins_none(session: Session) -> None:
    trained(session)
    session.apply(edits.set_weight, 2, (0, 0), 0.125)
    session.undo()
    session.training.step()
    assert len(training_of(session).runs) == 1
    assert training_of(session).runs[0].steps == 201


def test_runs_are_chosen_named_and_forgotten(session: Session) -> None:
    trained(session)
    session.training.seek(0)
    session.training.step()
    names = [run.name for run in training_of(session).runs]
    session.training.choose_run(0)
    assert (training_of(session).run, training_of(session).step) == (0, 200)
    session.training.rename_run(0, "  the first ")
    assert training_of(session).runs[0].name == "the first"
    assert training_of(session).runs[1].branch_of == ("the first", 0)
    with pytest.raises(OptionError, match="choose another name"):
        session.training.rename_run(0, names[1])
    with pytest.raises(OptionError, match="type one"):
        session.training.rename_run(0, " ")
    network = session.document.network
    session.training.remove_run(0)
    assert training_of(session).run is None
    assert len(training_of(session).runs) == 1
    assert session.document.network is network
    for act in (session.training.choose_run, session.training.remove_run):
        with pytest.raises(OptionError, match="no run"):
            act(7)


def test_the_best_step_is_that_of_the_lowest_validation_loss(session: Session) -> None:
    trained(session)
    run = training_of(session).runs[0]
    best = int(run.curves.checks[np.argmin(run.curves.validation_loss)])
    session.training.seek(0)
    session.training.to_best()
    assert training_of(session).step == best


def test_numbers_that_run_away_stop_the_run_at_the_last_good_step() -> None:
    session = session_of(sums(), batch_size=8, epochs=4)
    trained(session)
    session.training.change(replace(training_of(session).recipe, optimizer=SGD(1e6)))
    trained(session)
    state, run = session.training.state, session.training.run
    assert run is not None
    assert run.trouble is not None
    assert state.trouble == run.trouble
    assert not state.is_running
    assert run.trouble.step > 40
    assert run.trouble.layer in (1, 2)
    assert all(np.isfinite(array).all() for array in session.document.network.parameters().values())
    assert state.step == run.kept[-1].step < run.trouble.step
    assert f"step {run.trouble.step}" in state.note
    assert "smaller rate" in state.note
    session.training.back_to_good()
    good = training_of(session).step
    assert good == run.curves.best
    session.training.change(replace(training_of(session).recipe, optimizer=SGD(0.1)))
    session.training.step()
    assert training_of(session).runs[-1].trouble is None
    assert "step" in session.training.state.note
    assert len(training_of(session).runs) == 2


def test_what_was_said_goes_with_what_is_taken_back(session: Session) -> None:
    trained(session)
    session.training.seek(100)
    assert session.training.state.note.startswith("Rewound")
    session.undo()
    assert session.training.state.note == ""

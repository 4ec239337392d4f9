"""The session: edits, undo, files and playback, as a window uses them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Camera, CurrentInput, Override, Target, edits, structure
from nnviz.errors import FileError, NNVizError, OptionError
from nnviz.session import Change, Preferences, Session
from tests import documents


@pytest.fixture
def session() -> Session:
    return Session(documents.small())


@pytest.fixture
def heard(session: Session) -> list[Change]:
    """Every change the session announces, in order."""
    changes: list[Change] = []
    session.changed.connect(changes.append)
    return changes


def drag(session: Session, values: list[float], name: object = "drag") -> None:
    """A hand pulls weight (0, 0) of layer 1 through ``values``."""
    session.hold()
    for value in values:
        session.apply(edits.set_weight, 1, (0, 0), value, merge=name)
    session.release()


# Edits and undo


def test_undo_returns_the_identical_document(session: Session) -> None:
    before = session.document
    session.apply(edits.set_bias, 1, 2, 3.0)
    after = session.document
    assert after.network.parameters()["1.bias"][2] == 3.0
    session.undo()
    assert session.document is before
    session.redo()
    assert session.document is after


def test_a_drag_is_one_undo_step(session: Session) -> None:
    before = session.document
    drag(session, [0.1, 0.2, 0.3])
    middle = session.document
    drag(session, [0.4, 0.5])
    assert session.document.network.parameters()["1.weight"][0, 0] == np.float32(0.5)
    session.undo()
    assert session.document is middle
    session.undo()
    assert session.document is before
    assert session.undo_label is None


def test_a_second_drag_of_the_same_token_is_a_step_of_its_own(session: Session) -> None:
    drag(session, [0.1], "a")
    first = session.document
    drag(session, [0.2], "a")
    session.undo()
    assert session.document is first


def test_edits_without_a_token_are_steps_of_their_own(session: Session) -> None:
    for value in (1.0, 2.0, 3.0):
        session.apply(edits.set_bias, 2, 0, value)
    session.undo()
    assert session.document.network.parameters()["2.bias"][0] == 2.0


def test_an_edit_after_undo_forgets_what_was_undone(session: Session) -> None:
    session.apply(edits.set_bias, 1, 0, 1.0)
    session.undo()
    assert session.redo_label == "Set bias"
    session.apply(edits.set_bias, 1, 0, 2.0, label="Push")
    assert session.redo_label is None
    assert session.undo_label == "Push"
    kept = session.document
    session.redo()
    assert session.document is kept


def test_an_edit_that_fails_changes_nothing(session: Session, heard: list[Change]) -> None:
    before = session.document
    for call in (
        lambda: session.apply(edits.set_weight, 1, (9, 9), 1.0),
        lambda: session.apply(edits.set_override, Target(1, 3), "z", 1.0),
        lambda: session.apply(edits.choose_sample, 5),
        lambda: session.apply(edits.set_input, CurrentInput(np.zeros(3))),
    ):
        with pytest.raises(NNVizError):
            call()
    assert session.document is before
    assert session.undo_label is None
    assert heard == []


def test_each_edit_announces_what_it_changed(session: Session, heard: list[Change]) -> None:
    for edit, arguments, change in (
        (edits.set_weight, (1, (0, 0), 1.0), Change.NETWORK),
        (edits.set_activation, (1, "relu", {}), Change.NETWORK),
        (edits.choose_sample, (3,), Change.INPUT),
        (edits.set_override, (Target(1, 0), "a", 1.0), Change.OVERRIDES),
        (edits.set_notes, ("new",), Change.NOTES),
        (edits.back_to_trained, (), Change.NETWORK | Change.OVERRIDES),
    ):
        heard.clear()
        session.apply(edit, *arguments)
        assert heard == [change | Change.HISTORY], edit.__name__


def test_untouched_arrays_are_shared(session: Session) -> None:
    before = session.document.network.parameters()
    session.apply(edits.set_weight, 1, (0, 0), 9.0)
    after = session.document.network.parameters()
    assert all(after[key] is before[key] for key in before if key != "1.weight")
    assert before["1.weight"][0, 0] != 9.0


def test_back_to_the_trained_weights_restores_exactly_those(session: Session) -> None:
    session.apply(edits.set_weight, 2, (1, 1), 5.0)
    session.apply(edits.back_to_trained)
    assert session.document.shows_trained_weights()
    assert not session.document.overrides


# Derived values


def test_the_trace_follows_every_edit(session: Session) -> None:
    session.apply(edits.clear_overrides)
    for edit, arguments in (
        (edits.set_weight, (1, (0, 1), -3.0)),
        (edits.set_input_value, ((2,), 0.9)),
        (edits.set_activation, (1, "tanh", {})),
    ):
        session.apply(edit, *arguments)
        document = session.document
        x, p = document.input.values.astype(float), document.network.parameters()
        z = x @ p["1.weight"] + p["1.bias"]
        hidden = (
            np.tanh(z) if document.network.layer(1).activation.name == "tanh" else np.where(z > 0, z, 0.2 * z)
        )
        scores = hidden @ p["2.weight"] + p["2.bias"]
        shares = np.exp(scores) / np.exp(scores).sum()
        np.testing.assert_allclose(session.trace[1].z[0], z, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(session.trace.output[0], shares, rtol=1e-5, atol=1e-6)


def test_an_override_changes_everything_after_it_and_nothing_before(session: Session) -> None:
    session.apply(edits.clear_overrides)
    before = session.trace
    session.apply(edits.set_override, Target(1, 1), "a", 4.0)
    after = session.trace
    np.testing.assert_array_equal(after[1].z, before[1].z)
    assert after[1].a[0, 1] == 4.0
    assert not np.array_equal(after.output, before.output)
    session.apply(edits.clear_override, Target(1, 1))
    np.testing.assert_array_equal(session.trace.output, before.output)


def test_the_trace_is_kept_while_nothing_it_needs_changes(session: Session) -> None:
    trace = session.trace
    session.select(Target(1, 0))
    session.seek(1.0)
    session.set_camera(Camera(zoom=2))
    session.apply(edits.set_notes, "n")
    assert session.trace is trace
    session.apply(edits.choose_sample, 1)
    assert session.trace is not trace


# The view


def test_what_is_looked_at_is_announced_once_and_not_undone(session: Session, heard: list[Change]) -> None:
    for _ in range(2):
        session.select(Target(1, 0))
        session.set_camera(Camera(zoom=2))
        session.set_theme("dark")
    assert heard == [Change.SELECTION, Change.CAMERA, Change.THEME]
    assert session.undo_label is None
    assert session.view.selection == Target(1, 0)


def test_another_page_pauses(session: Session, heard: list[Change]) -> None:
    session.play()
    heard.clear()
    session.set_page("kernels")
    assert not session.is_playing
    assert heard == [Change.PLAYBACK, Change.PAGE]
    session.set_tint("network")
    assert session.view.tint == "network"


# Playback


def test_playing_runs_through_the_pass_and_stops_at_its_end(session: Session) -> None:
    session.apply(edits.clear_overrides)
    session.seek(0.0)
    session.play()
    for _ in range(1000):
        session.advance(0.01)
    assert session.view.seconds == session.timeline.seconds
    assert not session.is_playing
    assert session.moment.progress == 1.0
    session.play()
    assert session.view.seconds == 0.0


def test_speed_scales_time(session: Session) -> None:
    session.seek(0.0)
    session.set_speed(4.0)
    session.play()
    session.advance(0.25)
    assert session.view.seconds == pytest.approx(1.0)
    session.set_speed(100.0)
    assert session.speed == 4.0
    session.set_speed(0.0)
    assert session.speed == 0.25


def test_time_stands_still_while_paused(session: Session) -> None:
    session.seek(1.0)
    session.advance(5.0)
    assert session.view.seconds == 1.0


def test_loop_starts_again_and_keeps_playing(session: Session) -> None:
    session.apply(edits.clear_overrides)
    session.set_loop(True)
    session.seek(session.timeline.seconds - 0.1)
    session.play()
    session.advance(0.3)
    assert session.is_playing
    assert session.view.seconds == pytest.approx(0.2)


def test_steps_pause_and_stop_at_phases(session: Session) -> None:
    session.play()
    session.seek(0.0)
    seen = [session.moment]
    for _ in range(len(session.timeline.phases)):
        session.step(1)
        seen.append(session.moment)
    assert not session.is_playing
    assert [(m.layer, m.phase) for m in seen[:-1]] == [(p.layer, p.name) for p in session.timeline.phases]
    assert session.view.seconds == session.timeline.seconds
    for moment in reversed(seen[:-1]):
        session.step(-1)
        assert session.moment == moment


def test_steps_by_layer(session: Session) -> None:
    session.seek(0.0)
    session.step_layer(1)
    assert (session.moment.layer, session.moment.phase, session.moment.progress) == (1, "multiply", 0.0)
    session.step_layer(1)
    assert session.moment.layer == 2
    session.step_layer(-2)
    assert session.view.seconds == 0.0


def test_seeking_is_clamped_and_leaves_playing_alone(session: Session) -> None:
    session.seek(-5.0)
    assert session.view.seconds == 0.0
    session.play()
    session.seek(1e9)
    assert session.view.seconds == session.timeline.seconds
    assert session.is_playing


def test_playback_stops_in_the_layer_where_numbers_stop_being_finite() -> None:
    session = Session(documents.non_finite(documents.small()))
    session.set_loop(True)
    session.seek(0.0)
    session.play()
    for _ in range(1000):
        session.advance(0.01)
    assert not session.is_playing
    last = max(phase.end for phase in session.timeline.phases if phase.layer == 1)
    assert session.view.seconds == pytest.approx(last)
    session.play()
    assert session.is_playing
    assert session.view.seconds == 0.0


# Files


def test_saving_keeps_document_and_view(session: Session, tmp_path: Path) -> None:
    session.apply(edits.set_weight, 1, (0, 0), 0.5)
    session.select(Target(1, 1))
    session.seek(1.25)
    assert session.has_unsaved_work
    session.save(tmp_path / "mine.nnviz")
    assert not session.has_unsaved_work
    assert session.path == tmp_path / "mine.nnviz"
    again = Session(*formats.open_any(tmp_path / "mine.nnviz"))
    assert again.view == session.view
    assert again.document.overrides == dict(session.document.overrides)
    np.testing.assert_array_equal(again.trace.output, session.trace.output)


def test_work_is_unsaved_until_it_is_undone_or_saved(session: Session, tmp_path: Path) -> None:
    session.apply(edits.set_notes, "more")
    assert session.has_unsaved_work
    session.undo()
    assert not session.has_unsaved_work


def test_saving_without_a_path_asks_for_one(session: Session) -> None:
    with pytest.raises(NNVizError, match="choose where to save"):
        session.save()


def test_a_file_that_cannot_be_opened_leaves_everything(
    session: Session, heard: list[Change], tmp_path: Path
) -> None:
    session.apply(edits.set_notes, "work")
    heard.clear()
    before = session.document
    (tmp_path / "bad.nnviz").write_bytes(b"PK")
    with pytest.raises(FileError):
        session.open(tmp_path / "bad.nnviz")
    with pytest.raises(FileError):
        session.save(tmp_path / "nowhere" / "mine.nnviz")
    assert session.document is before
    assert session.undo_label == "Set notes"
    assert session.has_unsaved_work
    assert heard == []


def test_opening_starts_anew(session: Session, heard: list[Change]) -> None:
    session.apply(edits.set_notes, "work")
    session.play()
    session.open("xor")
    assert session.document.title.startswith("XOR")
    assert session.path is None
    assert session.undo_label is None
    assert not session.is_playing
    assert not session.has_unsaved_work
    assert Change.DOCUMENT in heard[-1]
    assert session.trace.output.shape == (1, 1)


def test_the_overrides_of_a_file_count(session: Session) -> None:
    assert session.document.overrides[Target(1, 2)] == Override("z", -1.5)
    assert session.trace[1].z[0, 2] == np.float32(-1.5)


def test_listeners_can_leave(session: Session, heard: list[Change]) -> None:
    session.changed.disconnect(heard.append)
    session.seek(0.5)
    assert heard == []


def test_an_override_of_the_input_is_refused(session: Session) -> None:
    with pytest.raises(OptionError, match="layer 1 or later"):
        session.apply(edits.set_override, Target(0, 0), "a", 1.0)


def test_a_neuron_that_is_not_there_is_not_selected(session: Session) -> None:
    session.select(Target(99, 0))
    assert session.view.selection is None
    session.select(Target(1, 10**6))
    assert session.view.selection is None


# What is announced, and by whom


def test_others_can_listen_to_a_sessions_signal_and_nothing_else(session: Session) -> None:
    doors = {name for name in dir(session.changed) if not name.startswith("_")}
    assert doors == {"connect", "disconnect"}
    with pytest.raises(AttributeError):
        session.changed = session.changed  # type: ignore[misc]


def test_preferences_are_announced_once_and_stay_with_the_next_document(
    session: Session, heard: list[Change]
) -> None:
    assert session.preferences == Preferences(reduced_motion=False, map_shown=True)
    wanted = Preferences(reduced_motion=True, map_shown=False)
    session.set_preferences(wanted)
    session.set_preferences(Preferences(reduced_motion=True, map_shown=False))
    assert heard == [Change.PREFERENCES]
    session.show(documents.small())
    assert session.preferences == wanted
    assert not session.has_unsaved_work


def test_a_finished_pass_stays_finished_when_layers_come_and_go(session: Session) -> None:
    session.seek(session.timeline.seconds)
    before = session.timeline.seconds
    session.apply(structure.add_layer, "Dense", 2)
    assert session.timeline.seconds > before
    assert session.view.seconds == session.timeline.seconds
    session.undo()
    assert session.view.seconds == session.timeline.seconds == before


def test_a_pass_under_way_stays_where_it_is_when_a_layer_comes(session: Session) -> None:
    session.seek(1.0)
    session.apply(structure.add_layer, "Dense", 2)
    assert session.view.seconds == 1.0

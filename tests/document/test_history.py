"""Undo and redo: merged by token, bounded in memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnviz.data import toys
from nnviz.document import Document, edits, new
from nnviz.document.history import LIMIT, History
from nnviz.engine import Dense, Network
from tests import documents
from tests.trainings import training


def large() -> Document:
    """1 MB in its first layer."""
    return new.from_network(Network.build((512,), [Dense(512), Dense(2)]))


def entries(history: History, present: Document) -> int:
    count = 0
    while history.undo_label is not None:
        present = history.undo(present)
        count += 1
    return count


def test_the_oldest_entries_go_when_memory_runs_out() -> None:
    history = History(limit=10 * 2**20)
    document = large()
    for step in range(30):
        history.record(document, f"edit {step}")
        document = edits.set_weight(document, 1, (0, 0), float(step))
    assert 8 <= entries(history, document) <= 10


def test_shared_arrays_count_once() -> None:
    history = History(limit=10 * 2**20)
    document = large()
    for step in range(300):
        history.record(document, f"edit {step}")
        document = edits.set_bias(document, 2, 0, float(step))
    assert entries(history, document) == 300


def test_a_hundred_gestures_fit_on_the_largest_sample() -> None:
    history = History(LIMIT)
    document = new.from_network(Network.build((784,), [Dense(64, "relu"), Dense(10, "softmax")]))
    for step in range(120):
        history.record(document, "drag")
        document = edits.set_weight(document, 1, (0, 0), float(step))
    assert entries(history, document) == 120


def test_one_step_back_is_always_possible() -> None:
    history = History(limit=10)
    document = large()
    for step in range(3):
        history.record(document, f"edit {step}")
        document = edits.set_weight(document, 1, (0, 0), float(step))
    assert entries(history, document) == 1


@given(st.lists(st.sampled_from(["edit", "undo", "redo", "drag", "release"]), max_size=40))
def test_any_walk_through_history_agrees_with_a_plain_list(walk: list[str]) -> None:
    """The oracle: every document there has been, in a list, and a position in it."""
    history = History()
    document = replace(documents.small(), data=toys.xor())
    states, here, merging = [document], 0, False
    for number, move in enumerate(walk):
        if move in ("edit", "drag"):
            fresh = edits.set_notes(states[here], str(number))
            history.record(states[here], move, "hand" if move == "drag" else None)
            if move == "drag" and merging:
                states[here:] = [fresh]
            else:
                states[here + 1 :] = [fresh]
                here += 1
            merging = move == "drag"
        elif move == "undo":
            found = history.undo(states[here])
            here, merging = max(here - 1, 0), False
            assert found is states[here]
        elif move == "redo":
            found = history.redo(states[here])
            here, merging = min(here + 1, len(states) - 1), False
            assert found is states[here]
        else:
            history.end_step()
            merging = False


def test_arrays_of_a_document_are_not_written_to() -> None:
    document = documents.small()
    before = {key: array.copy() for key, array in document.network.parameters().items()}
    edits.set_weight(document, 1, (0, 0), 5.0)
    edits.set_input_value(document, (0,), 5.0)
    edits.set_activation(document, 1, "relu", {})
    edits.back_to_trained(document)
    for key, array in document.network.parameters().items():
        np.testing.assert_array_equal(array, before[key])


def test_what_goes_on_by_itself_is_one_entry_and_edits_in_between_are_their_own() -> None:
    history, token = History(), object()
    first = document = documents.small()

    def move(document: Document, weight: float) -> Document:
        return edits.set_weight(document, 1, (0, 0), weight)

    for step in range(1, 6):
        history.record_beside(document, "Train", token)
        document = move(document, float(step))
        if step in (2, 4):
            history.record(document, "Note", None)
            document = edits.set_notes(document, f"at {step}")
    history.carry(token, lambda one: move(one, 5.0))
    found = []
    while history.undo_label is not None:
        label = history.undo_label
        document = history.undo(document)
        found.append((label, document.notes, float(document.network.parameters()["1.weight"][0, 0])))
    was = float(first.network.parameters()["1.weight"][0, 0])
    assert found == [("Note", "at 2", 5.0), ("Note", "note", 5.0), ("Train", "note", was)]
    assert document is first


def test_kept_steps_of_a_run_count_once_however_many_entries_know_it() -> None:
    values, _ = training()
    kept = sum(one.nbytes for one in values.runs[0].kept)
    document = replace(documents.small(), training=values)
    history = History(limit=kept + 100_000)
    for number in range(20):
        history.record(document, "Note")
        document = edits.set_notes(document, str(number))
    assert entries(history, document) == 20
    small = History(limit=kept // 2)
    for number in range(20):
        small.record(document, "Note")
        document = edits.set_notes(document, str(number))
    assert entries(small, document) == 1

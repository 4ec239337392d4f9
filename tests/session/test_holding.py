"""A hand on something, and edits that are one undo step: two matters, apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnviz.document import edits
from nnviz.errors import FileError
from nnviz.session import Change, Session
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


def change(session: Session, value: float, merge: object | None = None) -> None:
    session.apply(edits.set_bias, 1, 0, value, merge=merge)


def bias(session: Session) -> float:
    return float(session.document.network.parameters()["1.bias"][0])


def steps(session: Session) -> int:
    """How many undo steps there are; undoes them all."""
    count = 0
    while session.undo_label is not None:
        session.undo()
        count += 1
    return count


def test_a_long_run_of_edits_by_a_program_is_one_step_and_holds_nothing(
    session: Session, heard: list[Change]
) -> None:
    before = session.document
    for value in np.linspace(-1, 1, 500):
        change(session, float(value), "run")
        assert not session.is_held
    assert heard == [Change.NETWORK | Change.HISTORY] * 500
    assert bias(session) == 1.0
    session.undo()
    assert session.document is before
    session.redo()
    assert bias(session) == 1.0
    assert steps(session) == 1


def test_edits_of_two_tokens_are_two_steps(session: Session) -> None:
    for value, token in ((0.1, "a"), (0.2, "a"), (0.3, "b"), (0.4, "b"), (0.5, "a")):
        change(session, value, token)
    assert steps(session) == 3


def test_a_hand_holds_until_it_lets_go(session: Session, heard: list[Change]) -> None:
    session.hold()
    for value in (0.1, 0.2):
        change(session, value, "drag")
        assert session.is_held
    assert Change.HELD not in heard
    session.release()
    assert not session.is_held
    assert heard[-1] == Change.HELD
    change(session, 0.3, "drag")
    assert not session.is_held
    assert steps(session) == 2


def test_another_edit_in_between_ends_the_step_and_not_the_hold(session: Session) -> None:
    session.hold()
    change(session, 0.1, "drag")
    session.apply(edits.set_notes, "somebody else's")
    assert session.is_held
    change(session, 0.2, "drag")
    assert steps(session) == 3


def test_held_twice_is_held_once(session: Session, heard: list[Change]) -> None:
    """Two hands; or one that was lost and never let go."""
    session.hold()
    session.hold()
    session.release()
    assert not session.is_held
    session.release()
    assert heard == [Change.HELD]


def test_letting_go_of_nothing_is_nothing(session: Session, heard: list[Change]) -> None:
    """In the middle of a program's run a hand may come and go elsewhere."""
    change(session, 0.1, "run")
    heard.clear()
    session.release()
    assert heard == []
    change(session, 0.2, "run")
    assert steps(session) == 1


def test_undo_and_redo_let_go(session: Session, heard: list[Change]) -> None:
    change(session, 0.1)
    for step in (session.undo, session.redo):
        session.hold()
        heard.clear()
        step()
        assert not session.is_held
        assert heard == [Change.HELD, Change.NETWORK | Change.HISTORY]


@pytest.mark.parametrize(
    "replace",
    [
        lambda session: session.open("xor"),
        lambda session: session.show(documents.small()),
        lambda session: session.restore(documents.small(), None, None),
    ],
)
def test_another_document_lets_go(
    session: Session, heard: list[Change], replace: Callable[[Session], None]
) -> None:
    session.hold()
    change(session, 0.1, "drag")
    replace(session)
    assert not session.is_held
    assert Change.HELD in heard[-1]
    change(session, 0.2, "drag")
    assert not session.is_held
    assert steps(session) == 1


def test_what_fails_to_open_takes_nothing_out_of_the_hand(session: Session, tmp_path: Path) -> None:
    session.hold()
    with pytest.raises(FileError):
        session.open(tmp_path / "nowhere.nnviz")
    assert session.is_held


def test_saving_takes_nothing_out_of_the_hand(session: Session, tmp_path: Path) -> None:
    session.hold()
    change(session, 0.1, "drag")
    session.save(tmp_path / "mine.nnviz")
    assert session.is_held

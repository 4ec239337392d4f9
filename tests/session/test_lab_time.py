"""The lab's own time: its parts are played, stepped and sought apart from the pass."""

from __future__ import annotations

import pytest

from nnviz import formats
from nnviz.document.lab import LabView
from nnviz.scene.lab import steps
from nnviz.session import Session


@pytest.fixture
def session():
    made = Session(formats.open_any("xor")[0])
    made.set_page("lab")
    made.set_lab_view(LabView(part="softmax", softmax_seconds=0.0))
    return made


def now(session) -> tuple[int, float]:
    return steps.current(session.view.lab)


def test_it_plays_to_its_end_and_leaves_the_pass_alone(session) -> None:
    before = session.view.seconds
    session.play()
    session.advance(1.5 * steps.SECONDS)
    assert now(session) == (2, pytest.approx(0.5))
    assert session.is_playing
    session.advance(60.0)
    assert now(session) == (6, 1.0)
    assert not session.is_playing
    assert session.view.seconds == before
    session.play()
    assert now(session)[0] == 1


def test_it_is_stepped_by_whole_steps_both_ways(session) -> None:
    session.step(1)
    assert now(session) == (1, 1.0)
    session.step(1)
    assert now(session) == (2, 1.0)
    session.step(-1)
    assert now(session) == (1, 1.0)
    session.to_end()
    assert now(session) == (6, 1.0)
    session.to_start()
    assert now(session) == (1, 0.0)


def test_a_part_without_time_does_not_play(session) -> None:
    session.set_lab_view(LabView(part="functions"))
    session.play()
    assert not session.is_playing
    session.step(1)
    session.to_start()
    session.to_end()
    assert session.view.lab == LabView(part="functions")


def test_another_page_has_its_own_time(session) -> None:
    session.play()
    session.set_page("run")
    assert not session.is_playing
    session.to_start()
    session.play()
    session.advance(0.5)
    assert session.view.seconds == pytest.approx(0.5)
    assert now(session)[0] == 1

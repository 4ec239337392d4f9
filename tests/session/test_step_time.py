"""The time of a step that is opened up: played, stepped, scrubbed; and who it belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document.training import StepView
from nnviz.engine import Concat, Dense, Network
from nnviz.engine.graph import Input
from nnviz.errors import NNVizError
from nnviz.scene.step import blocks
from nnviz.session import Session


@pytest.fixture
def session() -> Session:
    opened = Session(formats.open_any("worked-example")[0])
    opened.set_page("step")
    opened.set_step_view(StepView(seconds=0.0))
    return opened


def end(session: Session) -> float:
    return blocks.end(session.opened_step.blocks(session.document, session.view))


def test_it_plays_to_its_end_and_from_there_again(session: Session) -> None:
    session.play()
    assert session.is_playing
    session.advance(1.0)
    assert session.view.step.seconds == pytest.approx(1.0)
    session.advance(100.0)
    assert session.view.step.seconds == end(session)
    assert not session.is_playing
    session.play()
    assert session.view.step.seconds == 0.0


def test_steps_go_from_block_to_block_both_ways(session: Session) -> None:
    found = session.opened_step.blocks(session.document, session.view)
    for block in found:
        session.step(1)
        assert session.view.step.seconds == pytest.approx(block.end)
    session.step(1)
    assert session.view.step.seconds == pytest.approx(end(session))
    for block in reversed(found):
        session.step(-1)
        assert session.view.step.seconds == pytest.approx(block.start)
    session.to_end()
    assert session.view.step.seconds == end(session)
    session.to_start()
    assert session.view.step.seconds == 0.0
    session.seek_own(2.5)
    assert session.view.step.seconds == 2.5


def test_the_forward_pass_stays_where_it_was(session: Session) -> None:
    before = session.view.seconds
    session.step(1)
    session.play()
    session.advance(0.5)
    assert session.view.seconds == before


def test_a_step_is_worked_out_once_until_what_it_comes_from_changes(session: Session) -> None:
    first = session.opened_step.of(session.document, session.view)
    session.step(1)
    assert session.opened_step.of(session.document, session.view) is first
    session.set_step_view(replace(session.view.step, digits=3, reading="nudges"))
    assert session.opened_step.of(session.document, session.view) is first
    session.set_step_view(replace(session.view.step, target=(0.5, 0.5)))
    assert session.opened_step.of(session.document, session.view) is not first


def test_no_step_has_no_time() -> None:
    layers = [Input((2,), name="b"), Concat(inputs=("input", "b")), Dense(1)]
    document = replace(formats.open_any("xor")[0], network=Network.build((2,), layers))
    session = Session(document)
    session.set_page("step")
    session.play()
    session.step(1)
    session.to_end()
    session.seek_own(3.0)
    assert not session.is_playing
    assert session.opened_step.blocks(session.document, session.view) == ()
    assert isinstance(session.opened_step.of(session.document, session.view), NNVizError)

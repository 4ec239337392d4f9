"""Hide until reached, on canvas, rail, page and in words: nothing tells a value before its phase."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.scene.time.stage import HINT
from nnviz.scene.values import narration
from nnviz.scene.view.levels import Level
from nnviz.scene.view.search import search
from nnviz.session import Change, Session
from nnviz.ui.run.rail.samples import SamplesSection
from tests.ui.canvas.test_levels import Hand

THREE = Target(2, 3)


@pytest.fixture
def hand(qtbot: QtBot):
    made = Hand(qtbot, "digits")
    made.session.set_masked(True)
    yield made
    made.clock.stop()


def start_of(session: Session, phase: str) -> float:
    return next(p.start for p in session.timeline.phases if (p.layer, p.name) == (2, phase))


@pytest.mark.parametrize("phase", ["multiply", "sum", "activate"])
@pytest.mark.parametrize("level", [Level.MICROSCOPE, Level.SLOPE])
def test_a_page_is_the_same_whatever_the_score_is_until_it_is_reached(
    hand: Hand, phase: str, level: Level
) -> None:
    """Another neuron's bias moves the shares and the curve's axes, and nothing that stands here already."""
    pictures: dict[bool, list[QImage]] = {True: [], False: []}
    hand.go(level, THREE)
    hand.session.seek(start_of(hand.session, phase))
    for is_masked in (True, False):
        hand.session.set_masked(is_masked)
        for bias in (-6.0, 30.0):
            hand.session.apply(edits.set_bias, 2, 4, bias)
            hand.clock.tick()
            pictures[is_masked].append(hand.picture())
    assert pictures[True][0] == pictures[True][1]
    assert pictures[False][0] != pictures[False][1], "unmasked, the axes give it away"


def test_no_number_can_be_taken_that_is_hidden(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, THREE)
    hand.session.seek(start_of(hand.session, "activate"))
    hand.clock.tick()
    assert hand.view.picture is not None
    assert hand.view.picture.detail is not None
    assert not {"page-z", "page-curve"} & {hit.kind for hit, _ in hand.view.picture.detail.spots()}


def test_inputs_stand_in_their_own_order_until_their_products_are_reached(hand: Hand) -> None:
    hand.go(Level.MICROSCOPE, THREE)
    for seconds, in_order in ((0.0, True), (hand.session.timeline.seconds, False)):
        hand.session.seek(seconds)
        hand.clock.tick()
        assert hand.view.picture is not None
        assert hand.view.picture.detail is not None
        places = [line.weight for line in hand.view.picture.detail.microscope.lines if line.weight]
        assert (places == sorted(places)) == in_order


def test_the_narration_waits_for_its_phase(hand: Hand) -> None:
    session = hand.session
    session.seek(start_of(session, "activate"))
    said = [
        narration.line(session.document, session.trace, session.moment, THREE, is_masked)[1]
        for is_masked in (True, False)
    ]
    assert said[0] == narration.WAITING
    assert said[1] != narration.WAITING


def test_the_rail_says_neither_what_a_sample_is_nor_whether_it_is_right(qtbot: QtBot) -> None:
    session = Session(formats.open_any("digits")[0])
    session.set_masked(True)
    section = SamplesSection(session)
    qtbot.addWidget(section)
    section.refresh(~Change(0))
    assert section._words.startswith("of ")
    assert all("says" not in thumbnail.accessibleDescription() for thumbnail in section.thumbnails)
    session.seek(session.timeline.seconds)
    section.refresh(~Change(0))
    assert "✓" in section._words


def test_opening_without_a_selection_does_not_lead_to_the_answer(hand: Hand) -> None:
    hand.session.select(None)
    hand.session.seek(0.0)
    hand.clock.tick()
    hand.go(Level.MICROSCOPE)
    assert hand.session.view.selection == Target(2, 0)


def test_a_search_finds_by_name_and_tells_no_value(hand: Hand) -> None:
    document, trace = hand.session.document, hand.session.trace
    hidden = frozenset({1, 2})
    found = search(document, trace, "3", hidden).found
    assert {one.value for one in found if one.target.layer} == {"?"}
    largest = search(document, trace, "largest", hidden)
    assert (largest.found, largest.words) == ((), HINT)

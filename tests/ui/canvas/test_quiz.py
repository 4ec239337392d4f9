"""Hide until reached, on canvas, rail, page and in words: nothing tells a value before its phase."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.engine import BatchNorm, Dense, Flatten, LayerNorm, MaxPool2D, Network
from nnviz.engine.layers.base import Layer
from nnviz.scene.time.stage import HINT
from nnviz.scene.values import narration
from nnviz.scene.view.levels import Level
from nnviz.scene.view.search import search
from nnviz.session import Change, Session
from nnviz.ui.run.rail.samples import SamplesSection
from tests.ui.canvas.test_levels import Hand
from tests.ui.conftest import Shown

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


@pytest.mark.parametrize("norm", [BatchNorm(), LayerNorm()])
@pytest.mark.parametrize("is_training", [False, True])
def test_a_normalised_number_is_not_given_away_by_its_page(
    show: Callable[..., Shown], qtbot: QtBot, norm: Layer, is_training: bool
) -> None:
    """Until the layer before it has been reached, its page is the same for another input."""
    network = Network.build((2,), [Dense(2, "identity"), norm], seed=1)
    pictures = []
    for value in (2.0, 30.0):
        shown = show(Document(network, "norm", CurrentInput(np.array([value, -1.0], np.float32))))
        session, canvas = shown.session, shown.window.run.canvas
        session.set_training(is_training)
        session.set_masked(True)
        session.select(Target(2, 0))
        session.seek(0.2)
        canvas.zoom.go(Level.MICROSCOPE)
        land(qtbot, shown)
        pictures.append(canvas.grab().toImage())
    assert pictures[0] == pictures[1]


def test_what_is_made_of_a_window_stands_where_no_running_sum_does(
    show: Callable[..., Shown], qtbot: QtBot
) -> None:
    """A pooling's page has its window and no bars: a quiz covers none of its cells."""
    network = Network.build((1, 6, 6), [MaxPool2D(3), Flatten(), Dense(2)], seed=1)
    image = np.random.default_rng(1).random((1, 6, 6), np.float32)
    shown = show(Document(network, "pool", CurrentInput(image)))
    session, canvas = shown.session, shown.window.run.canvas
    session.select(Target(1, (0, 0, 0)))
    session.seek(0.0)
    canvas.zoom.go(Level.MICROSCOPE)
    land(qtbot, shown)
    pictures = []
    for is_masked in (False, True):
        session.set_masked(is_masked)
        shown.frame()
        assert canvas.picture is not None
        assert canvas.picture.detail is not None
        x0, y0, x1, y1 = canvas.picture.detail.page.rows
        pictures.append(canvas.grab().toImage().copy(QRectF(x0, y0, x1 - x0, y1 - y0).toAlignedRect()))
    assert pictures[0] == pictures[1]


def land(qtbot: QtBot, shown: Shown) -> None:
    """Wait until the camera has arrived."""
    qtbot.waitUntil(lambda: not shown.session.is_flying)
    shown.frame()

"""A spiral is learned in a real window: played, rewound, branched, saved, opened, gone on with to the bit."""

import sys
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.data import toys
from nnviz.data.sources import Preparation
from nnviz.engine import Trainer
from nnviz.session import Session
from nnviz.training import begin
from nnviz.training.plane_proposal import document_for
from tests.journeys.conftest import Hands

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]
TOTAL = 600
BAR, BAR_LEFT, BAR_WIDTH = 945, 542, 898
"""Pixels of the bar of the run, in a window of 1600 x 1000."""


def spirals(path):
    """A file on the Train page: forty epochs of fifteen steps."""
    toy = toys.start("spirals")
    session = Session(document_for(toys.points(toy)))
    session.training.use(toys.points(toy), toy, Preparation("none", 0.25))
    recipe = session.training.training.recipe
    session.training.change(replace(recipe, epochs=40, batch_size=12))
    session.set_page("train")
    session.save(path)
    session.close()


def opened(path):
    return formats.open_any(str(path))[0]


def played_to(hands: Hands, path, step: int) -> None:
    """Play and look, until so many steps are taken; saving stands it still."""
    while (training := opened(path).training).run is None or training.current.steps < step:
        hands.do("key", "space")
        hands.save_again(path)


def test_a_spiral_is_learned_rewound_branched_and_goes_on_to_the_bit(start, tmp_path):
    path = tmp_path / "spirals.nnviz"
    spirals(path)
    hands: Hands = start(path)
    hands.place()
    played_to(hands, path, 120)
    first = opened(path).training.current

    hands.do("mousemove", BAR_LEFT + BAR_WIDTH * 60 // TOTAL, BAR, "click", 1)
    hands.save_again(path)
    at = opened(path).training.step
    assert at < first.steps
    assert at in [kept.step for kept in first.kept]
    while len(opened(path).training.runs) == 1:
        hands.do("key", "space")
        hands.save_again(path)
    training = opened(path).training
    assert training.current.branch_of == (first.name, at)
    assert training.runs[0].curves.losses.tobytes() == first.curves.losses.tobytes()
    hands.quit()

    hands = start(path)
    hands.place()
    played_to(hands, path, training.current.steps + 30)
    hands.quit()
    document = opened(path)
    run = document.training.current
    learned = begin.lesson_of(run, document.training.data).learned
    trainer = Trainer(run.network, learned, run.recipes[0][1])
    trainer.advance(run.steps)
    assert document.network.equals(begin.result(run, trainer.checkpoint()))

"""A spiral is learned in a real window: played, rewound, branched, saved, opened, gone on with to the bit."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from nnviz import assets, formats
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
EDIT, LOOK, CLEAR = (1527, 76), (1177, 98), (1413, 98)
MIDDLE = (1364, 334)
"""Of the chips over the decision surface, and of its middle."""
PLAY, RATE = (48, 936), (235, 368)


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


def painted(hands: Hands, path) -> None:
    """Two arms of eight points, each with the key of its class."""
    hands.do("mousemove", *EDIT, "click", 1)
    hands.do("mousemove", *CLEAR, "click", 1)
    hands.save_again(path)
    # One of each class is left, so that the classes are.
    assert len(opened(path).training.data) == 2
    for one in range(2):
        for point in range(8):
            angle, radius = point * 0.6 + one * np.pi, 40 + 18 * point
            x, y = MIDDLE[0] + radius * np.cos(angle), MIDDLE[1] + radius * np.sin(angle)
            hands.do("mousemove", round(x), round(y), "key", one, "click", 1)
    hands.do("mousemove", *LOOK, "click", 1)
    hands.save_again(path)


def test_a_spiral_of_ones_own_is_painted_and_learned(start, tmp_path):
    path = tmp_path / "spirals.nnviz"
    spirals(path)
    hands: Hands = start(path)
    hands.place()
    hands.save_again(path)
    painted(hands, path)
    data = opened(path).training.data
    assert opened(path).training.source.is_painted
    assert np.bincount(data.labels).tolist() == [9, 9]

    hands.do("mousemove", *PLAY, "click", 1)
    hands.save_again(path)
    while (run := opened(path).training.current) is None or run.steps < 150:
        hands.do("mousemove", *PLAY, "click", 1)
        hands.save_again(path)
    hands.quit()
    losses = opened(path).training.current.curves.losses
    assert losses[-20:].mean() < 0.8 * losses[:20].mean()


def test_a_run_that_ran_away_is_found_and_left(start, tmp_path):
    path = tmp_path / "runaway.nnviz"
    document = formats.open_any(assets.path("lessons") / "runaway.nnviz")[0]
    formats.save(replace(document, view=replace(document.view, page="train")), path)
    hands: Hands = start(path)
    hands.place()
    # Once it has saved, it has its size: what is pressed then is where it is looked for.
    hands.save_again(path)
    while (run := opened(path).training.current) is None or run.trouble is None:
        hands.do("mousemove", *PLAY, "click", 1)
        hands.save_again(path)
    found = opened(path)
    assert 100 < run.trouble.step < 140
    assert found.training.step < run.trouble.step
    assert all(np.isfinite(array).all() for array in found.network.parameters().values())

    # Back to a step at which all was well, by the bar; from there at a lower rate.
    hands.do("mousemove", BAR_LEFT + BAR_WIDTH * 60 // 225, BAR, "click", 1)
    hands.save_again(path)
    at = opened(path).training.step
    assert at <= 80
    hands.do("mousemove", *RATE, "click", 1)
    hands.do("key", "ctrl+a")
    hands.do("type", "0.01")
    hands.do("key", "Return")
    hands.save_again(path)
    assert opened(path).training.recipe.optimizer.rate == 0.01
    while len((training := opened(path).training).runs) == 1 or training.current.steps < 140:
        hands.do("mousemove", *PLAY, "click", 1)
        hands.save_again(path)
    hands.quit()
    training = opened(path).training
    assert training.current.branch_of == (run.name, at)
    assert training.current.trouble is None
    assert training.runs[0].trouble == run.trouble

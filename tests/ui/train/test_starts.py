"""Other starts: another seed is other weights; ten of them are tried in the background."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import assets, formats
from nnviz.engine import Network
from nnviz.session import Session
from nnviz.training import starts
from nnviz.ui.train.rail.starts_section import STOP, TRY


@pytest.fixture
def rail(show):
    document = formats.open_any(assets.path("lessons") / "bad-seed.nnviz")[0]
    shown = show(document)
    shown.session.set_page("train")
    shown.frame()
    return shown, shown.window.pages.current.rail.body


def test_another_seed_is_other_weights_and_one_undo_step() -> None:
    session = Session(formats.open_any(assets.path("lessons") / "bad-seed.nnviz")[0])
    before = session.document
    session.training.change(_seeded(session, 4))
    drawn = session.document.network
    assert drawn.equals(Network.build((2,), drawn.layers, 4))
    session.training.play()
    session.training.set_pace(None)
    session.training.wait(40)
    session.training.pause()
    run = session.training.run
    assert run is not None
    assert run.network.equals(Network.build((2,), drawn.layers, 4))
    session.undo()
    session.undo()
    assert session.document.network.equals(before.network)
    session.close()


def _seeded(session, seed):
    return replace(session.training.training.recipe, seed=seed)


def test_ten_starts_are_tried_and_one_is_taken(rail, qtbot) -> None:
    shown, body = rail
    section = body.starts
    section.button.click()
    assert section.button.text() == STOP
    qtbot.waitUntil(lambda: not section.trying.is_running, timeout=60_000)
    found = section.trying.found
    assert found is not None
    assert [start.seed for start in found.found] == list(range(starts.SEEDS))
    assert 0 < len(found.solved) < starts.SEEDS
    assert section.button.text() == TRY
    solved = found.solved[0].seed
    section.bars[solved].click()
    shown.frame()
    assert shown.session.training.training.recipe.seed == solved
    assert section.bars[solved].isChecked()
    # What was found is what training from that seed comes to.
    shown.session.training.set_pace(None)
    shown.session.training.play()
    shown.session.training.wait(10_000)
    output = shown.session.document.network.predict(shown.session.document.data.inputs)
    assert np.array_equal(output > 0.5, shown.session.document.data.targets > 0.5)
    # It still holds: only the seed is another.
    assert section.trying.found is found


def test_trying_can_be_stopped_and_another_recipe_forgets_it(rail, qtbot) -> None:
    shown, body = rail
    section = body.starts
    section.button.click()
    qtbot.waitUntil(lambda: section.trying.found is not None, timeout=60_000)
    section.button.click()
    assert not section.trying.is_running
    assert section.trying.found is not None
    recipe = shown.session.training.training.recipe
    shown.session.training.change(replace(recipe, epochs=recipe.epochs + 1))
    shown.frame()
    assert section.trying.found is None
    assert section.bars[0].isHidden()

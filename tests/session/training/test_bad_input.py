"""What can't be trained says so in one sentence, and work stays."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.data.sources import Embedded, Preparation
from nnviz.document import edits, structure
from nnviz.document.new import from_network
from nnviz.engine import SGD, BatchNorm, Dense, Network
from nnviz.engine.learning import losses
from nnviz.errors import NNVizError
from nnviz.session import Session
from tests.session.training.conftest import document, points, session_of


def refused(session: Session, words: str) -> None:
    """Nothing begins, the transport says why, and all stays."""
    before = session.document
    assert words in (session.training.state.why_not or "")
    for act in (session.training.play, session.training.step, session.training.epoch):
        with pytest.raises(NNVizError, match=words):
            act()
    assert session.document is before
    assert not session.training.is_running


def test_no_examples() -> None:
    session = Session(replace(document(), data=None))
    refused(session, "There are no examples here")
    assert not session.training.state.has_examples


def test_examples_that_do_not_fit() -> None:
    odd = replace(points(), inputs=np.zeros((100, 3), np.float32))
    refused(Session(replace(document(), data=odd)), "choose data that fits")


def test_examples_that_do_not_fit_any_more() -> None:
    session = session_of(document())
    session.training.step()
    session.apply(structure.set_options, 3, {"units": 3})
    refused(session, "points has 2 classes, but")


def test_zero_epochs() -> None:
    session = Session(document())
    training = session.training.training
    assert training is not None
    with pytest.raises(NNVizError, match="choose 1 or more"):
        session.training.change(replace(training.recipe, epochs=0))
    assert session.training.training is training


def test_batch_norm_with_a_batch_of_one() -> None:
    layers = [Dense(4), BatchNorm(), Dense(2, "softmax")]
    made = from_network(Network.build((2,), layers), title="normed")
    made = replace(made, data=points(), trained=MappingProxyType({}), output_names=("a", "b"))
    session = session_of(edits.choose_sample(made, 0))
    training = session.training.training
    assert training is not None
    with pytest.raises(NNVizError, match="take a batch of 2 or more"):
        session.training.change(replace(training.recipe, batch_size=1))
    session.training.step()
    assert session.training.state.step == 1


def test_a_batch_larger_than_the_examples_takes_all() -> None:
    session = session_of(document(points(30, 10)), batch_size=1000, epochs=5)
    session.training.step()
    assert session.training.state.note == (
        "A batch of 1,000 is more than there are: a step takes all 20 examples."
    )
    assert session.training.state.total == 5


def test_one_example() -> None:
    session = session_of(document(points(1, 0)), epochs=3)
    session.training.play()
    session.training.wait()
    run = session.training.run
    assert run is not None
    assert run.steps == 3
    assert np.isfinite(run.curves.losses).all()
    assert np.isnan(run.curves.validation_loss).all()


def test_all_examples_held_out_but_one_class(session: Session) -> None:
    few = replace(points(3, 0), targets=np.array([0, 0, 0]))
    session.training.use(few, Embedded("few"), Preparation("none", 0.5))
    session.training.epoch()
    session.training.wait()
    assert session.training.state.epoch == 1


@pytest.mark.parametrize("rate", [1e6, 1e30])
def test_a_rate_far_too_large_ends_in_words(rate: float) -> None:
    session = session_of(document(), optimizer=SGD(rate), epochs=50)
    session.training.play()
    session.training.wait()
    note = session.training.state.note
    assert "learned nothing" in note or "smaller rate" in note or "steps are taken" in note
    assert all(np.isfinite(a).all() for a in session.document.network.parameters().values())


def test_a_list_of_layers_that_does_not_fit(session: Session) -> None:
    session.apply(structure.add_layer, "Conv2D", 1)
    refused(session, "Build page")


def test_a_recipe_that_does_not_suit_is_refused(session: Session) -> None:
    training = session.training.training
    assert training is not None
    before = session.document
    with pytest.raises(NNVizError):
        session.training.change(replace(training.recipe, loss=losses.get("binary_cross_entropy")))
    assert session.document is before

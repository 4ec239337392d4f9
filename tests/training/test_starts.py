"""Other seeds: how many starts solve exclusive or."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.data import Dataset
from nnviz.document import Document, edits
from nnviz.document.new import from_network
from nnviz.document.training import Training
from nnviz.engine import SGD, Dense, Network, Trainer
from nnviz.errors import InputError
from nnviz.scene.train import words
from nnviz.training import begin, starts


def xor(hidden: int) -> tuple[Document, Training]:
    """A network of so many sigmoids for exclusive or, whose targets are 0 and 1."""
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    data = Dataset("xor", inputs, np.array([[0], [1], [1], [0]], np.float32), ("no", "yes"), ("a", "b"))
    network = Network.build((2,), [Dense(hidden, "tanh"), Dense(1, "sigmoid")])
    made = replace(from_network(network, title="xor"), data=data, trained=MappingProxyType({}))
    made = edits.choose_sample(made, 0)
    training = begin.begin(made)
    recipe = replace(training.recipe, epochs=400, batch_size=4, optimizer=SGD(1.0))
    return made, replace(training, recipe=recipe)


def test_one_neuron_never_solves_it_and_many_do() -> None:
    *_, few = starts.tried(*xor(1), range(4))
    *_, many = starts.tried(*xor(16), range(4))
    assert few.solved == ()
    assert len(many.solved) == 4
    # Always saying one half costs ln 2.
    assert few.threshold == pytest.approx(starts.SOLVED * math.log(2), rel=1e-5)
    assert words.starts(0, 4, few.threshold).startswith("None of 4 starts solve it: a loss of 0.069 or less")


def test_a_start_is_what_the_engine_does_from_its_seed() -> None:
    document, training = xor(3)
    *_, found = starts.tried(document, training, range(2, 3))
    run = begin.first_run(document, training)
    assert training.data is not None
    network = Network.build((2,), run.network.layers, 2)
    learned = begin.lesson_of(run, training.data).learned
    losses = Trainer(network, learned, replace(training.recipe, seed=2)).advance(400)
    assert found.found[0].loss == losses[-1]


def test_nobody_waits_any_more() -> None:
    asked = []

    def is_wanted() -> bool:
        asked.append(True)
        return len(asked) < 4

    assert len(list(starts.tried(*xor(3), range(10), is_wanted))) == 1


def test_a_start_that_runs_away_solves_nothing() -> None:
    document, training = xor(3)
    training = replace(training, recipe=replace(training.recipe, optimizer=SGD(3e38)))
    *_, found = starts.tried(document, training, range(2))
    assert found.solved == ()


def test_without_examples_it_says_so() -> None:
    document, training = xor(3)
    with pytest.raises(InputError, match="choose others under Data"):
        list(starts.tried(document, replace(training, data=None)))

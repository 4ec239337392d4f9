"""Other examples: which networks fit them, which is made for them, and what stays of the document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import Dataset, catalogue, painting, toys
from nnviz.data.sources import Bundled, Embedded, Preparation, Toy
from nnviz.document import Document
from nnviz.engine import Dense, Network
from nnviz.engine.arrays import count
from nnviz.training import begin
from nnviz.training.choosing import chosen, keeps_network, network_for, original


def _document(name: str = "xor") -> Document:
    return formats.open_any(name)[0]


def _data(name: str) -> Dataset:
    made = {
        "two": lambda: toys.points(Toy("moons", 40)),
        "five": lambda: toys.points(replace(toys.start("gaussians"), size=40, classes=5)),
        "values": lambda: toys.points(Toy("hill", 40)),
        "iris": lambda: catalogue.get("iris"),
        "digits": lambda: catalogue.get("digits"),
        "sine": lambda: catalogue.get("sine"),
        "pictures": lambda: Dataset(
            "cats", np.zeros((4, 1, 8, 8), np.float32), np.array([0, 1, 0, 1]), ("cat", "dog")
        ),
    }
    return made[name]()


NAMES = ("two", "five", "values", "iris", "digits", "sine", "pictures")


@pytest.mark.parametrize("name", NAMES)
def test_the_network_that_is_made_fits_and_can_learn(name: str) -> None:
    data = _data(name)
    network = network_for(data)
    assert keeps_network(network, data)
    recipe = begin.recipe_for(network, data)
    wanted = "squared_error" if data.labels is None else "cross_entropy"
    assert recipe.loss.name.endswith(wanted)
    assert network.predict(data.inputs[:2]).shape[0] == 2


@pytest.mark.parametrize(
    ("output", "name", "fits"),
    [
        (Dense(1, "sigmoid"), "two", True),
        (Dense(2, "softmax"), "two", False),
        (Dense(5, "softmax"), "five", True),
        (Dense(5, "sigmoid"), "five", False),
        (Dense(4, "softmax"), "five", False),
        (Dense(1), "values", True),
        (Dense(1, "sigmoid"), "values", False),
    ],
)
def test_a_network_fits_where_its_output_can_say_the_answers(output: Dense, name: str, fits: bool) -> None:
    network = Network.build((2,), [Dense(3, "tanh"), output])
    assert keeps_network(network, _data(name)) == fits
    assert not keeps_network(Network.build((3,), [output]), _data(name))


def test_what_fits_keeps_weights_runs_and_notes() -> None:
    before = replace(_document("xor"), notes="mine")
    toy = Toy("moons", 40)
    after = chosen(before, toys.points(toy), toy, Preparation())
    assert after.network is before.network
    assert after.notes == "mine"
    assert after.training is not None
    assert after.training.source == toy
    assert after.data is not None
    assert len(after.data) == after.training.data.held_out
    assert np.array_equal(after.input.values, after.data.inputs[0])
    assert after.score is None


def test_what_does_not_fit_gets_a_network_without_a_past() -> None:
    after = chosen(_document("xor"), _data("digits"), Bundled("digits"), Preparation())
    assert after.network.input_shape == (64,)
    assert after.image_shape == (8, 8)
    assert after.output_names == tuple("0123456789")
    assert not after.is_trained()
    assert after.training is not None
    assert after.training.runs == ()
    assert count(after.network.output_shape) == 10


def test_painted_points_keep_what_is_looked_at_and_the_weights_to_go_on_from() -> None:
    toy = Toy("moons", 40)
    before = chosen(_document("xor"), toys.points(toy), toy, Preparation())
    assert before.training is not None
    assert before.training.data is not None
    more = painting.add(before.training.data, (0.0, 0.0), 1)
    after = chosen(before, more, replace(toy, is_painted=True), Preparation(), is_painted=True)
    assert after.input is before.input
    assert after.training is not None
    assert begin.begins_anew(before, before.training)
    assert not begin.begins_anew(after, after.training)


def test_the_same_seed_holds_out_the_same_whatever_was_held_out_before() -> None:
    toy = Toy("moons", 40)
    first = chosen(_document("xor"), toys.points(toy), toy, Preparation(share=0.2, seed=3))
    assert first.training is not None
    other = chosen(first, original(first.training), toy, Preparation(share=0.4, seed=5))
    assert other.training is not None
    again = chosen(other, original(other.training), toy, Preparation(share=0.2, seed=3))
    assert again.training is not None
    assert first.training.data is not None
    assert again.training.data is not None
    assert np.array_equal(first.training.data.inputs, again.training.data.inputs)


def test_other_examples_are_taken_as_they_are() -> None:
    data = _data("iris")
    after = chosen(_document("iris"), data, Embedded("mine"), Preparation())
    assert after.training is not None
    assert original(after.training) is after.training.data

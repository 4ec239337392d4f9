"""The network that is proposed for pictures fits them, and learns."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import training
from nnviz.data import Dataset
from nnviz.document.scoring import score
from nnviz.errors import InputError
from nnviz.training.picture_proposal import document_for, network_for


def stripes(side: int, channels: int = 1, count: int = 60) -> Dataset:
    """Pictures with stripes across or down, at random places, a third held out."""
    rng = np.random.default_rng(0)
    targets = np.arange(count) % 2
    inputs = np.zeros((count, channels, side, side), np.float32)
    for picture, target in zip(inputs, targets, strict=True):
        at = rng.integers(1, side - 2)
        if target:
            picture[:, at : at + 2] = 1
        else:
            picture[:, :, at : at + 2] = 1
    return Dataset("stripes", inputs, targets, ("down", "across"), held_out=count // 3)


@pytest.mark.parametrize("side", [8, 16, 28, 32, 48, 64])
@pytest.mark.parametrize("channels", [1, 3])
def test_it_takes_every_side_that_can_be_chosen(side: int, channels: int) -> None:
    network = network_for((channels, side, side), 5)
    assert network.output_shape == (5,)
    assert sum(array.size for array in network.parameters().values()) < 100_000
    answers = network.predict(np.zeros((2, channels, side, side), np.float32))
    np.testing.assert_allclose(answers.sum(axis=1), 1, rtol=1e-5)


def test_the_seed_draws_the_weights() -> None:
    first, same, other = (network_for((1, 8, 8), 2, seed).parameters()["1.weight"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, same)
    assert not np.array_equal(first, other)


def test_the_document_has_the_names_of_the_folders() -> None:
    data = stripes(16, 3)
    document = document_for(data)
    assert document.title == "stripes"
    assert document.output_names == ("down", "across")
    assert not document.is_trained()
    assert document.data is not None
    assert len(document.data) == data.held_out
    assert document.input.sample == 0


def test_it_learns_to_tell_them_apart() -> None:
    data = stripes(16)
    document = document_for(data)
    plan = training.plan(document, data, training.Options(epochs=20))
    *_, last = training.snapshots(plan)
    found = score(last.network, data)
    assert found is not None
    assert found.value > 0.9


def test_what_are_no_pictures_is_refused() -> None:
    with pytest.raises(InputError, match="needs pictures of two classes"):
        document_for(Dataset("rows", np.zeros((3, 4), np.float32), np.zeros(3, np.int64), ("a", "b")))

"""Which examples are held out."""

import numpy as np
import pytest

from nnviz.data import Dataset
from nnviz.data.sources import Preparation
from nnviz.data.split import prepared, split


def _set(targets: np.ndarray, held_out: int = 0) -> Dataset:
    inputs = np.arange(len(targets), dtype=np.float32)[:, None]
    return Dataset("mine", inputs, targets, held_out=held_out)


@pytest.mark.parametrize("seed", range(5))
def test_every_example_is_there_once_and_each_class_gives_its_share(seed: int) -> None:
    targets = np.array([0] * 50 + [1] * 10 + [2] * 30)
    parts = split(_set(targets), 0.2, seed)
    assert sorted(parts.inputs[:, 0]) == list(range(90))
    assert np.bincount(parts.unseen.targets).tolist() == [10, 2, 6]
    # Each target still belongs to its example.
    assert np.array_equal(targets[parts.inputs[:, 0].astype(int)], parts.targets)


def test_a_class_of_one_is_learned_from() -> None:
    parts = split(_set(np.array([0] * 9 + [1])), 0.5, 0)
    assert 1 in parts.training.targets
    assert 1 not in parts.unseen.targets


def test_values_are_drawn_from_as_a_whole() -> None:
    parts = split(_set(np.linspace(0, 1, 10, dtype=np.float32)[:, None]), 0.3, 1)
    assert parts.held_out == 3


def test_the_seed_decides_and_sorted_rows_are_shuffled() -> None:
    data = _set(np.repeat([0, 1, 2], 20))
    assert np.array_equal(split(data, 0.2, 4).inputs, split(data, 0.2, 4).inputs)
    assert not np.array_equal(split(data, 0.2, 4).inputs, split(data, 0.2, 5).inputs)
    assert len(np.unique(split(data, 0.2, 4).training.targets[:10])) > 1


def test_a_set_keeps_its_own_split_until_somebody_wants_another() -> None:
    data = _set(np.repeat([0, 1], 5), held_out=2)
    assert prepared(data, Preparation()) is data
    assert prepared(data, Preparation(share=0.4)).held_out == 4

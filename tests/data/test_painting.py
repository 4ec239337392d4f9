"""Points by hand: the split stays, everything else too."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.data import Dataset, painting, toys
from nnviz.data.sources import Toy


def _rows(data: Dataset) -> set[tuple[float, ...]]:
    return {
        (*point, float(np.max(answer)))
        for point, answer in zip(data.inputs.tolist(), data.targets, strict=True)
    }


@pytest.fixture(params=[2, 3])
def data(request: pytest.FixtureRequest) -> Dataset:
    return toys.points(Toy("gaussians", 40, 0.3, request.param))


def test_a_point_is_added_to_the_part_that_is_short(data: Dataset) -> None:
    more = data
    for step in range(20):
        more = painting.add(more, (0.25 * step, -1.0), 1)
    assert len(more) == 60
    assert more.held_out == 15
    assert _rows(data.training) <= _rows(more.training)
    assert _rows(data.unseen) <= _rows(more.unseen)
    assert (4.75, -1.0, 1.0) in _rows(more)
    assert more.targets.dtype == data.targets.dtype


def test_a_point_is_moved_and_keeps_its_class_and_part(data: Dataset) -> None:
    moved = painting.move(data, 35, (1.5, 2.0))
    assert moved.inputs[35].tolist() == [1.5, 2.0]
    assert np.array_equal(np.delete(moved.inputs, 35, axis=0), np.delete(data.inputs, 35, axis=0))
    assert moved.targets is data.targets
    assert moved.held_out == data.held_out


def test_points_within_the_radius_go_and_no_others(data: Dataset) -> None:
    at = tuple(data.inputs[0].tolist())
    fewer = painting.erase(data, (at[0], at[1]), (0.5, 0.25))
    away = (data.inputs - data.inputs[0]) / (0.5, 0.25)
    stays = (away**2).sum(axis=1) > 1
    assert np.array_equal(fewer.inputs, data.inputs[stays])
    assert fewer.held_out == stays[len(data) - data.held_out :].sum()


def test_erasing_where_nothing_is_gives_the_very_same(data: Dataset) -> None:
    assert painting.erase(data, (50.0, 50.0), (1.0, 1.0)) is data


def test_two_points_to_learn_from_stay_whatever_is_erased(data: Dataset) -> None:
    few = painting.erase(data, (0.0, 0.0), (100.0, 100.0))
    assert len(few.training) == 2

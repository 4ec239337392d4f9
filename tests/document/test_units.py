"""A unit's place in flat order and its index, against an array that holds its own places."""

import numpy as np
import pytest

from nnviz.document import Target
from nnviz.document.units import flat_of, index_of, target_of, unit_at, unit_of


@pytest.mark.parametrize("shape", [(7,), (3, 4, 5), (1, 1, 1)])
def test_every_place_of_a_layer_is_a_unit_and_back(shape: tuple[int, ...]) -> None:
    places = np.arange(np.prod(shape)).reshape(shape)
    for flat in range(places.size):
        unit = unit_at(flat, shape)
        assert places[index_of(unit)] == flat
        assert flat_of(unit, shape) == flat
        assert unit_of(index_of(unit)) == unit


def test_a_dense_unit_is_a_number_and_a_cell_of_a_map_three() -> None:
    assert unit_at(6, (7,)) == 6
    assert unit_at(29, (3, 4, 5)) == (1, 1, 4)
    assert all(type(i) is int for i in unit_at(29, (3, 4, 5)))


def test_what_an_explanation_names_is_a_target() -> None:
    assert target_of((2, (3,))) == Target(2, 3)
    assert target_of((0, (0, 5, 6))) == Target(0, (0, 5, 6))

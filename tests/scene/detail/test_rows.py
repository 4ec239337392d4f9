"""The list of products: complete, sorted, and adding up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine import Dense, Network
from nnviz.scene.detail.rows import choose, reach, rows, total


def explained(x, w, bias=0.25):
    x, w = np.asarray(x, np.float32), np.asarray(w, np.float32)
    network = Network.build((len(x),), [Dense(1, "relu")])
    network = network.with_parameters({"1.weight": w[:, None], "1.bias": [bias]})
    return network.trace(x[None]).explain(1, 0)


values = st.lists(
    st.tuples(st.sampled_from([0.0, 0.5, 1.0, -2.0, 3.25]), st.floats(-3, 3, width=32)),
    min_size=1,
    max_size=60,
)


@given(values)
def test_products_of_all_rows_sum_to_what_was_computed(pairs):
    x, w = zip(*pairs, strict=True)
    explanation = explained(x, w)
    lines = rows(explanation, choose(explanation))
    exact = math.fsum(float(np.float32(a)) * float(np.float32(b)) for a, b in pairs)
    assert sum(row.product for row in lines) == pytest.approx(exact, abs=1e-4)
    assert total(explanation) + 0.25 == pytest.approx(explanation.natural_z, abs=1e-4)
    assert sum(row.count for row in lines) == len(pairs)
    assert len(lines) <= 13


@given(values)
def test_each_bar_starts_where_the_one_before_ended(pairs):
    x, w = zip(*pairs, strict=True)
    explanation = explained(x, w)
    running = 0.0
    lines = rows(explanation, choose(explanation))
    for row in lines:
        assert row.start == pytest.approx(running, abs=1e-5)
        running += row.product
    low, high = reach(lines, explanation)
    assert low <= min(0.0, running) + 1e-6
    assert high >= max(0.0, running) - 1e-6


def test_up_to_twelve_active_inputs_are_all_listed_biggest_gain_first():
    explanation = explained(range(12, 0, -1), [1, -1] * 6)
    lines = rows(explanation, choose(explanation))
    assert [row.kind for row in lines] == ["input"] * 12
    assert [row.product for row in lines] == [12, 10, 8, 6, 4, 2, -1, -3, -5, -7, -9, -11]


def test_more_inputs_leave_ten_rows_the_others_and_the_silent():
    explanation = explained([1.0] * 20 + [0.0] * 3, [*range(1, 21), 5.0, 5.0, 5.0])
    lines = rows(explanation, choose(explanation))
    assert [row.product for row in lines[:10]] == list(range(20, 10, -1))
    assert (lines[10].kind, lines[10].count, lines[10].product) == ("others", 10, sum(range(1, 11)))
    assert (lines[11].kind, lines[11].count, lines[11].product) == ("silent", 3, 0.0)


def test_opened_up_every_active_input_has_its_row():
    explanation = explained([1.0] * 20 + [0.0] * 3, [1.0] * 23)
    assert len(rows(explanation, choose(explanation, everything=True))) == 21


def test_a_weight_that_is_no_number_is_listed_even_where_the_input_is_silent():
    explanation = explained([0.0] + [1.0] * 20, [math.nan] + [1.0] * 20)
    lines = rows(explanation, choose(explanation))
    assert any(row.kind == "input" and math.isnan(row.product) for row in lines)
    assert all(math.isfinite(end) for end in reach(lines, explanation))


@pytest.mark.parametrize("heavy", [0, 3])
def test_inputs_whose_weights_are_nothing_are_listed_too(heavy):
    """A weight of 0 can be taken in hand."""
    weights = [2.0] * heavy + [0.0] * (20 - heavy)
    lines = rows(explained([1.0] * 20, weights), choose(explained([1.0] * 20, weights)))
    assert [row.position for row in lines if row.kind == "input"] == list(range(10))
    assert [row.count for row in lines if row.kind == "others"] == [10]

"""Losses by hand, by finite differences, from scores where outputs have rounded away, and their refusals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine.functions import activations
from nnviz.engine.learning import losses
from nnviz.errors import InputError, OptionError, UnknownNameError
from tests.engine.differences import assert_close, slopes

A, Y = np.array([[0.8, 0.3]]), np.array([[1.0, 0.0]])


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("squared_error", {}, (0.04 + 0.09) / 2),
        ("absolute_error", {}, 0.25),
        ("huber", {"delta": 0.25}, (0.5 * 0.04 + 0.25 * (0.3 - 0.125)) / 2),
        ("binary_cross_entropy", {}, (-np.log(0.8) - np.log(0.7)) / 2),
        ("cross_entropy", {}, -np.log(0.8)),
    ],
)
def test_by_hand(name: str, options: dict[str, float], value: float) -> None:
    assert losses.get(name, **options).value(A, Y) == pytest.approx(value)


shares = st.lists(st.floats(0.05, 0.95), min_size=6, max_size=6)


@pytest.mark.parametrize("name", losses.names())
@given(a=shares, y=shares)
def test_gradient_is_the_slope(name: str, a: list[float], y: list[float]) -> None:
    loss = losses.get(name, delta=0.3) if name == "huber" else losses.get(name)
    output, target = np.array(a).reshape(2, 3), np.array(y).reshape(2, 3)
    distance = np.abs(output - target)
    output[(distance < 1e-3) | (np.abs(distance - 0.3) < 1e-3)] += 0.01
    numeric = slopes(lambda: loss.value(output, target), output, np.arange(6))
    assert_close(loss.gradient(output, target).reshape(-1), numeric, name, scale=10)


@pytest.mark.parametrize(
    ("name", "activation"),
    [("cross_entropy", "softmax"), ("cross_entropy", "log_softmax"), ("binary_cross_entropy", "sigmoid")],
)
@given(z=st.lists(st.floats(-6, 6), min_size=6, max_size=6), y=shares)
def test_from_scores_is_the_same_loss(name: str, activation: str, z: list[float], y: list[float]) -> None:
    loss, function = losses.get(name), activations.get(activation)
    scores, target = np.array(z).reshape(2, 3), np.array(y).reshape(2, 3)
    output = function.forward(scores)
    short: Any = loss.gradient_at_scores(activation, output, target)
    if activation != "log_softmax":
        each: Any = loss.each_from_scores(activation, scores, output, target)
        np.testing.assert_allclose(each, loss.each(output, target), atol=1e-12)
        whole = function.backward(scores, output, loss.gradient(output, target))
        np.testing.assert_allclose(short, whole, atol=1e-12)
    numeric = slopes(
        lambda: loss.each_from_scores(activation, scores, function.forward(scores), target).mean(),
        scores,
        np.arange(6),
    )
    assert_close(short.reshape(-1), numeric, name, scale=10)


def test_from_scores_stays_exact_where_shares_vanish() -> None:
    z, y = np.array([[0.0, 200.0]], np.float32), np.array([[1.0, 0.0]], np.float32)
    loss: Any = losses.get("cross_entropy")
    a = activations.get("softmax").forward(z)
    assert loss.each_from_scores("softmax", z, a, y).tolist() == [200]
    assert loss.gradient_at_scores("softmax", a, y).tolist() == [[-1, 1]]
    z = np.array([[-200.0]], np.float32)
    loss, y = losses.get("binary_cross_entropy"), np.ones((1, 1), np.float32)
    a = activations.get("sigmoid").forward(z)
    assert loss.each_from_scores("sigmoid", z, a, y).tolist() == [200]
    assert loss.gradient_at_scores("sigmoid", a, y).tolist() == [[-1]]


def test_class_numbers_become_rows_of_one_and_zeros() -> None:
    loss = losses.get("cross_entropy")
    assert loss.prepare([2, 0], 2, (3,), np.dtype(float)).tolist() == [[0, 0, 1], [1, 0, 0]]
    rows = np.array([[0.2, 0.3, 0.5]])
    assert np.array_equal(loss.prepare(rows, 1, (3,), np.dtype(float)), rows)


@pytest.mark.parametrize(
    ("y", "sentence"),
    [
        ([0, 3], "from 0 to 2"),
        ([-1, 0], "from 0 to 2"),
        ([0.5, 1], "from 0 to 2"),
        ([0, np.nan], "aren't finite"),
        ([0, 1, 2], "should be 2 × 3"),
        (["cat", "dog"], "aren't an array of numbers"),
    ],
)
def test_labels_that_do_not_fit(y: Any, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        losses.get("cross_entropy").prepare(y, 2, (3,), np.dtype(np.float32))


def test_names_and_suitable_outputs() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "cross_entropy"'):
        losses.get("crossentropy")
    with pytest.raises(OptionError, match="needs a last layer with log_softmax or softmax, not relu"):
        losses.get("cross_entropy").check_function(activations.get("relu"))
    with pytest.raises(OptionError, match="delta"):
        losses.get("huber", delta=0)
    with pytest.raises(OptionError, match="doesn't take"):
        losses.get("squared_error", delta=1)

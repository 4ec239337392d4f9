"""Losses by hand, by finite differences, from scores where outputs have rounded away, and their refusals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine import (
    Activation,
    Adam,
    Add,
    BatchNorm,
    Concat,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GlobalMaxPool2D,
    Layer,
    LayerNorm,
    MaxPool2D,
    Network,
    train,
)
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


IMAGE, ROW = (1, 6, 6), (4,)
ENDS = [
    (ROW, [Dense(3), BatchNorm()]),
    (ROW, [Dense(3, "softmax"), BatchNorm()]),
    (ROW, [Dense(3, "sigmoid"), LayerNorm()]),
    (ROW, [Dense(3), Dropout(0.5)]),
    (ROW, [Dense(3, "softmax"), Dropout(0.5)]),
    (ROW, [Dense(3, "relu"), Dropout(0.5)]),
    (IMAGE, [Conv2D(3, 3), GlobalAveragePool2D()]),
    (IMAGE, [Conv2D(3, 3, activation="relu"), GlobalMaxPool2D()]),
    (IMAGE, [Conv2D(3, 6), Flatten()]),
    (IMAGE, [Flatten()]),
    (ROW, [Dense(3, name="a"), Dense(3, inputs=["input"], name="b"), Add(inputs=["a", "b"])]),
]


@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy"])
@pytest.mark.parametrize(("shape", "layers"), ENDS)
def test_what_is_no_probability_has_no_logarithm(
    shape: tuple[int, ...], layers: list[Layer], loss: str
) -> None:
    net = Network.build(shape, layers)
    x, y = np.zeros((2, *shape), np.float32), np.zeros((2, *net.output_shape), np.float32)
    with pytest.raises(OptionError, match="softmax"):
        next(train(net, (x, y), loss=loss))


@pytest.mark.parametrize(
    ("loss", "shape", "layers"),
    [
        ("cross_entropy", ROW, [Dense(3), BatchNorm(), Activation("softmax")]),
        ("cross_entropy", IMAGE, [Conv2D(3, 3, activation="softmax"), GlobalAveragePool2D()]),
        ("cross_entropy", IMAGE, [Conv2D(3, 6, activation="softmax"), Flatten()]),
        ("cross_entropy", IMAGE, [Conv2D(3, 6), Flatten(), Activation("log_softmax")]),
        ("binary_cross_entropy", IMAGE, [Conv2D(3, 3, activation="sigmoid"), GlobalMaxPool2D()]),
        ("binary_cross_entropy", IMAGE, [Conv2D(3, 3, activation="sigmoid"), MaxPool2D(4), Flatten()]),
        (
            "binary_cross_entropy",
            ROW,
            [
                Dense(1, "sigmoid", name="a"),
                Dense(2, "sigmoid", inputs=["input"], name="b"),
                Concat(inputs=["a", "b"]),
            ],
        ),
    ],
)
def test_layers_that_pass_probabilities_on_are_looked_past(
    loss: str, shape: tuple[int, ...], layers: list[Layer]
) -> None:
    net = Network.build(shape, layers)
    random = np.random.default_rng(1)
    x = random.standard_normal((20, *shape)).astype(np.float32)
    y = np.eye(3, dtype=np.float32)[random.integers(0, 3, 20)]
    found = [snapshot.loss for snapshot in train(net, (x, y), epochs=30, loss=loss, optimizer=Adam(0.05))]
    assert min(found) >= 0
    assert found[-1] < found[0]


def test_logarithms_of_shares_come_from_the_last_layer_alone() -> None:
    net = Network.build(IMAGE, [Conv2D(3, 3, activation="log_softmax"), GlobalAveragePool2D()])
    with pytest.raises(OptionError, match="very last layer"):
        next(train(net, (np.zeros((2, *IMAGE)), [0, 1]), loss="cross_entropy"))

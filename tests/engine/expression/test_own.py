"""A function of one's own among the others: in tables, in networks, in training, in words."""

from __future__ import annotations

import copy
import pickle
import warnings
from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine import SGD, Activation, Conv2D, Dense, Flatten, Network, OwnFunction, train
from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.learning.evaluation import slope_counts
from nnviz.errors import ExpressionError, OptionError
from tests.engine.differences import assert_close, slopes, some_places

SWISH = "z*sigmoid(z)"


def test_it_is_in_the_table_and_not_among_those_that_a_name_is_enough_for() -> None:
    assert activations.FUNCTIONS["own"] is OwnFunction
    assert "own" not in activations.names()
    assert len(activations.names()) == len(activations.FUNCTIONS) - 1


@pytest.mark.parametrize("door", [lambda of: activations.get("own", expression=of), OwnFunction])
def test_its_doors(door) -> None:
    function = door(" max(0.1*z,\n  z) ")
    assert function.expression == function.written == "max(0.1*z, z)"
    assert function == OwnFunction("max(0.1*z, z)")
    assert hash(function) == hash(OwnFunction("max(0.1*z, z)"))
    assert function.options() == {"name": "own", "expression": "max(0.1*z, z)"}
    assert activations.get(function.options()) == function
    assert pickle.loads(pickle.dumps(function)) == copy.deepcopy(function) == function
    assert replace(function, expression="z").forward(np.array([3.0])) == 3
    assert function.parameters == {}
    layer = Dense(2, {"name": "own", "expression": "max(0.1*z, z)"})
    assert layer.activation == function


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Write a formula in z"),
        ({"expression": "z +"}, "missing behind"),
        ({"expression": 3}, "written as text"),
        ({"expression": ["z"]}, "written as text"),
        ({"expression": None}, "written as text"),
        ({"alpha": 3}, "takes expression, not alpha"),
        ({"expression": "z" * 1001}, "this has 1,001"),
        ({"expression": "9**9**9"}, "is infinite for every z from −10 to 10"),
        ({"expression": "1/0"}, "is infinite for every z"),
        ({"expression": "0/0"}, "is a finite number for no z"),
        ({"expression": "z + 0/0"}, "is a finite number for no z"),
        ({"expression": "log(z - 100)"}, "is a finite number for no z"),
        ({"expression": "(0 - 1)**0.5"}, "is a finite number for no z"),
    ],
)
def test_what_it_refuses(options, said: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(OptionError, match=said):
            activations.get("own", **options)


def test_the_whole_is_meant_where_it_is_finite_nowhere() -> None:
    with pytest.raises(ExpressionError) as problem:
        OwnFunction("  9**9**9 ")
    assert (problem.value.start, problem.value.end) == (0, 10)


TWINS = [
    ("max(0, z)", "relu"),
    ("max(0.01*z, z)", "leaky_relu"),
    ("z/(1 + exp(-z))", "silu"),
    ("where(z > 0, z, expm1(z))", "elu"),
    ("z*(1 + erf(z/sqrt(2)))/2", "gelu"),
    ("log1p(exp(z))", "softplus"),
    ("z/(1 + abs(z))", "softsign"),
    ("clip(z/6 + 0.5, 0, 1)", "hard_sigmoid"),
    ("z*clip(z/6 + 0.5, 0, 1)", "hard_swish"),
    ("z*tanh(softplus(z))", "mish"),
    ("clip(z, 0, 6)", "relu6"),
    ("1/(1 + exp(-z))", "sigmoid"),
    ("(exp(z) - exp(-z))/(exp(z) + exp(-z))", "tanh"),
]


@pytest.mark.parametrize(("text", "name"), TWINS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_function_written_out_is_that_function(text: str, name: str, dtype: type) -> None:
    own, known = OwnFunction(text), activations.get(name)
    z = np.concatenate([np.linspace(-20, 20, 201), [0, -3, 3, 6]]).astype(dtype)
    close = {"rtol": 1e-5, "atol": 1e-6} if dtype is np.float32 else {"rtol": 1e-11, "atol": 1e-14}
    np.testing.assert_allclose(own.forward(z), known.forward(z), **close)
    np.testing.assert_allclose(own.derivative(z), known.derivative(z), **close)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_network_of_it_trains_as_its_twin(dtype: str) -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(60, 2))
    y = (x[:, :1] * x[:, 1:] > 0).astype(float)
    results = []
    for function in (OwnFunction(SWISH), "silu"):
        first = Network.build((2,), [Dense(6, function, initializer="he"), Dense(1, "sigmoid")], dtype=dtype)
        *_, last = train(
            first, (x, y), epochs=40, batch_size=20, optimizer=SGD(0.5), loss="binary_cross_entropy", seed=3
        )
        results.append(last)
    own, known = results
    assert own.loss == pytest.approx(known.loss, rel=1e-4 if dtype == "float32" else 1e-10)
    assert own.loss < 0.5
    assert own.network.predict(x).dtype == dtype
    np.testing.assert_allclose(own.network.predict(x), known.network.predict(x), rtol=1e-3)


@pytest.mark.parametrize("text", [SWISH, "sin(z) + 0.1*z^2", "tanh(2*z)/2", "3", "exp(-z^2)"])
@pytest.mark.parametrize("layer", ["dense", "convolution", "activation"])
def test_backward_by_finite_differences(text: str, layer: str) -> None:
    own = OwnFunction(text)
    layers = {
        "dense": Dense(3, own),
        "convolution": Conv2D(2, 2, activation=own),
        "activation": Activation(own),
    }
    shape = (4,) if layer == "dense" else (2, 3, 3)
    of, random = layers[layer], np.random.default_rng(1)
    x = random.normal(size=(3, *shape))
    parameters = {name: random.normal(size=s) for name, s in of.parameter_shapes([shape]).items()}
    z, a = of.forward([x], parameters)
    weights = random.normal(size=a.shape)

    def loss() -> float:
        return float((of.forward([x], parameters)[1] * weights).sum())

    at_z, _ = of.backward_activation(weights, z, a, parameters)
    (below,), _ = of.backward(at_z, [x], parameters, None)
    places = some_places(x.size, random)
    assert_close(below.reshape(-1)[places], slopes(loss, x, places), text, scale=10)


def test_a_network_of_images_with_it() -> None:
    network = Network.build(
        (1, 6, 6), [Conv2D(3, 3, activation=OwnFunction(SWISH)), Flatten(), Dense(2, "softmax")]
    )
    x = np.random.default_rng(0).normal(size=(2, 1, 6, 6)).astype(np.float32)
    trace = network.trace(x)
    np.testing.assert_allclose(trace[1].a, activations.get("silu").forward(trace[1].z), rtol=1e-5)
    why = trace.explain(1, (0, 1, 1))
    assert why.slope == pytest.approx(float(OwnFunction(SWISH).derivative(np.array([why.z]))[0]), rel=1e-5)


def test_cross_entropy_asks_for_what_it_knows() -> None:
    network = Network.build((2,), [Dense(2, OwnFunction("sigmoid(z)"))])
    with pytest.raises(OptionError, match="not own"):
        next(train(network, (np.zeros((2, 2)), np.array([0, 1])), loss="cross_entropy"))


@pytest.mark.parametrize(
    ("text", "is_flat"),
    [("1/(1 + exp(-z))", True), ("tanh(z)", True), ("z/(1 + abs(z))", True), ("exp(-z^2)", True),
     ("max(0, z)", False), ("max(0.1*z, z)", False), ("z", False), ("sin(z)", False), ("tan(z)", False),
     ("1/z", False), ("log(z)", False), ("3", False), ("z > 0", False)],
)  # fmt: skip
def test_whether_it_saturates_is_measured(text: str, is_flat: bool) -> None:
    assert OwnFunction(text).saturates == is_flat


def test_saturated_units_are_counted_as_those_of_its_twin() -> None:
    z = np.array([[0.1, 9.0, -8.0], [-0.3, 7.0, -9.0]])
    own, known = OwnFunction("1/(1 + exp(-z))"), activations.get("sigmoid")
    assert own.steepest == pytest.approx(known.steepest)
    assert slope_counts(own, z) == slope_counts(known, z) == (0, 2)
    assert slope_counts(OwnFunction("3"), z) == (3, 0)


def test_shares_are_not_claimed() -> None:
    # Looked at every twentieth it stays between 0 and 1.
    assert not OwnFunction("sigmoid(z) + 9*(0.001 < z < 0.002)").gives_shares


@pytest.mark.parametrize(
    ("text", "bounds", "character"),
    [
        (SWISH, "[−0.278, 10], measured for |z| ≤ 10", "Its slope lies between −0.0998 and 1.1, measured"),
        ("tanh(z)", "[−1, 1], measured for |z| ≤ 10", "flat at both ends."),
        ("2*z + 1", "[−19, 21], measured for |z| ≤ 10", "Its slope is 2 everywhere, measured"),
        ("3", "[3, 3], measured for |z| ≤ 10", "The same for every z, so nothing is learned through it."),
        ("sign(z)", "[−1, 1], measured for |z| ≤ 10", "Its slope is 0 everywhere, so nothing is learned"),
        ("exp(z)", "[4.54e−5, 2.2e4], measured for |z| ≤ 10", "Its slope lies between 4.54e−5 and 2.2e4"),
        ("log(z)", "[−3, 2.3] where finite, measured for |z| ≤ 10", "Its slope lies between 0.1 and 20"),
    ],
)
def test_its_words_are_measured(text: str, bounds: str, character: str) -> None:
    function = OwnFunction(text)
    assert function.range == bounds
    assert character in function.character
    assert function.character.endswith(".")
    assert function.use.endswith(".")
    assert any(letter.isdigit() for letter in function.source)
    assert function.title == "Own f(z)"


def test_its_formula_is_typeset_up_to_a_length() -> None:
    function = OwnFunction(SWISH)
    assert function.formula == r"f(z) = z \, \sigma(z)"
    assert function.derivative_formula == r"f'(z) = \frac{d}{d z} (z \, \sigma(z))"
    long = OwnFunction(" + ".join(["z"] * 40))
    assert long.formula == r"f(z) = \text{a formula of 157 characters}"
    assert long.derivative_formula == r"f'(z) = \frac{d f(z)}{d z}"


def test_a_named_function_has_nothing_written() -> None:
    for name in activations.names():
        function: ActivationFunction = activations.get(name)
        assert function.written == ""
        assert function.chosen_by_name

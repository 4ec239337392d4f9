"""Every activation function against finite differences, a worked value, its limits and its words."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine.functions import activations
from nnviz.errors import OptionError, UnknownNameError
from tests.engine.differences import assert_close

ELEMENTWISE = [name for name in activations.names() if activations.get(name).elementwise]
KINKS = np.array([-3.0, 0.0, 3.0, 6.0])

# f(2) and f(−1) with a calculator, to five places.
WORKED = {
    "identity": (2, -1),
    "step": (1, 0),
    "sigmoid": (0.88080, 0.26894),
    "tanh": (0.96403, -0.76159),
    "relu": (2, 0),
    "leaky_relu": (2, -0.01),
    "prelu": (2, -0.25),
    "elu": (2, -0.63212),
    "selu": (2.10140, -1.11133),
    "celu": (2, -0.63212),
    "gelu": (1.95450, -0.15866),
    "gelu_tanh": (1.95460, -0.15881),
    "silu": (1.76159, -0.26894),
    "softplus": (2.12693, 0.31326),
    "softsign": (0.66667, -0.5),
    "hard_sigmoid": (0.83333, 0.33333),
    "hard_swish": (1.66667, -0.33333),
    "mish": (1.94396, -0.30340),
    "relu6": (2, 0),
}


def test_every_function_has_a_worked_example() -> None:
    assert set(WORKED) == set(ELEMENTWISE)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_worked_example(name: str) -> None:
    values = activations.get(name).forward(np.array([2.0, -1.0]))
    assert values == pytest.approx(WORKED[name], abs=6e-6)


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=st.floats(-30, 30))
def test_derivative_is_the_slope(name: str, z: float) -> None:
    if np.abs(KINKS - z).min() < 1e-3:
        z += 0.01
    function = activations.get(name)
    h = 1e-5
    above, below = function.forward(np.array([z + h])), function.forward(np.array([z - h]))
    assert_close(function.derivative(np.array([z])), (above - below) / (2 * h), name, scale=max(1, abs(z)))


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@given(z=st.lists(st.floats(-8, 8), min_size=2, max_size=6), data=st.data())
def test_softmax_backward_is_its_whole_jacobian(name: str, z: list[float], data: st.DataObject) -> None:
    function = activations.get(name)
    scores = np.array([z])
    weights = np.array([data.draw(st.lists(st.floats(-3, 3), min_size=len(z), max_size=len(z)))])
    gradient = function.backward(scores, function.forward(scores), weights)
    h = 1e-5
    numeric = np.array(
        [
            ((function.forward(scores + h * e) - function.forward(scores - h * e)) * weights).sum() / (2 * h)
            for e in np.eye(len(z))
        ]
    )
    assert_close(gradient[0], numeric, name, scale=10)
    diagonal = [
        (function.forward(scores + h * e) - function.forward(scores - h * e))[0, i] / (2 * h)
        for i, e in enumerate(np.eye(len(z)))
    ]
    assert_close(function.derivative(scores)[0], np.array(diagonal), name, scale=10)


def test_softmax_by_hand() -> None:
    # e^0 : e^(ln 2) : e^(ln 5) = 1 : 2 : 5
    shares = activations.get("softmax").forward(np.log([[1.0, 2.0, 5.0]]))
    assert shares[0] == pytest.approx([0.125, 0.25, 0.625])
    logs = activations.get("log_softmax").forward(np.log([[1.0, 2.0, 5.0]]))
    assert logs[0] == pytest.approx(np.log([0.125, 0.25, 0.625]))


def test_softmax_on_another_axis() -> None:
    z = np.random.default_rng(0).normal(size=(2, 3, 4, 5))
    over_rows = activations.get("softmax", axis=-1).forward(z)
    assert over_rows.sum(axis=-1) == pytest.approx(np.ones((2, 3, 4)))


@pytest.mark.parametrize("name", activations.names())
def test_stable_in_float32_and_silent(name: str) -> None:
    z = np.concatenate([-np.logspace(4, -4, 60), [0], np.logspace(-4, 4, 60)]).astype(np.float32)[None]
    function = activations.get(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        a, slope = function.forward(z), function.derivative(z)
    assert a.dtype == slope.dtype == np.float32
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()
    exact = function.forward(z.astype(np.float64))
    assert a == pytest.approx(exact, rel=3e-6, abs=1e-6)


LIMITS = {
    "identity": (-math.inf, math.inf),
    "step": (0, 1),
    "sigmoid": (0, 1),
    "tanh": (-1, 1),
    "relu": (0, math.inf),
    "leaky_relu": (-math.inf, math.inf),
    "prelu": (-math.inf, math.inf),
    "elu": (-1, math.inf),
    "selu": (-1.7580993, math.inf),
    "celu": (-1, math.inf),
    "gelu": (0, math.inf),
    "gelu_tanh": (0, math.inf),
    "silu": (0, math.inf),
    "softplus": (0, math.inf),
    "softsign": (-1, 1),
    "hard_sigmoid": (0, 1),
    "hard_swish": (0, math.inf),
    "mish": (0, math.inf),
    "relu6": (0, 6),
}


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_infinity_gives_the_limit_and_nan_stays(name: str, dtype: type) -> None:
    function = activations.get(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        low, high, nothing = function.forward(np.array([-np.inf, np.inf, np.nan], dtype))
        slopes = function.derivative(np.array([-np.inf, np.inf], dtype))
    assert (low, high) == pytest.approx(LIMITS[name])
    assert np.isnan(nothing)
    assert np.isfinite(slopes).all()


def test_leaky_relu_without_a_leak_at_minus_infinity() -> None:
    assert activations.get("leaky_relu", alpha=0).forward(np.array([-np.inf, 3.0])).tolist() == [0, 3]


def test_sigmoid_keeps_its_float32_tail() -> None:
    # e^−80 is far below float32's epsilon, yet a float32 number.
    assert activations.get("sigmoid").forward(np.float32([-80]))[0] == pytest.approx(math.exp(-80), rel=1e-5)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_softmax_with_infinity_marks_that_value_and_gives_the_others_their_limit(dtype: type) -> None:
    # Two infinite scores have no limit of their own; a finite one beside them goes to 0 all the same.
    z = np.array([[math.inf, 0, 1], [math.inf, math.inf, 1], [-math.inf, 0, 0], [-math.inf] * 3], dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shares = activations.get("softmax").forward(z)
        logs = activations.get("log_softmax").forward(z)
    nan = math.nan
    expected = [[nan, 0, 0], [nan, nan, 0], [0, 0.5, 0.5], [nan] * 3]
    assert shares.dtype == logs.dtype == dtype
    np.testing.assert_allclose(shares, expected)
    np.testing.assert_allclose(np.exp(logs), expected, rtol=1e-6)


def test_gelu_tanh_keeps_its_float32_tail() -> None:
    z = np.linspace(-6, -4, 50)
    exact = activations.get("gelu_tanh").forward(z)
    assert activations.get("gelu_tanh").forward(z.astype(np.float32)) == pytest.approx(exact, rel=2e-4)


@pytest.mark.parametrize("name", ["tanh", "gelu", "gelu_tanh", "silu", "mish", "softsign", "sigmoid"])
def test_silent_at_the_largest_float32(name: str) -> None:
    z = np.array([-3.4e38, -1e20, 1e20, 3.4e38], np.float32)
    function = activations.get(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in (function.forward(z), function.derivative(z)):
            assert np.isfinite(values).all()


@pytest.mark.parametrize("name", activations.names())
def test_words_and_options(name: str) -> None:
    function = activations.get(name)
    assert function.name == name
    for text in (function.title, function.formula, function.derivative_formula, function.range):
        assert text
    for sentence in (function.character, function.use):
        assert sentence.endswith(".")
    assert any(c.isdigit() for c in function.source)
    assert activations.get(function.options()) == function
    assert function.parameters.keys() == function.parameter_ranges.keys()
    assert r"\left" not in function.formula + function.derivative_formula


@pytest.mark.parametrize(
    ("name", "alpha", "z", "expected"),
    [
        ("leaky_relu", 0.2, -3, -0.6),
        ("elu", 2, -1, -1.26424),
        ("celu", 2, -1, -0.78694),
        ("prelu", 0.5, -4, -2),
    ],
)
def test_parameters(name: str, alpha: float, z: float, expected: float) -> None:
    function = activations.get(name, alpha=alpha)
    assert function.forward(np.array([float(z)]))[0] == pytest.approx(expected, abs=6e-6)
    assert function.parameters == {"alpha": alpha}


def test_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "sigmoid"'):
        activations.get("sigmod")
    assert activations.get("swish") == activations.get("silu")


@pytest.mark.parametrize("alpha", [-0.1, 1.1, math.nan, math.inf])
def test_parameter_out_of_range(alpha: float) -> None:
    with pytest.raises(OptionError, match="alpha between 0 and 1"):
        activations.get("leaky_relu", alpha=alpha)


def test_parameter_that_is_not_there() -> None:
    with pytest.raises(OptionError, match="ReLU takes no parameters, not alpha"):
        activations.get("relu", alpha=1)


@given(z=st.floats(-40, 40))
def test_gelu_against_the_standard_library(z: float) -> None:
    exact = z * 0.5 * math.erfc(-z / math.sqrt(2))
    assert activations.get("gelu").forward(np.array([z]))[0] == pytest.approx(exact, rel=1e-12, abs=1e-300)


def test_the_short_formula_of_a_leaky_relu_is_the_same_function() -> None:
    z = np.linspace(-5, 5, 101)
    for alpha in (0.0, 0.01, 0.3, 1.0):
        function = activations.get("leaky_relu", alpha=alpha)
        assert function.short_formula == rf"\max({alpha:g}z, z)"
        np.testing.assert_allclose(function.forward(z), np.maximum(alpha * z, z))


@pytest.mark.parametrize("beta", [0.1, 0.5, 2.0, 10.0])
def test_swish_with_its_own_sharpness(beta: float) -> None:
    swish = activations.get("swish", beta=beta)
    z = np.linspace(-20, 20, 401)
    expected = z / (1 + np.exp(-beta * z))
    assert swish.forward(z) == pytest.approx(expected, rel=1e-12, abs=1e-15)
    h = 1e-6
    numeric = (swish.forward(z + h) - swish.forward(z - h)) / (2 * h)
    assert swish.derivative(z) == pytest.approx(numeric, abs=1e-7)
    ends = np.array([-np.inf, np.inf])
    assert swish.forward(ends).tolist() == [0, np.inf]
    assert swish.derivative(ends).tolist() == [0, 1]
    far = np.float32([-1e4, 1e4])
    assert np.isfinite(swish.forward(far)).all()


def test_the_sharper_swish_is_the_nearer_to_relu() -> None:
    z = np.linspace(-3, 3, 61)
    gaps = [
        np.abs(activations.get("swish", beta=b).forward(z) - np.maximum(z, 0)).max() for b in (0.5, 1, 4, 10)
    ]
    assert gaps == sorted(gaps, reverse=True)

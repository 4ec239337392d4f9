"""What is measured on a function's curve, against what one can work out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnviz.engine.functions import activations
from nnviz.scene.lab.functions import words
from nnviz.scene.lab.functions.shape import Stretch, at, shape

CURVES = [name for name in activations.names() if activations.get(name).elementwise]
FUNCTIONS = [name for name in CURVES if name != "own"]


@pytest.mark.parametrize(
    ("name", "largest"),
    [("sigmoid", 0.25), ("tanh", 1.0), ("relu", 1.0), ("identity", 1.0), ("step", 0.0), ("softsign", 1.0)],
)
def test_the_largest_slope_is_the_textbooks(name, largest) -> None:
    assert shape(activations.get(name)).largest == pytest.approx(largest, abs=1e-12)


def test_a_sigmoid_vanishes_where_its_slope_is_below_a_hundredth_of_a_quarter() -> None:
    # y (1 − y) = 0.0025 has the solutions y = (1 ± √0.99) / 2, and z = ln(y / (1 − y)).
    y = (1 + math.sqrt(0.99)) / 2
    border = math.log(y / (1 - y))
    low, high = shape(activations.get("sigmoid")).flat
    assert (low.high, high.low) == (pytest.approx(-border, abs=1e-9), pytest.approx(border, abs=1e-9))
    assert words.stretches((low, high)) == "z < −5.99, z > 5.99"


def test_what_dies_and_where() -> None:
    dead = {name: shape(activations.get(name)).dead for name in FUNCTIONS}
    assert dead["relu"] == (Stretch(-math.inf, 0.0, False, True),)
    assert words.stretches(dead["relu6"]) == "z ≤ 0, z ≥ 6"
    assert words.stretches(dead["hard_sigmoid"]) == "z ≤ −3, z ≥ 3"
    assert words.stretches(dead["step"]) == "everywhere"
    # Their slopes are never 0, though a computer's are, far out.
    for name in ("sigmoid", "tanh", "leaky_relu", "elu", "gelu", "silu", "softplus", "mish", "softsign"):
        assert dead[name] == (), name


def test_the_small_slope_of_a_leaky_function_is_a_kind_of_its_own() -> None:
    for alpha in (0.001, 0.01, 0.3):
        seen = shape(activations.get("leaky_relu", alpha=alpha))
        assert seen.small == pytest.approx(alpha)
        assert seen.flat == ()
    assert shape(activations.get("leaky_relu", alpha=0.0)).dead
    assert shape(activations.get("leaky_relu", alpha=1.0)).is_straight
    assert shape(activations.get("elu")).small is None


def test_where_curves_turn() -> None:
    # The minimum of z · sigmoid(z), to the digits that tables give.
    assert shape(activations.get("silu")).turns == (pytest.approx(-1.2784645, abs=1e-6),)
    assert shape(activations.get("hard_swish")).turns == (pytest.approx(-1.5),)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_stretch_holds_inside_and_not_outside(name) -> None:
    function = activations.get(name)
    seen = shape(function)
    for one in (*seen.flat, *seen.dead):
        low = one.low if math.isfinite(one.low) else -50.0
        high = one.high if math.isfinite(one.high) else 50.0
        inside = np.linspace(low, high, 101)[1:-1]
        slope = np.abs(function.derivative(inside.astype(np.float64)))
        assert (slope < 0.01 * seen.largest).all() or seen.largest == 0
        if one in seen.dead:
            assert (slope == 0).all()


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("z", [-40.0, -8.0, -2.0, -0.5, 0.0, 0.5, 2.0, 8.0, 40.0])
def test_each_sentence_is_true_of_its_z(name, z) -> None:
    function = activations.get(name)
    value, slope = at(function, z)
    said = words.sentence(function, z)
    seen = shape(function)
    if "it is off" in said:
        assert value == slope == 0
    elif said.startswith("Slope 0:"):
        assert slope == 0 != value
    elif said.startswith("Flat"):
        assert 0 < abs(slope) < 0.01 * seen.largest
    elif "small slope" in said:
        assert z < 0
        assert slope == pytest.approx(seen.small)
    elif "never above" in said:
        assert abs(slope) <= seen.largest
    elif said.startswith("Steepest"):
        assert abs(slope) >= 0.99 * seen.largest
    elif "everywhere" in said:
        assert slope == seen.largest
    else:
        assert said.startswith(("Its slope is", "max(αz, z)"))
    assert len(said) <= 60


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.3, 1.0])
def test_the_two_ways_of_writing_a_leaky_relu_are_equal(alpha) -> None:
    z = np.linspace(-5, 5, 101)
    one = np.maximum(alpha * z, z)
    other = np.maximum(0, z) + alpha * np.minimum(0, z)
    np.testing.assert_allclose(one, other, atol=1e-15)
    np.testing.assert_allclose(activations.get("leaky_relu", alpha=alpha).forward(z), one, atol=1e-15)

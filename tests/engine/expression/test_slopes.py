"""Values and slopes by finite differences, by hand, at corners and where nothing is finite."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

from nnviz.engine.functions.expression import program as programs
from nnviz.engine.functions.expression.operations import FUNCTIONS
from nnviz.engine.functions.expression.program import program
from tests.engine.expression.formulas import Formulas

H = 1e-5
NAN, INF = math.nan, math.inf


def value(text: str, z: float) -> float:
    return float(program(text).value(np.array([z]))[0])


def slope(text: str, z: float) -> float:
    return float(program(text).slope(np.array([z]))[0])


# f(2) and f(−1) with a calculator, to five places.
WORKED = {
    "max(0.1*z, z)": (2, -0.1),
    "z*sigmoid(z)": (1.76159, -0.26894),
    "where(z>0, z, expm1(z))": (2, -0.63212),
    "where(z > 0, z, 0.25*z)": (2, -0.25),
    "log(1 + exp(z))": (2.12693, 0.31326),
    "z*tanh(softplus(z))": (1.94396, -0.30340),
    "z*(1 + erf(z/sqrt(2)))/2": (1.95450, -0.15866),
    "-z^2": (-4, -1),
    "(-z)^2": (4, 1),
    "2**-z": (0.25, 2),
    "2^3^z": (512, 1.25992),
    "z − 1 ÷ 4": (1.75, -1.25),
    "2·z × 3": (12, -6),
    "z² + z³": (12, 0),
    "σ(z)·π": (2.76711, 0.84490),
    "1 - z - 1": (-2, 1),
    "8/z/2": (2, -4),
    "0 < z <= 2": (1, 0),
    "z == 2": (1, 0),
    "z ≠ 2": (0, 1),
    "3 > z >= -1": (1, 1),
    "clip(z, -0.5, 1.5)": (1.5, -0.5),
    "min(z, 1, z^2)": (1, -1),
    "max(z, -z, 1.5)": (2, 1.5),
    "atan(z) + sin(z) - cos(z)": (2.43259, -2.16717),
    "sinh(z)/cosh(z) - tanh(z)": (0, 0),
    "floor(z/4) + sign(z)": (1, -2),
    "log1p(z + 1.5) + ln(z + 2)": (2.89037, 0.40547),
    "007 + 1e-2*z + .5": (7.52, 7.49),
    "+z - -z": (4, -2),
    "tan(z) + e": (0.53324, 1.16087),
    "z\n +\t1": (3, 0),
}


@pytest.mark.parametrize("text", WORKED)
def test_worked_example(text: str) -> None:
    assert program(text).value(np.array([2.0, -1.0])) == pytest.approx(WORKED[text], abs=6e-6)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_the_slope_of_its_curve(name: str) -> None:
    example = FUNCTIONS[name].example
    assert example.startswith(f"{name}(")
    z = np.linspace(-3.95, 3.95, 80)
    of = program(example)
    above, below, (here, found) = of.value(z + H), of.value(z - H), of.dual(z)
    is_finite = np.isfinite(here)
    assert is_finite.any()
    differences = ((above - below) / (2 * H))[is_finite]
    # Steps between two places are no slopes.
    smooth = np.abs(differences) < 1e3
    np.testing.assert_allclose(found[is_finite][smooth], differences[smooth], rtol=1e-6, atol=1e-8)


def test_formulas_at_random_have_the_slopes_of_their_curves() -> None:
    formulas, compared = Formulas(5), 0
    z = np.random.default_rng(1).uniform(-3, 3, 40)
    for _ in range(200):
        of = program(formulas.draw())
        found = of.slope(z)
        with np.errstate(all="ignore"):
            wide, near = ((of.value(z + h) - of.value(z - h)) / (2 * h) for h in (2 * H, H))
            # Where two widths agree, there is a slope, and neither a corner nor a pole near.
            told = np.abs(wide - near) <= 1e-7 * np.maximum(np.abs(near), 1)
        np.testing.assert_allclose(found[told], near[told], rtol=1e-5, atol=1e-5)
        compared += int(told.sum())
    assert compared > 3000


@pytest.mark.parametrize(
    ("text", "z", "expected"),
    [
        ("max(0, z)", 0, 0),
        ("max(z, 0)", 0, 0),
        ("relu(z)", 0, 0),
        ("relu(-z)", 0, 0),
        ("max(0.1*z, z)", 0, 0.1),
        ("max(z, 0.1*z)", 0, 0.1),
        ("min(2*z, 3*z)", 0, 2),
        ("max(-2*z, 3*z)", 0, 0),
        ("abs(z)", 0, 0),
        ("max(z, -z)", 0, 0),
        ("-max(z, 0)", 0, 0),
        ("min(-z, 0)", 0, 0),
        ("min(max(0, z), 6)", 6, 0),
        ("clip(z, 0, 6)", 0, 0),
        ("clip(z, 0, 6)", 3, 1),
        ("z*clip(z/6 + 0.5, 0, 1)", 3, 1),
        ("where(z > 0, z, expm1(z))", 0, 1),
        ("sign(z)", 0, 0),
        ("floor(z)", 1, 0),
        ("z > 0", 0, 0),
        ("max(z, z)", 2, 1),
    ],
)
def test_at_a_corner_the_slope_nearest_to_0(text: str, z: float, expected: float) -> None:
    assert slope(text, z) == expected


@pytest.mark.parametrize(
    ("text", "z", "expected"),
    [
        ("sqrt(relu(z))", -1, 0),  # 0 below 0, although a root is infinitely steep at 0
        ("sqrt(z^2)", 0, 0),
        ("1/(1 + exp(-z))", -800, 0),  # 1 over infinity
        ("z^0", 0, 0),
        ("0^z", 2, 0),
        ("z^1", 0, 1),
        ("z^2", 0, 0),
        ("where(z > 0, log(z), 0)", -1, 0),  # what isn't chosen doesn't count
        ("where(z > 0, sqrt(z), 0)", 0, 0),
        ("sqrt(z)", 0, INF),
        ("(-2)^z", 2, NAN),  # only whole numbers have such a power
    ],
)
def test_a_slope_where_a_rule_alone_would_fail(text: str, z: float, expected: float) -> None:
    assert slope(text, z) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "z", "expected"),
    [
        ("log(z)", 0, -INF),
        ("log(z)", -1, NAN),
        ("z^0.5", -1, NAN),  # and no complex number
        ("1/z", 0, INF),
        ("exp(z)", 1000, INF),
        ("exp(z)", -INF, 0),
        ("tanh(z)", INF, 1),
        ("max(z, 0)", NAN, NAN),
        ("where(z > 0, 1, 0)", NAN, NAN),
        ("0 < z < 1", NAN, NAN),
        ("clip(z, 0, 1)", NAN, NAN),
        ("3", NAN, 3),
        ("9**9**9 - z", 0, INF),
        ("softplus(z)", 1e300, 1e300),
        ("erf(z)", 1e-9, 2e-9 / math.sqrt(math.pi)),
    ],
)
def test_what_is_not_finite_comes_out_as_it_is(text: str, z: float, expected: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = value(text, z)
        slope(text, z)
    assert found == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_where_there_is_no_value_there_is_no_slope() -> None:
    found = program("log(z) + sqrt(z)").slope(np.array([-1.0, math.nan]))
    assert np.isnan(found).all()


@pytest.mark.parametrize("shape", [(), (0,), (1,), (3, 4), (2, 3, 4, 5)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shape_and_type_stay(shape: tuple[int, ...], dtype: type) -> None:
    z = np.full(shape, 0.5, dtype)
    for text in ("z", "2", "z*sigmoid(z)", "where(z > 0, z, 0)"):
        found, steep = program(text).dual(z)
        assert found.shape == steep.shape == shape
        assert found.dtype == steep.dtype == dtype
        assert not np.shares_memory(found, z)


def test_numbers_that_lie_otherwise_in_memory() -> None:
    z = np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1)
    np.testing.assert_array_equal(program("2*z - 1").value(z), 2 * z - 1)
    np.testing.assert_array_equal(program("z^2").slope(z[::2]), 2 * z[::2])


def test_more_numbers_than_one_block() -> None:
    z = np.linspace(-5, 5, 2 * programs.BLOCK + 7, dtype=np.float32)
    found, steep = program("max(0.1*z, z)").dual(z)
    np.testing.assert_allclose(found, np.maximum(0.1 * z, z), rtol=1e-6)
    np.testing.assert_array_equal(steep, np.where(z > 0, np.float32(1), np.float32(0.1)))


def test_float32_does_not_overflow_on_the_way() -> None:
    z = np.float32([-200, 100, 200])
    assert program("log(1 + exp(z))").value(z).tolist() == [0, 100, 200]
    assert program("1/(1 + exp(-z))").slope(z) == pytest.approx([1.3838965e-87, 0, 0], abs=1e-40)


def test_what_does_not_depend_on_z_is_computed_once() -> None:
    of = program("z*sqrt(2/pi) + (1 + 2)^2 + max(1, 2)")
    assert [step.symbol for step in of.steps] == ["z", "number", "*", "number", "+", "number", "+"]
    assert program("3*2").steps[0].number == 6
    assert not program("3*2").depends_on_z
    assert of is program("z*sqrt(2/pi) + (1 + 2)^2 + max(1, 2)")

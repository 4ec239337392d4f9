"""autograd as a judge: values and slopes of 200 formulas at random, to a relative 1e-12.

What a formula means is left to Python itself here: nothing of our reading is used on the other side.
"""

import re
from functools import reduce
from typing import Any

import numpy as np
import pytest

from nnviz.engine.functions.expression.program import program
from tests.engine.expression.formulas import Formulas

pytestmark = pytest.mark.oracle
autograd = pytest.importorskip("autograd")
anp = pytest.importorskip("autograd.numpy")
special = pytest.importorskip("autograd.scipy.special")
extend = pytest.importorskip("autograd.extend")

# autograd's own slope of e^x − 1 is f(x) + 1, which loses the digits of a small e^x.
expm1 = extend.primitive(np.expm1)
extend.defvjp(expm1, lambda _, x: lambda gradient: gradient * anp.exp(x))

MEANINGS: dict[str, Any] = {
    "number": np.float64,
    "pi": np.float64(np.pi),
    "e": np.float64(np.e),
    "exp": anp.exp,
    "expm1": expm1,
    "log": anp.log,
    "log1p": anp.log1p,
    "sqrt": anp.sqrt,
    "sin": anp.sin,
    "cos": anp.cos,
    "tan": anp.tan,
    "atan": anp.arctan,
    "sinh": anp.sinh,
    "cosh": anp.cosh,
    "tanh": anp.tanh,
    "sigmoid": lambda x: 1 / (1 + anp.exp(-x)),
    "softplus": lambda x: anp.logaddexp(0.0, x),
    "erf": special.erf,
    "abs": anp.abs,
    "relu": lambda x: anp.maximum(0.0, x),
    "sign": anp.sign,
    "floor": anp.floor,
    "max": lambda *values: reduce(anp.maximum, values),
    "min": lambda *values: reduce(anp.minimum, values),
    "clip": lambda x, low, high: anp.minimum(anp.maximum(x, low), high),
    "where": anp.where,
}
FORMULAS = 200
CLOSE = 1e-12
SMALL = 1e-2
"""Slopes below this are compared at this size: autograd adds what cancels in another order."""


def theirs(text: str) -> Any:
    numbers = re.sub(r"(?<![\w.])\d[\d.]*(?:e-?\d+)?", lambda found: f"number({found[0]})", text)
    return eval(f"lambda z: ({numbers}) + 0 * z", dict(MEANINGS))


def places() -> np.ndarray:
    """Away from 0, where a step of a float is so small that nothing tells a sum that cancels."""
    z = np.random.default_rng(0).uniform(-4, 4, 120)
    return z[np.abs(z) > 0.05]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_values_and_slopes_of_200_formulas() -> None:
    formulas, z = Formulas(12), places()
    compared = finite = 0
    for _ in range(FORMULAS):
        text = formulas.draw()
        value, slope = program(text).dual(z)
        function = theirs(text)
        gradient = autograd.elementwise_grad(function)
        expected, steep = function(z), gradient(z)
        is_finite = np.isfinite(value) & np.isfinite(slope) & np.isfinite(expected) & np.isfinite(steep)
        # Where the last bit of z moves autograd's slope by more than a tenth of what is allowed, as beside
        # a pole or a corner, float64 can't tell.
        near = [gradient(z * (1 + bits * 2.0**-52)) for bits in (-3, -2, -1, 1, 2, 3)]
        told = is_finite & (np.max(np.abs(np.array(near) - steep), axis=0) <= CLOSE / 10 * np.abs(steep))
        np.testing.assert_allclose(value[told], expected[told], rtol=CLOSE, atol=0, err_msg=text)
        size = np.maximum(np.abs(steep[told]), SMALL)
        assert (np.abs(slope - steep)[told] <= CLOSE * size).all(), text
        # To us a comparison with NaN is NaN; to NumPy it is false.
        assert (np.isfinite(value) == np.isfinite(expected)).all() or "where" in text, text
        compared, finite = compared + int(told.sum()), finite + int(is_finite.sum())
    assert finite > FORMULAS * z.size / 2
    assert compared > 0.95 * finite

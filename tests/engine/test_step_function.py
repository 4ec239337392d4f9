"""The step's value at z = 0: books differ, so it is a parameter."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.engine import Activation, Dense, Network
from nnviz.engine.functions import activations
from nnviz.engine.layers.table import from_options
from nnviz.errors import OptionError

Z = np.array([-1e-30, -0.0, 0.0, 1e-30], np.float32)


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
def test_only_the_value_at_zero_differs(at_zero: float) -> None:
    a = activations.get("step", at_zero=at_zero).forward(Z)
    assert a.dtype == np.float32
    assert a.tolist() == [0, at_zero, at_zero, 1]


def test_the_default_is_one_as_in_files_that_do_not_say() -> None:
    assert activations.get({"name": "step"}) == activations.get("step", at_zero=1)
    assert activations.get("step").parameters == {"at_zero": 1}
    layer = from_options("Dense", {"units": 1, "activation": {"name": "step"}})
    assert layer.activation == activations.get("step")
    assert from_options(
        "Activation", Activation(activations.get("step", at_zero=0)).options()
    ).activation != (layer.activation)


def test_a_gate_that_stands_on_its_threshold() -> None:
    """AND with the threshold met exactly: 1 + 1 − 2 = 0."""
    for at_zero in (0, 0.5, 1):
        gate = Network.build((2,), [Dense(1, activations.get("step", at_zero=at_zero))])
        gate = gate.with_parameters({"1.weight": [[1], [1]], "1.bias": [-2]})
        assert gate.predict([[1, 1]]).item() == at_zero
        assert gate.trace([[1, 1]]).explain(1, 0).a == at_zero


def test_the_formula_says_which() -> None:
    one, half, zero = (activations.get("step", at_zero=value) for value in (1, 0.5, 0))
    assert r"1 \text{ if } z \geq 0" in one.formula
    assert r"\frac{1}{2} \text{ if } z = 0" in half.formula
    assert r"1 \text{ if } z > 0" in zero.formula
    assert "geq" not in zero.formula + half.formula
    assert (one.range, half.range, zero.range) == ("{0, 1}", "{0, ½, 1}", "{0, 1}")


@pytest.mark.parametrize("value", [0.3, 2, -1, float("nan"), "a half", None])
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(OptionError, match=r"Step.* at_zero"):
        activations.get("step", at_zero=value)  # type: ignore[arg-type]

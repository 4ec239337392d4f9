"""Small networks that once showed something else than they compute: the right values, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.document.tracing import trace
from tests.printed import CASES

FIVE_SHARES = [np.exp(8.0 - 48), np.exp(18.0 - 48), np.exp(28.0 - 48), np.exp(38.0 - 48), 1.0]

RIGHT = {
    # Stored means and variances, then γ and β.
    "bn": [2 * (5 - 3) / np.sqrt(4 + 1e-5) + 0.5, (0 + 1) / np.sqrt(0.25 + 1e-5) - 0.5],
    "avg2844": [4, 7, 9.5, 25, 28, 30.5, 42.5, 45.5, 48],
    "mazur": [0.75136507, 0.77292847],
    "vanish20": [0.659046],
    "tinyw": [0.0004 * 2500 + 0.3],
    "ln": [(5 - 3) / np.sqrt(4 + 1e-5), (1 - 3) / np.sqrt(4 + 1e-5)],
    # Three of four neurons are off: σ of the bias and one product.
    "dead": [1 / (1 + np.exp(1.2440742))],
    "soft_one": [1.0],
    "soft_arm": list(np.array(FIVE_SHARES) / np.sum(FIVE_SHARES)),
    "xnh_0": [0.5],
    "lk": [-2 * 0.01],
}


def answer(name: str) -> np.ndarray:
    """What the last layer passes on for the input in the file."""
    document = nnviz.load(CASES[name])
    return trace(document)[len(document.network.layers)].a[0]


@pytest.mark.parametrize("name", RIGHT)
def test_the_answer_is_the_one_worked_out_by_hand(name: str) -> None:
    assert answer(name).ravel() == pytest.approx(RIGHT[name], rel=1e-5)


def test_a_step_at_0_has_the_value_that_was_chosen() -> None:
    document = nnviz.load(CASES["and0"])
    function = document.network.layer(1).activation
    assert function is not None
    assert function.forward(np.zeros(1, np.float32)) == 1
    assert replace(function, at_zero=0.0).forward(np.zeros(1, np.float32)) == 0


@pytest.mark.parametrize("name", ["seg", "soft_channel"])
def test_each_pixel_is_a_whole_of_its_own(name: str) -> None:
    shares = answer(name)
    assert shares.sum(axis=0) == pytest.approx(np.ones(shares.shape[1:]), abs=1e-6)

"""The forms that lessons use most, on samples whose numbers are worked out here from their parameters."""

from __future__ import annotations

import numpy as np
import pytest

import nnviz
from nnviz.errors import ExpressionError
from nnviz.lessons import language


@pytest.fixture(scope="module")
def neuron() -> language.Facts:
    document = nnviz.load("neuron")
    return language.Facts(document, document.view, document)


def _logistic(z: float) -> float:
    return float(1 / (1 + np.exp(-z)))


def test_output_of_an_example_is_the_formula(neuron: language.Facts) -> None:
    parameters = neuron.document.network.parameters()
    weight, bias = parameters["1.weight"].astype(float), float(parameters["1.bias"][0])
    for number, x in enumerate(neuron.document.data.inputs.astype(float)):
        wanted = _logistic(float(x @ weight[:, 0]) + bias)
        found = language.value(language.parse(f"output for example {number}"), neuron)
        assert found == pytest.approx(wanted, rel=1e-5)


def test_counts_of_examples_can_be_compared(neuron: language.Facts) -> None:
    assert language.holds(language.parse("count of examples where output > 0.5 = 1"), neuron)
    assert not language.holds(language.parse("count of examples where output > 0.5 = 2"), neuron)


def test_an_unknown_word_is_marked_and_the_nearest_one_named() -> None:
    with pytest.raises(ExpressionError) as caught:
        language.parse("outptu > 0.5")
    assert (caught.value.start, caught.value.end) == (0, 6)
    assert "output" in str(caught.value)

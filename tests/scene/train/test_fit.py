"""How well values are met, in the target's own unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics

from nnviz import formats
from nnviz.data import Dataset
from nnviz.document.new import from_network
from nnviz.engine import Dense, Network
from nnviz.scene.train import judging
from nnviz.scene.train.fit import Fit, tick_text, ticks


def fit_of(truth: object, said: object) -> Fit:
    """A fit of these two rows of numbers."""
    truth, said = np.array(truth, np.float32), np.array(said, np.float32)
    network = Network.build((1,), [Dense(1)], 0)
    document = replace(from_network(network), output_names=("price",))
    data = Dataset("prices", np.zeros((len(truth), 1), np.float32), truth[:, None])
    return Fit.of(document, data, 0, truth, said)


def test_the_figures_are_those_of_scikit_learn() -> None:
    document, _ = formats.open_any("sine")
    parts = judging.parts_of(document)
    assert parts is not None
    found = judging.judge(document, parts.kept)
    assert found is not None
    (fit,) = found.fits
    said = document.network.predict(parts.kept.inputs)[:, 0]
    truth = parts.kept.targets.ravel()
    assert fit.r2 == pytest.approx(metrics.r2_score(truth, said), abs=1e-6)
    assert fit.error == pytest.approx(metrics.root_mean_squared_error(truth, said), rel=1e-6)
    np.testing.assert_allclose(fit.residuals, said - truth, atol=1e-6)


def test_every_output_has_its_own_fit() -> None:
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(40, 3)).astype(np.float32)
    targets = rng.normal(size=(40, 2)).astype(np.float32)
    network = Network.build((3,), [Dense(2)], 0)
    document = replace(from_network(network), task="values", output_names=("a", "b"))
    found = judging.judge(document, Dataset("two", inputs, targets))
    assert found is not None
    said = network.predict(inputs)
    assert [fit.name for fit in found.fits] == ["a", "b"]
    for number, fit in enumerate(found.fits):
        assert fit.r2 == pytest.approx(metrics.r2_score(targets[:, number], said[:, number]), abs=1e-5)


def test_prices_are_said_in_their_own_unit() -> None:
    fit = fit_of([200_000, 240_000, 310_000], [203_000, 236_000, 310_500])
    assert fit.error_text() == "2901"
    assert fit.sentence(1) == "Example 1: price is 240000, the network says 236000, −4000."
    assert fit.worst() == 1
    assert fit.verdict().startswith("The network explains 9")


def test_a_fit_worse_than_the_mean_is_said_to_be() -> None:
    fit = fit_of([1, 2, 3], [3, 2, 1])
    assert fit.r2 == pytest.approx(-3)
    assert fit.verdict() == "Below 0: always saying the mean would be nearer."


@pytest.mark.parametrize(
    ("truth", "said", "words"),
    [
        ([2, 2, 2], [1, 2, 3], "all the same"),
        ([1, 2, 3], [np.nan, 2, 3], "can't be told"),
        ([1, 2, 3], [np.inf, 2, 3], "can't be told"),
    ],
)
def test_what_cannot_be_told_is_said(truth: list[float], said: list[float], words: str) -> None:
    fit = fit_of(truth, said)
    assert words in fit.verdict()
    low, high = fit.span
    assert np.isfinite([low, high]).all()
    assert low < high
    assert fit.sentence(0)


def test_zero_is_in_the_middle_of_what_is_left() -> None:
    low, high = fit_of([1, 2, 3], [1.5, 2, 2.9]).residual_span
    assert low == -high
    assert high > 0.5


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.2, 17.9), (180_000, 320_000), (-2e-4, 3e-4)])
def test_ticks_are_round_and_few(low: float, high: float) -> None:
    found = ticks(low, high)
    assert 3 <= len(found) <= 11
    assert low <= found[0] <= found[-1] <= high
    steps = np.diff(found)
    np.testing.assert_allclose(steps, steps[0])
    assert f"{steps[0]:.0e}"[0] in "125"


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (80_000, 620_000, ["100000", "200000", "300000", "400000", "500000", "600000"]),
        (-1.1, 1.1, ["−1", "−0.5", "0", "0.5", "1"]),
        (-0.011, 0.011, ["−0.01", "−0.005", "0", "0.005", "0.01"]),
    ],
)
def test_ticks_have_the_digits_that_tell_them_apart(low: float, high: float, wanted: list[str]) -> None:
    texts = [tick_text(value, low, high) for value in ticks(low, high)]
    assert [text.rstrip("0").rstrip(".") if "." in text else text for text in texts] == wanted

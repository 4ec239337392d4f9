"""Reasons against the trace's own sums; shares against finite differences of the engine's forward pass."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network
from nnviz.scene.why.reasons import as_text, why
from nnviz.scene.why.shares import InputShares, NoShares, shares
from nnviz.scene.words.numbers import MINUS
from tests.scene.networks import document, samples


@pytest.fixture(scope="module")
def digits() -> Document:
    return formats.open_any("digits")[0]


def z_of(network: Network, x: np.ndarray, target: Target) -> float:
    """z of one unit for one input, by the plain forward pass."""
    return float(network.trace(x[None])[target.layer].z[0].ravel()[target.unit])


def in_double(shown: Document) -> Document:
    """The same network with parameters of 64 bits, for differences that don't drown in rounding."""
    parameters = {key: value.astype(np.float64) for key, value in shown.network.parameters().items()}
    values = shown.input.values.astype(np.float64)
    return replace(
        shown, network=shown.network.with_parameters(parameters), input=replace(shown.input, values=values)
    )


@pytest.mark.parametrize(
    ("name", "target"), [("digits", Target(2, 3)), ("iris", Target(2, 0)), ("digits", Target(1, 4))]
)
def test_shares_are_the_slopes_of_z_times_x(name: str, target: Target) -> None:
    """Central differences: moving one input a little changes z by the slope that its share says."""
    shown = formats.open_any(name)[0]
    found = shares(shown, trace_of(shown), target)
    assert isinstance(found, InputShares)
    x = shown.input.values.astype(np.float64)
    step = 1e-3
    for i in np.flatnonzero(x)[:20]:
        up, down = x.copy(), x.copy()
        up[i] += step
        down[i] -= step
        slope = (z_of(shown.network, up, target) - z_of(shown.network, down, target)) / (2 * step)
        assert found.values[i] == pytest.approx(slope * x[i], abs=2e-3 * max(1.0, abs(x[i])))


@pytest.mark.parametrize("name", ["digits", "iris", "mnist", "mnist-cnn", "digits-cnn"])
def test_shares_and_biases_add_up_to_z(name: str) -> None:
    shown = formats.open_any(name)[0]
    trace = trace_of(shown)
    last = len(shown.network.layers)
    for unit in range(3):
        found = shares(shown, trace, Target(last, unit))
        assert isinstance(found, InputShares)
        assert found.values.shape == shown.network.input_shape
        assert found.values.sum() + found.biases == pytest.approx(found.z, abs=1e-3)
        assert found.gain + found.loss == pytest.approx(found.values.sum())
        assert found.z == pytest.approx(float(trace[last].z[0, unit]))


def test_silent_inputs_have_no_share(digits: Document) -> None:
    found = shares(digits, trace_of(digits), Target(2, 3))
    assert isinstance(found, InputShares)
    assert (found.values[digits.input.values == 0] == 0).all()


def test_batch_norm_and_dropout_count_as_they_are_at_inference() -> None:
    layers = [
        Conv2D(3, 3),
        BatchNorm(),
        MaxPool2D(2),
        Flatten(),
        Dropout(0.5),
        Dense(4, "relu"),
        Dense(3, "softmax"),
    ]
    network = Network.build((1, 8, 8), layers, seed=3)
    random = np.random.default_rng(3)
    network = network.with_parameters(
        {
            key: np.abs(random.normal(1.0, 0.3, value.shape)).astype(np.float32)
            for key, value in network.parameters().items()
            if value.ndim == 1
        }
    )
    made = replace(document((2, 1)), network=network)
    made = replace(made, input=replace(made.input, values=random.random((1, 8, 8)).astype(np.float32)))
    trace = trace_of(made)
    for unit in range(3):
        found = shares(made, trace, Target(7, unit))
        assert isinstance(found, InputShares)
        assert found.values.sum() + found.biases == pytest.approx(found.z, abs=1e-4)


def test_curved_functions_have_no_exact_shares() -> None:
    shown = formats.open_any("sine")[0]
    found = shares(shown, trace_of(shown), Target(3, 0))
    assert isinstance(found, NoShares)
    assert "Tanh" in found.sentence


def test_held_values_and_broken_numbers_have_no_shares(digits: Document) -> None:
    held = edits.set_override(digits, Target(1, 3), "a", 2.0)
    found = shares(held, trace_of(held), Target(2, 3))
    assert isinstance(found, NoShares)
    assert "by hand" in found.sentence
    weight = digits.network.parameters()["1.weight"].copy()
    weight[20, 3] = np.nan
    broken = replace(digits, network=digits.network.with_parameters({"1.weight": weight}))
    found = shares(broken, trace_of(broken), Target(2, 3))
    assert isinstance(found, NoShares)
    assert "not a number" in found.sentence


@pytest.mark.parametrize("name", ["digits", "iris", "sine", "mnist", "big", "letters"])
def test_rows_add_up_to_z(name: str) -> None:
    shown = samples()[name]
    trace = trace_of(shown)
    last = len(shown.network.layers)
    found = why(shown, trace, Target(last, 0))
    terms = [row for row in found.rows if row.kind in ("input", "others", "bias")]
    assert sum(row.product for row in terms) == pytest.approx(found.z, rel=1e-4, abs=1e-4)
    running = 0.0
    for row in terms:
        assert row.start == pytest.approx(running)
        running += row.product
    assert found.z == pytest.approx(float(trace[last].z[0, 0]), rel=1e-4, abs=1e-4)
    inputs = [row for row in terms if row.kind == "input"]
    assert len([row for row in inputs if row.product > 0]) <= 6
    assert len([row for row in inputs if row.product < 0]) <= 2
    groups = sum(row.count for row in found.rows if row.kind in ("others", "silent"))
    assert len(inputs) + groups == shown.network.parameters()[f"{last}.weight"].shape[0]


def test_the_strongest_speak_for_and_against(digits: Document) -> None:
    trace = trace_of(digits)
    products = trace.explain(2, 3).products
    found = why(digits, trace, Target(2, 3))
    listed = [row.product for row in found.rows if row.kind == "input"]
    gains, losses = sorted(products[products > 0])[::-1][:6], sorted(products[products < 0])[:2]
    assert listed == pytest.approx([*gains, *losses])


@pytest.mark.parametrize("unit", range(10))
def test_the_numbers_in_the_text_add_up(unit: int) -> None:
    """Read back as a person would: the printed terms make the printed sum wherever it says "="."""
    shown = formats.open_any("mnist")[0]
    text = as_text(shown, why(shown, trace_of(shown), Target(2, unit)))
    line = next(line for line in text.splitlines() if "all added" in line)
    left, same, right = re.fullmatch(r" +all added: (.*) ([=≈]) (.*)", line).groups()  # type: ignore[union-attr]
    terms = left.replace(f"{MINUS} ", "-").replace("+ ", "").replace(MINUS, "-").split()
    total = float(right.replace(MINUS, "-"))
    if same == "=":
        digits = len(right.partition(".")[2])
        assert round(sum(map(float, terms)), digits) == total
    assert sum(map(float, terms)) == pytest.approx(total, abs=0.06)


def test_the_text_says_what_the_panel_shows(digits: Document) -> None:
    found = why(digits, trace_of(digits), Target(2, 3))
    text = as_text(digits, found)
    assert found.title == "Why 3?"
    assert "Exact while the same neurons stay on." in text
    for row in found.rows:
        assert row.label.removeprefix("z, ") in text
    assert "silent" in text
    assert len(found.chains) <= 4
    assert text.count("←") == sum(len(chain) - 1 for chain in found.chains)


def test_hidden_neurons_and_values_have_reasons_too() -> None:
    shown = samples()["big"]
    found = why(shown, trace_of(shown), Target(2, 17))
    assert found.title == "Why neuron 17 of Dense 256?"
    sine = formats.open_any("sine")[0]
    assert why(sine, trace_of(sine), Target(3, 0)).title == "Why this value of sin x?"


def test_a_broken_weight_is_shown_and_not_hidden(digits: Document) -> None:
    weight = digits.network.parameters()["2.weight"].copy()
    weight[0, 3] = np.nan
    broken = replace(digits, network=digits.network.with_parameters({"2.weight": weight}))
    found = why(broken, trace_of(broken), Target(2, 3))
    assert "= NaN" in as_text(broken, found)

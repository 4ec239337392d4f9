"""Who is on, who is dead, and what one step does, against a pass worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.engine.functions import activations
from nnviz.scene.lab.dying import life as lives
from nnviz.scene.lab.dying import words


@pytest.fixture(scope="module")
def document():
    return formats.open_any("digits")[0]


def measured(document, unit=0):
    examples = lives.examples_of(document, "cross_entropy")
    return lives.measure(document.network, 1, unit, examples)


def killed(document, unit=3):
    """The bias so low that the neuron is off for every example."""
    return edits.set_bias(document, 1, unit, -1000.0)


def by_hand(document, unit):
    """(z of the layer, ∂L/∂z of the layer, mean over the examples) from the formulas alone, in float64."""
    p = {key: np.float64(value) for key, value in document.network.parameters().items()}
    examples = lives.examples_of(document, "cross_entropy")
    x = np.float64(examples.inputs.reshape(len(examples), -1))
    z1 = x @ p["1.weight"] + p["1.bias"]
    a1 = np.maximum(z1, 0)
    z2 = a1 @ p["2.weight"] + p["2.bias"]
    y = np.exp(z2 - z2.max(axis=1, keepdims=True))
    y /= y.sum(axis=1, keepdims=True)
    t = np.eye(10)[examples.targets]
    delta = (y - t) @ p["2.weight"].T * (z1 > 0) / len(x)
    return x, z1, delta


def test_shares_on_are_counted(document) -> None:
    _, z, _ = by_hand(document, 0)
    found = measured(document)
    np.testing.assert_allclose(found.on, (z > 0).mean(axis=0), atol=2 / len(z))
    assert found.on_count == pytest.approx((z[:, 0] > 0).sum(), abs=1)


def test_a_low_bias_kills_a_neuron_and_no_gradient_comes_back(document) -> None:
    dead = killed(document)
    found = measured(dead, 3)
    assert 3 in found.dead
    assert found.on_count == 0
    assert not found.reached.any()
    relu, leaky = found.steps
    assert (relu.gradient, relu.weights) == (0.0, 0.0)
    assert relu.before == relu.after == -1000.0
    assert leaky.learns
    assert "dead" in words.hero(dead, found)
    assert "neuron 3" in words.below_hero(dead, found)
    assert (
        words.gradient(found)
        == f"Its gradient is 0 for all {len(found.examples)} examples: it learns nothing more."
    )
    assert "learns again" in words.step_verdict(found.steps)


def test_the_step_is_that_of_gradient_descent(document) -> None:
    x, _, delta = by_hand(document, 5)
    step = measured(document, 5).steps[0]
    gradient = delta[:, 5].sum()
    assert step.gradient == pytest.approx(gradient, rel=1e-3, abs=1e-7)
    assert step.after == pytest.approx(step.before - lives.RATE * gradient, rel=1e-5)
    own = x.T @ delta[:, 5]
    assert step.weights == pytest.approx(np.sqrt((own**2).mean()), rel=1e-3, abs=1e-8)


def test_leaky_relu_keeps_what_relu_kills(document) -> None:
    leaky = edits.set_activation(killed(document), 1, activations.get("leaky_relu"))
    found = measured(leaky, 3)
    assert found.reached.all()
    assert found.on_count == 0
    assert "no neuron dies" in words.hero(leaky, found)
    assert len(found.steps) == 1


def test_maps_are_counted_over_their_cells() -> None:
    document = formats.open_any("digits-cnn")[0]
    layer = lives.first(document)
    examples = lives.examples_of(document, "cross_entropy")
    found = lives.measure(document.network, layer, 1, examples)
    trace = document.network.trace(examples.inputs)
    np.testing.assert_allclose(found.on, (trace[layer].z > 0).mean(axis=(0, 2, 3)), atol=1e-6)
    assert words.short(document, layer, 1) == "map 2"


def test_what_has_nothing_to_measure_is_said() -> None:
    document = formats.open_any("digits")[0]
    from dataclasses import replace

    assert lives.examples_of(replace(document, data=None), "cross_entropy") is None
    assert lives.layers(document) == (1,)
    assert lives.first(document) == 1

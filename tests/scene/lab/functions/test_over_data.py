"""The z of a neuron or a layer over the data, against the same pass made one example at a time."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.engine.functions import activations
from nnviz.scene.lab.functions import over_data


@pytest.fixture(scope="module")
def document():
    return formats.open_any("digits")[0]


def test_a_neurons_z_is_counted_over_all_examples(document) -> None:
    found = over_data.spread(document, Target(1, 6), False, "Hidden neuron 6")
    weight, bias = (document.network.parameters()[f"1.{key}"] for key in ("weight", "bias"))
    expected = document.data.inputs.reshape(len(document.data), -1) @ weight[:, 6] + bias[6]
    assert (found.examples, found.total) == (len(document.data), len(document.data))
    np.testing.assert_allclose(found.z, expected, rtol=1e-5, atol=1e-5)
    assert found.histogram(-100, 100).sum() == len(expected)


def test_a_layers_z_are_those_of_all_its_neurons(document) -> None:
    found = over_data.spread(document, Target(1, 6), True, "Hidden layer")
    assert found.z.shape == (len(document.data) * 16,)


def test_what_is_held_in_the_window_changes_nothing(document) -> None:
    held = edits.set_override(document, Target(1, 6), "z", 4.0)
    some, other = (over_data.spread(d, Target(1, 6), False, "") for d in (document, held))
    np.testing.assert_array_equal(some.z, other.z)


def test_shares_are_counted(document) -> None:
    z = np.array([-10.0, -7.0, -1.0, 0.0, 1.0, 2.0, 6.5, 9.0])
    assert over_data.shares(activations.get("sigmoid"), z).flat == 4 / 8
    relu = over_data.shares(activations.get("relu"), z)
    assert (relu.off, relu.dead, relu.flat) == (4 / 8, 4 / 8, 0.0)
    six = over_data.shares(activations.get("relu6"), z)
    assert (six.off, six.dead) == (4 / 8, 6 / 8)
    leaky = over_data.shares(activations.get("leaky_relu"), z)
    assert (leaky.small, leaky.off, leaky.flat) == (4 / 8, 0.0, 0.0)
    assert over_data.told(activations.get("relu"), z) == "Over the data: 50.0% off"
    assert over_data.told(activations.get("leaky_relu"), z) == "Over the data: 50.0% on the small slope"

"""Scaling layers against scikit-learn, finite differences and their own folding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from nnviz.engine import Dense, Network, Standardize, Unstandardize
from nnviz.engine.layers.scaling import folded_backward, folded_forward
from nnviz.errors import OptionError
from tests.engine.differences import assert_close, slopes


def scaled(kind: type, rows: np.ndarray) -> Network:
    """A network of one scaling layer that holds what scikit-learn measures of ``rows``."""
    scaler = StandardScaler().fit(rows)
    network = Network.build(rows.shape[1:], [kind()], dtype=np.float64)
    return network.with_parameters({"1.mean": scaler.mean_, "1.deviation": scaler.scale_})


@given(seed=st.integers(0, 999), features=st.integers(1, 6))
def test_both_ways_are_scikit_learns(seed: int, features: int) -> None:
    rows = np.random.default_rng(seed).normal(7, 300, (20, features))
    scaler = StandardScaler().fit(rows)
    np.testing.assert_allclose(scaled(Standardize, rows).predict(rows), scaler.transform(rows), rtol=1e-12)
    np.testing.assert_allclose(
        scaled(Unstandardize, rows).predict(rows), scaler.inverse_transform(rows), rtol=1e-12
    )


@given(seed=st.integers(0, 999), shape=st.sampled_from([(3,), (2, 3, 4)]))
def test_slopes_are_finite_differences(seed: int, shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(seed)
    x, weights = random.normal(size=(3, *shape)), random.normal(size=(3, *shape))
    parameters = {"mean": random.normal(size=shape), "deviation": random.uniform(0.5, 3, shape)}
    for layer in (Standardize(), Unstandardize()):
        below, own = layer.backward(weights, [x], parameters)
        found = slopes(
            lambda one=layer: float((one.forward([x], parameters)[1] * weights).sum()), x, np.arange(x.size)
        )
        assert_close(below[0].reshape(-1), found, "input")
        assert own == {}


@pytest.mark.parametrize("layer", [Standardize(), Unstandardize()], ids=lambda layer: layer.kind)
def test_an_explanation_adds_up(layer: object) -> None:
    network = Network.build((2,), [layer], dtype=np.float64)
    network = network.with_parameters({"1.mean": [3.0, -1.0], "1.deviation": [2.0, 0.5]})
    trace = network.trace([[5.0, 0.0]])
    why = trace.explain(1, 0)
    by_hand = (5 - 3) / 2 if layer.kind == "Standardize" else 5 * 2 + 3
    assert float(why.products.sum()) + why.bias == pytest.approx(by_hand, rel=1e-12)
    assert why.z == by_hand


@given(seed=st.integers(0, 999))
def test_folding_changes_no_answer(seed: int) -> None:
    random = np.random.default_rng(seed)
    layers = [Standardize(), Dense(5, "tanh"), Dense(2), Unstandardize()]
    network = Network.build((3,), layers, seed, np.float64).with_parameters(
        {
            "1.mean": random.normal(0, 100, 3),
            "1.deviation": random.uniform(0.1, 50, 3),
            "4.mean": random.normal(0, 1000, 2),
            "4.deviation": random.uniform(0.1, 500, 2),
            "2.bias": random.normal(size=5),
        }
    )
    own = network.layer_parameters
    before = folded_forward(layers[0], own(1), own(2))
    behind = folded_backward(layers[3], own(4), own(3))
    plain = Network.build((3,), layers[1:3], seed, np.float64).with_parameters(
        {f"1.{name}": array for name, array in before.items()}
        | {f"2.{name}": array for name, array in behind.items()}
    )
    x = random.normal(0, 100, (6, 3))
    np.testing.assert_allclose(plain.predict(x), network.predict(x), rtol=1e-9, atol=1e-9)


def test_only_a_dense_layer_with_a_bias_folds() -> None:
    network = Network.build((3,), [Standardize(), Dense(2, bias=False)])
    with pytest.raises(OptionError, match="dense layer with a bias"):
        folded_forward(network.layer(1), network.layer_parameters(1), network.layer_parameters(2))
    with pytest.raises(OptionError, match="doesn't scale"):
        folded_forward(network.layer(2), network.layer_parameters(2), network.layer_parameters(2))

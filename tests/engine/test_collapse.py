"""Without functions that bend a network is one matrix: against products by hand and direct passes."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.engine import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    LayerNorm,
    MaxPool2D,
    Network,
    collapse,
)
from nnviz.errors import OptionError, ShapeError

NETWORKS = {
    "dense": ((5,), [Dense(7, "tanh"), Dense(6, "relu"), Dense(3, "softmax")]),
    "convolution": ((2, 8, 8), [Conv2D(4, 3, activation="relu"), Flatten(), Dense(5, "softmax")]),
    "pooled": (
        (1, 12, 12),
        [
            Conv2D(3, 3, padding="same", activation="relu"),
            AveragePool2D(2),
            Conv2D(4, 3, stride=2, activation="gelu"),
            GlobalAveragePool2D(),
            Dense(4),
        ],
    ),
    "normalised": (
        (6,), [Dense(8, "silu"), BatchNorm(), Dropout(0.5), Dense(3, "sigmoid")],
    ),
}  # fmt: skip


def built(name, dtype="float64", seed=0) -> Network:
    shape, layers = NETWORKS[name]
    network = Network.build(shape, layers, seed, dtype)
    rng = np.random.default_rng(seed)
    numbers = {
        key: np.abs(rng.normal(1, 0.3, array.shape)).astype(array.dtype)
        if key.endswith("variance")
        else rng.normal(0, 0.7, array.shape).astype(array.dtype)
        for key, array in network.parameters().items()
    }
    return network.with_parameters(numbers)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(("dtype", "close"), [("float64", 1e-12), ("float32", 1e-5)])
def test_the_layers_in_turn_and_the_one_matrix_give_the_same_z(name, seed, dtype, close) -> None:
    straight = collapse.straightened(built(name, dtype, seed))
    one = collapse.collapse(straight)
    x = np.random.default_rng(seed + 7).normal(size=(20, *straight.input_shape)).astype(dtype)
    in_turn = collapse.scores(straight, [x])
    at_once = one.applied(x.reshape(len(x), -1))
    assert at_once.dtype == x.dtype
    assert np.abs(in_turn - at_once).max() <= close * np.abs(in_turn).max()


@pytest.mark.parametrize("name", NETWORKS)
def test_the_one_matrix_is_the_product_of_the_layers_own(name) -> None:
    straight = collapse.straightened(built(name))
    one, factors = collapse.collapse(straight), collapse.factors(straight)
    product = factors[0].affine
    for factor in factors[1:]:
        product = factor.affine @ product
    np.testing.assert_allclose(product.weight, one.weight, atol=1e-12 * np.abs(one.weight).max())
    np.testing.assert_allclose(product.bias, one.bias, atol=1e-12 * max(1, np.abs(one.bias).max()))


def test_xor_by_hand() -> None:
    network = formats.open_any("xor")[0].network
    p = {key: np.float64(array) for key, array in network.parameters().items()}
    one = collapse.collapse(collapse.straightened(network))
    np.testing.assert_allclose(one.weight, (p["1.weight"] @ p["2.weight"]).T, rtol=1e-12)
    np.testing.assert_allclose(one.bias, p["1.bias"] @ p["2.weight"] + p["2.bias"], rtol=1e-12)


def test_no_line_gets_all_four_points_of_xor() -> None:
    points = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    is_one = points[:, 0] != points[:, 1]
    angles, shifts = np.linspace(0, 2 * np.pi, 181), np.linspace(-2, 2, 161)
    best = 0
    for angle in angles:
        along = points @ (np.cos(angle), np.sin(angle))
        best = max(best, max(int(((along > shift) == is_one).sum()) for shift in shifts))
    assert best == 3
    straight = collapse.straightened(formats.open_any("xor")[0].network)
    said = straight.predict(points.astype(np.float32))[:, 0] > 0.5
    assert (said == is_one).sum() <= best


def test_what_bends_is_named_and_has_no_matrix() -> None:
    network = Network.build(
        (1, 8, 8), [Conv2D(2, 3, activation="relu"), MaxPool2D(2), Flatten(), Dense(3)], 0
    )
    assert collapse.bending_layers(network) == (2,)
    with pytest.raises(OptionError, match="bends"):
        collapse.collapse(collapse.straightened(network))
    averaged = network.layer(2).averaged()
    assert averaged.kind == "AveragePool2D"
    normed = Network.build((4,), [Dense(5, "relu"), LayerNorm(), Dense(2)], 0)
    assert collapse.bending_layers(normed) == (2,)


def test_the_outputs_own_function_stays() -> None:
    straight = collapse.straightened(built("dense"))
    assert [layer.activation.name for layer in straight.layers] == ["identity", "identity", "softmax"]
    assert collapse.hidden_functions(straight) == {}


def test_on_the_way_the_network_lies_between_both() -> None:
    network = built("dense")
    x = np.random.default_rng(3).normal(size=(4, 5))
    first, last = network.predict(x), collapse.straightened(network).predict(x)
    np.testing.assert_array_equal(collapse.straightened(network, 0.0).predict(x), first)
    near = collapse.straightened(network, 1e-9).predict(x)
    np.testing.assert_allclose(near, first, atol=1e-6)
    almost = collapse.straightened(network, 1 - 1e-9).predict(x)
    np.testing.assert_allclose(almost, last, atol=1e-6)


def test_a_matrix_that_is_too_large_is_refused_with_its_figure() -> None:
    network = Network.build((200_000,), [Dense(1, "relu"), Dense(60)], 0)
    with pytest.raises(ShapeError, match="numbers"):
        collapse.check_size(network)

"""The fast paths compute what the plain ones do."""

from typing import Any

import numpy as np
import pytest

from nnviz.engine import SGD, Dense, Network, Recipe, blas, explain_step, train
from nnviz.engine.learning import losses


@pytest.mark.parametrize(
    ("stack", "loss"),
    [
        ([Dense(5, "tanh"), Dense(4, "gelu"), Dense(3, "softmax")], "cross_entropy"),
        ([Dense(5, "relu"), Dense(4, "softmax"), Dense(3, "log_softmax")], "cross_entropy"),
        ([Dense(3, "identity")], "huber"),
        ([Dense(6, "elu"), Dense(3, "sigmoid")], "binary_cross_entropy"),
        ([Dense(6, "silu"), Dense(3, "hard_sigmoid")], "binary_cross_entropy"),
    ],
)
def test_a_dense_chain_takes_the_same_step_as_backpropagation(stack: list[Any], loss: str) -> None:
    random = np.random.default_rng(0)
    x, y = random.normal(size=(9, 4)), random.uniform(0, 1, (9, 3))
    net = Network.build((4,), stack, dtype=np.float64)
    # train() takes the fast path; the gradients of explain_step come from plain backpropagation.
    *_, end = train(net, (x, y), batch_size=9, optimizer=SGD(1.0), loss=loss)
    step = explain_step(net, (x, y), Recipe(optimizer=SGD(1.0), loss=losses.get(loss)))
    for number, layer in enumerate(step.layers):
        for name, parameter in layer.parameters.items():
            trained = end.network.layer_parameters(number)[name]
            np.testing.assert_allclose(trained, parameter.before - parameter.gradient, rtol=1e-9, atol=1e-12)


def test_the_last_and_smaller_batch_counts_by_its_size() -> None:
    x, y = np.ones((5, 1)), np.array([1.0, 1, 1, 1, 1])
    net = Network.build((1,), [Dense(1)], dtype=np.float64).with_parameters({"1.weight": [[0.0]]})
    *_, end = train(net, (x, y), batch_size=2, optimizer=SGD(0.0), loss="squared_error")
    assert end.losses == (1, 1, 1)
    assert end.loss == 1
    assert end.metrics["r2"] == 0


def test_a_large_product_is_the_same_product() -> None:
    random = np.random.default_rng(0)
    x, weight = random.normal(size=(300, 200)), random.normal(size=(200, 100))
    assert x.size * weight.shape[1] > blas.LARGE
    np.testing.assert_allclose(blas.product(x, weight), np.einsum("ni,iu->nu", x, weight), rtol=1e-10)


def test_data_may_be_any_array_and_stays_as_it_is() -> None:
    x = np.random.default_rng(0).integers(0, 255, (40, 1, 4, 4)).astype(np.uint8)
    flat = x.reshape(40, 16)
    kept = flat.copy()
    net = Network.build((16,), [Dense(3, "relu"), Dense(2, "softmax")])
    *_, end = train(net, (flat, flat[:, 0] > 127), epochs=2)
    assert np.array_equal(flat, kept)
    assert flat.flags.writeable
    assert end.epoch == 2

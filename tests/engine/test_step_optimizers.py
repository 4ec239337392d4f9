"""One step opened up, for every optimiser: what the published rule says of the very first step."""

from collections.abc import Callable

import numpy as np
import pytest

from nnviz.engine import SGD, AdaGrad, Adam, AdamW, Dense, Network, Recipe, RMSprop, explain_step
from nnviz.engine.learning import losses
from nnviz.engine.learning.optimizers import Optimizer

RATE = 0.1
Rule = Callable[[np.ndarray, np.ndarray], np.ndarray]
RULES: list[tuple[Optimizer, Rule]] = [
    (SGD(RATE), lambda w, g: -RATE * g),
    (SGD(RATE, momentum=0.9), lambda w, g: -RATE * g),
    (SGD(RATE, momentum=0.9, nesterov=True), lambda w, g: -RATE * (g + 0.9 * g)),
    (RMSprop(RATE, decay=0.9, epsilon=1e-3), lambda w, g: -RATE * g / (np.sqrt(0.1 * g * g) + 1e-3)),
    (AdaGrad(RATE, epsilon=1e-3), lambda w, g: -RATE * g / (np.abs(g) + 1e-3)),
    # With the bias of an empty memory taken out, Adam's first step is its rate times the gradient's sign.
    (Adam(RATE, epsilon=1e-3), lambda w, g: -RATE * g / (np.abs(g) + 1e-3)),
    (AdamW(RATE, epsilon=1e-3, weight_decay=0.5), lambda w, g: -RATE * (g / (np.abs(g) + 1e-3) + 0.5 * w)),
]


@pytest.mark.parametrize(("optimizer", "rule"), RULES, ids=lambda v: type(v).__name__)
def test_the_update_is_the_rules(optimizer: Optimizer, rule: Rule) -> None:
    random = np.random.default_rng(3)
    batch = random.normal(size=(6, 3)), random.integers(0, 4, 6)
    net = Network.build((3,), [Dense(5, "tanh"), Dense(4, "softmax")], seed=2, dtype=np.float64)
    step = explain_step(net, batch, Recipe(optimizer=optimizer, loss=losses.get("cross_entropy")))
    weights = [step[number].parameters["weight"] for number in (1, 2)]
    for weight in weights:
        assert weight.gradient is not None
        np.testing.assert_allclose(weight.change, rule(weight.before, weight.gradient), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(weight.after, weight.before + weight.change, rtol=1e-12)
    assert np.array_equal(step.after.parameters()["2.weight"], weights[1].after)

"""Update rules by hand, on one number with the gradients 1, then −0.5."""

import numpy as np
import pytest

from nnviz.engine import SGD, AdaGrad, Adam, AdamW, Constant, Cosine, RMSprop, StepDecay, WarmUp
from nnviz.engine.learning import optimizers
from nnviz.errors import OptionError, UnknownNameError


def two_steps(optimizer: optimizers.Optimizer, start: float = 1.0) -> list[float]:
    w, found = np.array([start]), []
    memory = optimizer.start(w)
    for gradient in (1.0, -0.5):
        optimizer.update(w, np.array([gradient]), memory, optimizer.rate, np.ones(1))
        found.append(float(w[0]))
    return found


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (SGD(0.1), [0.9, 0.95]),
        # velocity 1, then 0.9 − 0.5 = 0.4
        (SGD(0.1, momentum=0.9), [0.9, 0.86]),
        # g + 0.9 v: 1 + 0.9 = 1.9, then −0.5 + 0.36 = −0.14
        (SGD(0.1, momentum=0.9, nesterov=True), [0.81, 0.824]),
        # s = 0.01, step 0.1·1/0.1 = 1; s = 0.0099 + 0.0025 = 0.0124, step −0.05/√0.0124
        (RMSprop(0.1, decay=0.99, epsilon=0), [0, 0.05 / 0.0124**0.5]),
        # s = 1, then 1.25
        (AdaGrad(0.1, epsilon=0), [0.9, 0.9 + 0.05 / 1.25**0.5]),
        # the first step of Adam is η whatever the gradient; then m = 0.04, s = 0.001249
        (Adam(0.1, epsilon=0), [0.9, 0.9 - 0.1 * (0.04 / 0.19) / (0.001249 / 0.001999) ** 0.5]),
    ],
)
def test_by_hand(optimizer: optimizers.Optimizer, expected: list[float]) -> None:
    assert two_steps(optimizer) == pytest.approx(expected)


def test_adamw_shrinks_weights_apart_from_the_gradient() -> None:
    assert two_steps(AdamW(0.1, epsilon=0, weight_decay=0.5))[0] == pytest.approx(0.95 - 0.1)


@pytest.mark.parametrize("name", optimizers.names())
def test_start_leaves_weights_alone_and_rules_are_named(name: str) -> None:
    optimizer = optimizers.get(name)
    assert (optimizer.name, optimizers.get(optimizer)) == (name, optimizer)
    w = np.ones(3)
    optimizer.start(w)
    assert w.tolist() == [1, 1, 1]


def test_schedules_by_hand() -> None:
    assert [Constant().factor(s, 10) for s in (0, 9)] == [1, 1]
    assert [StepDecay(2, 0.1).factor(s, 9) for s in range(5)] == pytest.approx([1, 1, 0.1, 0.1, 0.01])
    assert [Cosine().factor(s, 4) for s in range(5)] == pytest.approx(
        [1, 0.853553, 0.5, 0.146447, 0], abs=1e-6
    )
    assert [WarmUp(2).factor(s, 9) for s in range(3)] == [0.5, 1, 1]
    assert WarmUp(2, Cosine(0.2)).factor(6, 6) == pytest.approx(0.2)


@pytest.mark.parametrize(
    "make",
    [
        lambda: SGD(-1),
        lambda: SGD(float("nan")),
        lambda: SGD(0.1, momentum=1),
        lambda: SGD(0.1, nesterov=True),
        lambda: Adam(0.1, beta1=1),
        lambda: RMSprop(decay=2),
        lambda: AdamW(weight_decay=-1),
        lambda: StepDecay(0),
        lambda: Cosine(2),
        lambda: WarmUp(0),
        lambda: optimizers.get("adam", momentum=0.9),
    ],
)
def test_options_out_of_range(make) -> None:
    with pytest.raises(OptionError):
        make()


def test_unknown_optimiser() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "adam"'):
        optimizers.get("adan")

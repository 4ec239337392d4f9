"""One step opened up against PyTorch: every number that is printed, on 100 random networks in float64."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnviz.engine import (
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    Layer,
    LayerNorm,
    MaxPool2D,
    Network,
    Recipe,
    RMSprop,
    explain_step,
)
from nnviz.engine.learning import losses
from nnviz.engine.learning.optimizers import Optimizer
from nnviz.engine.learning.trainer import Trainer

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")
F = torch.nn.functional
ALIKE = {"rtol": 1e-6, "atol": 1e-11}
MOVED = {"rtol": 1e-6, "atol": 1e-9}
"""Where a gradient is 0 but for rounding, Adam and its like divide that by next to nothing."""

ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
    "elu": F.elu,
    "silu": F.silu,
    "softplus": F.softplus,
    "softmax": lambda z: F.softmax(z, 1),
}
HIDDEN = ("tanh", "relu", "sigmoid", "leaky_relu", "elu", "silu", "softplus")
OUTPUTS = (("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy"), ("identity", "squared_error"),
           ("sigmoid", "squared_error"), ("tanh", "huber"), ("identity", "absolute_error"))  # fmt: skip
RULES: tuple[Callable[[float], tuple[Optimizer, Callable[[Any], Any]]], ...] = (
    lambda rate: (SGD(rate), lambda p: torch.optim.SGD(p, rate)),
    lambda rate: (SGD(rate, momentum=0.9), lambda p: torch.optim.SGD(p, rate, momentum=0.9)),
    lambda rate: (
        SGD(rate, momentum=0.8, nesterov=True),
        lambda p: torch.optim.SGD(p, rate, momentum=0.8, nesterov=True),
    ),
    lambda rate: (RMSprop(rate), lambda p: torch.optim.RMSprop(p, rate)),
    lambda rate: (AdaGrad(rate), lambda p: torch.optim.Adagrad(p, rate)),
    lambda rate: (Adam(rate), lambda p: torch.optim.Adam(p, rate)),
    lambda rate: (AdamW(rate, weight_decay=0.1), None),  # type: ignore[return-value]  # made in `rule_of`
)


def layers_of(random: np.random.Generator) -> tuple[tuple[int, ...], list[Layer], str]:
    """(input shape, layers, loss) of some network."""
    activation, loss = OUTPUTS[random.integers(len(OUTPUTS))]
    hidden = str(random.choice(HIDDEN))
    last = Dense(int(random.integers(2, 5)), activation)
    if random.random() < 0.4:
        filters, kernel = int(random.integers(1, 4)), int(random.integers(2, 4))
        stride, padding = int(random.integers(1, 3)), int(random.integers(0, 2))
        middle: list[Layer] = [Conv2D(filters, kernel, stride, padding, activation=hidden)]
        if random.random() < 0.5:
            middle.append(BatchNorm())
        pools: tuple[Layer, ...] = (MaxPool2D(2), AveragePool2D(2), GlobalAveragePool2D())
        pool = pools[random.integers(3)]
        middle += [pool, *([] if isinstance(pool, GlobalAveragePool2D) else [Flatten()])]
        return (int(random.integers(1, 3)), 8, 8), [*middle, last], loss
    middle = []
    for _ in range(random.integers(1, 4)):
        middle.append(Dense(int(random.integers(2, 6)), hidden))
        if random.random() < 0.3:
            middle.append((BatchNorm(), LayerNorm())[random.integers(2)])
    return (int(random.integers(2, 5)),), [*middle, last], loss


class Judge:
    """The same network in PyTorch's own operations, with everything on the way kept."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.parameters = {
            key: torch.tensor(array, requires_grad=not key.endswith(("mean", "variance")))
            for key, array in network.parameters().items()
        }

    def run(self, x: np.ndarray) -> list[tuple[Any, Any]]:
        a = torch.tensor(x, requires_grad=True)
        passed = [(a, a)]
        for number, layer in enumerate(self.network.layers, 1):
            z = self._z(layer, number, a)
            function = None if layer.activation is None else ACTIVATIONS[layer.activation.name]
            a = z if function is None else function(z)
            for value in (z, a):
                value.retain_grad()
            passed.append((z, a))
        return passed

    def _z(self, layer: Layer, number: int, x: Any) -> Any:
        def own(name: str) -> Any:
            return self.parameters[f"{number}.{name}"]

        if isinstance(layer, Dense):
            return x @ own("weight") + own("bias")
        if isinstance(layer, Conv2D):
            return F.conv2d(x, own("weight"), own("bias"), layer.stride, int(layer.padding))  # type: ignore[arg-type]
        if isinstance(layer, BatchNorm):
            return F.batch_norm(x, None, None, own("gamma"), own("beta"), training=True, eps=layer.epsilon)
        if isinstance(layer, LayerNorm):
            return F.layer_norm(x, x.shape[1:], own("gamma"), own("beta"), layer.epsilon)
        if isinstance(layer, MaxPool2D):
            return F.max_pool2d(x, 2)
        if isinstance(layer, AveragePool2D):
            return F.avg_pool2d(x, 2)
        return x.mean((2, 3)) if isinstance(layer, GlobalAveragePool2D) else x.reshape(len(x), -1)


def loss_of(name: str, a: Any, y: Any) -> Any:
    if name == "cross_entropy":
        return -(y * torch.log(a)).sum(1).mean()
    return {
        "binary_cross_entropy": F.binary_cross_entropy,
        "squared_error": F.mse_loss,
        "absolute_error": F.l1_loss,
        "huber": F.huber_loss,
    }[name](a, y)


def rule_of(which: int, rate: float, judge: Judge) -> tuple[Optimizer, Any]:
    ours, make = RULES[which](rate)
    moved = {key: value for key, value in judge.parameters.items() if value.requires_grad}
    if make is not None:
        return ours, make(list(moved.values()))
    weights = [value for key, value in moved.items() if key.endswith("weight")]
    others = [value for key, value in moved.items() if not key.endswith("weight")]
    groups = [{"params": weights, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    return ours, torch.optim.AdamW([group for group in groups if group["params"]], rate)


@pytest.mark.parametrize("seed", range(100))
def test_every_number_is_pytorchs(seed: int) -> None:
    random = np.random.default_rng(seed)
    shape, layers, loss = layers_of(random)
    network = Network.build(shape, layers, seed=seed, dtype=np.float64)
    # Biases of 0 would put outputs on the absolute error's kink, where rounding decides.
    biases = {key: array for key, array in network.parameters().items() if key.endswith("bias")}
    network = network.with_parameters({key: random.normal(0, 0.2, b.shape) for key, b in biases.items()})
    samples, size, before = 12, int(random.choice([1, 4, 12])), int(random.integers(0, 6))
    if any(isinstance(layer, BatchNorm) for layer in layers):
        size = 4
    x = random.normal(size=(samples, *shape))
    classes = network.output_shape[0]
    y = np.eye(classes)[random.integers(0, classes, samples)]
    judge = Judge(network)
    optimizer, theirs = rule_of(seed % len(RULES), 0.02, judge)
    recipe = Recipe(epochs=9, batch_size=size, optimizer=optimizer, loss=losses.get(loss), seed=seed)
    trainer = Trainer(network, (x, y), recipe)
    for _ in range(before):
        rows = trainer.batch()
        theirs.zero_grad()
        loss_of(loss, judge.run(x[rows])[-1][1], torch.tensor(y[rows])).backward()
        theirs.step()
        trainer.advance()
    rows = trainer.batch()
    step = explain_step(network, (x[rows], y[rows]), recipe, trainer.checkpoint(), samples)
    assert step.number == before + 1
    _compare(step, judge, theirs, loss, x[rows], y[rows], random)
    trainer.advance()
    for key, array in trainer.network().parameters().items():
        np.testing.assert_array_equal(step.after.parameters()[key], array)


def _compare(
    step: Any, judge: Judge, theirs: Any, loss: str, x: np.ndarray, y: np.ndarray, random: np.random.Generator
) -> None:
    theirs.zero_grad()
    passed = judge.run(x)
    found = loss_of(loss, passed[-1][1], torch.tensor(y))
    found.backward()
    np.testing.assert_allclose(step.loss, found.item(), **ALIKE)
    for number, (z, a) in enumerate(passed[1:], 1):
        layer = step[number]
        np.testing.assert_allclose(layer.z, z.detach(), **ALIKE)
        np.testing.assert_allclose(layer.a, a.detach(), **ALIKE)
        np.testing.assert_allclose(layer.gradient_a, a.grad, **ALIKE)
        np.testing.assert_allclose(layer.gradient_z, z.grad, **ALIKE)
    moved = {key: value for key, value in judge.parameters.items() if value.requires_grad}
    gradients = {key: value.grad.numpy().copy() for key, value in moved.items()}
    theirs.step()
    for key, value in moved.items():
        number, name = int(key.split(".")[0]), key.split(".")[1]
        own = step[number].parameters[name]
        np.testing.assert_allclose(own.gradient, gradients[key], **ALIKE)
        np.testing.assert_allclose(own.after, value.detach(), **MOVED)
        index = tuple(int(random.integers(n)) for n in own.before.shape)
        parts = step.contributions(number, name, index)
        np.testing.assert_allclose(parts.total, own.gradient[index], **ALIKE)
        if parts.slopes is not None:
            np.testing.assert_allclose(parts.slopes * parts.arrived, parts.shares, **ALIKE)
        terms = {term.letter: term.value for term in step.terms(number, name, index)}
        np.testing.assert_allclose(terms["w"], value.detach().numpy()[index], **MOVED)
        state = theirs.state[value]
        for letter, key_of in (("m", "exp_avg"), ("v", "momentum_buffer"), ("s", None)):
            if letter in terms:
                name_of = key_of or next(k for k in ("exp_avg_sq", "square_avg", "sum") if k in state)
                np.testing.assert_allclose(terms[letter], state[name_of].numpy()[index], **ALIKE)
    after = judge.run(x)[-1][1]
    np.testing.assert_allclose(step.loss_after, loss_of(loss, after, torch.tensor(y)).item(), **ALIKE)

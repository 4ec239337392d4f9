"""PyTorch as a judge, in the same run: forward, gradients, and whole training runs of 50 steps."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnviz.engine import (
    SGD,
    Activation,
    AdaGrad,
    Adam,
    AdamW,
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    GlobalMaxPool2D,
    Layer,
    LayerNorm,
    MaxPool2D,
    Network,
    RMSprop,
    train,
)
from nnviz.engine.functions import activations
from nnviz.engine.learning import losses
from nnviz.engine.learning.evaluation import evaluate

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")
nn = torch.nn
F = torch.nn.functional

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
    "prelu": lambda z: F.prelu(z, torch.tensor([0.25], dtype=z.dtype)),
    "elu": F.elu,
    "selu": F.selu,
    "celu": F.celu,
    "gelu": F.gelu,
    "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
    "silu": F.silu,
    "softplus": lambda z: F.softplus(z, threshold=1e9),
    "softsign": F.softsign,
    "hard_sigmoid": F.hardsigmoid,
    "hard_swish": F.hardswish,
    "mish": F.mish,
    "relu6": F.relu6,
    "softmax": lambda z: F.softmax(z, 1),
    "log_softmax": lambda z: F.log_softmax(z, 1),
    "step": lambda z: torch.heaviside(z, torch.ones((), dtype=z.dtype)),
}


@pytest.mark.parametrize("name", activations.names())
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activation_functions(name: str, dtype: type) -> None:
    z = np.random.default_rng(0).normal(0, 4, (50, 7)).astype(dtype)
    function = activations.get(name)
    theirs = torch.tensor(z, requires_grad=True)
    a = FUNCTIONS[name](theirs)
    np.testing.assert_allclose(function.forward(z), a.detach(), rtol=1e-5, atol=1e-5)
    if name == "step":
        return
    weights = np.random.default_rng(1).normal(size=z.shape).astype(dtype)
    a.backward(torch.tensor(weights))
    ours = function.backward(z, function.forward(z), weights)
    np.testing.assert_allclose(ours, theirs.grad, rtol=1e-4, atol=1e-5)


def _fill(module: Any, parameters: dict[str, Any]) -> None:
    """Our parameters into a PyTorch module, whose dense weights are (outputs, inputs)."""
    names = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
    names |= {"mean": "running_mean", "variance": "running_var"}
    with torch.no_grad():
        for name, array in parameters.items():
            value = torch.tensor(np.array(array))
            getattr(module, names[name]).copy_(value.T if value.ndim == 2 and name == "weight" else value)


CONVOLUTIONS = [
    {"kernel": 3},
    {"kernel": (3, 2), "stride": (2, 1), "padding": (1, 0)},
    {"kernel": 3, "padding": "same"},
    {"kernel": (2, 4), "padding": "same", "dilation": (3, 1)},
    {"kernel": 3, "groups": 2, "padding": 1},
    {"kernel": 3, "groups": 4, "dilation": 2, "padding": 2, "stride": 2},
    {"kernel": 1, "bias": False},
    {"kernel": 5, "padding": 4, "stride": 3},
]


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")  # PyTorch's advice about speed
@pytest.mark.parametrize("options", CONVOLUTIONS, ids=str)
def test_convolution(options: dict[str, Any]) -> None:
    theirs = nn.Conv2d(
        4,
        8,
        options["kernel"],
        stride=options.get("stride", 1),
        padding=options.get("padding", 0),
        dilation=options.get("dilation", 1),
        groups=options.get("groups", 1),
        bias=options.get("bias", True),
    )
    _compare(Conv2D(8, **options), theirs, (4, 11, 12))


POOLS = [
    {"kernel": 2},
    {"kernel": 3, "stride": 2},
    {"kernel": 3, "stride": 2, "padding": 1},
    {"kernel": (3, 2), "stride": (2, 3), "padding": (1, 0), "ceil_mode": True},
    {"kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True},
    {"kernel": 2, "stride": 3, "ceil_mode": True},
]


@pytest.mark.parametrize("options", POOLS, ids=str)
@pytest.mark.parametrize("size", [(9, 10), (12, 11), (7, 7)])
def test_pooling(options: dict[str, Any], size: tuple[int, int]) -> None:
    names = {"kernel": "kernel_size"}
    theirs = {names.get(key, key): value for key, value in options.items()}
    _compare(MaxPool2D(**options), nn.MaxPool2d(**theirs), (3, *size))
    for include in (True, False):
        _compare(
            AveragePool2D(**options, count_include_pad=include),
            nn.AvgPool2d(**theirs, count_include_pad=include),
            (3, *size),
        )


def test_dilated_max_pool() -> None:
    _compare(MaxPool2D(2, 2, dilation=2), nn.MaxPool2d(2, 2, dilation=2), (2, 9, 9))


def test_max_pool_gives_the_gradient_of_equal_numbers_to_the_same_one() -> None:
    x = np.repeat([[[[1.0, 1], [1, 1]]]], 3, axis=0).astype(np.float32)
    _compare(MaxPool2D(2), nn.MaxPool2d(2), (1, 2, 2), x)


@pytest.mark.parametrize("training", [False, True])
def test_normalisation(training: bool) -> None:
    _compare(BatchNorm(), nn.BatchNorm2d(5), (5, 6, 7), training=training)
    _compare(BatchNorm(0.3, 1e-3), nn.BatchNorm1d(5, 1e-3, 0.3), (5,), training=training)
    _compare(LayerNorm(), nn.LayerNorm((5, 6, 7)), (5, 6, 7))
    _compare(LayerNorm(1e-3), nn.LayerNorm(9, 1e-3), (9,))


def test_the_rest() -> None:
    _compare(Dense(6), nn.Linear(9, 6), (9,))
    _compare(Dense(6, bias=False), nn.Linear(9, 6, bias=False), (9,))
    _compare(Flatten(), nn.Flatten(), (3, 4, 5))
    _compare(GlobalAveragePool2D(), nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), (3, 4, 5))
    _compare(GlobalMaxPool2D(), nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()), (3, 4, 5))


def _compare(
    layer: Layer, theirs: Any, shape: tuple[int, ...], x: Any = None, training: bool = False
) -> None:
    """Forward within 1e-5 and every gradient within 1e-4, in float32."""
    random = np.random.default_rng(0)
    x = random.normal(size=(4, *shape)).astype(np.float32) if x is None else x
    parameters = {
        name: random.uniform(0.5, 1.5, size).astype(np.float32)
        for name, size in layer.parameter_shapes([shape]).items()
    }
    _fill(theirs, parameters)
    theirs.train(training)
    there = torch.tensor(x, requires_grad=True)
    expected = theirs(there)
    if training:
        z, a, memory = layer.forward_training([x], parameters, random)
    else:
        (z, a), memory = layer.forward([x], parameters), None
    np.testing.assert_allclose(a, expected.detach(), rtol=1e-5, atol=1e-5)
    weights = random.normal(size=a.shape).astype(np.float32)
    expected.backward(torch.tensor(weights))
    at_z, learned = layer.backward_activation(weights, z, a, parameters)
    (below,), own = layer.backward(at_z, [x], parameters, memory)
    np.testing.assert_allclose(below, there.grad, rtol=1e-4, atol=1e-4)
    for (name, gradient), parameter in zip((own | learned).items(), theirs.parameters(), strict=True):
        expected_gradient = parameter.grad.T if name == "weight" and gradient.ndim == 2 else parameter.grad
        scale = float(np.abs(gradient).max())
        np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-4, atol=1e-5 * max(scale, 1))
    if training:
        running = layer.running(parameters, memory)
        np.testing.assert_allclose(running["mean"], theirs.running_mean, rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(running["variance"], theirs.running_var, rtol=1e-5, atol=1e-5)


LOSSES = {
    "squared_error": F.mse_loss,
    "absolute_error": F.l1_loss,
    "huber": F.huber_loss,
    "binary_cross_entropy": F.binary_cross_entropy,
}


@pytest.mark.parametrize("name", LOSSES)
def test_losses(name: str) -> None:
    random = np.random.default_rng(0)
    a, y = random.uniform(0.05, 0.95, (6, 4)), random.uniform(0, 1, (6, 4))
    a, y = (a, y) if name == "binary_cross_entropy" else (5 * a, y)
    there = torch.tensor(a, requires_grad=True)
    value = LOSSES[name](there, torch.tensor(y))
    value.backward()
    assert losses.get(name).value(a, y) == pytest.approx(value.item(), rel=1e-10)
    np.testing.assert_allclose(losses.get(name).gradient(a, y), there.grad, rtol=1e-10)


def mlp() -> tuple[Network, Any, tuple[int, ...]]:
    net = Network.build((6,), [Dense(10, "tanh"), Dense(8, "gelu"), Dense(4, "softmax")], dtype=np.float64)
    theirs = nn.Sequential(nn.Linear(6, 10), nn.Tanh(), nn.Linear(10, 8), nn.GELU(), nn.Linear(8, 4))
    return net, theirs, (6,)


def lenet() -> tuple[Network, Any, tuple[int, ...]]:
    net = Network.build(
        (1, 12, 12),
        [
            Conv2D(4, 5, padding=2, activation="relu"),
            MaxPool2D(2),
            Conv2D(6, 3),
            Activation("leaky_relu"),
            AveragePool2D(2),
            Flatten(),
            Dense(12, "tanh"),
            Dense(4, "softmax"),
        ],
        dtype=np.float64,
    )
    theirs = nn.Sequential(
        *(nn.Conv2d(1, 4, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.LeakyReLU()),
        *(nn.AvgPool2d(2), nn.Flatten(), nn.Linear(24, 12), nn.Tanh(), nn.Linear(12, 4)),
    )
    return net, theirs, (1, 12, 12)


RULES: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "sgd": (SGD(0.05), lambda p: torch.optim.SGD(p, 0.05)),
    "momentum": (SGD(0.05, 0.9), lambda p: torch.optim.SGD(p, 0.05, 0.9)),
    "nesterov": (SGD(0.05, 0.9, True), lambda p: torch.optim.SGD(p, 0.05, 0.9, nesterov=True)),
    "rmsprop": (RMSprop(0.002), lambda p: torch.optim.RMSprop(p, 0.002)),
    "adagrad": (AdaGrad(0.02), lambda p: torch.optim.Adagrad(p, 0.02)),
    "adam": (Adam(0.003), lambda p: torch.optim.Adam(p, 0.003)),
    "adamw": (AdamW(0.003, weight_decay=0.1), lambda p: torch.optim.AdamW(_decayed(p, 0.1), 0.003)),
    "l2": (SGD(0.05), lambda p: torch.optim.SGD(_decayed(p, 0.02), 0.05)),
}


def _decayed(parameters: Any, decay: float) -> list[dict[str, Any]]:
    """Decay for weights and none for biases, as here."""
    listed = list(parameters)
    weights, biases = [p for p in listed if p.ndim > 1], [p for p in listed if p.ndim == 1]
    return [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("make", [mlp, lenet])
def test_fifty_steps_of_training(make: Any, rule: str) -> None:
    net, theirs, shape = make()
    theirs.double()
    dense = [layer for layer in theirs if hasattr(layer, "weight")]
    ours = [n for n in range(1, len(net.layers) + 1) if net.layer_parameters(n)]
    for number, module in zip(ours, dense, strict=True):
        _fill(module, dict(net.layer_parameters(number)))
    random = np.random.default_rng(3)
    x, y = random.normal(size=(20, *shape)), random.integers(0, 4, 20)
    optimizer, build = RULES[rule]
    # One batch a step holds all samples, so that the order of shuffling doesn't matter.
    l2 = 0.02 if rule == "l2" else 0.0
    shots = list(train(net, (x, y), epochs=50, batch_size=20, optimizer=optimizer, l2=l2))
    peer = build(theirs.parameters())
    history = []
    for _ in range(50):
        peer.zero_grad()
        value = F.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
        value.backward()
        peer.step()
        history.append(value.item())
    np.testing.assert_allclose([shot.loss for shot in shots[1:]], history, rtol=1e-6)
    for number, module in zip(ours, dense, strict=True):
        own = shots[-1].network.layer_parameters(number)
        weight = module.weight.detach().numpy()
        np.testing.assert_allclose(own["weight"], weight.T if weight.ndim == 2 else weight, atol=1e-6)
        np.testing.assert_allclose(own["bias"], module.bias.detach(), atol=1e-6)
    judged = evaluate(shots[-1].network, [x], np.eye(4)[y], losses.get("cross_entropy"))
    assert judged.loss == pytest.approx(F.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).item())

"""The engine beside PyTorch in one run: calls interleaved, best of many, PyTorch at its faster thread count.

The environment's thread variables are left alone, so PyTorch may have both cores.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from nnviz.engine import SGD, Adam, Conv2D, Dense, Flatten, Layer, MaxPool2D, Network, train

Call = Callable[[], object]
# PyTorch's second thread spins on for a while after its turn; the run at one thread lets it fall asleep.
THREADS = (2, 1)
SECONDS = 2.0


def run() -> dict[str, float]:
    """Every ``engine.*`` row: ours over PyTorch's, except the training of 2-8-8-1, which is times faster."""
    return {
        "engine.mlp_b1_vs_torch": forward_ratio(mlp(), (1, 784)),
        "engine.mlp_b256_vs_torch": forward_ratio(mlp(), (256, 784)),
        "engine.grid10k_vs_torch": forward_ratio(grid(), (10_000, 2)),
        "engine.lenet_b1_vs_torch": forward_ratio(lenet(), (1, 1, 28, 28)),
        "engine.lenet_b64_vs_torch": forward_ratio(lenet(), (64, 1, 28, 28)),
        "engine.train_2881_vs_torch": 1 / small_training_ratio(),
        "engine.train_lenet_b64_vs_torch": lenet_training_ratio(),
    }


def best_ratio(ours: Call, theirs: Call, seconds: float = SECONDS) -> float:
    """Best time of ours over the best of PyTorch's at any thread count, in turns for ``seconds``."""
    calls = max(1, int(0.005 / max(_time(ours, 3), 1e-6)))
    best, peer = float("inf"), float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        best = min(best, _time(ours, calls))
        for threads in THREADS:
            torch.set_num_threads(threads)
            theirs()  # the threads wake up
            peer = min(peer, _time(theirs, calls))
    return best / peer


def _time(call: Call, calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls


def forward_ratio(layers: list[Layer], shape: tuple[int, ...]) -> float:
    """A forward pass with everything kept for the window, over PyTorch's that keeps nothing."""
    network = Network.build(shape[1:], layers)
    peer = peer_of(network)
    x = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    theirs = torch.from_numpy(x)
    with torch.inference_mode():
        np.testing.assert_allclose(network.predict(x), peer(theirs).numpy(), rtol=1e-4, atol=1e-5)
        return best_ratio(lambda: network.trace(x), lambda: peer(theirs))


def mlp() -> list[Layer]:
    return [Dense(128, "relu"), Dense(64, "relu"), Dense(10, "softmax")]


def grid() -> list[Layer]:
    return [Dense(16, "tanh"), Dense(16, "tanh"), Dense(1, "tanh")]


def lenet() -> list[Layer]:
    return [
        Conv2D(6, 5, padding=2, activation="relu"),
        MaxPool2D(2),
        Conv2D(16, 5, activation="relu"),
        MaxPool2D(2),
        Flatten(),
        Dense(120, "relu"),
        Dense(84, "relu"),
        Dense(10, "softmax"),
    ]


def peer_of(network: Network, scores: bool = False) -> torch.nn.Sequential:
    """The same network with the same weights in PyTorch; with ``scores`` without its last activation."""
    modules: list[torch.nn.Module] = []
    for number, layer in enumerate(network.layers, start=1):
        modules += _module(layer, network.shapes[number - 1])
        own = network.layer_parameters(number)
        if own:
            with torch.no_grad():
                weight = torch.from_numpy(own["weight"].copy())
                target: Any = modules[-2] if _function(layer) else modules[-1]
                target.weight.copy_(weight.T if weight.ndim == 2 else weight)
                target.bias.copy_(torch.from_numpy(own["bias"].copy()))
    return torch.nn.Sequential(*(modules[:-1] if scores else modules))


def _module(layer: Layer, shape: tuple[int, ...]) -> list[torch.nn.Module]:
    if isinstance(layer, Dense):
        return [torch.nn.Linear(shape[0], layer.units), *_function(layer)]
    if isinstance(layer, Conv2D):
        padding: Any = layer.padding if layer.padding != "valid" else 0
        return [torch.nn.Conv2d(shape[0], layer.filters, layer.kernel, padding=padding), *_function(layer)]
    return [torch.nn.Flatten() if isinstance(layer, Flatten) else torch.nn.MaxPool2d(2)]


def _function(layer: Layer) -> list[torch.nn.Module]:
    functions: dict[str, list[torch.nn.Module]] = {
        "relu": [torch.nn.ReLU()],
        "tanh": [torch.nn.Tanh()],
        "softmax": [torch.nn.Softmax(1)],
        "sigmoid": [torch.nn.Sigmoid()],
    }
    return functions.get(layer.activation.name, []) if layer.activation else []


def small_training_ratio() -> float:
    """Time of a step of 2-8-8-1, batch 10, through ``train``, over a plain PyTorch loop."""
    network = Network.build((2,), [Dense(8, "tanh"), Dense(8, "tanh"), Dense(1, "sigmoid")])
    random = np.random.default_rng(0)
    x = random.normal(size=(5000, 2)).astype(np.float32)
    y = (x[:, :1] * x[:, 1:] > 0).astype(np.float32)
    peer = peer_of(network, scores=True)
    optimizer = torch.optim.SGD(peer.parameters(), 0.1)
    theirs, targets = torch.from_numpy(x), torch.from_numpy(y)

    def ours() -> None:
        for _ in train(network, (x, y), batch_size=10, optimizer=SGD(0.1), loss="binary_cross_entropy"):
            pass

    def torch_epoch() -> None:
        torch_steps(peer, optimizer, torch.nn.BCEWithLogitsLoss(), theirs, targets, 10)

    return best_ratio(ours, torch_epoch, 4 * SECONDS)


def lenet_training_ratio() -> float:
    """Time of a step of LeNet, batch 64, through ``train``, over a plain PyTorch loop."""
    network = Network.build((1, 28, 28), lenet())
    random = np.random.default_rng(0)
    x = random.normal(size=(3200, 1, 28, 28)).astype(np.float32)
    y = random.integers(0, 10, 3200)
    peer = peer_of(network, scores=True)
    optimizer = torch.optim.Adam(peer.parameters(), 1e-3)
    theirs, targets = torch.from_numpy(x), torch.from_numpy(y)

    def ours() -> None:
        for _ in train(network, (x, y), batch_size=64, optimizer=Adam(1e-3)):
            pass

    def torch_epoch() -> None:
        torch_steps(peer, optimizer, torch.nn.CrossEntropyLoss(), theirs, targets, 64)

    return best_ratio(ours, torch_epoch, 4 * SECONDS)


def torch_steps(
    peer: torch.nn.Module, optimizer: torch.optim.Optimizer, loss: Any, x: Any, y: Any, size: int
) -> None:
    """One epoch as a PyTorch tutorial writes it."""
    order = torch.randperm(len(x))
    for start in range(0, len(x), size):
        batch = order[start : start + size]
        optimizer.zero_grad()
        loss(peer(x[batch]), y[batch]).backward()
        optimizer.step()

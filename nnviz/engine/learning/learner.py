"""One training run's own numbers: all parameters in one flat vector, changed in place, step by step."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.learning.backpropagation import Forward, gradient_at_output, run_backward, run_forward
from nnviz.engine.learning.dense_chain import DenseChain
from nnviz.engine.learning.evaluation import LayerHealth, slope_counts
from nnviz.engine.learning.losses import Loss
from nnviz.engine.learning.optimizers import Optimizer
from nnviz.engine.network import Network


class Learner:
    """The mutable core of training. Its arrays never leave it: :meth:`network` copies."""

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        loss: Loss,
        seed: int = 0,
        l1: float = 0.0,
        l2: float = 0.0,
        clip: float | None = None,
    ) -> None:
        self._start = network
        self._optimizer, self._loss = optimizer, loss
        self._l1, self._l2, self._clip = l1, l2, clip
        self._random = self.random(seed)
        self._weights, self._parameters = _flat(network)
        self._gradient = np.zeros_like(self._weights)
        self._gradients = _views(network, self._gradient)
        self._penalized = _penalized(network, self._weights)
        self._memory = optimizer.start(self._weights)
        self._forward: Forward | None = None
        self._chain: DenseChain | None = None  # the one that took the latest step
        self._chains: dict[int, DenseChain] | None = {} if DenseChain.fits(network) else None

    @staticmethod
    def random(seed: int) -> np.random.Generator:
        """The generator of dropout, apart from the one that shuffles: dropout leaves that order alone."""
        return np.random.default_rng((seed, 1))

    def step(self, inputs: Sequence[Array], y: Array, rate: float) -> tuple[Array, Array, bool]:
        """(z, a) of the last layer for one batch, and whether its gradient was finite.

        A finite gradient moves every parameter once; with any other all stay as they are.
        """
        with np.errstate(all="ignore"):
            z, a = self._differentiate(inputs, y)
            length = math.sqrt(np.dot(self._gradient, self._gradient))
            if not math.isfinite(length):
                return z, a, False
            self._regularize(length)
            self._optimizer.update(self._weights, self._gradient, self._memory, rate, self._penalized)
        return z, a, True

    def _differentiate(self, inputs: Sequence[Array], y: Array) -> tuple[Array, Array]:
        if self._chains is None:
            return self._backpropagate(inputs, y)
        chain = self._chains.get(len(y))
        if chain is None:
            chain = DenseChain(self._start, self._loss, self._weights, self._gradient, len(y))
            self._chains[len(y)] = chain
        self._chain = chain
        return chain.differentiate(inputs[0], y)

    def _backpropagate(self, inputs: Sequence[Array], y: Array) -> tuple[Array, Array]:
        network = self._start
        forward = run_forward(network, self._parameters, inputs, self._random)
        gradient, at_scores = gradient_at_output(network, self._loss, forward.a[-1], y)
        found = run_backward(network, self._parameters, forward, gradient, at_scores)
        for number, own in enumerate(self._gradients):
            for name, view in own.items():
                view[...] = found.parameters[number].get(name, 0)
        for number, layer in enumerate(network.layers, start=1):
            for name, array in layer.running(self._parameters[number], forward.memory[number]).items():
                self._parameters[number][name][...] = array
        self._forward = forward
        return forward.z[-1], forward.a[-1]

    def _regularize(self, length: float) -> None:
        gradient = self._gradient
        if self._clip is not None and length > self._clip:
            gradient *= self._clip / length
        if self._l1:
            gradient += self._l1 * np.sign(self._weights) * self._penalized
        if self._l2:
            gradient += self._l2 * self._weights * self._penalized

    def network(self) -> Network:
        """The network as it stands, in arrays of its own."""
        return self._start.with_parameters(
            {f"{n}.{name}": array for n, own in enumerate(self._parameters) for name, array in own.items()}
        )

    def memory_of(self, number: int, name: str) -> tuple[Array, dict[str, Array]]:
        """(the gradient last given to the optimiser, what the optimiser remembers) of one parameter."""
        vectors = {"gradient": self._gradient, **self._memory.vectors}
        own = {key: _views(self._start, flat)[number][name].copy() for key, flat in vectors.items()}
        return own.pop("gradient"), own

    def finite(self) -> bool:
        """Whether every parameter is still finite."""
        return all(np.isfinite(array).all() for own in self._parameters for array in own.values())

    def first_non_finite(self) -> tuple[int, str]:
        """(layer number, what of it) that first stopped being finite in the latest step."""
        layers = range(1, len(self._parameters))
        forward = self._latest()
        for number in layers:
            if forward is not None and not np.isfinite(forward.a[number]).all():
                return number, "the output of"
        for number in layers:
            if not all(np.isfinite(array).all() for array in self._parameters[number].values()):
                return number, "the parameters of"
        # Otherwise it is the gradient; the longest one, should only their sum be beyond all numbers.
        lengths = [float(sum(np.vdot(g, g) for g in own.values())) for own in self._gradients]
        return int(np.argmax(lengths[1:])) + 1, "the gradient of"

    def _latest(self) -> Forward | None:
        return self._forward if self._chain is None else self._chain.forward

    def health(self) -> dict[int, LayerHealth]:
        """Gradient norms and dead and saturated units of the latest batch, by layer number."""
        forward = self._latest()
        if forward is None:
            return {}
        found = {}
        for number, layer in enumerate(self._start.layers, start=1):
            squares = sum(float(np.vdot(g, g)) for g in self._gradients[number].values())
            z, dead, saturated = forward.z[number], 0, 0
            if layer.activation is not None:
                with np.errstate(all="ignore"):
                    dead, saturated = slope_counts(layer.activation, z)
            found[number] = LayerHealth(float(np.sqrt(squares)), z[0].size, dead, saturated)
        return found


def _trained(network: Network) -> list[dict[str, Array]]:
    """The parameters that gradient descent moves, by layer number and name."""
    return [
        {
            name: array
            for name, array in network.layer_parameters(number).items()
            if name not in network.layers[number - 1].untrained
        }
        for number in range(len(network.layers) + 1)
    ]


def _views(network: Network, flat: Array) -> list[dict[str, Array]]:
    """Windows on a flat vector, one for each trained parameter, in its shape."""
    views: list[dict[str, Array]] = []
    start = 0
    for own in _trained(network):
        views.append({})
        for name, array in own.items():
            views[-1][name] = flat[start : start + array.size].reshape(array.shape)
            start += array.size
    return views


def _flat(network: Network) -> tuple[Array, list[dict[str, Array]]]:
    """(one vector with all trained parameters, every parameter by layer: windows on it or copies)."""
    flat = np.empty(sum(array.size for own in _trained(network) for array in own.values()), network.dtype)
    views = _views(network, flat)
    parameters: list[dict[str, Array]] = []
    for number, own in enumerate(views):
        source: Mapping[str, Array] = network.layer_parameters(number)
        for name, view in own.items():
            view[...] = source[name]
        parameters.append({name: own[name] if name in own else source[name].copy() for name in source})
    return flat, parameters


def _penalized(network: Network, flat: Array) -> Array:
    """1 where weight decay and penalties apply, 0 elsewhere, along the flat vector."""
    mask = np.zeros_like(flat)
    for number, own in enumerate(_views(network, mask)):
        for name, view in own.items():
            view[...] = network.layers[number - 1].penalized(name)
    return mask

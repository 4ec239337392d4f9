"""One training run's own numbers: all parameters in one flat vector, changed in place, step by step."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.learning.backpropagation import Forward, gradient_at_output, run_backward, run_forward
from nnviz.engine.learning.dense_chain import DenseChain
from nnviz.engine.learning.evaluation import LayerHealth, slope_counts
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.network import Network

DROPOUT = 1
"""The stream of random numbers that drops; the order of the examples has one of its own."""


class Learner:
    """The mutable core of training. Its arrays never leave it: :meth:`network` copies."""

    def __init__(
        self,
        network: Network,
        recipe: Recipe,
        memory: Mapping[str, Array] | None = None,
        memory_step: int = 0,
    ) -> None:
        """``memory``: what the optimiser remembers by now, after ``memory_step`` steps; of another optimiser
        it is forgotten."""
        self._start, self._recipe = network, recipe
        self._loss, self._optimizer = recipe.loss, recipe.optimizer
        self._random = self.random(recipe.seed)
        self._drops = any(layer.silences for layer in network.layers)
        self._weights, self._parameters = _flat(network)
        self._gradient = np.zeros_like(self._weights)
        self._gradients = _views(network, self._gradient)
        self._penalized = _penalized(network, self._weights)
        self._frozen = _frozen(network, self._weights, recipe)
        self._memory = self._optimizer.start(self._weights)
        if memory and memory.keys() == self._memory.vectors.keys():
            self._memory.step = memory_step
            for name, vector in memory.items():
                self._memory.vectors[name][...] = vector
        self._forward: Forward | None = None
        self._chain: DenseChain | None = None  # the one that took the latest step
        self._chains: dict[int, DenseChain] | None = {} if DenseChain.fits(network) else None

    @staticmethod
    def random(seed: int, step: int = 0) -> np.random.Generator:
        """The generator of dropout in the step that follows ``step`` others. It is apart from the one that
        shuffles, and needs no step before it: any step can be taken again."""
        return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(DROPOUT, step)))

    def step(
        self, inputs: Sequence[Array], y: Array, rate: float, step: int = 0
    ) -> tuple[Array, Array, bool]:
        """(z, a) of the last layer for one batch, and whether its gradient was finite.

        ``step`` are the steps behind this one. A finite gradient moves every parameter that isn't frozen
        once; with any other all stay as they are.
        """
        if self._drops:
            self._random = self.random(self._recipe.seed, step)
        with np.errstate(all="ignore"):
            z, a = self._differentiate(inputs, y)
            if self._frozen is not None:
                self._gradient[self._frozen] = 0
            length = math.sqrt(np.dot(self._gradient, self._gradient))
            if not math.isfinite(length):
                return z, a, False
            self._regularize(length)
            self._update(rate)
        return z, a, True

    def _update(self, rate: float) -> None:
        if self._frozen is None:
            self._optimizer.update(self._weights, self._gradient, self._memory, rate, self._penalized)
            return
        # Momentum and weight decay move what has no gradient, too.
        kept = self._weights[self._frozen]
        self._optimizer.update(self._weights, self._gradient, self._memory, rate, self._penalized)
        self._weights[self._frozen] = kept

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
            if number in self._recipe.frozen_layers:
                continue
            for name, array in layer.running(self._parameters[number], forward.memory[number]).items():
                self._parameters[number][name][...] = array
        self._forward = forward
        return forward.z[-1], forward.a[-1]

    def _regularize(self, length: float) -> None:
        gradient, recipe = self._gradient, self._recipe
        if recipe.clip is not None and length > recipe.clip:
            gradient *= recipe.clip / length
        if recipe.l1:
            gradient += recipe.l1 * np.sign(self._weights) * self._penalized
        if recipe.l2:
            gradient += recipe.l2 * self._weights * self._penalized

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

    @property
    def start(self) -> Network:
        """The network before any step."""
        return self._start

    def moving(self, number: int) -> tuple[str, ...]:
        """The parameters of a layer that gradient descent moves."""
        return tuple(self._gradients[number])

    def freezes(self, number: int, name: str) -> bool:
        """Whether the recipe has a parameter stay as it is."""
        return self._recipe.freezes(number, name)

    def memory(self) -> tuple[dict[str, Array], int]:
        """What the optimiser remembers, copied: its vectors by name, and how many steps it has taken."""
        return {name: vector.copy() for name, vector in self._memory.vectors.items()}, self._memory.step

    def finite(self) -> bool:
        """Whether every parameter is still finite."""
        return all(np.isfinite(array).all() for own in self._parameters for array in own.values())

    def first_non_finite(self) -> tuple[int, tuple[int, ...], str]:
        """(layer number, unit's index, what of it) that first stopped being finite in the latest step."""
        forward = self._latest()
        outputs = [] if forward is None else forward.a
        for number, a in enumerate(outputs[1:], start=1):
            is_broken = np.asarray(~np.isfinite(a).all(axis=0))
            if is_broken.any():
                return number, _largest(is_broken), "the output of"
        for number in range(1, len(self._parameters)):
            broken = [~np.isfinite(array) for array in self._parameters[number].values()]
            if any(array.any() for array in broken):
                return number, self._unit(number, broken), "the parameters of"
        # Otherwise it is the gradient; the longest one, should only their sum be beyond all numbers.
        lengths = [float(sum(np.vdot(g, g) for g in own.values())) for own in self._gradients]
        number = int(np.argmax(lengths[1:])) + 1
        sizes = [np.nan_to_num(np.abs(g), nan=np.inf) for g in self._gradients[number].values()]
        return number, self._unit(number, sizes), "the gradient of"

    def _unit(self, number: int, parameters: Sequence[Array]) -> tuple[int, ...]:
        """The unit that the largest number of a layer's parameters belongs to: a dense weight is (inputs,
        units), a kernel (units, channels, height, width)."""
        array = max((array for array in parameters if array.size), key=lambda array: array.max())
        axis = array.ndim - 1 if self._start.layers[number - 1].fully_connected else 0
        return _largest(array.max(axis=tuple(other for other in range(array.ndim) if other != axis)))

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


def _largest(array: Array) -> tuple[int, ...]:
    """The place of the largest number."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(array)), array.shape))


def _frozen(network: Network, flat: Array, recipe: Recipe) -> Array | None:
    """Which numbers of the flat vector stay as they are; None where none do."""
    mask = np.zeros(flat.shape, bool)
    for number, own in enumerate(_views(network, mask)):
        for name, view in own.items():
            view[...] = recipe.freezes(number, name)
    return mask if mask.any() else None


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

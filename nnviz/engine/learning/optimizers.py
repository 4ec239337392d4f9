"""Optimisers: how a gradient g becomes a change of the parameters w, at learning rate η.

Each works on all parameters at once, as one flat vector, and in place: the vectors belong to the training
run alone. ``start`` makes the optimiser's memory, ``update`` changes w and that memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.learning import terms
from nnviz.engine.learning.terms import MINUS, PLUS, TIMES, Moving, Quantity, Term
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import real
from nnviz.errors import OptionError


class Memory:
    """What an optimiser remembers between steps: how many there were, and vectors of w's length."""

    def __init__(self, weights: Array, *names: str) -> None:
        self.step = 0
        self.scratch = np.empty_like(weights)
        self.vectors = {name: np.zeros_like(weights) for name in names}


@dataclass(frozen=True)
class Optimizer:
    """Options of an update rule; the rule's memory is apart from it."""

    rate: float

    name: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]
    source: ClassVar[str]
    remembers: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        _check(self.title, "learning rate", self.rate, 0, np.inf)

    def start(self, weights: Array) -> Memory:
        """The memory before the first step."""
        return Memory(weights, *self.remembers)

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        """One step, in place; ``gradient`` may be overwritten.

        ``rate`` is the scheduled one. ``decay`` is 1 where weight decay applies and 0 elsewhere; only AdamW
        looks at it.
        """
        raise NotImplementedError

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        """What :meth:`update` works out for one parameter, in its order; the last term is the new weight."""
        raise NotImplementedError


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum and Nesterov's look-ahead (Sutskever and others 2013)."""

    rate: float = 0.1
    momentum: float = 0.0
    nesterov: bool = False

    name = "sgd"
    title = "SGD"
    formula = r"v = \mu v + g, \quad w = w - \eta v"
    source = "Robbins & Monro 1951; Polyak 1964; Nesterov 1983"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.title, "momentum", self.momentum, 0, 1)
        if self.nesterov and not self.momentum:
            raise OptionError("Nesterov's look-ahead needs a momentum above 0.")

    def start(self, weights: Array) -> Memory:
        return Memory(weights, *(("velocity",) if self.momentum else ()))

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        step = gradient
        if self.momentum:
            velocity = memory.vectors["velocity"]
            velocity *= self.momentum
            velocity += gradient
            step = gradient + self.momentum * velocity if self.nesterov else velocity
        np.multiply(step, rate, out=memory.scratch)
        weights -= memory.scratch

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        if not self.momentum:
            return (terms.stepped(moving, moving.g),)
        share, before = Quantity("μ", self.momentum, given=True), moving.memory["velocity"]
        parts = (share, TIMES, Quantity("v", before), PLUS, moving.g)
        velocity = Term("velocity", "v", parts, lambda kept, old, g: kept * old + g, before)
        if not self.nesterov:
            return velocity, terms.stepped(moving, velocity.known)
        ahead = (moving.g, PLUS, share, TIMES, velocity.known)
        look = Term("look ahead", "n", ahead, lambda g, kept, v: g + kept * v)
        return velocity, look, terms.stepped(moving, look.known)


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Divides each step by the recent size of its gradient."""

    rate: float = 0.001
    decay: float = 0.99
    epsilon: float = 1e-8

    name = "rmsprop"
    title = "RMSprop"
    formula = r"s = \rho s + (1 - \rho) g^2, \quad w = w - \eta \frac{g}{\sqrt{s} + \epsilon}"
    source = "Tieleman & Hinton 2012, Neural networks for machine learning, lecture 6.5"
    remembers = ("square",)

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.title, "decay", self.decay, 0, 1)
        _check(self.title, "epsilon", self.epsilon, 0, np.inf)

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        square, scratch = memory.vectors["square"], memory.scratch
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - self.decay
        square *= self.decay
        square += scratch
        _divided_step(weights, gradient, square, scratch, rate, self.epsilon)

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        share, before = Quantity("ρ", self.decay, given=True), moving.memory["square"]
        square = terms.averaged("mean of squares", "s", share, before, terms.squared(moving.g))
        return square, terms.divided_step(moving, moving.g, square.known, self.epsilon)


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """Divides each step by the size of all its gradients so far."""

    rate: float = 0.01
    epsilon: float = 1e-10

    name = "adagrad"
    title = "AdaGrad"
    formula = r"s = s + g^2, \quad w = w - \eta \frac{g}{\sqrt{s} + \epsilon}"
    source = "Duchi, Hazan & Singer 2011, Adaptive subgradient methods"
    remembers = ("square",)

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.title, "epsilon", self.epsilon, 0, np.inf)

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        square, scratch = memory.vectors["square"], memory.scratch
        np.multiply(gradient, gradient, out=scratch)
        square += scratch
        _divided_step(weights, gradient, square, scratch, rate, self.epsilon)

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        before = moving.memory["square"]
        parts = (Quantity("s", before), PLUS, terms.squared(moving.g))
        square = Term("sum of squares", "s", parts, lambda old, new: old + new, before)
        return square, terms.divided_step(moving, moving.g, square.known, self.epsilon)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and RMSprop together, both corrected for starting at 0."""

    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    name = "adam"
    title = "Adam"
    formula = (
        r"m = \beta_1 m + (1 - \beta_1) g, \quad s = \beta_2 s + (1 - \beta_2) g^2, \quad "
        r"w = w - \eta \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}"
    )
    source = "Kingma & Ba 2015, Adam: a method for stochastic optimization"
    remembers = ("mean", "square")

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.title, "beta1", self.beta1, 0, 1)
        _check(self.title, "beta2", self.beta2, 0, 1)
        _check(self.title, "epsilon", self.epsilon, 0, np.inf)

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        memory.step += 1
        mean, square, scratch = memory.vectors["mean"], memory.vectors["square"], memory.scratch
        np.multiply(gradient, 1 - self.beta1, out=scratch)
        mean *= self.beta1
        mean += scratch
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - self.beta2
        square *= self.beta2
        square += scratch
        # √(s / c) + ε = (√s + ε √c) / √c: the correction c = 1 − β₂ᵗ is a single number.
        correction = float(np.sqrt(1 - self.beta2**memory.step))
        corrected_rate = rate * correction / (1 - self.beta1**memory.step)
        _divided_step(weights, mean, square, scratch, corrected_rate, self.epsilon * correction)

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        one, two = Quantity("β₁", self.beta1, given=True), Quantity("β₂", self.beta2, given=True)
        memory = moving.memory
        mean = terms.averaged("mean of gradients", "m", one, memory["mean"], moving.g)
        square = terms.averaged("mean of squares", "s", two, memory["square"], terms.squared(moving.g))
        by = terms.correction(mean, one, moving.steps), terms.correction(square, two, moving.steps)
        fair = terms.corrected(mean, by[0]), terms.corrected(square, by[1])
        last = terms.divided_step(moving, fair[0].known, fair[1].known, self.epsilon)
        return mean, square, *by, *fair, last


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, with weights that also shrink by η λ w each step, apart from the gradient."""

    weight_decay: float = 0.01

    name = "adamw"
    title = "AdamW"
    formula = r"w = w - \eta \lambda w, \quad \text{then as Adam}"
    source = "Loshchilov & Hutter 2019, Decoupled weight decay regularization"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.title, "weight decay", self.weight_decay, 0, np.inf)

    def update(
        self, weights: Array, gradient: Array, memory: Memory, rate: float, decay: Array | None
    ) -> None:
        if decay is not None:
            weights *= 1 - rate * self.weight_decay * decay
        super().update(weights, gradient, memory, rate, decay)

    def terms(self, moving: Moving) -> tuple[Term, ...]:
        if not (moving.decays and self.weight_decay):
            return super().terms(moving)
        share = Quantity("λ", self.weight_decay, given=True)
        parts = (moving.w, MINUS, moving.eta, TIMES, share, TIMES, moving.w)
        less = Term("weight, decayed", "w", parts, lambda w, eta, share, same: w - eta * share * same)
        return less, *super().terms(replace(moving, weight=less.value))


def _divided_step(
    weights: Array, direction: Array, square: Array, scratch: Array, rate: float, epsilon: float
) -> None:
    """w = w − η · direction / (√square + ε), in place."""
    np.sqrt(square, out=scratch)
    scratch += epsilon
    np.divide(direction, scratch, out=scratch)
    scratch *= rate
    weights -= scratch


def _check(title: str, what: str, value: float, low: float, high: float) -> None:
    if not low <= real(value, f"{title}'s {what}") < high:
        limit = f"from {low:g} to below {high:g}" if np.isfinite(high) else f"of {low:g} or more"
        raise OptionError(f"{title}'s {what} is a number {limit}, not {value}.")


_TABLE: Mapping[str, type[Optimizer]] = MappingProxyType(
    {rule.name: rule for rule in (SGD, RMSprop, AdaGrad, Adam, AdamW)}
)


def names() -> tuple[str, ...]:
    """The names of all optimisers."""
    return tuple(_TABLE)


def get(name: str | Optimizer, **options: Any) -> Optimizer:
    """The optimiser called ``name``; an :class:`Optimizer` comes back unchanged."""
    if isinstance(name, Optimizer):
        return name
    if not isinstance(name, str) or name not in _TABLE:
        raise unknown_name("optimiser", name, _TABLE)
    try:
        return _TABLE[name](**options)
    except TypeError:
        raise OptionError(f"{_TABLE[name].title} doesn't take {', '.join(options)}.") from None

"""Softmax and its logarithm: functions of all scores of a sample at once, not of each by itself."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.numbers import whole
from nnviz.errors import ShapeError

# A score of +∞ less this is still +∞, and e^∞ / ∞ is NaN: it alone is marked, and finite scores beside it
# get their limit, 0. As an array of one number, which NumPy takes sooner than a number.
LARGEST = np.array(np.finfo(np.float32).max, np.float32)
LARGEST.flags.writeable = False


@dataclass(frozen=True)
class _AlongAxis(ActivationFunction):
    """What both share: they run along one axis, each sample of a batch by itself."""

    axis: int = 1  # with the batch first, 1 is the units of a dense layer and the channels of an image

    elementwise = False

    def __post_init__(self) -> None:
        # True counts as 1 to Python, but is no axis to NumPy.
        object.__setattr__(self, "axis", whole(self.axis, f"{self.title}'s axis", None))

    def check_rank(self, rank: int) -> None:
        if not -rank <= self.axis <= rank or self.axis == 0:
            raise ShapeError(
                f"has {self.name} along axis {self.axis}; its axes are 1 to {rank}, and 0 is the batch."
            )

    def below_largest(self, z: Array) -> Array:
        """z less the largest score of its line: it changes nothing in the shares, and e^z can't overflow."""
        # With the batch last in memory, sums over few classes of many samples take a fifth of the time.
        below = z.copy(order="F")
        below -= np.minimum(np.maximum.reduce(below, axis=self.axis, keepdims=True), LARGEST)
        return below


@dataclass(frozen=True)
class Softmax(_AlongAxis):
    name = "softmax"
    title = "Softmax"
    formula = r"f(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
    derivative_formula = r"\frac{\partial a_i}{\partial z_i} = a_i (1 - a_i)"
    range = "(0, 1), summing to 1"
    character = "Turns the scores of all neurons into shares of 1; raising one lowers the others."
    use = "Output when exactly one of several classes is right."
    source = "Bridle 1990, Probabilistic interpretation of feedforward classification network outputs"
    gives_shares = True

    def forward(self, z: Array) -> Array:
        with np.errstate(invalid="ignore", over="ignore"):
            return self.forward_silenced(z)

    def forward_silenced(self, z: Array) -> Array:
        shares = self.below_largest(z)
        np.exp(shares, out=shares)
        shares /= np.add.reduce(shares, axis=self.axis, keepdims=True)
        return shares

    def derivative(self, z: Array) -> Array:
        a = self.forward(z)
        return a * (1 - a)

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return a * (gradient - np.add.reduce(gradient * a, axis=self.axis, keepdims=True))


@dataclass(frozen=True)
class LogSoftmax(_AlongAxis):
    name = "log_softmax"
    title = "Log-softmax"
    formula = r"f(z)_i = z_i - \ln \sum_j e^{z_j}"
    derivative_formula = r"\frac{\partial a_i}{\partial z_i} = 1 - e^{a_i}"
    range = "(−∞, 0)"
    character = "The logarithm of softmax's shares, exact even for shares too small to write down."
    use = "Output of a classifier trained on log-likelihood."
    source = "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2.3"
    gives_logarithms = True

    def forward(self, z: Array) -> Array:
        with np.errstate(invalid="ignore", over="ignore"):
            below = self.below_largest(z)
            return below - np.log(np.sum(np.exp(below), axis=self.axis, keepdims=True))

    def derivative(self, z: Array) -> Array:
        return -np.expm1(self.forward(z))

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return gradient - np.exp(a) * np.sum(gradient, axis=self.axis, keepdims=True)

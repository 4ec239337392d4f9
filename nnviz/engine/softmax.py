"""Softmax and its logarithm: functions of all scores of a sample at once, not of each by itself."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.activation_function import ActivationFunction
from nnviz.engine.arrays import Array


@dataclass(frozen=True)
class Softmax(ActivationFunction):
    axis: int = 1  # with the batch first, 1 is the units of a dense layer and the channels of an image

    name = "softmax"
    title = "Softmax"
    formula = r"f(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
    derivative_formula = r"\frac{\partial a_i}{\partial z_i} = a_i (1 - a_i)"
    range = "(0, 1), summing to 1"
    character = "Turns the scores of all neurons into shares of 1; raising one lowers the others."
    use = "Output when exactly one of several classes is right."
    source = "Bridle 1990, Probabilistic interpretation of feedforward classification network outputs"
    elementwise = False

    def forward(self, z: Array) -> Array:
        with np.errstate(invalid="ignore"):
            return self.forward_silenced(z)

    def forward_silenced(self, z: Array) -> Array:
        # Taking the maximum away changes nothing in the shares and keeps e^z from overflowing.
        # With the batch last in memory, sums over few classes of many samples take a fifth of the time.
        shares = z.copy(order="F")
        shares -= np.maximum.reduce(shares, axis=self.axis, keepdims=True)
        np.exp(shares, out=shares)
        shares /= np.add.reduce(shares, axis=self.axis, keepdims=True)
        return shares

    def derivative(self, z: Array) -> Array:
        a = self.forward(z)
        return a * (1 - a)

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return a * (gradient - np.add.reduce(gradient * a, axis=self.axis, keepdims=True))


@dataclass(frozen=True)
class LogSoftmax(ActivationFunction):
    axis: int = 1

    name = "log_softmax"
    title = "Log-softmax"
    formula = r"f(z)_i = z_i - \ln \sum_j e^{z_j}"
    derivative_formula = r"\frac{\partial a_i}{\partial z_i} = 1 - e^{a_i}"
    range = "(−∞, 0)"
    character = "The logarithm of softmax's shares, exact even for shares too small to write down."
    use = "Output of a classifier trained on log-likelihood."
    source = "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2.3"
    elementwise = False

    def forward(self, z: Array) -> Array:
        with np.errstate(invalid="ignore"):
            below_max = z - np.max(z, axis=self.axis, keepdims=True)
            return below_max - np.log(np.sum(np.exp(below_max), axis=self.axis, keepdims=True))

    def derivative(self, z: Array) -> Array:
        return -np.expm1(self.forward(z))

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return gradient - np.exp(a) * np.sum(gradient, axis=self.axis, keepdims=True)

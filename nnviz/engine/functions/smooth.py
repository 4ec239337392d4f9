"""Activation functions that weigh z by a gate between 0 and 1: GELU, SiLU, mish, and their hard forms."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.polynomial.chebyshev import chebval

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction

# Where a gate has closed for good, even in float64. Holding z at ±FAR keeps 0 · ∞ from becoming NaN.
FAR = 1e3

# Press, Teukolsky, Vetterling & Flannery 2007, Numerical Recipes, section 6.2.2: erfc(x) = t e^(−x² + P(t)),
# t = 2 / (2 + x), P in Chebyshev polynomials of 2t − 1; relative error below 1.2e-16 for every x ≥ 0.
_ERFC = (
    -6.513268598908547e-1, 6.4196979235649026e-1, 1.9476473204185836e-2, -9.561514786808631e-3,
    -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5,
    -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9,
    5.059343495e-9, -9.91364156e-10, -2.27365122e-10, 9.6467911e-11, 2.394038e-12, -6.886027e-12,
    8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17,
)  # fmt: skip


def normal_cdf(z: Array) -> Array:
    """Φ(z), the chance that a standard normal number is at most z, in the type of ``z``."""
    z = np.asarray(z)
    x = np.minimum(np.abs(z), FAR) / math.sqrt(2)
    t = 2 / (2 + x)
    # The coefficients are Python floats, so a float32 z stays float32.
    tail = 0.5 * t * np.exp(-x * x + chebval(2 * t - 1, _ERFC))
    return np.where(z < 0, tail, 1 - tail).astype(z.dtype, copy=False)


def normal_density(z: Array) -> Array:
    """φ(z), the height of the standard normal curve at z."""
    return np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


def logistic(z: Array) -> Array:
    """1 / (1 + e^−z), written so that nothing overflows and the float32 tail is exact."""
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def softplus(z: Array) -> Array:
    """ln(1 + e^z) without overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@dataclass(frozen=True)
class GELU(ActivationFunction):
    name = "gelu"
    title = "GELU"
    formula = r"f(z) = z \, \Phi(z)"
    derivative_formula = r"f'(z) = \Phi(z) + z \, \varphi(z)"
    range = "[−0.17, ∞)"
    character = "Weighs z by the chance that a normal number lies below it: a ReLU with a soft knee."
    use = "Transformers: BERT, GPT."
    source = "Hendrycks & Gimpel 2016, Gaussian error linear units"

    def forward(self, z: Array) -> Array:
        return np.maximum(z, -FAR) * normal_cdf(z)

    def derivative(self, z: Array) -> Array:
        near = np.clip(z, -FAR, FAR)
        return normal_cdf(near) + near * normal_density(near)


@dataclass(frozen=True)
class GELUTanh(ActivationFunction):
    name = "gelu_tanh"
    title = "GELU (tanh)"
    formula = r"f(z) = \frac{z}{2} (1 + \tanh(0.79788 (z + 0.044715 z^3)))"
    derivative_formula = r"f'(z) = \frac{1 + t}{2} + \frac{z}{2} (1 - t^2) \cdot 0.79788 (1 + 0.134145 z^2)"
    range = "[−0.17, ∞)"
    character = "GELU with its bell curve replaced by a tanh; the two differ by less than 0.0005."
    use = "GPT-2 and other transformers where speed mattered."
    source = "Hendrycks & Gimpel 2016, Gaussian error linear units, section 2"

    @staticmethod
    def _inner(z: Array) -> Array:
        return math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z)

    def forward(self, z: Array) -> Array:
        # (1 + tanh u) / 2 is σ(2u), and keeps its digits where tanh u rounds to −1.
        return np.maximum(z, -FAR) * logistic(2 * self._inner(np.clip(z, -FAR, FAR)))

    def derivative(self, z: Array) -> Array:
        near = np.clip(z, -FAR, FAR)
        u = self._inner(near)
        gate, rest = logistic(2 * u), logistic(-2 * u)
        return gate + near * (2 * gate * rest) * math.sqrt(2 / math.pi) * (1 + 0.134145 * near * near)


@dataclass(frozen=True)
class SiLU(ActivationFunction):
    """``beta`` sharpens the gate: with 1 it is SiLU, the larger it is the nearer it comes to ReLU."""

    beta: float = 1.0

    name = "silu"
    title = "SiLU (Swish)"
    formula = r"f(z) = \frac{z}{1 + e^{-\beta z}}"
    derivative_formula = r"f'(z) = \sigma(\beta z) (1 + \beta z (1 - \sigma(\beta z)))"
    range = "[−0.28/β, ∞)"
    character = "z weighed by its own sigmoid: smooth, and slightly negative just below 0."
    use = "EfficientNet and other recent image networks."
    source = "Ramachandran, Zoph & Le 2017, Searching for activation functions"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"beta": (0.1, 10.0)})

    def forward(self, z: Array) -> Array:
        gate = logistic(z if self.beta == 1 else self.beta * z)
        return np.maximum(z, -FAR / self.beta) * gate

    def derivative(self, z: Array) -> Array:
        near = np.clip(self.beta * z, -FAR, FAR)
        gate = logistic(near)
        return gate * (1 + near * logistic(-near))


@dataclass(frozen=True)
class Softplus(ActivationFunction):
    name = "softplus"
    title = "Softplus"
    formula = r"f(z) = \ln(1 + e^{z})"
    derivative_formula = r"f'(z) = \frac{1}{1 + e^{-z}}"
    range = "(0, ∞)"
    character = "A ReLU with its corner rounded; always positive, and its slope is the sigmoid."
    use = "Output that must be positive, such as a spread."
    source = "Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge"

    def forward(self, z: Array) -> Array:
        return softplus(z)

    def derivative(self, z: Array) -> Array:
        return logistic(z)


@dataclass(frozen=True)
class HardSigmoid(ActivationFunction):
    name = "hard_sigmoid"
    title = "Hard sigmoid"
    formula = r"f(z) = \min(\max(0, \frac{z}{6} + \frac{1}{2}), 1)"
    derivative_formula = r"f'(z) = \frac{1}{6} \text{ if } |z| < 3, \text{ else } 0"
    range = "[0, 1]"
    character = "A sigmoid of three straight pieces, cheap on small processors."
    use = "Gates in networks for phones (MobileNetV3)."
    source = "Courbariaux, Bengio & David 2015, BinaryConnect"
    gives_shares = True
    saturates = True
    steepest = 1 / 6

    def forward(self, z: Array) -> Array:
        return np.clip(z / 6 + 0.5, 0, 1)

    def derivative(self, z: Array) -> Array:
        return np.heaviside(3 - np.abs(z), 0) / 6


@dataclass(frozen=True)
class HardSwish(ActivationFunction):
    name = "hard_swish"
    title = "Hard swish"
    formula = r"f(z) = z \min(\max(0, \frac{z}{6} + \frac{1}{2}), 1)"
    derivative_formula = (
        r"f'(z) = 0 \text{ if } z \leq -3, \; 1 \text{ if } z \geq 3, \text{ else } \frac{z}{3} + \frac{1}{2}"
    )
    range = "[−0.375, ∞)"
    character = "SiLU with its sigmoid replaced by straight pieces."
    use = "MobileNetV3."
    source = "Howard and others 2019, Searching for MobileNetV3"

    def forward(self, z: Array) -> Array:
        return np.maximum(z, -3) * np.clip(z / 6 + 0.5, 0, 1)

    def derivative(self, z: Array) -> Array:
        inside = np.heaviside(3 - np.abs(z), 0)
        return inside * (np.clip(z, -3, 3) / 3 + 0.5) + np.heaviside(z - 3, 1)


@dataclass(frozen=True)
class Mish(ActivationFunction):
    name = "mish"
    title = "Mish"
    formula = r"f(z) = z \tanh(\ln(1 + e^{z}))"
    derivative_formula = r"f'(z) = t + z \, \sigma(z) (1 - t^2), \quad t = \tanh(\ln(1 + e^{z}))"
    range = "[−0.31, ∞)"
    character = "Close kin of SiLU, a little steeper around 0."
    use = "Object detectors such as YOLOv4."
    source = "Misra 2020, Mish: a self regularized non-monotonic activation function"

    def forward(self, z: Array) -> Array:
        return np.maximum(z, -FAR) * np.tanh(softplus(z))

    def derivative(self, z: Array) -> Array:
        near = np.clip(z, -FAR, FAR)
        t = np.tanh(softplus(near))
        return t + near * logistic(near) * (1 - t * t)

"""ReLU's exponential kin: above 0 the identity, below it a curve that bends towards a floor."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction


@dataclass(frozen=True)
class ELU(ActivationFunction):
    alpha: float = 1.0

    name = "elu"
    title = "ELU"
    formula = r"f(z) = z \text{ if } z > 0, \text{ else } \alpha (e^{z} - 1)"
    derivative_formula = r"f'(z) = 1 \text{ if } z > 0, \text{ else } \alpha e^{z}"
    range = "(−α, ∞)"
    character = "Like ReLU above 0; below, it bends softly towards −α, which pulls the mean output to 0."
    use = "Hidden layers without batch norm."
    source = "Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by ELUs"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"alpha": (0.0, 5.0)})

    def forward(self, z: Array) -> Array:
        return np.maximum(z, 0) + self.alpha * np.expm1(np.minimum(z, 0))

    def derivative(self, z: Array) -> Array:
        on = np.heaviside(z, 0)
        return on + (1 - on) * self.alpha * np.exp(np.minimum(z, 0))


@dataclass(frozen=True)
class SELU(ActivationFunction):
    # The two constants keep mean 0 and variance 1 from layer to layer (equation 14 of the source).
    ALPHA: ClassVar[float] = 1.6732632423543772
    SCALE: ClassVar[float] = 1.0507009873554805

    name = "selu"
    title = "SELU"
    formula = r"f(z) = 1.0507\, z \text{ if } z > 0, \text{ else } 1.7581 (e^{z} - 1)"
    derivative_formula = r"f'(z) = 1.0507 \text{ if } z > 0, \text{ else } 1.7581\, e^{z}"
    range = "(−1.7581, ∞)"
    character = "An ELU scaled so that a deep stack keeps mean 0 and variance 1 by itself."
    use = "Deep fully connected networks with LeCun initialisation."
    source = "Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks"

    def forward(self, z: Array) -> Array:
        return self.SCALE * np.maximum(z, 0) + (self.SCALE * self.ALPHA) * np.expm1(np.minimum(z, 0))

    def derivative(self, z: Array) -> Array:
        on = np.heaviside(z, 0)
        return self.SCALE * (on + (1 - on) * self.ALPHA * np.exp(np.minimum(z, 0)))


@dataclass(frozen=True)
class CELU(ActivationFunction):
    alpha: float = 1.0

    name = "celu"
    title = "CELU"
    formula = r"f(z) = \max(0, z) + \min(0, \alpha (e^{z / \alpha} - 1))"
    derivative_formula = r"f'(z) = 1 \text{ if } z > 0, \text{ else } e^{z / \alpha}"
    range = "(−α, ∞)"
    character = "An ELU whose slope at 0 is 1 for every α, so it has no kink."
    use = "Hidden layers where a smooth curve matters."
    source = "Barron 2017, Continuously differentiable exponential linear units"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"alpha": (0.01, 5.0)})

    def forward(self, z: Array) -> Array:
        return np.maximum(z, 0) + self.alpha * np.expm1(np.minimum(z, 0) / self.alpha)

    def derivative(self, z: Array) -> Array:
        return np.exp(np.minimum(z, 0) / self.alpha)

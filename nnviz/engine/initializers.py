"""How weights start: each rule draws an array from a seeded generator."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.names import unknown_name

# (generator, shape, fan in, fan out) -> float64 array; a fan counts the numbers that meet in one sum.
Initializer = Callable[[np.random.Generator, Shape, int, int], Array]


def glorot(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """Uniform in ±√(6 / (fan in + fan out)): keeps the variance of activations and gradients.

    Glorot & Bengio 2010, equation 16.
    """
    limit = math.sqrt(6 / (fan_in + fan_out))
    return random.uniform(-limit, limit, shape)


def he(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """Normal with variance 2 / fan in, for ReLU and its kin (He and others 2015, equation 10)."""
    return random.normal(0, math.sqrt(2 / fan_in), shape)


def lecun(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """Normal with variance 1 / fan in (LeCun and others 1998, section 4.6)."""
    return random.normal(0, math.sqrt(1 / fan_in), shape)


def normal(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """Normal with standard deviation 0.05, whatever the layer's size."""
    return random.normal(0, 0.05, shape)


def uniform(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """Uniform in ±0.05, whatever the layer's size."""
    return random.uniform(-0.05, 0.05, shape)


def zero(random: np.random.Generator, shape: Shape, fan_in: int, fan_out: int) -> Array:
    """All zeros: every unit of a layer then learns the same thing, which is worth seeing once."""
    return np.zeros(shape)


_TABLE: Mapping[str, Initializer] = MappingProxyType(
    {rule.__name__: rule for rule in (glorot, he, lecun, normal, uniform, zero)}
)


def names() -> tuple[str, ...]:
    """The names of all rules; "auto" in a layer picks he, lecun or glorot by its activation function."""
    return tuple(_TABLE)


def get(name: str) -> Initializer:
    """The rule called ``name``; raises :class:`UnknownNameError` with the nearest known name."""
    try:
        return _TABLE[name]
    except (KeyError, TypeError):
        raise unknown_name("initialisation", name, ("auto", *_TABLE)) from None


def for_activation(activation_name: str) -> str:
    """The rule that suits an activation function: he for ReLU's kin, lecun for SELU, glorot for the rest."""
    if activation_name == "selu":
        return "lecun"
    return "he" if activation_name in _RELU_KIN else "glorot"


_RELU_KIN = frozenset(
    {"relu", "leaky_relu", "prelu", "relu6", "elu", "celu", "gelu", "gelu_tanh", "silu", "mish"}
)

"""The activation functions, in teaching order: each one's formula, derivative, character and use.

This table is the only one: the window, the lessons and the documents read it.
The classics stand here; ELU and its kin in :mod:`nnviz.engine.functions.exponential_units`, the smooth gates
(GELU, SiLU, mish) in :mod:`nnviz.engine.functions.smooth`, softmax in :mod:`nnviz.engine.functions.softmax`,
and what a person writes in z in :mod:`nnviz.engine.functions.own`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.exponential_units import CELU, ELU, SELU
from nnviz.engine.functions.own import OwnFunction
from nnviz.engine.functions.smooth import (
    GELU,
    GELUTanh,
    HardSigmoid,
    HardSwish,
    Mish,
    SiLU,
    Softplus,
    logistic,
)
from nnviz.engine.functions.softmax import LogSoftmax, Softmax
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import shown
from nnviz.engine.registry import Registry
from nnviz.errors import OptionError

# An array of one number: NumPy takes 0.4 µs for max(z, array) of a few z, and 0.7 µs for max(z, 0).
ZERO = np.zeros((), np.float32)
ZERO.flags.writeable = False


@dataclass(frozen=True)
class Identity(ActivationFunction):
    name = "identity"
    title = "Identity"
    formula = r"f(z) = z"
    derivative_formula = r"f'(z) = 1"
    range = "(−∞, ∞)"
    character = "Passes the sum on unchanged, so stacked layers collapse into one."
    use = "Output of a network that predicts a quantity."
    source = "Widrow & Hoff 1960, Adaptive switching circuits"

    def forward(self, z: Array) -> Array:
        return z

    def derivative(self, z: Array) -> Array:
        return np.ones_like(z)

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return gradient


@dataclass(frozen=True)
class Step(ActivationFunction):
    """``at_zero`` is f(0): books differ between 1, ½ and 0."""

    at_zero: float = 1.0

    name = "step"
    title = "Step"
    derivative_formula = r"f'(z) = 0"
    character = "All or nothing; its slope is 0 everywhere, so gradient descent learns nothing through it."
    use = "The first artificial neurons; logic gates by hand."
    source = "McCulloch & Pitts 1943, A logical calculus of the ideas immanent in nervous activity"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"at_zero": (0.0, 1.0)})
    parameter_choices: ClassVar[Mapping[str, tuple[float, ...]]] = MappingProxyType(
        {"at_zero": (0.0, 0.5, 1.0)}
    )

    @property
    def formula(self) -> str:  # type: ignore[override]  # it says which of the three it is
        if self.at_zero == 1:
            return r"f(z) = 1 \text{ if } z \geq 0, \text{ else } 0"
        between = r"\frac{1}{2} \text{ if } z = 0, " if self.at_zero else ""
        return rf"f(z) = 1 \text{{ if }} z > 0, {between}\text{{ else }} 0"

    @property
    def range(self) -> str:  # type: ignore[override]
        return "{0, ½, 1}" if self.at_zero == 0.5 else "{0, 1}"

    def forward(self, z: Array) -> Array:
        return np.heaviside(z, self.at_zero)

    def derivative(self, z: Array) -> Array:
        return np.zeros_like(z)


@dataclass(frozen=True)
class Sigmoid(ActivationFunction):
    name = "sigmoid"
    title = "Sigmoid"
    formula = r"f(z) = \frac{1}{1 + e^{-z}}"
    derivative_formula = r"f'(z) = f(z) (1 - f(z))"
    range = "(0, 1)"
    character = "Squeezes any sum into 0 to 1; flat at both ends, where the gradient vanishes."
    use = "Output for a yes-or-no question; gates of an LSTM."
    source = "Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors"
    gives_shares = True
    saturates = True
    steepest = 0.25

    def forward(self, z: Array) -> Array:
        return logistic(z)

    def derivative(self, z: Array) -> Array:
        tail = np.exp(-np.abs(z))
        return tail / (1 + tail) ** 2

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return gradient * (a * (1 - a))


@dataclass(frozen=True)
class Tanh(ActivationFunction):
    name = "tanh"
    title = "Tanh"
    formula = r"f(z) = \tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}"
    derivative_formula = r"f'(z) = 1 - f(z)^2"
    range = "(−1, 1)"
    character = "A sigmoid centred on 0, with slope 1 there; flat at both ends."
    use = "Hidden layers of small networks; recurrent networks."
    source = "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp"
    saturates = True

    def forward(self, z: Array) -> Array:
        return np.tanh(z)

    def derivative(self, z: Array) -> Array:
        # 1 − tanh² loses its digits in the tail; 4e^−2|z| / (1 + e^−2|z|)² does not.
        tail = np.exp(-np.abs(z)) ** 2
        return 4 * tail / (1 + tail) ** 2

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        slope = a * a
        np.subtract(1, slope, out=slope)
        slope *= gradient
        return slope


@dataclass(frozen=True)
class ReLU(ActivationFunction):
    name = "relu"
    title = "ReLU"
    formula = r"f(z) = \max(0, z)"
    derivative_formula = r"f'(z) = 1 \text{ if } z > 0, \text{ else } 0"
    range = "[0, ∞)"
    character = "Lets positive sums through and silences the rest; cheap, and its slope never shrinks."
    use = "The usual choice for hidden layers."
    source = "Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines"

    def forward(self, z: Array) -> Array:
        return np.maximum(z, ZERO)

    def derivative(self, z: Array) -> Array:
        return np.heaviside(z, 0)

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        return gradient * (z > 0)


@dataclass(frozen=True)
class LeakyReLU(ActivationFunction):
    alpha: float = 0.01

    name = "leaky_relu"
    title = "Leaky ReLU"
    formula = r"f(z) = \max(0, z) + \alpha \min(0, z)"
    derivative_formula = r"f'(z) = 1 \text{ if } z > 0, \text{ else } \alpha"
    range = "(−∞, ∞)"
    character = "A ReLU that still whispers for negative sums, so no neuron dies for good."
    use = "Hidden layers where ReLU units die; discriminators of GANs."
    source = "Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models"
    rewriting = "max(αz, z) = max(0, z) + α min(0, z) for α ≤ 1"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"alpha": (0.0, 1.0)})

    @property
    def short_formula(self) -> str:
        return rf"\max({self.alpha:g}z, z)"

    def forward(self, z: Array) -> Array:
        # For α in 0..1 the larger of z and αz is the one wanted (`np.where` would cost ten times as much);
        # only α = 0 must not meet infinity.
        return np.maximum(z, self.alpha * z if self.alpha else 0)

    def derivative(self, z: Array) -> Array:
        return self.alpha + (1 - self.alpha) * np.heaviside(z, 0)


@dataclass(frozen=True)
class PReLU(ActivationFunction):
    alpha: float | Array = 0.25

    name = "prelu"
    title = "PReLU"
    formula = r"f(z) = \max(0, z) + \alpha \min(0, z)"
    derivative_formula = r"f'(z) = 1 \text{ if } z > 0, \text{ else } \alpha"
    range = "(−∞, ∞)"
    character = "A leaky ReLU whose α is learned with the weights, one for each neuron or channel."
    use = "Deep image networks."
    source = "He, Zhang, Ren & Sun 2015, Delving deep into rectifiers"
    rewriting = "max(αz, z) = max(0, z) + α min(0, z) for α ≤ 1"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({"alpha": (-1.0, 1.0)})
    learned = True

    def forward(self, z: Array) -> Array:
        return np.maximum(z, 0) + self.alpha * np.minimum(z, 0)

    def derivative(self, z: Array) -> Array:
        on = np.heaviside(z, 0)
        return on + self.alpha * (1 - on)

    def with_alpha(self, alpha: float | Array) -> "PReLU":
        return PReLU(alpha)


@dataclass(frozen=True)
class Softsign(ActivationFunction):
    name = "softsign"
    title = "Softsign"
    formula = r"f(z) = \frac{z}{1 + |z|}"
    derivative_formula = r"f'(z) = \frac{1}{(1 + |z|)^2}"
    range = "(−1, 1)"
    character = "A tanh that takes its time: it flattens slowly, so its gradient lasts longer."
    use = "A gentler tanh; rare today."
    source = "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward networks"
    saturates = True

    def forward(self, z: Array) -> Array:
        # ±10³⁰ already gives ±1; beyond it ∞/∞ would be NaN.
        bounded = np.clip(z, -1e30, 1e30)
        return bounded / (1 + np.abs(bounded))

    def derivative(self, z: Array) -> Array:
        return (1 / (1 + np.abs(z))) ** 2


@dataclass(frozen=True)
class ReLU6(ActivationFunction):
    name = "relu6"
    title = "ReLU6"
    formula = r"f(z) = \min(\max(0, z), 6)"
    derivative_formula = r"f'(z) = 1 \text{ if } 0 < z < 6, \text{ else } 0"
    range = "[0, 6]"
    character = "A ReLU with a ceiling at 6, so that few bits can hold it."
    use = "Small networks on phones (MobileNet)."
    source = "Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10"

    def forward(self, z: Array) -> Array:
        return np.clip(z, 0, 6)

    def derivative(self, z: Array) -> Array:
        return np.heaviside(z, 0) * np.heaviside(6 - z, 0)


FUNCTIONS: Registry[type[ActivationFunction]] = Registry(
    "activation function",
    lambda function: function.name,
    (
        Identity, Step, Sigmoid, Tanh, ReLU, LeakyReLU, PReLU, ELU, SELU, CELU, GELU, GELUTanh, SiLU,
        Softplus, Softsign, HardSigmoid, HardSwish, Mish, ReLU6, Softmax, LogSoftmax, OwnFunction,
    ),
)  # fmt: skip
"""Every activation function by name, in teaching order."""
_ALIASES: Mapping[str, str] = MappingProxyType({"swish": "silu", "linear": "identity", "logistic": "sigmoid"})


def names() -> tuple[str, ...]:
    """The names of all activation functions that a name is enough for, in teaching order."""
    return tuple(name for name, function in FUNCTIONS.items() if function.chosen_by_name)


def get(name: str | ActivationFunction | Mapping[str, Any], **parameters: float) -> ActivationFunction:
    """The activation function called ``name``, with its own parameters (``get("leaky_relu", alpha=0.2)``).

    An :class:`ActivationFunction` comes back unchanged, and a mapping is what its ``options()`` gave.
    Raises :class:`UnknownNameError` with the nearest known name, or :class:`OptionError` for a parameter
    that the function does not have or that is out of its range.
    """
    if isinstance(name, ActivationFunction):
        return name
    if isinstance(name, Mapping):
        options = {str(key): value for key, value in name.items()}
        return get(options.pop("name", ""), **options)
    if not isinstance(name, str):
        raise OptionError(f'An activation function has a name, such as "relu"; {shown(name)} is none.')
    function = FUNCTIONS.get(_ALIASES.get(name, name))
    if function is None:
        raise unknown_name("activation function", name, FUNCTIONS)
    try:
        return function(**parameters)
    except TypeError:
        known = ", ".join(field.name for field in fields(function)) or "no parameters"
        raise OptionError(f"{function.title} takes {known}, not {', '.join(parameters)}.") from None

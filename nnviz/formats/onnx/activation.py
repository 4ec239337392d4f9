"""Steps that are activation functions of the engine's table; the rest stay operators."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.exponential_units import SELU
from nnviz.engine.functions.smooth import SiLU
from nnviz.formats.onnx.step import OperatorStep

Attributes = Mapping[str, Any]

# Attributes are float32 numbers: 1/6 comes as 0.1666666716.
_CLOSE = 1e-6


def activation_of(step: OperatorStep) -> ActivationFunction | None:
    """The engine's activation function that does exactly what ``step`` does; None where there is none."""
    name = _NAMES.get(step.operation)
    if name is not None:
        return activations.get(name)
    special = _SPECIAL.get(step.operation)
    return special(step.attributes) if special else None


def _with_alpha(name: str) -> Callable[[Attributes], ActivationFunction | None]:
    """The function called ``name``, as long as its α is one that the table allows."""
    low, high = activations.get(name).parameter_ranges["alpha"]

    def choose(attributes: Attributes) -> ActivationFunction | None:
        alpha = attributes["alpha"]
        return activations.get(name, alpha=alpha) if low <= alpha <= high else None

    return choose


def _when(name: str, **wanted: float) -> Callable[[Attributes], ActivationFunction | None]:
    """The function called ``name``, as long as the attributes are those that it has built in."""

    def choose(attributes: Attributes) -> ActivationFunction | None:
        values = [(attributes[key], value) for key, value in wanted.items()]
        fits = all(own is not None and abs(own - value) < _CLOSE for own, value in values)
        return activations.get(name) if fits else None

    return choose


def _over_axis(name: str) -> Callable[[Attributes], ActivationFunction | None]:
    def choose(attributes: Attributes) -> ActivationFunction | None:
        axes = attributes["axes"]
        return activations.get(name, axis=axes[0]) if len(axes) == 1 and axes[0] > 0 else None

    return choose


def _gelu(attributes: Attributes) -> ActivationFunction:
    return activations.get("gelu_tanh" if attributes["approximate"] == "tanh" else "gelu")


def _swish(attributes: Attributes) -> ActivationFunction | None:
    """ONNX calls α what we call β: x σ(αx)."""
    sharpness = attributes["alpha"]
    low, high = SiLU.parameter_ranges["beta"]
    is_ours = sharpness is not None and low <= sharpness <= high
    return activations.get("silu", beta=float(sharpness)) if is_ours else None


_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Relu": "relu",
        "Sigmoid": "sigmoid",
        "Tanh": "tanh",
        "Softplus": "softplus",
        "Softsign": "softsign",
        "HardSwish": "hard_swish",
        "Mish": "mish",
    }
)

_SPECIAL: Mapping[str, Callable[[Attributes], ActivationFunction | None]] = MappingProxyType(
    {
        "LeakyRelu": _with_alpha("leaky_relu"),
        "Elu": _with_alpha("elu"),
        "Celu": _with_alpha("celu"),
        "Selu": _when("selu", alpha=SELU.ALPHA, gamma=SELU.SCALE),
        "HardSigmoid": _when("hard_sigmoid", alpha=1 / 6, beta=0.5),
        "Swish": _swish,
        "Clip": _when("relu6", min=0, max=6),
        "Gelu": _gelu,
        "Softmax": _over_axis("softmax"),
        "LogSoftmax": _over_axis("log_softmax"),
    }
)

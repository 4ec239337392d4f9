"""Operations that treat every number by itself, or numbers that stand in the same place of several arrays."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.functions.activations import ReLU, Softsign, Tanh
from nnviz.engine.functions.smooth import GELU, GELUTanh, HardSwish, Mish, SiLU, logistic, softplus
from nnviz.engine.operators.operation import EACH, TOGETHER, Attributes, Operation, X, broadcast, same
from nnviz.errors import ShapeError


def leaky_relu(x: Array, attributes: Attributes) -> Array:
    """x where x ≥ 0, else αx. Unlike the activation function it takes any α."""
    return np.where(x < 0, attributes["alpha"] * x, x)


def elu(x: Array, attributes: Attributes) -> Array:
    """x where x ≥ 0, else α(eˣ − 1)."""
    return np.where(x < 0, attributes["alpha"] * np.expm1(np.minimum(x, 0)), x)


def celu(x: Array, attributes: Attributes) -> Array:
    """max(0, x) + min(0, α(e^(x/α) − 1))."""
    alpha = attributes["alpha"]
    return np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(x / alpha))


def selu(x: Array, attributes: Attributes) -> Array:
    """γx where x > 0, else γα(eˣ − 1)."""
    return attributes["gamma"] * np.where(x > 0, x, attributes["alpha"] * np.expm1(np.minimum(x, 0)))


def hard_sigmoid(x: Array, attributes: Attributes) -> Array:
    """αx + β, held between 0 and 1."""
    return np.clip(attributes["alpha"] * x + attributes["beta"], 0, 1)


def thresholded_relu(x: Array, attributes: Attributes) -> Array:
    """x where x > α, else 0."""
    return np.where(x > attributes["alpha"], x, 0).astype(x.dtype, copy=False)


def swish(x: Array, attributes: Attributes) -> Array:
    """x σ(αx)."""
    if attributes["alpha"] == 1:
        return SiLU().forward(x)
    return x * logistic(attributes["alpha"] * x)


def gelu(x: Array, attributes: Attributes) -> Array:
    """x Φ(x), or its tanh form where ``approximate`` is "tanh"."""
    return (GELUTanh() if attributes["approximate"] == "tanh" else GELU()).forward(x)


def clip(x: Array, attributes: Attributes) -> Array:
    """x held between ``min`` and ``max``, either of which may be None; ``max`` wins where they cross."""
    if attributes["min"] is not None:
        x = np.maximum(x, attributes["min"])
    return x if attributes["max"] is None else np.minimum(x, attributes["max"])


def dropout_mask(x: Array, attributes: Attributes) -> Array:
    """True where a number is kept. Drawn the way ONNX's own cases draw it, so that a seed means the same."""
    if not attributes["training"] or not attributes["ratio"]:
        return np.ones(x.shape, bool)
    return np.random.RandomState(attributes["seed"]).uniform(0, 1, x.shape) >= attributes["ratio"]


def dropout(x: Array, attributes: Attributes) -> Array:
    """x itself; in training, x / (1 − ratio) where the mask keeps it and 0 elsewhere."""
    if not attributes["training"] or not attributes["ratio"]:
        return x
    return np.where(dropout_mask(x, attributes), x / (1 - attributes["ratio"]), 0).astype(x.dtype, copy=False)


def divide(a: Array, b: Array) -> Array:
    """a / b; of whole numbers the part before the point."""
    if np.issubdtype(a.dtype, np.integer):
        return (a - np.fmod(a, b)) // b
    return a / b


def _prelu_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    if broadcast(shapes, attributes) != shapes[0]:
        raise ShapeError("has more slopes than inputs.")
    return shapes[0]


def _one(function: Callable[[Array, Attributes], Array], *names: str, **rules: Any) -> Operation:
    return Operation(
        ("x",),
        same,
        lambda arrays, attributes: function(arrays[0], attributes),
        names,
        elementwise=True,
        **rules,
    )


def _plain(function: Callable[[Array], Array]) -> Operation:
    return Operation(("x",), same, lambda arrays, attributes: function(arrays[0]), elementwise=True)


def _two(
    function: Callable[[Array, Array], Array], sign: str, does: str, affine: tuple[frozenset[str], ...]
) -> Operation:
    return Operation(
        ("a", "b"),
        broadcast,
        lambda arrays, attributes: function(*arrays),
        required=2,
        elementwise=True,
        sign=sign,
        does=does,
        affine=affine,
    )


def _training(attributes: Attributes, rank: int) -> bool:
    return bool(attributes["training"])


_DROPOUT = ("ratio", "training", "seed")

TABLE: Mapping[str, Operation] = MappingProxyType(
    {
        "Relu": _plain(ReLU().forward),
        "LeakyRelu": _one(leaky_relu, "alpha"),
        "PRelu": Operation(
            ("x", "slope"),
            _prelu_shape,
            lambda arrays, attributes: np.where(arrays[0] < 0, arrays[1] * arrays[0], arrays[0]),
            required=2,
            elementwise=True,
        ),
        "Elu": _one(elu, "alpha"),
        "Celu": _one(celu, "alpha"),
        "Selu": _one(selu, "alpha", "gamma"),
        "Sigmoid": _plain(logistic),
        "HardSigmoid": _one(hard_sigmoid, "alpha", "beta"),
        "Tanh": _plain(Tanh().forward),
        "Softplus": _plain(softplus),
        "Softsign": _plain(Softsign().forward),
        "ThresholdedRelu": _one(thresholded_relu, "alpha"),
        "HardSwish": _plain(HardSwish().forward),
        "Swish": _one(swish, "alpha"),
        "Mish": _plain(Mish().forward),
        "Gelu": _one(gelu, "approximate"),
        "Clip": _one(clip, "min", "max"),
        "Identity": _one(lambda x, attributes: x, affine=X),
        "Dropout": _one(dropout, *_DROPOUT, mixes=_training, affine=X),
        "DropoutMask": _one(dropout_mask, *_DROPOUT, mixes=_training),
        "Add": _two(np.add, "+", "Adds two numbers, place by place.", TOGETHER),
        "Sub": _two(
            np.subtract, "−", "Takes the second number away from the first, place by place.", TOGETHER
        ),
        "Mul": _two(np.multiply, "×", "Multiplies two numbers, place by place.", EACH),
        "Div": _two(divide, "÷", "Divides the first number by the second, place by place.", EACH[:1]),
        "Sum": Operation(
            ("input",),
            broadcast,
            lambda arrays, attributes: reduce(np.add, arrays),
            variadic=True,
            elementwise=True,
            sign="+",
            does="Adds the numbers that arrive, place by place.",
            affine=(frozenset(("input",)),),
        ),
    }
)

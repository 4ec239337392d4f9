"""Losses: how wrong a prediction is, as one number, and its gradient.

Every loss is a mean: over all numbers for quantities and yes-or-no questions, over samples for classes.
Where the last layer's activation function makes it possible, value and gradient are taken at its scores z,
which stays exact where the outputs themselves round to 0 or 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.smooth import softplus
from nnviz.engine.functions.softmax import LogSoftmax, Softmax
from nnviz.engine.learning.terms import MINUS, OVER, TIMES, Part, Quantity, Term
from nnviz.engine.names import unknown_name
from nnviz.engine.numbers import real
from nnviz.errors import InputError, OptionError

# The smallest share whose logarithm is taken, where the scores behind it aren't known.
SMALLEST_SHARE = 1e-12


@dataclass(frozen=True)
class Loss:
    """A loss for predictions a and targets y of one shape, the batch first."""

    name: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]
    outputs: ClassVar[frozenset[str] | None] = None  # activation functions it makes sense after; None: any
    classes: ClassVar[bool] = False  # whether targets may be class numbers

    def each(self, a: Array, y: Array) -> Array:
        """The loss of each sample: (N,)."""
        raise NotImplementedError

    def gradient(self, a: Array, y: Array) -> Array:
        """∂L/∂a, L being the mean over the batch."""
        raise NotImplementedError

    def value(self, a: Array, y: Array) -> float:
        """L, the mean over the batch."""
        return float(self.each(a, y).mean())

    def each_from_scores(self, activation: str, z: Array, a: Array, y: Array) -> Array | None:
        """The loss of each sample straight from the scores z, or None where there is no such shortcut."""
        return None

    def gradient_at_scores(self, activation: str, a: Array, y: Array) -> Array | None:
        """∂L/∂z straight from the output, or None where there is no such shortcut."""
        return None

    def slope(self, a: float, y: float, count: int) -> Term:
        """∂L/∂ŷ of one output of one example, which has ``count`` numbers (of a loss of classes: so many sets
        of classes), as a formula in ŷ and t."""
        raise NotImplementedError

    def score_slope(self, a: float, y: float, count: int) -> Term:
        """∂L/∂z in the same way, where the loss takes its gradient there: ŷ − t."""
        return _slope("∂L/∂z", _difference(a, y), lambda a, y: a - y, count)

    def check_function(self, function: ActivationFunction, rank: int = 1, is_last: bool = True) -> None:
        """Raise :class:`OptionError` when the activation function behind the output doesn't suit this loss.

        ``rank`` is the number of axes of one sample's values; ``is_last`` says that no layer passes them on.
        """
        if self.outputs is None:
            return
        if isinstance(function, LogSoftmax) and not is_last:
            raise OptionError(f"{self.title} takes log_softmax from the very last layer; use softmax here.")
        if function.name not in self.outputs:
            wanted = " or ".join(sorted(self.outputs))
            raise OptionError(f"{self.title} needs a last layer with {wanted}, not {function.name}.")
        if self.classes and isinstance(function, (Softmax, LogSoftmax)) and function.axis not in (1, -rank):
            raise OptionError(
                f"{self.title} needs {function.name} along axis 1, the classes, not {function.axis}."
            )

    def check_targets(self, y: Array) -> None:
        """Raise :class:`InputError` for targets that are out of this loss's range."""

    def prepare(self, y: Any, samples: int, shape: Shape, dtype: np.dtype[Any]) -> Array:
        """Targets as numbers in the shape of the output; class numbers become one 1 among 0s.

        Raises :class:`InputError` when they don't fit, aren't finite or name a class that isn't there.
        """
        try:
            array = np.asarray(y)
            if array.dtype.kind not in "biuf":
                raise TypeError
            with np.errstate(over="ignore"):
                numbers = array.astype(dtype)
        except (TypeError, ValueError, RuntimeError):
            raise InputError("The targets aren't an array of numbers.") from None
        if not np.isfinite(numbers).all():
            raise InputError("The targets hold numbers that aren't finite; remove those rows.")
        full = (samples, *shape)
        if self.classes and array.shape == (samples, *shape[1:]) and array.shape != full:
            return _one_hot(array, shape[0], dtype)
        self.check_targets(numbers)
        if array.shape == (samples,) and shape == (1,):
            return numbers.reshape(full)
        if array.shape != full:
            raise InputError(f"Targets should be {shape_text(full)}, but are {shape_text(array.shape)}.")
        return numbers


@dataclass(frozen=True)
class SquaredError(Loss):
    name = "squared_error"
    title = "Squared error"
    formula = r"L = \frac{1}{n} \sum (a - y)^2"

    def each(self, a: Array, y: Array) -> Array:
        return _mean_of_each((a - y) ** 2)

    def gradient(self, a: Array, y: Array) -> Array:
        return (a - y) * (2 / a.size)

    def slope(self, a: float, y: float, count: int) -> Term:
        if count == 2:
            return _slope("∂L/∂ŷ", _difference(a, y), lambda a, y: a - y)
        parts = (Quantity("2", 2, given=True), TIMES, *_bracketed(a, y))
        return _slope("∂L/∂ŷ", parts, lambda two, a, y: two * (a - y), count)


@dataclass(frozen=True)
class AbsoluteError(Loss):
    name = "absolute_error"
    title = "Mean absolute error"
    formula = r"L = \frac{1}{n} \sum |a - y|"

    def each(self, a: Array, y: Array) -> Array:
        return _mean_of_each(np.abs(a - y))

    def gradient(self, a: Array, y: Array) -> Array:
        return np.sign(a - y) / a.size

    def slope(self, a: float, y: float, count: int) -> Term:
        return _slope("∂L/∂ŷ", ("sign", *_bracketed(a, y)), lambda a, y: float(np.sign(a - y)), count)


@dataclass(frozen=True)
class Huber(Loss):
    """Squared near the target, absolute beyond δ (Huber 1964, Robust estimation of a location parameter)."""

    delta: float = 1.0

    name = "huber"
    title = "Huber loss"
    formula = (
        r"L = \frac{1}{n} \sum \frac{1}{2} d^2 \text{ if } |d| \leq \delta, "
        r"\text{ else } \delta (|d| - \frac{1}{2} \delta), \quad d = a - y"
    )

    def __post_init__(self) -> None:
        if not 0 < real(self.delta, "Huber's delta") < np.inf:
            raise OptionError(f"Huber's delta is a number above 0, not {self.delta}.")

    def each(self, a: Array, y: Array) -> Array:
        distance = np.abs(a - y)
        near = np.minimum(distance, self.delta)
        return _mean_of_each(near * (distance - 0.5 * near))

    def gradient(self, a: Array, y: Array) -> Array:
        return np.clip(a - y, -self.delta, self.delta) / a.size

    def slope(self, a: float, y: float, count: int) -> Term:
        if abs(a - y) <= self.delta:
            return _slope("∂L/∂ŷ", _difference(a, y), lambda a, y: a - y, count)
        parts = (Quantity("δ", self.delta, given=True), TIMES, "sign", *_bracketed(a, y))
        return _slope("∂L/∂ŷ", parts, lambda delta, a, y: delta * float(np.sign(a - y)), count)


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    name = "binary_cross_entropy"
    title = "Binary cross-entropy"
    formula = r"L = -\frac{1}{n} \sum y \ln a + (1 - y) \ln (1 - a)"
    outputs = frozenset({"sigmoid", "hard_sigmoid", "softmax"})

    def check_targets(self, y: Array) -> None:
        if y.min(initial=0) < 0 or y.max(initial=0) > 1:
            raise InputError(f"{self.title} takes targets from 0 (no) to 1 (yes); some of these aren't.")

    def each(self, a: Array, y: Array) -> Array:
        yes, no = np.maximum(a, SMALLEST_SHARE), np.maximum(1 - a, SMALLEST_SHARE)
        return -_mean_of_each(y * np.log(yes) + (1 - y) * np.log(no))

    def gradient(self, a: Array, y: Array) -> Array:
        return (a - y) / (np.maximum(a, SMALLEST_SHARE) * np.maximum(1 - a, SMALLEST_SHARE)) / a.size

    def slope(self, a: float, y: float, count: int) -> Term:
        yes, no = max(a, SMALLEST_SHARE), max(1 - a, SMALLEST_SHARE)
        below = (OVER, "(", Quantity("ŷ", yes), TIMES, Quantity("(1 − ŷ)", no), ")")
        parts = (*_bracketed(a, y), *below)
        return _slope("∂L/∂ŷ", parts, lambda a, y, yes, no: (a - y) / (yes * no), count)

    def each_from_scores(self, activation: str, z: Array, a: Array, y: Array) -> Array | None:
        # −y ln σ(z) − (1 − y) ln(1 − σ(z)) = ln(1 + e^z) − y z
        return _mean_of_each(softplus(z) - y * z) if activation == "sigmoid" else None

    def gradient_at_scores(self, activation: str, a: Array, y: Array) -> Array | None:
        # σ′ = σ (1 − σ) cancels the denominator of ∂L/∂a.
        return (a - y) * (1 / a.size) if activation == "sigmoid" else None


@dataclass(frozen=True)
class CrossEntropy(Loss):
    name = "cross_entropy"
    title = "Cross-entropy"
    formula = r"L = -\frac{1}{N} \sum_{n} \sum_{i} y_{ni} \ln a_{ni}"
    outputs = frozenset({"softmax", "log_softmax"})
    classes = True

    def check_targets(self, y: Array) -> None:
        if y.min(initial=0) < 0:
            raise InputError(f"{self.title} takes shares of 0 or more as targets; some of these are below 0.")

    def each(self, a: Array, y: Array) -> Array:
        return -_mean_of_each((y * np.log(np.maximum(a, SMALLEST_SHARE))).sum(axis=1))

    def gradient(self, a: Array, y: Array) -> Array:
        return -y / np.maximum(a, SMALLEST_SHARE) / _lines(a)

    def slope(self, a: float, y: float, count: int) -> Term:
        parts = ("−", Quantity("t", y), OVER, Quantity("ŷ", max(a, SMALLEST_SHARE)))
        return _slope("∂L/∂ŷ", parts, lambda y, a: -y / a, count)

    def each_from_scores(self, activation: str, z: Array, a: Array, y: Array) -> Array | None:
        if activation == "log_softmax":
            return -_mean_of_each((y * a).sum(axis=1))
        if activation != "softmax":
            return None
        below = z - z.max(axis=1, keepdims=True)
        log_shares = below - np.log(np.exp(below).sum(axis=1, keepdims=True))
        return -_mean_of_each((y * log_shares).sum(axis=1))

    def gradient_at_scores(self, activation: str, a: Array, y: Array) -> Array | None:
        if activation not in ("softmax", "log_softmax"):
            return None
        shares = a if activation == "softmax" else np.exp(a)
        # With Σ y = 1 this is the famous a − y; targets that sum to something else weigh the shares by it.
        gradient = shares * np.add.reduce(y, axis=1, keepdims=True)
        gradient -= y
        gradient *= 1 / _lines(a)
        return gradient


def _difference(a: float, y: float) -> tuple[Part, ...]:
    """ŷ − t."""
    return Quantity("ŷ", a), MINUS, Quantity("t", y)


def _bracketed(a: float, y: float) -> tuple[Part, ...]:
    """(ŷ − t)."""
    return "(", *_difference(a, y), ")"


def _slope(letter: str, parts: tuple[Part, ...], compute: Callable[..., float], count: int = 1) -> Term:
    """A slope of the loss, over the count of numbers that the loss is a mean of; over 1 it is what it is."""
    if count == 1:
        return Term("slope of the loss", letter, parts, compute)
    above = ("(", *parts, ")") if MINUS in parts and "(" not in parts else parts
    whole = (*above, OVER, Quantity("n", count, given=True))
    return Term("slope of the loss", letter, whole, lambda *numbers: compute(*numbers[:-1]) / numbers[-1])


def _mean_of_each(losses: Array) -> Array:
    """The mean over everything but the batch."""
    return losses.reshape(len(losses), -1).mean(axis=1)


def _lines(a: Array) -> int:
    """How many sets of classes there are: one a sample, or one a pixel."""
    return a.size // a.shape[1]


def _one_hot(labels: Array, classes: int, dtype: np.dtype[Any]) -> Array:
    if not np.isin(labels, np.arange(classes)).all():
        raise InputError(f"Class labels are whole numbers from 0 to {classes - 1}; some of these aren't.")
    numbers = labels.astype(np.int64)
    return np.moveaxis(np.eye(classes, dtype=dtype)[numbers], -1, 1)


_TABLE: Mapping[str, type[Loss]] = MappingProxyType(
    {loss.name: loss for loss in (SquaredError, AbsoluteError, Huber, BinaryCrossEntropy, CrossEntropy)}
)


def names() -> tuple[str, ...]:
    """The names of all losses."""
    return tuple(_TABLE)


def get(name: str | Loss, **options: float) -> Loss:
    """The loss called ``name``; a :class:`Loss` comes back unchanged. Raises :class:`UnknownNameError`."""
    if isinstance(name, Loss):
        return name
    if not isinstance(name, str) or name not in _TABLE:
        raise unknown_name("loss", name, _TABLE)
    try:
        return _TABLE[name](**options)
    except TypeError:
        raise OptionError(f"{_TABLE[name].title} doesn't take {', '.join(options)}.") from None

"""Scaling: numbers of any unit brought to mean 0 and spread 1 before a network, and back behind it.

What the two layers hold is measured on training data, not learned: gradient descent leaves it alone. Folding
works such a layer into the dense layer beside it, which then computes the same from raw numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Parameters
from nnviz.engine.steps import Chain, Stored, chain
from nnviz.errors import OptionError


@dataclass(frozen=True, init=False)
class Scaling(Layer):
    """A layer that shifts and stretches each number by a pair of its own: ``mean`` and ``deviation``."""

    piecewise_linear = True
    affine = True
    alignment = "same"
    keeps_channels = True
    role = "acts"
    untrained = frozenset({"mean", "deviation"})
    measured = untrained

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return input_shapes[0]

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        return {"mean": input_shapes[0], "deviation": input_shapes[0]}

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        return {"mean": np.zeros(input_shapes[0]), "deviation": np.ones(input_shapes[0])}

    def line(self, parameters: Parameters) -> tuple[Array, Array]:
        """(slope, shift) of each number, in float64: z = slope · x + shift."""
        raise NotImplementedError

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        slope, _ = self.line(parameters)
        return [gradient * slope.astype(gradient.dtype)] if downward else [], {}

    def constant_part(self, gradient: Array, gradients: Mapping[str, Array], parameters: Parameters) -> float:
        return float((self.line(parameters)[1] * gradient).sum())

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        slope, shift = self.line(parameters)
        value = inputs[0][unit].reshape(1)
        weight = np.full(1, slope[unit], value.dtype)
        stored = {name: float(parameters[name][unit]) for name in ("mean", "deviation")}
        steps = self.steps(float(inputs[0][unit]), unit, stored)
        return Parts(value, weight, value * weight, float(shift[unit]), origins=((0, unit),), chain=steps)

    def steps(self, x: float, unit: Index, stored: Mapping[str, float]) -> Chain:
        """What is done to ``x``; ``stored`` are the unit's ``mean`` and ``deviation``."""
        raise NotImplementedError


@dataclass(frozen=True, init=False)
class Standardize(Scaling):
    """z = (x − mean) / deviation, number by number; x, z, mean and deviation have one shape; a = z."""

    kind = "Standardize"
    summary = "brings numbers to mean 0, spread 1"
    does = "Takes away the mean of the training data and divides by its spread, number by number."
    told = "Each number is measured in spreads from the mean of the training data."
    formula = r"y = \frac{x - \mu}{\sigma}"
    passing = "Scale"

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = (inputs[0] - parameters["mean"]) / parameters["deviation"]
        return z, z

    def line(self, parameters: Parameters) -> tuple[Array, Array]:
        mean, deviation = (parameters[name].astype(np.float64) for name in ("mean", "deviation"))
        return 1 / deviation, -mean / deviation

    def steps(self, x: float, unit: Index, stored: Mapping[str, float]) -> Chain:
        mean, deviation = stored["mean"], stored["deviation"]
        operands = (
            ("centre", mean, "μ", "x − μ", Stored("mean", unit, mean, "μ")),
            ("scale", deviation, "σ", "y", Stored("deviation", unit, deviation, "σ")),
        )
        return chain(x, operands, mean, deviation**2, "training")  # type: ignore[arg-type]


@dataclass(frozen=True, init=False)
class Unstandardize(Scaling):
    """z = deviation · x + mean, number by number: what :class:`Standardize` did, undone; a = z."""

    kind = "Unstandardize"
    summary = "brings them back to their unit"
    does = "Multiplies by the spread of the training data and adds its mean, number by number."
    told = "Each number goes back to its own unit: times the spread, plus the mean."
    formula = r"y = \sigma \, x + \mu"
    passing = "Scale back"

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = inputs[0] * parameters["deviation"] + parameters["mean"]
        return z, z

    def line(self, parameters: Parameters) -> tuple[Array, Array]:
        return parameters["deviation"].astype(np.float64), parameters["mean"].astype(np.float64)

    def steps(self, x: float, unit: Index, stored: Mapping[str, float]) -> Chain:
        mean, deviation = stored["mean"], stored["deviation"]
        operands = (
            ("stretch", deviation, "σ", "σ x", Stored("deviation", unit, deviation, "σ")),
            ("shift", mean, "μ", "y", Stored("mean", unit, mean, "μ")),
        )
        # What comes in is measured in spreads: its own mean is 0 and its spread 1.
        return chain(x, operands, 0.0, 1.0, "training")  # type: ignore[arg-type]


def folded_forward(scaling: Layer, own: Parameters, following: Parameters) -> dict[str, Array]:
    """``weight`` and ``bias`` of the dense layer after ``scaling`` once it does the scaling's work too.

    (s x + t) · W + b = x · (s W) + (t · W + b): no approximation but rounding.

    Raises:
        OptionError: it is no scaling, or what follows isn't a dense layer with a bias that takes its numbers.
    """
    slope, shift = _line(scaling, own)
    weight = _weight(following)
    if weight.shape[:1] != slope.shape or "bias" not in following:
        raise OptionError(f"{scaling.kind} folds into a dense layer with a bias that comes right after it.")
    bias = following["bias"].astype(np.float64) + shift @ weight
    return {"weight": weight * slope[:, None], "bias": bias}


def folded_backward(scaling: Layer, own: Parameters, before: Parameters) -> dict[str, Array]:
    """``weight`` and ``bias`` of the dense layer before ``scaling`` once it does the scaling's work too.

    s (x · W + b) + t = x · (W s) + (s b + t), exact where the dense layer's function is the identity.

    Raises:
        OptionError: it is no scaling, or what comes before isn't a dense layer with a bias.
    """
    slope, shift = _line(scaling, own)
    weight = _weight(before)
    if weight.shape[1:] != slope.shape or "bias" not in before:
        raise OptionError(f"{scaling.kind} folds into a dense layer with a bias that comes right before it.")
    return {"weight": weight * slope, "bias": before["bias"].astype(np.float64) * slope + shift}


def _line(scaling: Layer, own: Mapping[str, Array]) -> tuple[Array, Array]:
    if not isinstance(scaling, Scaling):
        raise OptionError(f"A {scaling.kind} layer doesn't scale; Standardize and Unstandardize do.")
    return scaling.line(own)


def _weight(own: Parameters) -> Array:
    weight = own.get("weight")
    return np.empty((0, 0)) if weight is None or weight.ndim != 2 else weight.astype(np.float64)

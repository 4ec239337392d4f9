"""Normalisation: numbers brought to mean 0 and variance 1, then scaled by γ and shifted by β."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Index, Layer, Parameters, Phase
from nnviz.engine.numbers import real
from nnviz.engine.steps import Chain, Owner, StepKind, Stored, chain
from nnviz.errors import OptionError, ShapeError

PHASES: tuple[Phase, ...] = ("centre", "scale", "stretch", "shift")
FORMULA = r"y = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta"


@dataclass(frozen=True)
class _Batch:
    """What batch norm keeps of a training batch: x̂, 1 / √(variance + ε), the mean, the unbiased variance."""

    normalized: Array
    scale: Array
    mean: Array
    variance: Array


@dataclass(frozen=True, init=False)
class BatchNorm(Layer):
    """y = γ (x − mean) / √(variance + ε) + β, for each feature or each channel (Ioffe & Szegedy 2015).

    x and y are (N, features) or (N, C, H, W); γ, β, mean and variance have one number a feature or channel.
    Training takes mean and variance from the batch, and moves the kept ones towards them by ``momentum``;
    everywhere else the kept ones are used.
    """

    kind = "BatchNorm"
    summary = "centres each map, then scales it"
    does = "Shifts and scales each value by the mean and variance seen in training."
    told = "Batch norm brings each channel to its usual range: four fixed numbers a channel."
    formula = FORMULA
    phases = PHASES
    unit = "neuron"
    piecewise_linear = True
    affine = True
    alignment = "same"
    keeps_channels = True
    role = "learns"
    untrained = frozenset({"mean", "variance"})

    momentum: float
    epsilon: float

    def __init__(
        self,
        momentum: float = 0.1,
        epsilon: float = 1e-5,
        *,
        name: str | None = None,
        inputs: Sequence[str] | None = None,
    ) -> None:
        momentum = real(momentum, "Batch norm's momentum")
        if not 0 <= momentum <= 1:
            raise OptionError(f"Batch norm's momentum is a number from 0 to 1, not {momentum}.")
        self._set(name, inputs, momentum=momentum, epsilon=_positive(epsilon))

    @property
    def follows_batches(self) -> float:
        return self.momentum

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        if len(input_shapes[0]) not in (1, 3):
            raise ShapeError(f"takes a row of numbers or an image, but gets {shape_text(input_shapes[0])}.")
        return input_shapes[0]

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        return dict.fromkeys(("gamma", "beta", "mean", "variance"), input_shapes[0][:1])

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        size = input_shapes[0][:1]
        zeros, ones = np.zeros(size), np.ones(size)
        return {"gamma": ones, "beta": zeros, "mean": zeros.copy(), "variance": ones.copy()}

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        x = inputs[0]
        scale = parameters["gamma"] / np.sqrt(parameters["variance"] + self.epsilon)
        shift = parameters["beta"] - parameters["mean"] * scale
        z = x * _along(scale, x) + _along(shift, x)
        return z, z

    def forward_training(
        self, inputs: Sequence[Array], parameters: Parameters, random: np.random.Generator
    ) -> tuple[Array, Array, Any]:
        x = inputs[0]
        axes = (0, *range(2, x.ndim))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        scale = 1 / np.sqrt(variance + self.epsilon)
        normalized = (x - _along(mean, x)) * _along(scale, x)
        z = normalized * _along(parameters["gamma"], x) + _along(parameters["beta"], x)
        count = x.size // x.shape[1]
        return z, z, _Batch(normalized, scale, mean, variance * (count / max(count - 1, 1)))

    def running(self, parameters: Parameters, memory: Any) -> dict[str, Array]:
        return {
            name: parameters[name] + self.momentum * (seen - parameters[name])
            for name, seen in (("mean", memory.mean), ("variance", memory.variance))
        }

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: _Batch | None = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        x = inputs[0]
        axes = (0, *range(2, x.ndim))
        if memory is None:
            scale = 1 / np.sqrt(parameters["variance"] + self.epsilon)
            normalized = (x - _along(parameters["mean"], x)) * _along(scale, x)
        else:
            scale, normalized = memory.scale, memory.normalized
        gradients = {"gamma": (gradient * normalized).sum(axis=axes), "beta": gradient.sum(axis=axes)}
        if memory is not None:
            # Each x also moves the batch's mean and variance: take away what γ and β have seen of it.
            count = x.size // x.shape[1]
            gradient = gradient - _along(gradients["beta"] / count, x)
            gradient -= normalized * _along(gradients["gamma"] / count, x)
        return [gradient * _along(parameters["gamma"] * scale, x)], gradients

    def constant_part(self, gradient: Array, gradients: Mapping[str, Array], parameters: Parameters) -> float:
        scale = parameters["gamma"] / np.sqrt(parameters["variance"] + self.epsilon)
        return float(((parameters["beta"] - parameters["mean"] * scale) * gradients["beta"]).sum())

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        x = inputs[0][unit]
        mean, variance = (float(parameters[name][unit[0]]) for name in ("mean", "variance"))
        steps = self._chain(float(x), unit[0], parameters, mean, variance, "training")
        return _explained(x, unit, steps)

    def chain_in_training(self, batch: Array, x: float, unit: Index, parameters: Parameters) -> Chain | None:
        seen = batch[:, unit[0]].astype(np.float64)
        return self._chain(x, unit[0], parameters, float(seen.mean()), float(seen.var()), "batch")

    def _chain(
        self, x: float, channel: int, parameters: Parameters, mean: float, variance: float, owner: Owner
    ) -> Chain:
        own = {name: float(parameters[name][channel]) for name in ("gamma", "beta")}
        stored = {"mean": mean, "variance": variance} if owner == "training" else {}
        return _normalizing(x, (channel,), own, mean, variance, self.epsilon, owner, stored)


@dataclass(frozen=True, init=False)
class LayerNorm(Layer):
    """y = γ (x − mean) / √(variance + ε) + β, mean and variance over one sample (Ba and others 2016).

    Any shape; γ and β have the shape of one sample.
    """

    kind = "LayerNorm"
    summary = "centres each sample, then scales it"
    does = "Shifts and scales the values of a layer to mean 0 and variance 1."
    measures_sample = True
    told = "Layer norm brings the values to mean 0 and spread 1, then scales and shifts them."
    formula = FORMULA
    phases = PHASES
    unit = "neuron"
    alignment = "same"
    role = "learns"

    epsilon: float

    def __init__(
        self, epsilon: float = 1e-5, *, name: str | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        self._set(name, inputs, epsilon=_positive(epsilon))

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        return input_shapes[0]

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        return {"gamma": input_shapes[0], "beta": input_shapes[0]}

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        return {"gamma": np.ones(input_shapes[0]), "beta": np.zeros(input_shapes[0])}

    def _normalized(self, x: Array) -> tuple[Array, Array]:
        """(x̂, 1 / √(variance + ε)) of each sample."""
        axes = tuple(range(1, x.ndim))
        scale = 1 / np.sqrt(x.var(axis=axes, keepdims=True) + self.epsilon)
        return (x - x.mean(axis=axes, keepdims=True)) * scale, scale

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        z = self._normalized(inputs[0])[0] * parameters["gamma"] + parameters["beta"]
        return z, z

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        normalized, scale = self._normalized(inputs[0])
        gradients = {"gamma": (gradient * normalized).sum(axis=0), "beta": gradient.sum(axis=0)}
        # As in batch norm, over the numbers of one sample in place of the batch.
        axes = tuple(range(1, normalized.ndim))
        at_x = gradient * parameters["gamma"]
        mean = at_x.mean(axis=axes, keepdims=True)
        slope = (at_x * normalized).mean(axis=axes, keepdims=True)
        return [(at_x - mean - normalized * slope) * scale], gradients

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        sample = inputs[0]
        own = {name: float(parameters[name][unit]) for name in ("gamma", "beta")}
        values = sample.astype(np.float64)
        mean, variance = float(values.mean()), float(values.var())
        x = sample[unit]
        steps = _normalizing(float(x), unit, own, mean, variance, self.epsilon, "sample", {})
        return _explained(x, unit, replace(steps, among=sample.reshape(-1)))


def _normalizing(
    x: float,
    index: Index,
    own: Mapping[str, float],
    mean: float,
    variance: float,
    epsilon: float,
    owner: Owner,
    stored: Mapping[str, float],
) -> Chain:
    """γ (x − μ) / √(σ² + ε) + β in its four steps; ``stored`` are those of μ and σ² that can be set."""

    def kept(name: str, symbol: str, values: Mapping[str, float]) -> Stored | None:
        return Stored(name, index, values[name], symbol) if name in values else None

    operands: tuple[tuple[StepKind, float, str, str, Stored | None], ...] = (
        ("centre", mean, "μ", "x − μ", kept("mean", "μ", stored)),
        ("scale", float(np.sqrt(variance + epsilon)), "√(σ² + ε)", "x̂", kept("variance", "σ²", stored)),
        ("stretch", own["gamma"], "γ", "γ x̂", kept("gamma", "γ", own)),
        ("shift", own["beta"], "β", "y", kept("beta", "β", own)),
    )
    return chain(x, operands, mean, variance, owner, epsilon)


def _explained(x: Any, unit: Index, steps: Chain) -> Parts:
    """As one product and a bias: z = x · γ/√(σ² + ε) + (β − μ · γ/√(σ² + ε))."""
    centre, scale, gamma, beta = (step.operand for step in steps.steps)
    value, weight = np.reshape(x, 1), np.full(1, gamma / scale, x.dtype)
    return Parts(
        inputs=value,
        weights=weight,
        products=value * weight,
        bias=beta - centre * gamma / scale,
        origins=((0, unit),),
        chain=steps,
    )


def _along(values: Array, x: Array) -> Array:
    """One number a feature or channel, shaped to stretch over x."""
    return values.reshape(-1, *(1,) * (x.ndim - 2))


def _positive(epsilon: float) -> float:
    epsilon = real(epsilon, "epsilon")
    if not 0 < epsilon < np.inf:
        raise OptionError(f"epsilon is a small number above 0, not {epsilon}.")
    return epsilon

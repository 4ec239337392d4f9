"""What full width, full brightness and a full ring stand for: one scale a layer.

A canvas keeps the scales it has while something is held, so that one change doesn't move everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from nnviz.document import Document
from nnviz.engine import ActivationFunction, Network, Trace
from nnviz.engine.arrays import Array

RECTIFIED = ("relu", "relu6")
"""Activation functions whose neurons are off where z is not above 0."""

_PROBES = np.linspace(-10.0, 10.0, 201)
_WIDEST_SHARE = 0.98


@dataclass(frozen=True)
class LayerScale:
    """The sizes of one layer's numbers; each is greater than 0, so that it can divide.

    ``weight`` P98 of |W|; ``largest_weight`` max |W|; ``product`` max |w·x|; ``input`` max |x| of what runs
    into the layer; ``z`` max of |z| and of |z − b|; ``bias`` max |b|; ``activation`` max |a|. ``signed``:
    whether a can be negative. ``channels`` are max |a| and max |z| of each channel of an image layer, (C,)
    each. ``parameters`` are the weights these sizes were measured on.
    """

    weight: float
    largest_weight: float
    product: float
    input: float
    z: float
    bias: float
    activation: float
    signed: bool
    channels: tuple[Array, Array] | None = field(default=None, repr=False, compare=False)
    parameters: Array | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Scales:
    """One :class:`LayerScale` a layer; number 0 is the input's."""

    layers: tuple[LayerScale, ...]


def measure(document: Document, trace: Trace, before: Scales | None = None) -> Scales:
    """Measure every layer of a batch of one. ``before`` saves work where weights are the same arrays."""
    network = document.network
    first = _input_scale(document, trace)
    old = before.layers if before is not None and len(before.layers) == len(network.shapes) else None
    with np.errstate(all="ignore"):
        rest = [
            _layer_scale(network, trace, number, old[number] if old else None)
            for number in range(1, len(network.shapes))
        ]
    return Scales((first, *rest))


def over(scales: Scales, tint: str) -> Scales:
    """The scales with activations measured over the whole network where ``tint`` is "network": a layer of
    small values then looks as faint beside the others as it is. The input keeps its own."""
    if tint != "network" or len(scales.layers) < 2:
        return scales
    first, *rest = scales.layers
    largest = max(layer.activation for layer in rest)
    return Scales((first, *(replace(layer, activation=largest) for layer in rest)))


def _input_scale(document: Document, trace: Trace) -> LayerScale:
    values = trace[0].a
    # Pixels are shares of white: a dark picture must not be stretched to look bright.
    is_image = document.image_shape is not None or len(document.network.input_shape) == 3
    largest = max(1.0, _largest(values)) if is_image else _above_zero(_largest(values))
    return LayerScale(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, largest, signed=not is_image or bool((values < 0).any()))


def _layer_scale(network: Network, trace: Trace, number: int, old: LayerScale | None) -> LayerScale:
    parameters = network.layer_parameters(number)
    weight, bias = parameters.get("weight"), parameters.get("bias")
    step = trace[number]
    z = step.z[0]
    natural = z if bias is None or bias.shape != z.shape else z - bias
    typical, largest = _weight_sizes(weight, old)
    return LayerScale(
        weight=typical,
        largest_weight=largest,
        product=_above_zero(_largest_product(weight, step.input[0])),
        input=_above_zero(_largest(step.input)),
        z=_above_zero(max(_largest(z), _largest(natural))),
        bias=_above_zero(_largest(bias)),
        activation=_above_zero(_largest(step.a)),
        signed=_can_be_negative(network, number, step.a),
        channels=(_by_channel(step.a), _by_channel(step.z)) if step.a.ndim == 4 else None,
        parameters=weight,
    )


def _weight_sizes(weight: Array | None, old: LayerScale | None) -> tuple[float, float]:
    if weight is None:
        return 1.0, 1.0
    if old is not None and old.parameters is weight:
        return old.weight, old.largest_weight
    sizes = np.abs(weight.ravel())
    sizes = sizes[np.isfinite(sizes)]
    if not sizes.size:
        return 1.0, 1.0
    rank = round(_WIDEST_SHARE * (sizes.size - 1))
    largest = _above_zero(float(sizes.max()))
    return float(np.partition(sizes, rank)[rank]) or largest, largest


def _largest_product(weight: Array | None, x: Array) -> float:
    if weight is None or weight.ndim != 2 or weight.shape[0] != x.size:
        return 0.0
    return _largest(np.abs(weight).max(axis=1) * x.ravel())


def _can_be_negative(network: Network, number: int, values: Array) -> bool:
    activation = network.layer(number).activation
    if activation is None or not activation.elementwise:
        return bool((values < 0).any())
    return _goes_below_zero(activation)


@lru_cache(maxsize=64)
def _goes_below_zero(activation: ActivationFunction) -> bool:
    return bool((activation.forward(_PROBES) < 0).any())


def _by_channel(values: Array) -> Array:
    """The largest finite size in each channel of an image, never 0: (C,)."""
    sizes = np.nan_to_num(np.abs(values[0]).reshape(values.shape[1], -1), posinf=0.0, nan=0.0).max(axis=1)
    return np.where(sizes > 0, sizes, 1.0)


def _largest(values: Array | None) -> float:
    """The largest finite size among ``values``, 0 where there is none."""
    if values is None:
        return 0.0
    sizes = np.abs(values)
    if not np.isfinite(sizes).all():
        sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max(initial=0.0))


def _above_zero(value: float) -> float:
    return value if value > 0 else 1.0

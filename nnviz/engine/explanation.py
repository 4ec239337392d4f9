"""One unit's arithmetic in full, as numbers to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction

if TYPE_CHECKING:
    from nnviz.engine.layers.base import Layer

Unit = int | tuple[int, ...]
Override = Literal["z", "a"]


@dataclass(frozen=True)
class Shares:
    """Softmax step by step: e^(score − maximum), their sum, and each one's share of it."""

    scores: Array
    maximum: float
    exponentials: Array
    total: float
    shares: Array


@dataclass(frozen=True)
class Normalization:
    """Normalisation step by step: γ (x − mean) / √(variance + ε) + β."""

    x: float
    mean: float
    variance: float
    epsilon: float
    gamma: float
    beta: float
    normalized: float  # (x − mean) / √(variance + ε)


@dataclass(frozen=True)
class Parts:
    """What a layer says about one of its units: the products and the bias that make z.

    ``inputs``, ``weights`` and ``products`` have one shape: (inputs,) for a dense unit, (channels, height,
    width) of the window for a convolution or a pooling unit.
    """

    inputs: Array
    weights: Array
    products: Array
    bias: float = 0.0
    # For each input in flat order: (which of the layer's sources, its unit there), None for padding.
    origins: tuple[tuple[int, tuple[int, ...]] | None, ...] = ()
    winner: int | None = None  # max pooling: the flat position in the window of the input passed on
    normalization: Normalization | None = None


@dataclass(frozen=True)
class Explanation:
    """a = f(Σ wᵢxᵢ + b) of one unit for one sample, every number as it was in the trace.

    ``products`` and ``bias`` sum to ``natural_z``; ``z`` differs from it only where it is overridden.
    """

    layer: int
    unit: tuple[int, ...]
    sample: int
    definition: Layer
    inputs: Array
    weights: Array
    products: Array
    bias: float
    natural_z: float
    z: float
    a: float
    slope: float  # f′(z)
    activation: ActivationFunction | None
    overridden: Override | None = None
    # For each input in flat order: (layer number, unit there), None for padding.
    origins: tuple[tuple[int, tuple[int, ...]] | None, ...] = field(default=(), repr=False)
    winner: int | None = None
    shares: Shares | None = None
    normalization: Normalization | None = None

    @property
    def kind(self) -> str:
        """What kind of layer the unit belongs to."""
        return self.definition.kind

    @property
    def inside(self) -> Array:
        """False where an input is padding, in the shape of ``inputs``."""
        return np.array([origin is not None for origin in self.origins], bool).reshape(self.inputs.shape)

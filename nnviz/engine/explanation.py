"""One unit's arithmetic in full, as numbers to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.steps import Chain, Stored

if TYPE_CHECKING:
    from nnviz.engine.layers.base import Layer

Unit = int | tuple[int, ...]
Override = Literal["z", "a"]


@dataclass(frozen=True)
class SoftmaxSteps:
    """Softmax step by step: e^(score − maximum), their sum, and each one's share of it."""

    scores: Array
    maximum: float
    exponentials: Array
    total: float
    shares: Array


Origin = tuple[int, tuple[int, ...]] | None
"""Where an input comes from: (source, unit there); None for padding."""


@dataclass(frozen=True)
class InOrder(Sequence[Origin]):
    """The origins of a dense unit's inputs: all ``size`` units of one flat source, one after the other.

    Made of two numbers: a layer may have a hundred thousand units.
    """

    source: int
    size: int

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, at: int) -> Origin: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Origin]: ...
    def __getitem__(self, at: int | slice) -> Origin | Sequence[Origin]:
        found = range(self.size)[at]
        if isinstance(found, range):
            return tuple((self.source, (i,)) for i in found)
        return self.source, (found,)

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """The position of one origin. Raises ValueError where it isn't among them."""
        if isinstance(value, tuple) and len(value) == 2 and value[0] == self.source and len(value[1]) == 1:
            return range(self.size).index(value[1][0])
        raise ValueError(f"{value!r} is no origin")


@dataclass(frozen=True)
class Parts:
    """What a layer says about one of its units: the products and the bias that make z.

    Their sum is z, but for an operation that doesn't add: its ``products`` are its operands.

    ``inputs``, ``weights`` and ``products`` have one shape: (inputs,) for a dense unit, (channels, height,
    width) of the window for a convolution or a pooling unit.
    """

    inputs: Array
    weights: Array
    products: Array
    bias: float = 0.0
    # For each input in flat order: (which of the layer's sources, its unit there), None for padding.
    origins: Sequence[Origin] = ()
    winner: int | None = None  # max pooling: the flat position in the window of the input passed on
    chain: Chain | None = None  # where x is shifted and scaled in steps
    # For each input that is a constant of the layer's own: where it is stored; None for the others.
    constants: tuple[Stored | None, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """a = f(Σ wᵢxᵢ + b) of one unit for one sample, every number as it was in the trace.

    ``products`` and ``bias`` sum to ``natural_z``, but for an operation that doesn't add; ``z`` differs from
    it only where it is overridden.
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
    origins: Sequence[Origin] = field(default=(), repr=False)
    winner: int | None = None
    shares: SoftmaxSteps | None = None
    chain: Chain | None = None
    constants: tuple[Stored | None, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of layer the unit belongs to."""
        return self.definition.kind

    @property
    def inside(self) -> Array:
        """False where an input is padding, in the shape of ``inputs``."""
        if isinstance(self.origins, InOrder):
            return np.ones(self.inputs.shape, bool)
        return np.array([origin is not None for origin in self.origins], bool).reshape(self.inputs.shape)

    @property
    def sources(self) -> frozenset[int]:
        """The layers that its inputs come from."""
        if isinstance(self.origins, InOrder):
            return frozenset({self.origins.source})
        return frozenset(origin[0] for origin in self.origins if origin is not None)

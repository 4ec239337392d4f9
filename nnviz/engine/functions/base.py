"""What an activation function is: mathematics, and the words to speak about it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, ClassVar

from nnviz.engine.arrays import Array
from nnviz.engine.numbers import real
from nnviz.errors import OptionError


@dataclass(frozen=True)
class ActivationFunction:
    """a = f(z): what a unit makes of its pre-activation z.

    A subclass gives :meth:`forward` and :meth:`derivative` for arrays of any shape, and the words below.
    Its dataclass fields are the function's own parameters, such as the α of the leaky ReLU.
    Both are stable in float32 for z from −10⁴ to 10⁴, give the limit at ±infinity where there is one, and
    keep NaN.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]  # LaTeX of the whole equation f(z) = ...
    derivative_formula: ClassVar[str]  # LaTeX of f'(z) = ...
    range: ClassVar[str]
    character: ClassVar[str]
    use: ClassVar[str]
    source: ClassVar[str]
    rewriting: ClassVar[str] = ""  # another way of writing the same, and when it is the same
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType({})
    # Parameters that are one of a few values rather than any between two.
    parameter_choices: ClassVar[Mapping[str, tuple[float, ...]]] = MappingProxyType({})
    elementwise: ClassVar[bool] = True  # False where one unit's a depends on its neighbours' z
    gives_shares: ClassVar[bool] = (
        False  # True where what comes out lies between 0 and 1, as probabilities do
    )
    gives_logarithms: ClassVar[bool] = False  # True where what comes out are logarithms of shares
    saturates: ClassVar[bool] = False  # True where the curve goes flat towards both ends
    steepest: ClassVar[float] = 1.0  # the largest slope of a curve that saturates
    learned: ClassVar[bool] = False  # True where training moves the function's own parameter
    chosen_by_name: ClassVar[bool] = True  # False where its name alone doesn't say what it computes

    def __post_init__(self) -> None:
        if self.learned:
            return  # training, or a file, may have taken it anywhere
        for name, (low, high) in self.parameter_ranges.items():
            value = real(getattr(self, name), f"{self.title}'s {name}")
            if not (math.isfinite(value) and low <= value <= high):
                raise OptionError(f"{self.title} takes {name} between {low:g} and {high:g}, not {value:g}.")
            choices = self.parameter_choices.get(name, (value,))
            if value not in choices:
                listed = " or ".join(f"{choice:g}" for choice in choices)
                raise OptionError(f"{self.title} takes {name} as {listed}, not {value:g}.")

    def check_rank(self, rank: int) -> None:
        """Raise :class:`ShapeError`, worded to follow "Layer 3 (Dense) ", for an output of ``rank`` axes
        that the function can't be taken of."""

    def forward(self, z: Array) -> Array:
        """f(z), in the shape and type of ``z``."""
        raise NotImplementedError

    def forward_silenced(self, z: Array) -> Array:
        """f(z) for callers that have silenced NumPy's warnings already: silencing takes 0.9 µs each time."""
        return self.forward(z)

    def derivative(self, z: Array) -> Array:
        """f′(z); for softmax ∂aᵢ/∂zᵢ, the other scores held still. At a kink, what the formula gives."""
        raise NotImplementedError

    def backward(self, z: Array, a: Array, gradient: Array) -> Array:
        """∂L/∂z from ``gradient`` = ∂L/∂a. Where a knows its own slope, ``a`` = f(z) saves work."""
        return gradient * self.derivative(z)

    def with_alpha(self, alpha: float | Array) -> "ActivationFunction":
        """The same function with the α that was learned: one number, or an array that broadcasts with z."""
        raise NotImplementedError

    @property
    def written(self) -> str:
        """What a person wrote for f(z), by which a function of one's own is known; else empty."""
        return ""

    @property
    def short_formula(self) -> str:
        """LaTeX of a shorter right side that says the same, for where room is short; else empty."""
        return ""

    @property
    def parameters(self) -> dict[str, float]:
        """The function's own parameters that a person may move, such as ``{"alpha": 0.01}``."""
        return {name: float(getattr(self, name)) for name in self.parameter_ranges}

    def options(self) -> dict[str, Any]:
        """All that :func:`nnviz.engine.functions.activations.get` needs to make this function again."""
        return {"name": self.name} | {field.name: getattr(self, field.name) for field in fields(self)}

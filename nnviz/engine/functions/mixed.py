"""On the way from a function to the identity: part of the one, the rest of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction


@dataclass(frozen=True)
class Mixed(ActivationFunction):
    """a = (1 − share) f(z) + share z, of no file and no menu: what stands between f and the identity."""

    of: ActivationFunction
    share: float

    name = "mixed"
    title = "Mixed"
    formula = r"(1 - s) \, f(z) + s z"
    derivative_formula = r"(1 - s) \, f'(z) + s"
    range = "(−∞, ∞)"
    character = "Part of a function, the rest passed on unchanged."
    use = "Between a function and the identity."
    source = ""
    saturates: ClassVar[bool] = False

    @property
    def elementwise(self) -> bool:  # type: ignore[override]
        return self.of.elementwise

    @property
    def learned(self) -> bool:  # type: ignore[override]
        return self.of.learned

    @property
    def parameters(self) -> dict[str, float]:
        return self.of.parameters

    def check_rank(self, rank: int) -> None:
        self.of.check_rank(rank)

    def forward(self, z: Array) -> Array:
        share = z.dtype.type(self.share)
        return (1 - share) * self.of.forward(z) + share * z

    def derivative(self, z: Array) -> Array:
        share = z.dtype.type(self.share)
        return (1 - share) * self.of.derivative(z) + share

    def with_alpha(self, alpha: float | Array) -> ActivationFunction:
        return replace(self, of=self.of.with_alpha(alpha))

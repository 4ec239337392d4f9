"""What a window's numbers become where no weight scales them, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Pooling:
    """``name`` and ``does`` stand over the arithmetic, ``kept`` in a sentence, ``of``, in full and short,
    before the window's size."""

    name: str
    does: str
    kept: str
    of: tuple[str, str]


POOLING: Mapping[str, Pooling] = MappingProxyType(
    {
        "largest": Pooling(
            "Max pool", "keep the largest", "the largest value", ("keep the largest of", "largest of")
        ),
        "mean": Pooling("Mean pool", "keep the mean", "the mean", ("the mean of", "the mean of")),
        "sum": Pooling("Sum pool", "keep the sum", "the sum", ("the sum of", "the sum of")),
    }
)
"""By what a layer's ``reduces`` says."""

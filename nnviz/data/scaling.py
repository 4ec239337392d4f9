"""Bringing features to a common scale. Statistics come from training examples alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Standardization:
    """x -> (x - mean) / deviation, feature by feature; ``mean`` and ``deviation`` are (features,) float64."""

    mean: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, training: np.ndarray) -> Standardization:
        """Measure ``training`` (N, features); a feature that never varies is only centred."""
        values = training.astype(np.float64)
        deviation = values.std(axis=0)
        return cls(values.mean(axis=0), np.where(deviation > 0, deviation, 1.0))

    @classmethod
    def between(cls, training: np.ndarray) -> Standardization:
        """Bring ``training`` (N, features) to 0..1, feature by feature: the mean is the least number, the
        deviation the largest less the least; a feature that never varies becomes 0."""
        least = training.min(axis=0).astype(np.float64)
        reach = training.max(axis=0) - least
        return cls(least, np.where(reach > 0, reach, 1.0))

    def apply(self, inputs: np.ndarray) -> np.ndarray:
        """Standardise inputs (N, features) -> float32."""
        return np.asarray(((inputs - self.mean) / self.deviation).astype(np.float32))

"""Bringing features to a common scale. Statistics come from training examples alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine import Network
from nnviz.errors import ShapeError


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

    def apply(self, inputs: np.ndarray) -> np.ndarray:
        """Standardise inputs (N, features) -> float32."""
        return np.asarray(((inputs - self.mean) / self.deviation).astype(np.float32))

    def fold(self, network: Network) -> Network:
        """The network that computes the same from raw inputs as ``network`` does from standardised ones.

        (x − m)/s · W + b = x · (W/s) + (b − (m/s) · W): no approximation but rounding.

        Raises:
            ShapeError: layer 1 isn't a dense layer with a bias and these features.
        """
        if not self.suits(network):
            raise ShapeError(
                f"Scaling of {len(self.mean)} features needs a dense first layer that takes them."
            )
        own = network.layer_parameters(1)
        weight = own["weight"].astype(np.float64) / self.deviation[:, None]
        bias = own["bias"].astype(np.float64) - self.mean @ weight
        return network.with_parameters({"1.weight": weight, "1.bias": bias})

    def suits(self, network: Network) -> bool:
        """Whether layer 1 can take this scaling in."""
        own = network.layer_parameters(1)
        return {"weight", "bias"} <= own.keys() and own["weight"].shape[:-1] == self.mean.shape

"""Labelled examples, as the network takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples that a network is tried on.

    ``inputs``: (N, *input_shape) float32, as the network takes them. ``targets``: (N,) integer class
    numbers, or (N, outputs) float32 for regression. The last ``held_out`` examples were never trained on.
    """

    name: str
    inputs: np.ndarray
    targets: np.ndarray
    class_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()
    held_out: int = 0

    def __len__(self) -> int:
        return len(self.inputs)

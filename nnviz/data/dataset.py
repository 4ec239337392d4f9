"""Labelled examples, as the network takes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    @property
    def labels(self) -> np.ndarray | None:
        """(N,) the class number of each example; None where examples have values. Two named classes may be
        one output's 0 and 1."""
        if self.targets.dtype.kind in "iu":
            return self.targets
        is_yes_or_no = len(self.class_names) == 2 and self.targets[0].size == 1
        return (self.targets.reshape(-1) > 0.5).astype(np.int64) if is_yes_or_no else None

    @property
    def training(self) -> Dataset:
        """The examples to train on: all but the held-out ones."""
        stop = len(self) - self.held_out
        return replace(self, inputs=self.inputs[:stop], targets=self.targets[:stop], held_out=0)

    @property
    def unseen(self) -> Dataset:
        """The held-out examples alone, each of them held out."""
        start = len(self) - self.held_out
        return replace(self, inputs=self.inputs[start:], targets=self.targets[start:])


def closed(array: np.ndarray) -> np.ndarray:
    """``array`` itself, from now on read-only."""
    array.flags.writeable = False
    return array

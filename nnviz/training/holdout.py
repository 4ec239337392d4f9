"""What training doesn't see: the examples that measure the score, and those that choose the epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset

FEWEST_TO_JUDGE = 50
"""Training sets of fewer examples give none away for choosing the best epoch."""
JUDGED = 10
"""One example in so many chooses the best epoch."""


@dataclass(frozen=True, eq=False)
class Split:
    """The training examples of a data set in two: those learned from, and those that choose the epoch.

    The held-out examples of the set are in neither: a score measured on what chose the epoch would flatter.
    """

    inputs: np.ndarray
    targets: np.ndarray
    judged_inputs: np.ndarray
    judged_targets: np.ndarray

    @property
    def judges(self) -> bool:
        """Whether any example is left aside for choosing."""
        return len(self.judged_inputs) > 0


def split(data: Dataset) -> Split:
    """The last tenth of the training examples is left aside, where there are enough of them."""
    learning = data.training
    judged = len(learning) // JUDGED if len(learning) >= FEWEST_TO_JUDGE else 0
    stop = len(learning) - judged
    return Split(
        learning.inputs[:stop], learning.targets[:stop], learning.inputs[stop:], learning.targets[stop:]
    )

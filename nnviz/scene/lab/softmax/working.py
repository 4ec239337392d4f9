"""Softmax step by step, in the precision of the network: every number of the bench."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.engine.functions.softmax import Softmax

RAISE = 0.1
"""By how much the score in hand is raised to see who gains and who pays."""
SOFTMAX = Softmax()


@dataclass(frozen=True, eq=False)
class Working:
    """All steps for scores (n,) at a temperature; float32 arrays of shape (n,).

    ``scaled`` are the scores over the temperature, ``below`` these less ``largest`` (themselves where
    nothing is taken off), ``powers`` e to that, ``total`` their sum, ``shares`` each over the sum.
    Without the largest taken off, powers overflow from scores of 88.8 up: ``total`` is then ∞ and shares
    are NaN, as computed.
    """

    scores: np.ndarray
    temperature: float
    shifted: bool
    target: int
    scaled: np.ndarray
    largest: float
    below: np.ndarray
    powers: np.ndarray
    total: float
    shares: np.ndarray

    @property
    def count(self) -> int:
        """How many scores there are."""
        return len(self.scores)

    @property
    def is_whole(self) -> bool:
        """Whether every share is a number."""
        return bool(np.isfinite(self.shares).all())

    @cached_property
    def errors(self) -> np.ndarray:
        """∂L/∂z of the cross-entropy: (y − t) / T."""
        wanted = np.zeros_like(self.shares)
        wanted[self.target] = 1
        errors: np.ndarray = (self.shares - wanted) / np.float32(self.temperature)
        return errors

    @cached_property
    def slopes(self) -> np.ndarray:
        """∂yᵢ/∂zⱼ (n, n): row i is a share, column j a score."""
        y = self.shares
        with np.errstate(invalid="ignore"):
            slopes: np.ndarray = (np.diag(y) - np.outer(y, y)) / np.float32(self.temperature)
        return slopes

    def raised(self, place: int) -> np.ndarray:
        """How much each share changes when the score at ``place`` really is raised by :data:`RAISE`."""
        scores = self.scores.copy()
        scores[place] += np.float32(RAISE)
        with np.errstate(invalid="ignore"):
            after = work_out(scores, self.temperature, self.shifted, self.target).shares
            change: np.ndarray = after - self.shares
        return change


def work_out(scores: np.ndarray, temperature: float, shifted: bool, target: int) -> Working:
    """Compute all steps of ``scores`` (n,); with the largest taken off they are the engine's own softmax."""
    z = np.asarray(scores, np.float32)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        scaled = z / np.float32(temperature)
        below = SOFTMAX.below_largest(scaled[None])[0] if shifted else scaled
        powers = np.exp(below)
        total = np.add.reduce(powers)
        shares = SOFTMAX.forward(scaled[None])[0] if shifted else powers / total
    largest = float(scaled.max())
    return Working(z, temperature, shifted, target, scaled, largest, below, powers, float(total), shares)


def sigmoid_of_difference(working: Working, place: int) -> tuple[float, float]:
    """Of two scores: (their difference over the temperature, seen from ``place``; its sigmoid)."""
    difference = float(working.scaled[place] - working.scaled[1 - place])
    with np.errstate(over="ignore"):
        return difference, float(1 / (1 + np.exp(-np.float64(difference))))

"""Softmax one step at a time, in the single precision that networks compute with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.lab import Lab
from nnviz.engine import Trace
from nnviz.engine.arrays import Array
from nnviz.scene.words import names

EXAMPLE = (2.0, 1.0, 0.1)
"""Scores to begin with where the open network has none."""
NUDGE = 0.1
"""How much a score is raised to see who gains and who pays."""


@dataclass(frozen=True, eq=False)
class Bench:
    """All that follows from some scores. Arrays are float32 (n,); ``slopes`` (n, n) has ∂yᵢ/∂zⱼ in row i and
    column j.

    ``scaled`` are the scores over the temperature, ``reduced`` those less the largest, where that is
    subtracted; ``powers`` e to them, ``total`` their sum, ``shares`` each over the sum: NaN where float32
    overflows, for nothing is mended. ``errors`` are ∂L/∂z of cross-entropy, (y − t) / T; None without a right
    answer.
    ``of_network``: the scores are those of the open network, for its present input.
    """

    scores: Array
    names: tuple[str, ...]
    target: int | None
    temperature: float
    shifted: bool
    of_network: bool
    scaled: Array
    largest: float
    reduced: Array
    powers: Array
    total: float
    shares: Array
    slopes: Array
    errors: Array | None

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def overflows(self) -> bool:
        """Whether a number became too large for float32 on the way."""
        return not (np.isfinite(self.powers).all() and np.isfinite(self.total))

    @property
    def vanishes(self) -> bool:
        """Whether every e^z became 0, so that nothing is left to divide by."""
        return self.total == 0

    @property
    def is_whole(self) -> bool:
        """Whether there are shares at all."""
        return bool(np.isfinite(self.shares).all())


def network_scores(document: Document, trace: Trace) -> Array | None:
    """The scores that the open network's softmax takes; None where it doesn't end in one over a row."""
    network = document.network
    layer = network.layers[-1]
    function = layer.activation
    z = trace[len(network.layers)].z
    if function is None or function.name != "softmax" or z.ndim != 2 or z.shape[1] > 20:
        return None
    return np.asarray(z[0], np.float32) if np.isfinite(z).all() else None


def bench(document: Document, trace: Trace, lab: Lab) -> Bench:
    """The bench for what was laid out: its own scores, or the network's, or an example's."""
    found = network_scores(document, trace)
    is_network = lab.scores is None and found is not None
    if lab.scores is not None:
        scores = np.array(lab.scores, np.float32)
    else:
        scores = np.array(EXAMPLE, np.float32) if found is None else found
    called = _names(document, len(scores), found)
    target = lab.target if lab.target is not None else _truth(document, len(scores), found)
    if target is not None and target >= len(scores):
        target = None
    return worked_out(scores, called, target, lab.temperature, lab.shifted, is_network)


def worked_out(
    scores: Array,
    called: tuple[str, ...],
    target: int | None = None,
    temperature: float = 1.0,
    shifted: bool = True,
    of_network: bool = False,
) -> Bench:
    """Every step from ``scores`` (n,), float32."""
    with np.errstate(all="ignore"):
        scaled = (scores / np.float32(temperature)).astype(np.float32)
        largest = scaled.max()
        reduced = scaled - largest if shifted else scaled
        powers = np.exp(reduced)
        total = powers.sum(dtype=np.float32)
        shares = powers / total
        slopes = (np.diag(shares) - np.outer(shares, shares)) / np.float32(temperature)
        errors = None
        if target is not None:
            right = np.zeros_like(shares)
            right[target] = 1
            errors = (shares - right) / np.float32(temperature)
    return Bench(
        scores, called, target, temperature, shifted, of_network, scaled, float(largest), reduced, powers,
        float(total), shares, slopes, errors,
    )  # fmt: skip


@dataclass(frozen=True)
class Nudge:
    """What really happens to the shares when one score rises by 0.1: its own change, the two others that
    change most as (place, change), the change of all the rest together, and of all together."""

    own: float
    most: tuple[tuple[int, float], ...]
    rest: float | None
    together: float


def nudge(of: Bench, place: int) -> Nudge | None:
    """Raise the score at ``place`` by 0.1 and work everything out again, in float64; None without shares."""
    if not of.is_whole:
        return None
    before, after = (_exact(of, raised) for raised in (None, place))
    change = after - before
    others = [int(n) for n in np.argsort(-np.abs(change), kind="stable") if n != place]
    most = tuple((n, float(change[n])) for n in others[:2])
    rest = float(sum(change[n] for n in others[2:])) if len(others) > 2 else None
    return Nudge(float(change[place]), most, rest, float(change.sum()))


def _exact(of: Bench, raised: int | None) -> Array:
    scores = of.scores.astype(np.float64)
    if raised is not None:
        scores[raised] += NUDGE
    scaled = scores / of.temperature
    powers = np.exp(scaled - scaled.max())
    shares: Array = powers / powers.sum()
    return shares


def sized(scores: tuple[float, ...], count: int) -> tuple[float, ...]:
    """So many scores: the last ones go, or new ones of 0 come."""
    return scores[:count] if count <= len(scores) else (*scores, *[0.0] * (count - len(scores)))


def _names(document: Document, count: int, found: Array | None) -> tuple[str, ...]:
    """The network's own names where there are as many scores as it has; else numbers."""
    if found is not None and len(found) == count:
        return tuple(names.class_name(document, n) for n in range(count))
    return tuple(str(n) for n in range(count))


def _truth(document: Document, count: int, found: Array | None) -> int | None:
    """What the present sample truly is, where the bench has as many scores as the network."""
    sample, data = document.input.sample, document.data
    if found is None or len(found) != count or data is None or document.input.origin != "sample":
        return None
    if sample is None or sample >= len(data) or data.targets.dtype.kind not in "iu":
        return None
    return int(data.targets[sample])

"""Which steps of a run can be gone back to, and how often is looked how good the network is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nnviz.document.training import MOST_KEPT
from nnviz.engine import Checkpoint

MOST_STEPS = 2000
"""Kept steps: more than a curve has columns can't be told apart."""
FEW = 20
"""Batches whose mean is steady enough for a curve."""
WATCHED = 0.05
"""Seconds a step from which on each can be watched."""
SHARE = 0.1
"""The share of the time that looking may take."""


def thinned(
    kept: Sequence[Checkpoint],
    wanted: Iterable[int | None] = (),
    most: int = MOST_KEPT,
    count: int = MOST_STEPS,
) -> tuple[Checkpoint, ...]:
    """At most ``most`` bytes and ``count`` of the ascending ``kept``, evenly spread over the steps; the
    first, the last and those at the ``wanted`` steps are always among them."""
    if len(kept) <= count and sum(one.nbytes for one in kept) <= most:
        return tuple(kept)
    must = {kept[0].step, kept[-1].step, *(step for step in wanted if step is not None)}
    spacing = 1
    while True:
        chosen = _spread(kept, spacing, must)
        fits = len(chosen) <= count and sum(one.nbytes for one in chosen) <= most
        if fits or spacing > kept[-1].step:
            return chosen
        spacing *= 2


def _spread(kept: Sequence[Checkpoint], spacing: int, must: set[int]) -> tuple[Checkpoint, ...]:
    """The first in each stretch of ``spacing`` steps. Stretches of twice the length are two of these, so that
    thinning again drops no other steps than thinning at once."""
    chosen: list[Checkpoint] = []
    stretch = -1
    for one in kept:
        is_first, stretch = one.step // spacing > stretch, one.step // spacing
        if is_first or one.step in must:
            chosen.append(one)
    return tuple(chosen)


def interval(check_seconds: float, step_seconds: float, batches: int = 1) -> int:
    """Steps from one look at the validation examples to the next: 1, 2, 5, 10, 20, 50 and so on, as few as
    let looking take no more than a tenth of the time. What the training examples came to since the last look
    is a mean over so many batches: over an epoch's ``batches``, or a good many of them, unless every step can
    be watched."""
    steady = min(batches, FEW) if step_seconds < WATCHED else 1
    needed = max(check_seconds * (1 - SHARE) / SHARE / max(step_seconds, 1e-9), steady)
    size = 1
    while True:
        for first in (1, 2, 5):
            if first * size >= min(needed, 10**7):
                return first * size
        size *= 10

"""What a function's networks came to over all seeds, as figures and in words that the figures carry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions.words import short
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number, percent

GOAL = 0.95
"""The steps that are compared lead to this share of the best function's median score."""


@dataclass(frozen=True)
class Outcome:
    """One function: its last scores and the steps to the goal, a number a seed; None where the goal was
    never reached, NaN where training ran away."""

    function: ActivationFunction
    last: tuple[float, ...]
    needed: tuple[int | None, ...] = ()

    @property
    def middle(self) -> float:
        """The median of the seeds that ended with a finite score; NaN where none did."""
        finite = [value for value in self.last if math.isfinite(value)]
        return median(finite) if finite else math.nan

    @property
    def low(self) -> float:
        """The lowest."""
        return min((value for value in self.last if math.isfinite(value)), default=math.nan)

    @property
    def high(self) -> float:
        """The highest."""
        return max((value for value in self.last if math.isfinite(value)), default=math.nan)

    @property
    def steps(self) -> float | None:
        """The median of the steps to the goal; None where fewer than half of the seeds reached it."""
        reached = sorted(step for step in self.needed if step is not None)
        return median(reached) if 2 * len(reached) > len(self.needed) else None


def goal(medians: Sequence[float]) -> float:
    """The score to which steps are counted."""
    return GOAL * max((value for value in medians if math.isfinite(value)), default=math.nan)


def printed(score: float, is_share: bool) -> str:
    """A score as people read it: "97.5%", or r2 as "0.93"."""
    if not math.isfinite(score):
        return "ran away"
    return percent(score) if is_share else number(score, 2)


def spread(of: Outcome, is_share: bool) -> str:
    """From the worst seed to the best."""
    if not math.isfinite(of.low):
        return "in every seed"
    return f"{printed(of.low, is_share)} to {printed(of.high, is_share)}"


def steps_text(of: Outcome) -> str:
    """How many steps it took to the goal."""
    if of.steps is None:
        return "not reached"
    return f"{short(of.steps)} steps"


def hero(outcomes: Sequence[Outcome], is_share: bool) -> str:
    """Whether the choice matters: it does where not even the spreads of best and worst touch, and doesn't
    where the median of each lies within the other's spread; in between the seeds can't tell."""
    there = [one for one in outcomes if math.isfinite(one.middle)]
    if len(there) < 2:
        return "Not enough networks ended with a score to compare."
    best, worst = max(there, key=lambda one: one.middle), min(there, key=lambda one: one.middle)
    named = (
        f"{_name(best)} {printed(best.middle, is_share)}, {_name(worst)} {printed(worst.middle, is_share)}"
    )
    if best.low > worst.high:
        return f"The choice matters here: {named}."
    if not (worst.low <= best.middle <= worst.high and best.low <= worst.middle <= best.high):
        spreads = "; ".join(f"{_name(one)} {spread(one, is_share)}" for one in (best, worst))
        return f"So few seeds can't tell: their spreads touch, {spreads}."
    return _faster(there) or f"In the end they are alike here: {named}, within the spread of the seeds."


def _faster(outcomes: Sequence[Outcome]) -> str:
    """Where the scores don't tell them apart, whether the steps do."""
    steps = [(one.steps, one) for one in outcomes if one.steps is not None]
    if len(steps) < 2:
        return ""
    (fewest, first), (most, last) = min(steps, key=lambda s: s[0]), max(steps, key=lambda s: s[0])
    if fewest <= 0 or most < 1.5 * fewest:
        return ""
    times = number(most / fewest, 1)
    return f"They end alike, but {_name(last)} needs {times} times the steps of {_name(first)}."


def _name(of: Outcome) -> str:
    return names.function(of.function)

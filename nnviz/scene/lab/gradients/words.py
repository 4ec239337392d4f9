"""What is said of measured gradients: never more than the figures carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions.shape import shape
from nnviz.scene.lab.gradients.measuring import (
    NEVER,
    OFF,
    SATURATED,
    SMALL,
    Column,
    Compared,
    Measured,
)
from nnviz.scene.lab.gradients.verdicts import (
    NOTHING,
    OVERFLOWS,
    SAME,
    VANISHES,
    Verdict,
    other_of,
    verdict,
    worst,
)
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number, percent, power_of_ten, times

STARTS: Mapping[str, str] = MappingProxyType(
    {
        "matched": "Glorot, He for ReLUs",
        "glorot": "Glorot",
        "he": "He",
        "lecun": "LeCun",
        "small": "too small",
        "large": "too large",
    }
)
START_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "matched": "What suits the function: He for ReLU and its kin, LeCun for SELU, Glorot for the others",
        "glorot": "Uniform in ±√(6 / (fan in + fan out))",
        "he": "Normal with variance 2 / fan in",
        "lecun": "Normal with variance 1 / fan in",
        "small": "Normal with spread 0.01, whatever the layer's size",
        "large": "Normal with spread 1, whatever the layer's size",
    }
)
_CAPTIONS: Mapping[str, str] = MappingProxyType(
    {SATURATED: "saturated: slope under 1% of its largest", OFF: "neurons off: slope 0"}
)
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "cross_entropy": "cross-entropy",
        "binary_cross_entropy": "binary cross-entropy",
        "squared_error": "squared error",
    }
)
WAITING = "Measuring…"


@dataclass(frozen=True)
class Hero:
    """One sentence with its figure, whether it is alarming, and what stands below."""

    before: str
    figure: str
    after: str
    alarming: bool
    below: str

    @property
    def whole(self) -> str:
        """All of it, for a screen reader."""
        return " ".join(part for part in (self.before, self.figure, self.after, self.below) if part)


def title(what: Compared, by_start: bool) -> str:
    """A card's name."""
    return names.capital(STARTS[what.start]) if by_start else names.function_title(what.function)


def in_sentence(what: Compared, by_start: bool) -> str:
    """The same in a sentence."""
    if not by_start:
        return names.function(what.function)
    start = STARTS[what.start]
    return f"weights that start {start}" if what.start in ("small", "large") else f"{start} weights"


def layer(measured: Measured, place: int) -> str:
    """ "layer 4"."""
    return f"layer {measured.numbers[place]}"


def hero(measured: Measured, place: int, is_signal: bool, by_start: bool) -> Hero:
    """The sentence about the card that is furthest from equal."""
    if len(measured.numbers) == 1:
        return _alone(measured, is_signal, by_start)
    other = other_of(measured, place)
    found = tuple(verdict(column, place, other, is_signal) for column in measured.columns)
    first = worst(found)
    one = found[first]
    name = in_sentence(measured.columns[first].what, by_start)
    here, there = layer(measured, place), layer(measured, other)
    below = _below(measured, found, first, place, other)
    if one.kind == SAME:
        what = "signals" if is_signal else "gradients"
        return Hero(f"Nothing vanishes: {what} of {here} and {there} differ by", times(one.distance),
                    "at most.", False, below)  # fmt: skip
    if one.kind == OVERFLOWS:
        return Hero(f"With {name}, numbers grow past what a computer holds.", "", "", True, below)
    if one.kind == NOTHING:
        tail = "nothing passes." if is_signal else "no gradient arrives: it learns nothing."
        return Hero(f"With {name}, in {here}", "0", tail, True, below)
    figure = times(one.distance)
    if is_signal:
        than = "smaller" if one.kind == VANISHES else "larger"
        before = f"With {name}, the signal of {here} is"
        return Hero(before, figure, f"{than} than that of {there}.", True, below)
    pace = "more slowly" if one.kind == VANISHES else "faster"
    return Hero(f"With {name}, {here} learns", figure, f"{pace} than {there}.", True, below)


def _alone(measured: Measured, is_signal: bool, by_start: bool) -> Hero:
    sizes = [np.median(c.signals if is_signal else c.sizes) for c in measured.columns]
    names_ = [in_sentence(column.what, by_start) for column in measured.columns]
    told = ", ".join(f"{n} {size(float(s))}" for n, s in zip(names_, sizes, strict=True))
    return Hero("One layer: there is no other to compare it with.", "", "", False, f"Its size: {told}.")


def _below(measured: Measured, found: tuple[Verdict, ...], first: int, place: int, other: int) -> str:
    """What stands under the sentence: the seeds' spread, and what the other cards do."""
    one = found[first]
    return " ".join(
        part for part in (_spread(one, measured.seeds), _others(measured, found, first, place, other)) if part
    )


def _spread(one: Verdict, seeds: int) -> str:
    if seeds == 1:
        return "One set of weights."
    if one.kind == SAME:
        return f"Medians of the own ratios of {seeds} seeds."
    ends = (one.low, one.high) if one.kind == VANISHES else (_inverse(one.high), _inverse(one.low))
    if not (np.isfinite(ends).all() and min(ends) > 0):
        return f"Median of {seeds} seeds."
    low, high = (times(end, 3) if end >= 1 else f"{number(end, 2)}×" for end in ends)
    return f"Median of {seeds} seeds; each of them gives between {low} and {high}."


def _inverse(ratio: float) -> float:
    return 1 / ratio if ratio > 0 else float("inf")


def _others(measured: Measured, found: tuple[Verdict, ...], first: int, place: int, other: int) -> str:
    rest = [one for card, one in enumerate(found) if card != first]
    if not rest or found[first].kind == SAME:
        return ""
    calm = [one for one in rest if one.kind == SAME]
    if len(calm) < len(rest):
        return (
            f"Of the other {_count(len(rest))}, {_count(len(calm))} stay{'s' * (len(calm) == 1)} within 10×."
        )
    which = "the other one" if len(rest) == 1 else f"the other {_count(len(rest))}"
    layers = f"layers {measured.numbers[place]} and {measured.numbers[other]}"
    most = max(max(one.high, _inverse(one.low)) for one in calm)
    seed = " in any seed" if measured.seeds > 1 else ""
    return f"With {which}, {layers} differ by no more than {times(most)}{seed}."


def _count(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)


def factor(found: Verdict) -> tuple[str, str]:
    """A card's own figure and its word: ("110,000×", "smaller")."""
    if found.kind == OVERFLOWS:
        return "∞", "past all numbers"
    if found.kind == NOTHING:
        return "0", "no gradient"
    text = times(found.distance)
    if text == times(1.0):
        return text, "the same"
    return text, "smaller" if found.factor > 1 else "larger"


def plot_caption(measured: Measured, place: int, is_signal: bool) -> str:
    """What the upper plot shows."""
    what = "size of a" if is_signal else "size of ∂L/∂W"
    if len(measured.numbers) == 1:
        return f"{what}, {layer(measured, 0)}"
    return f"{what}, {layer(measured, place)} beside {layer(measured, other_of(measured, place))}"


def share_caption(column: Column) -> str:
    """What the lower plot shows."""
    if column.way == SMALL:
        small = shape(column.what.function).small or 0.0
        return f"neurons on the small slope: {number(small, 2)}"
    return _CAPTIONS.get(column.way, "nothing saturates, nothing is off")


def no_share(column: Column) -> str:
    """What stands in place of bars where there are none."""
    shares = column.share[~np.isnan(column.share)]
    return "0% in every layer" if not shares.any() else ""


def size(value: float) -> str:
    """A gradient's size: "4.4 × 10⁻⁸"."""
    return power_of_ten(value)


def told(column: Column, measured: Measured) -> tuple[str, ...]:
    """What a card says at its foot, from its own figures: one or two lines' worth, longest form first."""
    shares, slopes = (part[~np.isnan(part)] for part in (column.share, column.slope))
    if not len(shares):
        return ("This network has no hidden function to exchange.",)
    low, high = percent(float(shares.min()), 0), percent(float(shares.max()), 0)
    between = low if low == high else f"{low.removesuffix('%')} to {high}"
    if column.way == SMALL:
        small = number(shape(column.what.function).small or 0.0, 2)
        return (f"{between} for the average example, but there the slope is {small} and not 0.",)
    if column.way == OFF:
        return (_told_of_off(column, measured, between),)
    product = float(np.prod(slopes[:-1])) if len(slopes) > 1 else float("nan")
    mean = _mean_slope(slopes)
    start = "None is." if not shares.any() else f"{between} of all pairs are."
    if column.way == NEVER:
        start = "No end is flat."
    if len(slopes) > 1 and 0 < product < 0.1:
        many = names.capital(_count(len(slopes) - 1))
        return (
            f"{start} But {many.lower()} mean slopes of {mean}, multiplied, leave 1 part in "
            f"{times(1 / product).removesuffix('×')}.",
        )
    return (f"{start} A layer's mean slope is {mean}.",)


def _mean_slope(slopes: np.ndarray) -> str:
    few = slopes[:-1] if len(slopes) > 1 else slopes
    low, high = number(float(few.min()), 2), number(float(few.max()), 2)
    # The mean whose power is the product that is printed.
    middle = float(np.exp(np.log(np.maximum(few, 1e-300)).mean()))
    near = float(few.max()) <= 1.1 * float(few.min())
    return f"about {number(middle, 3)}" if near else f"{low} to {high}"


def _told_of_off(column: Column, measured: Measured, between: str) -> str:
    dead = np.nan_to_num(column.dead)
    if not dead.any():
        return f"{between} for the average example; no neuron is off for all {len(measured.fed)}."
    place = int(dead.argmax())
    return (
        f"{between} for the average example. Black: off for all {len(measured.fed)}, "
        f"{percent(float(dead[place]), 0)} in {layer(measured, place)}."
    )


def conditions(measured: Measured, outputs: str, weights: str) -> str:
    """How it was measured, all of it."""
    fed = measured.fed
    who = f"{len(fed)} examples of {fed.whose}" if fed.whose else f"{len(fed)} rows of noise"
    line = (
        "Line: median of the seeds; band: lowest to highest; bars: mean."
        if measured.seeds > 1
        else "One set of weights."
    )
    return (
        f"First step of gradient descent on {who}; size is the root mean square. {outputs}. {weights}{line}"
    )


def start_of(function: ActivationFunction) -> str:
    """Whose initialisations are compared."""
    return f"of {names.function(function)}"

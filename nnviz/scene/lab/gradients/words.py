"""What is said of measured gradients: never more than the figures carry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

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
    VANISHES,
    Verdict,
    other_of,
    verdict,
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
_CAPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SATURATED: ("saturated: slope under 1% of its largest", "saturated: slope under 1%"),
        OFF: ("neurons off: slope 0",),
        NEVER: ("nothing saturates, nothing is off", "nothing saturates"),
    }
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


def count_word(count: int) -> str:
    """A small number as a word."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def factor(found: Verdict, is_alone: bool = False) -> tuple[str, str]:
    """A card's own figure and its word: ("110,000×", "smaller"); of a layer that is alone, its size."""
    if found.kind == OVERFLOWS:
        return "∞", "past all numbers"
    if found.kind == NOTHING:
        return "0", "no gradient"
    if is_alone:
        return size(found.size), ""
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


def share_captions(column: Column) -> tuple[str, ...]:
    """What the lower plot shows, the longest form first."""
    if column.way == SMALL:
        small = number(shape(column.what.function).small or 0.0, 2)
        return f"neurons on the small slope: {small}", f"on the small slope: {small}"
    return _CAPTIONS[column.way]


def no_share(column: Column) -> str:
    """What stands in place of bars where there are none."""
    shares = column.share[~np.isnan(column.share)]
    return "0% in every layer" if not shares.any() else ""


def size(value: float) -> str:
    """A gradient's size: "4.4 × 10⁻⁸"."""
    return power_of_ten(value)


@lru_cache(maxsize=32)
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
    start = "None is." if not shares.any() else f"{between} of neuron × example pairs are."
    if column.way == NEVER:
        start = "No end is flat."
    if len(slopes) > 1 and 0 < product < 0.1:
        return (f"{start} {_product(column, product, len(slopes) - 1, mean)}",)
    return (f"{start} A layer's mean slope is {mean}.",)


def _product(column: Column, product: float, count: int, mean: str) -> str:
    """What the slopes alone would leave, and what the weights make of it."""
    found = verdict(column, 0, len(column.slope) - 1, is_signal=False)
    left = times(1 / product).removesuffix("×").removesuffix(" times")
    told = f"{count_word(count)} mean slopes of {mean}, multiplied, leave 1 part in {left}"
    if found.kind == VANISHES:
        part = "; the weights give some of it back" if found.factor * product < 0.1 else ""
        return f"But {told}{part}."
    return f"{names.capital(told)}; the weights make up for that."


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
        f"{between} for the average example. Solid: off for all {len(measured.fed)}, "
        f"{percent(float(dead[place]), 0)} in {layer(measured, place)}."
    )


def conditions(measured: Measured, outputs: str, weights: str, is_new: bool = True) -> str:
    """How it was measured, all of it; ``weights`` says which, where they aren't a stack's new ones."""
    fed = measured.fed
    who = f"{len(fed)} examples of {fed.whose}" if fed.whose else f"{len(fed)} rows of noise"
    line = (
        "Line: median of the seeds; band: lowest to highest; bars: mean."
        if measured.seeds > 1
        else "One set of weights."
    )
    step = "First step" if is_new else "One step"
    return f"{step} of gradient descent on {who}; size is the root mean square. {outputs}. {weights}{line}"

"""The sentence above the cards: the one that is furthest from equal, in its own figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.initializers import for_activation
from nnviz.scene.lab.gradients import words
from nnviz.scene.lab.gradients.measuring import Measured
from nnviz.scene.lab.gradients.verdicts import (
    ALARMING,
    NOTHING,
    OVERFLOWS,
    SAME,
    VANISHES,
    Verdict,
    middle,
    other_of,
    verdict,
    worst,
)
from nnviz.scene.words import names
from nnviz.scene.words.counting import acts, amount
from nnviz.scene.words.numbers import number, times

TINY = 1e-6
"""Gradients smaller than this are nothing to be calm about."""


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


def hero(measured: Measured, place: int, is_signal: bool, by_start: bool) -> Hero:
    """The sentence about the card that is furthest from equal."""
    if len(measured.numbers) == 1:
        return _alone(measured, is_signal, by_start)
    other = other_of(measured, place)
    found = tuple(verdict(column, place, other, is_signal) for column in measured.columns)
    first = worst(found)
    one = found[first]
    name = words.in_sentence(measured.columns[first].what, by_start)
    here, there = words.layer(measured, place), words.layer(measured, other)
    below = _below(measured, found, first, place, other)
    if one.kind == SAME:
        if by_start:
            return _of_starts(measured, found, here, is_signal)
        return _calm(measured, found, (here, there), is_signal, below)
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


def _calm(
    measured: Measured, found: tuple[Verdict, ...], layers: tuple[str, str], is_signal: bool, below: str
) -> Hero:
    """The two layers are alike on every card; whether that is good news, all layers' sizes say."""
    here, there = layers
    what = "signals" if is_signal else "gradients"
    least = min(one.size for one in found)
    figure = times(max(one.distance for one in found))
    if least >= TINY and _is_level(measured, is_signal):
        before = f"Nothing vanishes: {what} of {here} and {there} differ by"
        return Hero(before, figure, "at most.", False, below)
    tail = "at most." if least >= TINY else f"at most, but are as small as {words.size(least)}."
    return Hero(f"The {what} of {here} and {there} differ by", figure, tail, False, below)


def _is_level(measured: Measured, is_signal: bool) -> bool:
    """Whether no two layers of a card are ten times apart."""
    for column in measured.columns:
        sizes = middle(column, is_signal)
        if not max(sizes) < ALARMING * min(sizes):
            return False
    return True


def _of_starts(measured: Measured, found: tuple[Verdict, ...], here: str, is_signal: bool) -> Hero:
    """Layers are alike on every card; the start that is furthest from the one that suits the function."""
    function = measured.columns[0].what.function
    starts = [column.what.start for column in measured.columns]
    suited = for_activation(function.name)
    by_size = np.argsort([one.size for one in found])
    first = starts.index(suited) if suited in starts else int(by_size[len(found) // 2])
    ratios = [found[first].size / one.size for one in found]
    card = max(range(len(found)), key=lambda n: max(ratios[n], 1 / ratios[n]))
    factor = max(ratios[card], 1 / ratios[card])
    name, beside = (words.in_sentence(measured.columns[n].what, by_start=True) for n in (card, first))
    said = names.function_title(function)
    if is_signal:
        before, than = f"{said}: with {name}, the signal of {here} is", ("smaller", "larger")
    else:
        before, than = f"{said}: with {name}, {here} learns", ("more slowly", "faster")
    below = f"Medians of {amount(measured.seeds, 'seed')}. On each card, the layers are within 10×."
    after = f"{than[ratios[card] < 1]} than with {beside}."
    return Hero(before, times(factor), after, factor >= ALARMING, below)


def _alone(measured: Measured, is_signal: bool, by_start: bool) -> Hero:
    sizes = [np.median(c.signals if is_signal else c.sizes) for c in measured.columns]
    names_ = [words.in_sentence(column.what, by_start) for column in measured.columns]
    told = ", ".join(f"{n} {words.size(float(s))}" for n, s in zip(names_, sizes, strict=True))
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
        return f"Each figure is the median of {seeds} seeds' own ratios."
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
        few = words.count_word(len(calm)) if calm else "none"
        stay = acts(max(len(calm), 1), "stay")
        return f"Of the other {words.count_word(len(rest))}, {few} {stay} within 10×."
    which = "the other one" if len(rest) == 1 else f"the other {words.count_word(len(rest))}"
    layers = f"layers {measured.numbers[place]} and {measured.numbers[other]}"
    most = max(max(one.high, _inverse(one.low)) for one in calm)
    seed = " in any seed" if measured.seeds > 1 else ""
    return f"With {which}, {layers} differ by no more than {times(most)}{seed}."

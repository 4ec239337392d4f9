"""What the softmax bench says: its title, a sentence a step, and what the score in hand should do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.scene.lab.softmax.bench import Bench
from nnviz.scene.lab.softmax.printed import sigmoid_words
from nnviz.scene.lab.softmax.working import Working
from nnviz.scene.words import names
from nnviz.scene.words.counting import counted_word
from nnviz.scene.words.names import subscript
from nnviz.scene.words.numbers import MINUS, number
from nnviz.scene.words.outcome import named

LARGEST_POWER = "3.4e38"
"""What float32 ends at."""


@dataclass(frozen=True)
class Labels:
    """What the rows are called where something is taken off, and where the temperature isn't 1."""

    below: str
    errors: str
    letter: str
    less: str


def labels_of(working: Working) -> Labels:
    """``z − max``, or ``z/T − max``, ``z`` and ``z/T``; ``y − t`` or ``(y − t)/T``."""
    is_warm = working.temperature != 1
    letter = "z/T" if is_warm else "z"
    less = f" {MINUS} max" if working.shifted else ""
    errors = f"(y {MINUS} t)/T" if is_warm else f"y {MINUS} t"
    return Labels(letter + less, errors, letter, less)


def heading(count: int) -> str:
    """The page's title: "Ten scores become ten shares"."""
    if count == 1:
        return "One score becomes one share"
    word = counted_word(count)
    return f"{names.capital(word)} scores become {word} shares"


def titles(working: Working) -> tuple[str, ...]:
    """The names of the six steps."""
    labels = labels_of(working)
    return "scores", labels.below, "eᶻ", "sum", "shares", labels.errors


def sentence(bench: Bench, working: Working, step: int) -> str:
    """What happens in a step, from 1, in the numbers of these very scores."""
    return (_scores, _below, _powers, _sum, _shares, _errors)[step - 1](bench, working)


def _quoted(bench: Bench, place: int) -> str:
    return f"“{names.short(bench.labels[place])}”"


def _scores(bench: Bench, working: Working) -> str:
    best = np.flatnonzero(working.scores == working.scores.max())
    count = names.capital(counted_word(bench.count))
    if bench.count == 1:
        return f"One score: {number(working.scores[0], 3)}, {bench.note}."
    top = number(working.scores.max(), 3)
    if len(best) > 1:
        return f"{count} scores, {bench.note}: {counted_word(len(best))} tie at the top with {top}."
    if not len(best):
        return f"{count} scores, {bench.note}: one of them is no number."
    return f"{count} scores, {bench.note}: {_quoted(bench, int(best[0]))} has the largest, {top}."


def _below(bench: Bench, working: Working) -> str:
    top = number(working.largest, 3)
    if working.shifted:
        return f"{top}, the largest, is taken off each: no e^z can overflow, and no share changes."
    if np.isinf(working.powers).any():
        return f"Nothing is taken off, and {top} is more than e^z can take: float32 ends at e^88.7."
    return "Nothing is taken off: that is well as long as no score is above 88.7, where e^z overflows."


def _powers(bench: Bench, working: Working) -> str:
    over = np.flatnonzero(np.isinf(working.powers))
    if len(over):
        power = number(float(working.below[over[0]]), 3)
        return f"e^{power} is ∞ in float32, which ends at {LARGEST_POWER}: it overflows."
    if not working.powers.any():
        return "Every e^z is too small for float32: all of them are 0."
    if working.shifted:
        return "e to the power of each is never negative, and the largest score's is 1: e^0."
    return "e to the power of each is never negative; a score higher by 1 makes it 2.718 times as large."


def _sum(bench: Bench, working: Working) -> str:
    total = number(working.total, 3)
    if np.isinf(working.total):
        return "The sum is ∞ as soon as one of them is."
    if not working.total:
        return "Their sum is 0, and nothing can be divided by it."
    if bench.count == 1:
        return f"There is one alone: the sum is {total}."
    return f"All {counted_word(bench.count)} together make {total}: the whole that is shared out."


def _shares(bench: Bench, working: Working) -> str:
    if not working.is_whole:
        division = "0 / 0" if not working.total else "∞ / ∞"
        hint = "" if working.shifted else " Take the largest off first: the same shares, without overflow."
        return f"{division} is no number, NaN: there are no shares.{hint}"
    if bench.count == 1:
        return "One score's share is always 1, whatever the score."
    if bench.count == 2:
        below = subscript(bench.numbers[0]), subscript(bench.numbers[1])
        return f"Two scores: softmax is the sigmoid of their difference, {sigmoid_words(working, 0, below)}."
    best = np.flatnonzero(working.shares == working.shares.max())
    share = number(float(working.shares.max()), 3)
    if len(best) > 1:
        return f"Each over the sum: a tie of {counted_word(len(best))}, {share} each."
    return f"Each over the sum: {_quoted(bench, int(best[0]))} gets the most, {share} of 1."


def _errors(bench: Bench, working: Working) -> str:
    if not working.is_whole:
        return "Without shares there is nothing to learn from: y − t is NaN."
    t, others = bench.target, bench.count - 1
    z = f"z{subscript(bench.numbers[t])}"
    if not others:
        return "y − t is 0: one share is always right, so there is nothing to learn."
    lead = (
        f"It is {named(names.short(bench.labels[t]))}"
        if t == bench.truth
        else f"{_quoted(bench, t)} is right"
    )
    errors = working.errors.copy()
    if not errors[t]:
        return f"{lead} and has all of 1: nothing is pushed."
    errors[t] = -np.inf
    most = f"z{subscript(bench.numbers[int(errors.argmax())])}"
    if others == 1:
        return f"{lead}, so learning pushes {z} up and {most} down by as much."
    rest = f"the other {counted_word(others)} down, {most} most of all"
    return f"{lead}, so learning pushes {z} up and {rest}."


def verdict(working: Working, place: int) -> tuple[str, ...]:
    """What y − t asks of the score in hand, from full to short: "Too low by 0.884: its score goes up."."""
    share, t = float(working.shares[place]), float(place == working.target)
    if not np.isfinite(share):
        return "No number: nothing can be learned from it.", "No number to learn from."
    gap = share - t
    if working.count == 1:
        return ("One score: its share is always 1.",)
    if not gap:
        return ("Just right: its score stays.",)
    size = number(abs(gap), 3)
    how, way = ("low", "up") if gap < 0 else ("high", "down")
    return f"Too {how} by {size}: its score goes {way}.", f"Too {how} by {size}: goes {way}."


HINT = "Drag the line back: rows of later steps go blank again."

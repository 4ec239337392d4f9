"""What the columns tell of the answer, measured on the rows to learn from alone, and what is to be beaten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.plaintext import visible
from nnviz.scene.table.title import listed
from nnviz.scene.words import numbers
from nnviz.scene.words.counting import amount, counted_word

STRONG, WEAK = 0.5, 0.1
"""From this share of a column's spread on the answer explains much of it; below the other, hardly any."""
MOST_NAMED = 2


@dataclass(frozen=True)
class Told:
    """``head`` and ``rest`` of a sentence, the latter from long to short, and how they were measured."""

    head: str
    rest: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class ToBeat:
    """A number and what it is the score of; ``how`` it was found."""

    text: str
    line: str
    how: str


def told(data: Dataset, columns: Sequence[str], origin: Sequence[int]) -> Told:
    """What the columns, by their names, tell of the answer. ``origin`` (inputs,) says which column an input
    comes from: one that is a category has several."""
    shares = explained(data.training, np.asarray(origin, np.int64), len(columns))
    names = [visible(name) for name in columns]
    is_classes = bool(data.class_names)
    count = len(data.class_names)
    head = f"{counted_word(count).capitalize()} classes." if is_classes else "A value."
    what = "its class explains" if is_classes else "follows the answer in a straight line"
    order = sorted(range(len(names)), key=lambda place: -shares[place])
    figures = ", ".join(f"{names[place]} {numbers.percent(shares[place], 0)}" for place in order[:12])
    symbol = "η²" if is_classes else "r²"
    rows = amount(len(data.training), "row")
    how = f"{symbol}: the share of a column's spread that {what}, in the {rows} to learn from: {figures}."
    found = [(names[place], float(shares[place])) for place in order]
    return Told(head, _sentences(found, is_classes), how)


def explained(data: Dataset, origin: np.ndarray, columns: int) -> np.ndarray:
    """(columns,) shares 0..1 of each column's variance. Of classes: that between their means over all of it,
    η² (Fisher, Statistical Methods for Research Workers, 1925). Of values: the squared correlation. A
    column of several inputs has the largest of theirs."""
    inputs = data.inputs.reshape(len(data), -1).astype(np.float64)
    centred = inputs - inputs.mean(axis=0)
    whole = (centred**2).sum(axis=0)
    if data.class_names:
        between = np.zeros_like(whole)
        for one in np.unique(data.targets):
            rows = centred[data.targets == one]
            between += len(rows) * rows.mean(axis=0) ** 2
    else:
        answer = data.targets.reshape(len(data)).astype(np.float64)
        answer = answer - answer.mean()
        spread = float((answer**2).sum()) or 1.0
        between = (centred * answer[:, None]).sum(axis=0) ** 2 / spread
    shares = np.where(whole > 0, between / np.where(whole > 0, whole, 1.0), 0.0)
    found: np.ndarray = np.zeros(columns)
    np.maximum.at(found, origin, np.clip(shares, 0.0, 1.0))
    return found


def to_beat(data: Dataset) -> ToBeat:
    """What always giving one answer scores on the rows that are kept aside, or on all where none are."""
    judged = data.unseen if data.held_out else data.training
    where = f"the {amount(len(judged), 'row')} kept aside" if data.held_out else "all rows"
    if data.class_names:
        most = int(np.bincount(data.training.targets, minlength=len(data.class_names)).argmax())
        share = float((judged.targets == most).mean())
        name = visible(data.class_names[most])
        how = f"Always answering “{name}”, the most frequent class, is right for so many of {where}."
        return ToBeat(numbers.percent(share), f"to beat: always “{name}”", how)
    mean = float(data.training.targets.mean())
    error = float(np.abs(judged.targets - mean).mean())
    how = (
        f"Always answering {numbers.compact(mean)}, the mean of the rows to learn from, is off by so much on "
        f"average in {where}."
    )
    return ToBeat(f"±{numbers.compact(error)}", f"to beat: always {numbers.compact(mean)}", how)


def _sentences(found: list[tuple[str, float]], is_classes: bool) -> tuple[str, ...]:
    strong = [name for name, share in found if share >= STRONG]
    weak = [name for name, share in found if share < WEAK]
    middle = [name for name, share in found if WEAK <= share < STRONG]
    verbs = (
        (
            ("sets them apart", "set them apart"),
            ("differs a little", "differ a little"),
            ("hardly differs", "hardly differ"),
        )
        if is_classes
        else (
            ("goes with it", "go with it"),
            ("goes with it a little", "go with it a little"),
            ("hardly goes with it in a straight line", "hardly go with it in a straight line"),
        )
    )
    groups = [(names, verb) for names, verb in zip((strong, middle, weak), verbs, strict=True) if names]
    if not groups:
        return ("",)
    whole = ["; ".join(_part(*group, most) for group in groups) for most in range(MOST_NAMED, -1, -1)]
    return tuple(f"{text}." for text in dict.fromkeys((*whole, _part(*groups[0], 0))))


def _part(names: list[str], verb: tuple[str, str], most: int) -> str:
    """ "a and b differ", with at most so many names and one; where none is named, how many they are."""
    if not most and len(names) > 1:
        return f"{amount(len(names), 'column')} {verb[1]}"
    shown = names if len(names) <= most + 1 else [*names[:most], f"{len(names) - most:,} more"]
    return f"{listed(shown)} {verb[len(names) > 1]}"

"""One column: its kind, what is in it, what it could be instead. Made only where it is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.data.tables import Choices, Column, ColumnGuess, Guess, Preview
from nnviz.plaintext import visible
from nnviz.scene.words import numbers
from nnviz.scene.words.counting import amount

KINDS = {"number": "Number", "category": "Category", "target": "Target", "out": "Leave out"}
LEFT_OUT = "Left out"
REMEDIES = {"drop": "rows dropped", "median": "median instead"}
REMEDY_CHOICES = {"drop": "Drop rows that lack a value", "median": "Fill with the median"}
ANSWER_CHOICES = {"classes": "Its values are classes", "value": "Its values are amounts"}
MOST_TEXTS = 3
"""Texts of a column whose bars fit under its name."""
MOST_PATTERNS = 6
"""Classes that are told apart by a fill; of more, histograms count all alike."""


@dataclass(frozen=True)
class TextBar:
    """One text of a column: its name, its rows, the share of the most frequent one's, and its class; −1: it
    is none."""

    name: str
    count: int
    share: float
    pattern: int


@dataclass(frozen=True)
class Head:
    """What stands over a column. ``bars`` (12, classes) are heights as shares of the tallest bar; ``ends``
    the least and the largest number; ``texts`` the most frequent ones, ``others`` says how many there are
    beside these. ``remedy`` says what is done about what is missing."""

    name: str
    kind: str
    chip: str
    bars: np.ndarray
    ends: tuple[str, str] | None
    texts: tuple[TextBar, ...]
    others: str
    missing: str
    is_missing: bool
    remedy: str
    told: str


@dataclass(frozen=True)
class Kind:
    """One row of a column's menu. ``line`` says what the network becomes, or why that can't be."""

    kind: str
    text: str
    is_chosen: bool
    is_possible: bool
    line: str


def head(preview: Preview, guess: Guess, choices: Choices, number: int) -> Head:
    """What stands over column ``number``, from 0, once it is of the kind that is chosen."""
    column, kind = preview.columns[number], choices.kinds[number]
    chip = LEFT_OUT if kind == "out" else KINDS[kind]
    is_missing = column.missing > 0 and kind != "out"
    remedy = ""
    if is_missing:
        remedy = "rows dropped" if kind == "target" else REMEDIES[choices.missing]
    found = guess.columns[number]
    texts = _texts(column, bool(preview.classes) and kind == "target")
    more = max(column.distinct - len(texts), 0) if texts else 0
    return Head(
        visible(column.name),
        kind,
        chip,
        _bars(column),
        _ends(column),
        texts,
        f"and {more:,} more" if more else "",
        f"{column.missing:,} missing",
        is_missing,
        remedy,
        _told(column, found, chip),
    )


def cells(preview: Preview, number: int) -> tuple[str, ...]:
    """The first rows of a column, in words; empty where a value is missing. Its numbers have as many digits
    after the point as all of them need."""
    values = [row[number] for row in preview.rows]
    known = np.array([value for value in values if isinstance(value, float)])
    decimals = numbers.decimals_of(known) if len(known) else 0
    return tuple(
        ""
        if value is None
        else visible(value[:200])
        if isinstance(value, str)
        else numbers.number(value, decimals)
        for value in values
    )


def pattern_of(preview: Preview, text: str) -> int:
    """Which class a cell of the target is; −1: none."""
    return preview.classes.index(text) if text in preview.classes else -1


def kinds(guess: Guess, choices: Choices, number: int, becomes: Callable[[Choices], str]) -> tuple[Kind, ...]:
    """The rows of a column's menu; ``becomes`` says in words which network fits other choices."""
    found = guess.columns[number]
    possible = {one.value: one for one in found.alternatives}
    rows = []
    for kind, text in KINDS.items():
        one = possible.get(kind)
        is_chosen = choices.kinds[number] == kind
        is_possible = is_chosen or one is None or one.holds
        line = becomes(guess.with_kind(choices, number, kind)) if is_possible else one.why if one else ""
        rows.append(Kind(kind, text, is_chosen, is_possible, line))
    return tuple(rows)


def has_amounts(guess: Guess, number: int) -> bool:
    """Whether a target's values can be classes as well as amounts."""
    found = guess.columns[number].answers
    return found is not None and all(one.holds for one in found.alternatives)


def _bars(column: Column) -> np.ndarray:
    counts = np.asarray(column.histogram, np.float64)
    if not len(counts):
        return counts
    if counts.shape[1] > MOST_PATTERNS:
        counts = counts.sum(axis=1, keepdims=True)
    return np.asarray(counts / max(counts.sum(axis=1).max(), 1.0))


def _ends(column: Column) -> tuple[str, str] | None:
    if column.least is None or column.largest is None:
        return None
    both = np.array([column.least, column.largest])
    decimals = numbers.decimals_of(both)
    return numbers.number(column.least, decimals), numbers.number(column.largest, decimals)


def _texts(column: Column, is_target: bool) -> tuple[TextBar, ...]:
    shown = column.texts[:MOST_TEXTS]
    most = max((count for _, count in column.texts), default=1) or 1
    return tuple(
        TextBar(visible(name), count, count / most, place if is_target else -1)
        for place, (name, count) in enumerate(shown)
    )


def _told(column: Column, found: ColumnGuess, chip: str) -> str:
    """For the pointer that rests on a column, and for those who listen."""
    parts = [f"{visible(column.name)}: {chip.lower()}"]
    if chip.lower().replace("left", "leave") == KINDS[found.kind].lower():
        parts.append(found.why)
    parts.append(f"{amount(column.distinct, 'different value')}, {column.missing:,} missing")
    return "; ".join(parts)

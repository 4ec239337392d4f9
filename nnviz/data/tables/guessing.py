"""A table's dress, columns and target, guessed from its first part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from nnviz.data.tables import dress, kinds, sample, source, target
from nnviz.data.tables.model import MISSING, Alternative, Choices, ColumnGuess, Finding, Given, Guess
from nnviz.data.tables.sample import Cut, Sample
from nnviz.engine.numbers import amount
from nnviz.errors import InputError

COMMENT = "#"
MOST_COLUMNS = 20_000
MOST_DROPPED = 0.1
"""A larger share of rows isn't dropped for a missing value, but filled."""
SMALLEST_PICTURE, LARGEST_PICTURE = 4, 64


@dataclass(frozen=True, eq=False)
class Looked:
    """What was looked at: the sample, its rows, the columns' names, and the columns."""

    sample: Sample
    cut: Cut
    names: tuple[str, ...]
    columns: tuple[kinds.Cells, ...]


def guess(path: Path, given: Given | None = None) -> Guess:
    """Guess how a table is to be read and learned from; what is ``given`` stays.

    Raises:
        FileError: it can't be read, or is too large.
        InputError: it is empty, no text, or has one column.
    """
    given = given or Given()
    source.check(path)
    text = source.look(path)
    encoding = dress.encoding(text, given.encoding)
    taken = sample.take(path, Choices(encoding=str(encoding.value)))
    comment = COMMENT if _has_comments(taken) else ""
    if comment:
        taken = sample.take(path, Choices(encoding=str(encoding.value), comment=comment))
    delimiter, cuts = dress.delimiter(taken, given.delimiter)
    cut = cuts[str(delimiter.value)]
    if not cut.rows:
        _refuse(taken, str(delimiter.value))
    if cut.width > MOST_COLUMNS:
        raise InputError(f"{path.name} has {cut.width:,} columns; at most {MOST_COLUMNS:,} can be inputs.")
    if cut.width < 2:
        raise InputError(
            f"{path.name} has one column; it needs what to learn from, and what is to be predicted."
        )
    decimal = dress.decimal(cut, given.decimal)
    header = dress.header(cut, str(decimal.value), given.header)
    choices = Choices(
        str(delimiter.value),
        str(decimal.value),
        bool(header.value),
        str(encoding.value),
        comment,
        above=cut.above,
    )
    seen = looked(taken, cut, choices)
    columns = _columns(seen)
    goal = target.guess(path.name, columns, seen.columns, given.target)
    return _whole(choices, (delimiter, decimal, header, encoding), seen, columns, goal)


def _refuse(taken: Sample, delimiter: str) -> None:
    """Say why there are no rows at all."""
    if any(line.strip(",;|\t \r\n") for line in taken.lines):
        taken.rows(delimiter)
    raise InputError(f"{taken.path.name} is empty; give it rows of numbers.")


def looked(taken: Sample, cut: Cut, choices: Choices) -> Looked:
    """The columns of a sample as ``choices`` read them."""
    rows = [row for row in cut.rows if len(row) == cut.width]
    first, rest = (rows[0], rows[1:]) if choices.header and rows else (None, rows)
    if not rest:
        raise InputError(
            f"{taken.path.name} holds no examples, only a line of names; give it rows of numbers."
        )
    named = names(first, cut.width)
    cells = list(zip(*rest, strict=True))
    columns = tuple(
        kinds.Cells.of(name, part, choices.decimal) for name, part in zip(named, cells, strict=True)
    )
    return Looked(taken, cut, named, columns)


def names(first: Sequence[str] | None, width: int) -> tuple[str, ...]:
    """The columns' names: those of the first row, or by number; of equal ones the later have a number."""
    given = first or [f"x{number}" for number in range(1, width + 1)]
    found: list[str] = []
    taken = set(given)
    count: dict[str, int] = {}
    for number, name in enumerate(given, start=1):
        plain = name.strip() or f"column {number}"
        count[plain] = count.get(plain, 0) + 1
        shown = plain
        while shown in found or (shown != plain and shown in taken):
            count[plain] += shown != plain
            shown = f"{plain} ({max(2, count[plain])})"
        found.append(shown)
    return tuple(found)


def _has_comments(taken: Sample) -> bool:
    marked = sum(line.startswith(COMMENT) for line in taken.lines)
    return 0 < marked < len(taken.lines) / 2


def _columns(seen: Looked) -> tuple[ColumnGuess, ...]:
    varied = [column for column in seen.columns if len(column.texts) > 1]
    return tuple(kinds.guess(column, alone=len(varied) <= 2) for column in seen.columns)


def _whole(
    choices: Choices,
    found: tuple[Finding, Finding, Finding, Finding],
    seen: Looked,
    columns: tuple[ColumnGuess, ...],
    goal: Finding,
) -> Guess:
    number = int(str(goal.value))
    natural = [column.kind for column in columns]
    picture = _picture(seen, number)
    if picture.value is not None:
        natural = ["number"] * len(natural)
    natural[number] = "target"
    answers = columns[number].answers or Finding("classes", columns[number].why_not)
    missing = _missing(seen, tuple(natural))
    full = replace(
        choices,
        kinds=tuple(natural),
        answers=str(answers.value),
        missing=str(missing.value),
        picture=picture.value,  # type: ignore[arg-type]
    )
    notes = _notes(seen, columns, full)
    return Guess(full, *found, columns, goal, answers, missing, picture, notes)


def _missing(seen: Looked, natural: tuple[str, ...]) -> Finding:
    rows = len(seen.columns[0].cells)
    lacking = np.zeros(rows, bool)
    count = 0
    for column, kind in zip(seen.columns, natural, strict=True):
        if kind == "out" or kind == "target":
            continue
        gaps = column.gaps(kind)
        lacking |= gaps
        count += int(gaps.sum())
    lost = int(lacking.sum())
    if not lost:
        why = "nothing is missing"
        return Finding("drop", why, tuple(Alternative(value, True, why) for value in MISSING))
    words = (f"{amount(lost, 'row')} of {rows:,} would go", f"{amount(count, 'value')} would be filled")
    chosen = "drop" if lost <= MOST_DROPPED * rows else "median"
    found = tuple(
        Alternative(value, value == "median" or lost < rows, why)
        for value, why in zip(MISSING, words, strict=True)
    )
    return Finding(chosen, words[MISSING.index(chosen)], found)


def _picture(seen: Looked, goal: int) -> Finding:
    """Whether the inputs are the pixels of a square picture: whole numbers of one range, as many as a square
    has, most columns reaching over much of that range."""
    inputs = [column for number, column in enumerate(seen.columns) if number != goal]
    side = math.isqrt(len(inputs))
    none = Finding(
        None, "the columns aren't the pixels of a square", (Alternative(None, True, "columns of their own"),)
    )
    if side * side != len(inputs) or not SMALLEST_PICTURE <= side <= LARGEST_PICTURE:
        return none
    if not all(column.is_number and len(column.values) == len(column.cells) for column in inputs):
        return none
    values = np.array([column.values for column in inputs])
    most = values.max()
    reach = values.max(axis=1) >= most / 2
    if (values < 0).any() or (values != np.round(values)).any() or most < 2 or reach.mean() < 0.5:
        return none
    why = f"{len(inputs)} columns of whole numbers from 0 to {most:.0f}"
    return Finding(
        (side, side),
        why,
        (Alternative((side, side), True, why), Alternative(None, True, "columns of their own")),
    )


def _notes(seen: Looked, columns: tuple[ColumnGuess, ...], choices: Choices) -> tuple[str, ...]:
    notes = []
    if seen.cut.above:
        notes.append(f"{amount(seen.cut.above, 'line')} above the table skipped.")
    if seen.sample.comments:
        notes.append(f"{amount(seen.sample.comments, 'line')} skipped that begin with {COMMENT}.")
    notes += [
        f"{column.name} is left out: {column.why}."
        for column, kind in zip(columns, choices.kinds, strict=True)
        if kind == "out"
    ]
    notes += [
        f"{column.name} becomes {amount(len(cells.texts), 'input')}, one for each of its texts."
        for column, cells, kind in zip(columns, seen.columns, choices.kinds, strict=True)
        if kind == "category"
    ]
    return tuple(notes)

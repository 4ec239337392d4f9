"""What is seen of a table before it is used: its first lines and rows, and its columns in figures."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from nnviz.data.tables import guessing, learnable, numbers, sample
from nnviz.data.tables.guessing import Looked
from nnviz.data.tables.kinds import Cells
from nnviz.data.tables.model import Choices, Column, Preview, RawLine
from nnviz.data.tables.reading import read
from nnviz.data.tables.sample import Cut, Sample
from nnviz.engine.numbers import amount
from nnviz.errors import InputError, NNVizError

RAW_LINES, ROWS, BINS, TEXTS = 3, 200, 12, 40
"""Lines as they stand, rows as read, parts of a histogram, different texts: so many are shown at most."""
FEWEST_ROWS, MOST_CELLS = 40, 400_000
"""Of a very wide table so many rows, and about so many cells."""
LONGEST_LINE = 2_000
"""Characters of a line that are shown."""


def preview(path: Path, choices: Choices) -> Preview:
    """What ``choices`` make of the first part of a table.

    Raises:
        FileError: it can't be read.
        InputError: it can't be decoded, or isn't closed where a quote opens.
    """
    taken = sample.take(path, choices)
    cut = taken.cut(choices.delimiter)
    seen = guessing.looked(taken, cut, choices)
    if len(choices.kinds) != len(seen.columns):
        raise InputError(
            f"{path.name} has {amount(len(seen.columns), 'column')} when it is read so; guess again."
        )
    target = choices.target
    codes, classes = _classes(seen, choices)
    columns = tuple(
        _column(one, kind, codes, classes) for one, kind in zip(seen.columns, choices.kinds, strict=True)
    )
    counts = np.bincount(codes[codes >= 0], minlength=len(classes)) if classes else np.zeros(0, int)
    uneven = cut.uneven()
    used = [one.missing for one in columns if one.kind != "out"]
    notes, problem = _notes(path, choices, taken.is_whole, uneven, target)
    return Preview(
        _raw_lines(taken, cut, choices),
        columns,
        _rows(seen, choices),
        classes,
        tuple(int(count) for count in counts),
        len(seen.columns[0].cells),
        sum(used),
        taken.is_whole,
        notes,
        problem,
        tuple(line for line, _ in uneven),
    )


def _classes(seen: Looked, choices: Choices) -> tuple[np.ndarray, tuple[str, ...]]:
    """(Each row's class, −1 where it has none; the classes), both empty where values are predicted."""
    target = choices.target
    rows = len(seen.columns[0].cells)
    if target is None or choices.answers != "classes":
        return np.zeros(rows, np.int64), ()
    column = seen.columns[target]
    code = {text: number for number, text in enumerate(column.texts)}
    codes = np.array([code.get(cell, -1) for cell in column.cells], np.int64)
    there = codes >= 0
    ordered, classes = learnable.in_order(codes[there], column.texts, choices.decimal)
    codes[there] = ordered
    return codes, classes


def _column(one: Cells, kind: str, codes: np.ndarray, classes: tuple[str, ...]) -> Column:
    missing = sum(map(numbers.is_missing, one.cells))
    as_number = kind == "number" or (kind == "target" and not classes) or (kind == "out" and one.is_number)
    if as_number:
        gaps = np.isnan(one.found.values)
        values = one.values
        if len(values):
            histogram = _histogram(one.found.values, gaps, codes, max(1, len(classes)))
            ends = float(values.min()), float(values.max())
            return Column(one.name, kind, int(gaps.sum()), len(np.unique(values)), *ends, (), histogram)
    return Column(
        one.name,
        kind,
        missing,
        len(one.texts),
        None,
        None,
        _texts(one, kind, codes, classes),
        np.zeros((0, 1), np.int64),
    )


def _histogram(values: np.ndarray, gaps: np.ndarray, codes: np.ndarray, classes: int) -> np.ndarray:
    known = ~gaps & (codes >= 0)
    found = np.zeros((BINS, classes), np.int64)
    there = values[~gaps]
    least, largest = float(there.min()), float(there.max())
    place = np.zeros(int(known.sum()), np.int64)
    if largest > least:
        place = np.minimum(((values[known] - least) / (largest - least) * BINS).astype(np.int64), BINS - 1)
    np.add.at(found, (place, codes[known]), 1)
    return found


def _texts(one: Cells, kind: str, codes: np.ndarray, classes: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    if kind == "target" and classes:
        counts = np.bincount(codes[codes >= 0], minlength=len(classes))
        return tuple((name, int(count)) for name, count in zip(classes, counts, strict=True))
    count = dict.fromkeys(one.texts, 0)
    for cell in one.cells:
        if cell in count:
            count[cell] += 1
    return tuple(sorted(count.items(), key=lambda item: -item[1])[:TEXTS])


def _rows(seen: Looked, choices: Choices) -> tuple[tuple[float | str | None, ...], ...]:
    shown: list[list[float | str | None]] = []
    most = min(ROWS, max(FEWEST_ROWS, MOST_CELLS // len(seen.columns)))
    for one, kind in zip(seen.columns, choices.kinds, strict=True):
        plain = kind == "number" or (kind == "target" and choices.answers == "value")
        cells: list[float | str | None] = []
        for cell, value in zip(one.cells[:most], one.found.values[:most], strict=True):
            if plain:
                cells.append(None if value != value else float(value))
            else:
                cells.append(None if numbers.is_missing(cell) else cell)
        shown.append(cells)
    return tuple(zip(*shown, strict=True))


def _raw_lines(taken: Sample, cut: Cut, choices: Choices) -> tuple[RawLine, ...]:
    """The first lines of the table itself."""
    numbered = zip(taken.numbers, taken.lines, strict=True)
    first = cut.numbers[0] if cut.numbers else 1
    there = [(number, line) for number, line in numbered if number >= first and line.strip()]
    return tuple(_raw(number, line, choices) for number, line in there[:RAW_LINES])


def _raw(number: int, line: str, choices: Choices) -> RawLine:
    """A line with the places of its delimiters, those in quotes aside, and of its decimal marks."""
    text = line.rstrip("\r\n")[:LONGEST_LINE]
    quoted, delimiters = False, []
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == choices.delimiter and not quoted:
            delimiters.append((place, place + 1))
    taken = {start for start, _ in delimiters}
    marks = re.finditer(rf"(?<=\d){re.escape(choices.decimal)}(?=\d)", text)
    decimals = [found.span() for found in marks if found.start() not in taken]
    return RawLine(number, text, tuple(delimiters), tuple(decimals))


def _notes(
    path: Path, choices: Choices, is_whole: bool, uneven: list[tuple[int, int]], target: int | None
) -> tuple[tuple[str, ...], str]:
    """What reading it would say, and why it would fail; of a large table nothing but its bad lines."""
    if uneven and choices.ragged == "refuse":
        line, cells = uneven[0]
        more = f", and {amount(len(uneven) - 1, 'other line')} like it" if len(uneven) > 1 else ""
        width = len(choices.kinds)
        return (), f"Line {line} has {amount(cells, 'value')} where the others have {width}{more}."
    if target is None:
        return (), "No column is chosen to be predicted."
    if not is_whole:
        return (), ""
    try:
        return read(path, choices).notes, ""
    except NNVizError as problem:
        return (), str(problem).removeprefix(f"{path.name}: ")

"""A table read into arrays, part by part: no more of its text is in memory than a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz.data.tables import guessing, learnable, source
from nnviz.data.tables.kinds import MOST_CLASSES
from nnviz.data.tables.model import Choices, Table
from nnviz.data.tables.readers import NumberColumn, TextColumn
from nnviz.data.tables.rows import Rows, whole_head
from nnviz.engine import memory
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError
from nnviz.plaintext import LONGEST_NAME

AnyColumn = NumberColumn | TextColumn
_ITEM = 4


class BadLineError(InputError):
    """A line has too few or too many values; :class:`Choices` can leave such lines out."""


@dataclass(frozen=True)
class Part:
    """The rows of a part that are kept: ``numbers`` (n, number columns) float32, ``codes`` (n, categories)
    int32, ``targets`` (n,)."""

    numbers: np.ndarray
    codes: np.ndarray
    targets: np.ndarray


def read(
    path: Path,
    choices: Choices | None = None,
    progress: Callable[[float], None] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Table:
    """Read a table as ``choices`` say, by default as they are guessed.

    Args:
        path: the file.
        choices: how it is read.
        progress: is told again and again what share of the file is read.
        is_wanted: is asked again and again; reading stops where the answer is no.

    Raises:
        FileError: it can't be read, or is too large.
        InputError: it can't be learned from; the sentence names the line or the column.
        StoppedError: it isn't wanted any more.
    """
    if choices is None:
        choices = guessing.guess(path).choices
    size = source.check(path)
    with source.opened(path, choices.encoding, choices.comment) as lines:
        rows = Rows(path, lines, choices.delimiter, choices.above)
        reader = _Reader(path, choices, rows.part(1)[1] if choices.header else [])
        while reader.take(*rows.part()):
            if not is_wanted():
                raise source.StoppedError(f"Reading {path.name} was stopped.")
            reader.check_memory(size / max(1, lines.place()))
            if progress is not None:
                progress(min(1.0, lines.place() / size))
    return reader.table()


class _Reader:
    def __init__(self, path: Path, choices: Choices, head: list[list[str]]) -> None:
        self._path, self._choices = path, choices
        first = whole_head(head[0], len(choices.kinds)) if head else None
        if first is not None and len(first) != len(choices.kinds):
            raise InputError(
                f"{path.name} names {amount(len(first), 'column')} in its first line, but "
                f"{len(choices.kinds)} were chosen; guess again."
            )
        self._names = guessing.names(first, len(choices.kinds))
        for name in self._names:
            if len(name) > LONGEST_NAME:
                raise InputError(
                    f"{path.name}: a column's name has more than {LONGEST_NAME:,} characters; shorten it."
                )
        target = choices.target
        if target is None:
            raise InputError(f"{path.name}: no column is chosen to be predicted; choose one.")
        self._numbers = self._columns("number")
        self._categories = self._columns("category")
        if not self._numbers and not self._categories:
            raise InputError(
                f"{path.name}: no column is left to learn from; take one as a number or a category."
            )
        self._target = (target, self._column(target, choices.answers == "classes", MOST_CLASSES))
        self._parts: list[Part] = []
        self._kept = self._rows = self._bad = self._unanswered = 0

    def _columns(self, kind: str) -> list[tuple[int, AnyColumn]]:
        chosen = [place for place, one in enumerate(self._choices.kinds) if one == kind]
        return [(place, self._column(place, kind == "category", MOST_CLASSES)) for place in chosen]

    def _column(self, place: int, texts: bool, most: int) -> AnyColumn:
        name = self._names[place]
        if texts:
            return TextColumn(self._path.name, name, most)
        return NumberColumn(self._path.name, name, self._choices.decimal)

    def take(self, lines: list[int], rows: list[list[str]]) -> bool:
        """Read the rows of a part; False: there are none."""
        if not rows:
            return False
        lines, rows = self._even(lines, rows)
        if not rows:
            return True
        cells = list(zip(*rows, strict=True))

        def read(columns: Sequence[tuple[int, AnyColumn]], kind: type) -> np.ndarray:
            found: np.ndarray = np.empty((len(columns), len(rows)), kind)
            for row, (place, column) in enumerate(columns):
                found[row] = column.add(cells[place], lines)
            return found.T

        numbers, codes = read(self._numbers, np.float32), read(self._categories, np.int32)
        place, column = self._target
        targets = column.add(cells[place], lines)
        is_kept = targets >= 0 if targets.dtype == np.int32 else ~np.isnan(targets)
        self._unanswered += len(rows) - int(is_kept.sum())
        if self._choices.missing == "drop":
            is_kept &= ~np.isnan(numbers).any(axis=1) & (codes >= 0).all(axis=1)
        self._rows += len(rows)
        self._kept += int(is_kept.sum())
        self._parts.append(Part(np.ascontiguousarray(numbers[is_kept]), codes[is_kept], targets[is_kept]))
        return True

    def _even(self, lines: list[int], rows: list[list[str]]) -> tuple[list[int], list[list[str]]]:
        width = len(self._names)
        if all(len(row) == width for row in rows):
            return lines, rows
        for line, row in zip(lines, rows, strict=True):
            if len(row) != width and self._choices.ragged == "refuse":
                raise BadLineError(
                    f"{self._path.name}, line {line}: {amount(len(row), 'value')} where the others have "
                    f"{width}; mend that line, or leave such lines out."
                )
        fit = [(line, row) for line, row in zip(lines, rows, strict=True) if len(row) == width]
        self._bad += len(rows) - len(fit)
        return [line for line, _ in fit], [row for _, row in fit]

    def check_memory(self, times: float) -> None:
        """Refuse what will take too much, where the file is so many ``times`` as large as what was read."""
        texts = sum(len(column.texts) for _, column in self._categories if isinstance(column, TextColumn))
        # All parts, and the array that they become.
        row = _ITEM * (2 * len(self._numbers) + texts + len(self._categories))
        if self._kept * row * times > memory.LARGEST:
            raise FileError(
                f"Reading {self._path.name} {memory.refusal(self._kept * row * times)}; take a part of it, "
                "or leave columns out."
            )

    def table(self) -> Table:
        """The arrays of all that was read."""
        notes = self._notes()
        inputs, names = self._inputs()
        place, column = self._target
        targets = np.concatenate([part.targets for part in self._parts]) if self._parts else np.empty(0)
        classes: tuple[str, ...] = ()
        if isinstance(column, TextColumn):
            targets, classes = learnable.in_order(targets, column.texts, self._choices.decimal)
        name = self._names[place]
        learnable.check(self._path.name, name, targets, classes, self._rows)
        notes += learnable.warnings(targets, classes)
        picture = self._choices.picture
        if picture is not None and len(names) == picture[0] * picture[1]:
            most = float(np.nanmax(inputs)) or 1.0
            inputs /= np.float32(most)
            notes.append(f"Pixels from 0 to {most:g} were divided by {most:g}, so that they are 0 to 1.")
        return Table(self._path.stem, inputs, targets, names, classes, name, picture, tuple(notes))

    def _inputs(self) -> tuple[np.ndarray, tuple[str, ...]]:
        """One column of numbers for each number, then one for each text of each category."""
        names = [column.name for _, column in self._numbers]
        starts, width = [], len(names)
        for _, column in self._categories:
            starts.append(width)
            texts = column.texts if isinstance(column, TextColumn) else ()
            names += [f"{column.name} = {text}" for text in texts]
            width += len(texts)
        inputs = np.zeros((self._kept, width), np.float32)
        at = 0
        for number, part in enumerate(self._parts):
            stop = at + len(part.targets)
            inputs[at:stop, : len(self._numbers)] = part.numbers
            for column_at, start in enumerate(starts):
                known = np.flatnonzero(part.codes[:, column_at] >= 0)
                inputs[at + known, start + part.codes[known, column_at]] = 1.0
            at = stop
            # What is copied needn't stay.
            empty = np.empty((0, 0), np.float32)
            self._parts[number] = Part(empty, empty, part.targets)
        return inputs, tuple(names)

    def _notes(self) -> list[str]:
        columns = [*self._numbers, *self._categories, self._target]
        notes = [note for _, column in columns for note in column.notes()]
        if self._bad:
            notes.append(f"{amount(self._bad, 'line')} with too few or too many values left out.")
        if self._unanswered:
            notes.append(f"{amount(self._unanswered, 'row')} without {self._target[1].name} left out.")
        lacking = [(column.name, column.missing) for _, column in columns[:-1] if column.missing]
        if lacking:
            what = ", ".join(f"{count:,} of {name}" for name, count in lacking[:8])
            dropped = self._rows - self._kept - self._unanswered
            if self._choices.missing == "drop":
                notes.append(f"Missing: {what}; {amount(dropped, 'row')} left out.")
            else:
                notes.append(f"Missing: {what}; filled with the median of the rows to learn from.")
        return notes

"""Tables of numbers in CSV files: a row an example, the last column what is to be predicted."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz.engine import memory
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError
from nnviz.plaintext import LONGEST_NAME

LARGEST_FILE = 200 * 2**20
"""Bytes of a table at most."""
MOST_CLASSES = 1000
CELL = 160
"""Bytes that a cell takes while a table is read."""
LARGEST_NUMBER = float(np.finfo(np.float32).max)


@dataclass(frozen=True, eq=False)
class Table:
    """``inputs`` (N, columns - 1) float32. ``targets``: where the last column holds words, (N,) class
    numbers into ``class_names`` (in the order they first appear); where it holds numbers, (N,) float32."""

    inputs: np.ndarray
    targets: np.ndarray
    input_names: tuple[str, ...]
    class_names: tuple[str, ...]


def read(path: Path) -> Table:
    """Read a CSV file with commas, semicolons or tabs; a first row of words names the columns.

    Raises:
        FileError: it can't be read.
        InputError: a row is too short or a number isn't one; the sentence names the line.
    """
    rows = _rows(path)
    _check_widths(path, rows)
    names = tuple(f"x{number}" for number in range(1, len(rows[0][1])))
    if not any(_is_number(cell) for cell in rows[0][1][:-1]):
        names = tuple(rows[0][1][:-1])
        rows = rows[1:]
    if not rows:
        raise InputError(f"{path.name} holds no examples; give it rows of numbers.")
    inputs = np.array([_numbers(path, line, row[:-1]) for line, row in rows], np.float32)
    targets, classes = _targets(path, [(line, row[-1]) for line, row in rows])
    return Table(inputs, targets, names, classes)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Line numbers and cells of the rows that aren't empty."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileError(f"{path.name} is larger than {LARGEST_FILE:,} bytes; take a part of it.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise FileError(f"{path.name} isn't a text file in UTF-8; save the table as CSV in UTF-8.") from None
    delimiter = _delimiter(text)
    # Each cell becomes a text and then a number, each line a list of them.
    size = 2 * len(text) + CELL * (text.count(delimiter) + text.count("\n"))
    if size > memory.LARGEST:
        raise FileError(f"Reading {path.name} {memory.refusal(size)}; take a part of it.")
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as problem:
        raise InputError(f"{path.name} isn't a table: {problem}, line {reader.line_num}.") from None
    rows = [(line, row) for line, row in rows if any(row)]
    if not rows:
        raise InputError(f"{path.name} is empty; give it rows of numbers.")
    for line, row in rows:
        if max(map(len, row)) > LONGEST_NAME:
            raise InputError(
                f"{path.name}, line {line}: a value has more than {LONGEST_NAME:,} characters; shorten it."
            )
    return rows


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _check_widths(path: Path, rows: list[tuple[int, list[str]]]) -> None:
    width = len(rows[0][1])
    if width < 2:
        raise InputError(f"{path.name} has one column; it needs inputs and, last, what is to be predicted.")
    for line, row in rows:
        if len(row) != width:
            raise InputError(
                f"{path.name}, line {line}: {amount(len(row), 'value')} where the first row has {width}."
            )


def _numbers(path: Path, line: int, cells: list[str]) -> list[float]:
    for cell in cells:
        if not _is_number(cell):
            what = f'"{cell}" is not a number, or too large a one' if cell else "a value is missing"
            raise InputError(f"{path.name}, line {line}: {what}.")
    return [float(cell) for cell in cells]


def _targets(path: Path, cells: list[tuple[int, str]]) -> tuple[np.ndarray, tuple[str, ...]]:
    if _is_number(cells[0][1]):
        values = [_numbers(path, line, [cell])[0] for line, cell in cells]
        return np.array(values, np.float32), ()
    classes = tuple(dict.fromkeys(cell for _, cell in cells))
    for line, cell in cells:
        if not cell:
            raise InputError(f"{path.name}, line {line}: the class is missing.")
    if len(classes) > MOST_CLASSES:
        raise InputError(f"{path.name} names {len(classes):,} classes; at most {MOST_CLASSES:,} make sense.")
    number = {name: position for position, name in enumerate(classes)}
    return np.array([number[cell] for _, cell in cells], np.int64), classes


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) <= LARGEST_NUMBER
    except ValueError:
        return False

"""Cells read as numbers, a column of a part of the table at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MARKS = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "?"})
"""What stands for a missing value in any column, in any case."""
NUMBER_MARKS = MARKS | {"-", "--", ".", "none", "missing"}
"""The same among numbers: as a class, such a word may be meant."""
SHOWN = 40
"""Characters of a cell that are repeated in a sentence."""
LARGEST = float(np.finfo(np.float32).max)
_BETWEEN = "\x1f"
_UNIT = re.compile(r"^[$€£¥]\s*|\s*[%$€£¥]$")
"""What may stand before or behind a number and is no part of it."""
_THOUSANDS = {
    ".": re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?"),
    ",": re.compile(r"[-+]?\d{1,3}(\.\d{3})+(,\d*)?"),
}


@dataclass(frozen=True, eq=False)
class Numbers:
    """``values`` (n,) float64: NaN where a cell is ``missing``, ``odd`` (text that is no number) or isn't
    finite as float32 (``infinite``)."""

    values: np.ndarray
    missing: np.ndarray
    odd: np.ndarray
    infinite: np.ndarray


def read(cells: Sequence[str], decimal: str) -> Numbers:
    """Read cells as numbers; ``decimal`` is "." or ","."""
    count = len(cells)
    none = np.zeros(count, bool)
    joined = _BETWEEN.join(cells)
    values = None
    if "_" not in joined and not (decimal == "," and "." in joined):
        plain = joined.replace(",", ".").split(_BETWEEN) if decimal == "," else cells
        try:
            values = np.array(list(map(float, plain)), np.float64)
            missing, odd = np.isnan(values), none
        except ValueError:
            pass
    if values is None or len(values) != count:
        values, missing, odd = _one_by_one(cells, decimal)
    infinite = np.abs(values) > LARGEST
    if infinite.any():
        values[infinite] = np.nan
    return Numbers(values, missing, odd, infinite)


def _one_by_one(cells: Sequence[str], decimal: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = np.empty(len(cells), np.float64)
    missing, odd = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    for place, cell in enumerate(cells):
        found = number(cell, decimal)
        values[place] = np.nan if found is None else found
        if found is None or found != found:
            missing[place] = is_missing(cell, NUMBER_MARKS)
            odd[place] = not missing[place]
    return values, missing, odd


def number(cell: str, decimal: str) -> float | None:
    """The number that a cell holds; None: none. Thousands may be set apart by the mark that isn't the
    decimal one, three digits by three."""
    cell = _UNIT.sub("", cell.strip())
    if "_" in cell:
        return None
    if _THOUSANDS[decimal].fullmatch(cell):
        cell = cell.replace("," if decimal == "." else ".", "")
    elif decimal == "," and "." in cell:
        return None
    if decimal == ",":
        cell = cell.replace(",", ".")
    try:
        return float(cell)
    except ValueError:
        return None


def is_missing(cell: str, marks: frozenset[str] = MARKS) -> bool:
    """Whether a cell stands for a value that is missing."""
    return cell.strip().lower() in marks

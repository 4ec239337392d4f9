"""What a column is: a number, a category, or not for learning; and what it would be as the target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.data.tables import numbers
from nnviz.data.tables.model import Alternative, ColumnGuess, Finding
from nnviz.engine.numbers import amount

MOST_CLASSES = 1000
MOST_CATEGORIES = 100
"""A text column of more texts isn't proposed as an input each."""
MOST_NUMBER_CLASSES = 10
"""Numbers of so few different values may be classes."""
ROWS_A_CLASS = 3
NUMBERS_SHARE = 0.95
FEWEST = 5
"""Fewer rows don't show whether their values are numbers of rows."""
_DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]+\d{1,2}:\d{2}.*)?"
    r"|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}|[A-Za-z]{3,9} \d{1,2}, \d{4}"
)
_IDENTIFIERS = re.compile(
    r"(.*[^a-z])?(id|ids|uuid|index|idx|nr|no|number|row|rowid|key|code)|unnamed.*|.*[a-z]id|lfd|nummer|"
)
_MEASURED = re.compile(
    r"(.*[^a-z])?(x|t|time|year|years|jahr|month|day|hour|minute|second|week|age|step|distance|depth|"
    r"height|zeit|tag|monat|position|n)"
)
_DATE_NAME = re.compile(r"(.*[^a-z])?(date|datum|timestamp|datetime)")


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one column that were looked at, and what they are as numbers. ``texts`` are its different
    texts, in the order in which they first stand there, missing ones aside; ``there`` cells hold one."""

    name: str
    cells: tuple[str, ...]
    found: numbers.Numbers
    texts: tuple[str, ...]
    there: int

    @classmethod
    def of(cls, name: str, cells: Sequence[str], decimal: str) -> Cells:
        """Read one column."""
        counts = {text: count for text, count in Counter(cells).items() if not numbers.is_missing(text)}
        return cls(name, tuple(cells), numbers.read(cells, decimal), tuple(counts), sum(counts.values()))

    @property
    def values(self) -> np.ndarray:
        """The numbers alone."""
        return np.asarray(self.found.values[~np.isnan(self.found.values)])

    def gaps(self, kind: str) -> np.ndarray:
        """Which cells lack a value, (n,) bool, where the column is of this kind."""
        if kind == "number":
            return np.asarray(np.isnan(self.found.values))
        return np.array([numbers.is_missing(cell) for cell in self.cells], bool)

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers, but for a stray word."""
        there = self.there
        return there > 0 and len(self.values) + int(self.found.infinite.sum()) >= NUMBERS_SHARE * there


def guess(column: Cells, alone: bool) -> ColumnGuess:
    """What a column is. ``alone``: no other column could be an input, so that it isn't left out lightly."""
    kind, why = _kind(column, alone)
    count = amount(len(column.texts), "different text")
    read, there = len(column.values), column.there
    as_number = f"{read:,} of {amount(there, 'value')} read"
    found, why_not = answers(column)
    alternatives = (
        Alternative("number", column.is_number, as_number),
        Alternative("category", 1 < len(column.texts) <= MOST_CATEGORIES, f"{count}, an input each"),
        Alternative("target", found is not None, why_not or (found.why if found else "")),
        Alternative("out", True, why if kind == "out" else "the other columns are enough"),
    )
    return ColumnGuess(column.name, kind, why, alternatives, found, why_not)


def _kind(column: Cells, alone: bool) -> tuple[str, str]:
    rows, there = len(column.cells), column.there
    if not there:
        return "out", "it holds no value"
    if len(column.texts) == 1 and rows > 1:
        return "out", f"it is “{column.texts[0]}” in every row"
    name = column.name.strip().lower()
    if column.is_number:
        if rows >= FEWEST and not alone and _counts_rows(column, name):
            return "out", "it numbers the rows"
        if _DATE_NAME.fullmatch(name):
            return "out", "it is a date"
        return "number", f"{len(column.values):,} of {amount(there, 'number')} read"
    if sum(bool(_DATE.fullmatch(cell)) for cell in column.cells) >= NUMBERS_SHARE * there:
        return "out", "it is a date"
    count = len(column.texts)
    if rows >= FEWEST and count == there:
        return "out", "its text is another in every row"
    if count > MOST_CATEGORIES or (rows >= 4 * FEWEST and count > there / 2):
        return "out", f"it holds {count:,} different texts"
    return "category", f"{count} different texts"


def _counts_rows(column: Cells, name: str) -> bool:
    values = column.values
    if len(values) < len(column.cells) or (values != np.round(values)).any():
        return False
    if len(np.unique(values)) < len(values):
        return False
    rises = bool((np.diff(values) == 1).all())
    if _MEASURED.fullmatch(name):
        return False
    return rises or bool(_IDENTIFIERS.fullmatch(name))


def answers(column: Cells) -> tuple[Finding | None, str]:
    """(What the column would be as the target, or None; then why it can't be one)."""
    if not column.there:
        return None, "it holds no value"
    texts = len(column.texts)
    if texts == 1:
        return None, f"it is “{column.texts[0]}” in every row: there is nothing to tell apart"
    if not column.is_number:
        if texts > MOST_CLASSES or (column.there >= FEWEST and texts == column.there):
            return None, f"its {texts:,} texts would be a class each"
        why = f"{texts} different texts"
        return Finding(
            "classes", why, (Alternative("classes", True, why), Alternative("value", False, why))
        ), ""
    values = np.unique(column.values)
    few = len(values) <= min(MOST_NUMBER_CLASSES, max(2, len(column.values) // ROWS_A_CLASS))
    whole = bool((values == np.round(values)).all())
    words = (
        f"{len(values):,} different {'whole ' if whole else ''}{'values' if len(values) != 1 else 'value'}"
    )
    found = (
        Alternative("classes", len(values) <= MOST_CLASSES, words),
        Alternative("value", True, f"{len(column.values):,} numbers"),
    )
    return Finding("classes" if few else "value", words, found), ""

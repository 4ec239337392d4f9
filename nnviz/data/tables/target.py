"""Which column is probably to be predicted."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.data.tables.kinds import Cells
from nnviz.data.tables.model import Alternative, ColumnGuess, Finding
from nnviz.engine.names import unknown_name
from nnviz.errors import InputError

CALLED = (
    "class",
    "target",
    "label",
    "classes",
    "labels",
    "species",
    "klasse",
    "ziel",
    "y",
    "outcome",
    "survived",
    "diagnosis",
)
"""What the column to predict is called, whatever it holds."""
MEASURED = (
    "price",
    "preis",
    "value",
    "medv",
    "cost",
    "charges",
    "sales",
    "score",
    "mpg",
    "quality",
    "output",
    "result",
)


def guess(file: str, columns: Sequence[ColumnGuess], cells: Sequence[Cells], given: str | None) -> Finding:
    """The number of the column, from 0; ``cells`` are what was looked at of each.

    Raises:
        InputError: ``given`` names none, or one that can't be predicted.
    """
    able = [number for number, column in enumerate(columns) if column.answers is not None]
    if given is not None:
        number, why = _named(file, columns, given), "you chose it"
    elif not able:
        number, why = len(columns) - 1, "no column varies"
    else:
        number, why = _likely(columns, cells, able)
    found = tuple(
        Alternative(
            place, column.answers is not None, column.answers.why if column.answers else column.why_not
        )
        for place, column in enumerate(columns)
    )
    return Finding(number, why, found)


def _likely(columns: Sequence[ColumnGuess], cells: Sequence[Cells], able: Sequence[int]) -> tuple[int, str]:
    names = {column.name.strip().lower(): place for place, column in enumerate(columns)}
    for name in CALLED:
        # Beside x and z, y is a length.
        if name in names and not (name == "y" and "z" in names):
            return names[name], f"it is called “{columns[names[name]].name}”"
    last = [place for place, column in enumerate(cells) if column.texts][-1]
    if len(cells[last].texts) == 1 and not cells[last].is_number:
        # What stands where a class is expected is said to be none, rather than something else predicted.
        return last, "the last column"
    used = [place for place in able if columns[place].kind != "out"] or list(able)
    texts = [place for place in used if columns[place].kind == "category"]
    if used[-1] in texts:
        return used[-1], "the last column, and its texts recur"
    for name in MEASURED:
        if name in names:
            return names[name], f"it is called “{columns[names[name]].name}”"
    if len(texts) == 1 or used[0] in texts:
        return texts[0], "its texts recur" if len(texts) > 1 else "the one column whose texts recur"
    return used[-1], "the last column"


def _named(file: str, columns: Sequence[ColumnGuess], given: str) -> int:
    names = [column.name for column in columns]
    if given in names:
        return names.index(given)
    lower = [name.lower() for name in names]
    if given.lower() in lower:
        return lower.index(given.lower())
    if given.isdigit() and 1 <= int(given) <= len(names):
        return int(given) - 1
    raise InputError(f"{file}: {unknown_name('column', given, names)!s}")

"""What is chosen about a table, what was guessed and why, what is seen of it, and the arrays that result."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

DELIMITERS = (",", ";", "\t", " ", "|")
DECIMALS = (".", ",")
ENCODINGS = ("utf-8", "latin-1", "utf-16")
KINDS = ("number", "category", "target", "out")
ANSWERS = ("classes", "value")
MISSING = ("drop", "median")
RAGGED = ("refuse", "drop")


@dataclass(frozen=True)
class Choices:
    """How a table is read: plain values, so that a file can keep them.

    ``delimiter`` is one of DELIMITERS, ``decimal`` of DECIMALS, ``encoding`` of ENCODINGS. ``header``: the
    first line holds names; ``above`` it stand so many rows that are no part of the table. Lines that begin
    with ``comment`` are skipped; empty: none are.

    ``kinds`` are those of the columns: ``"number"``, ``"category"`` (one input for each of its texts),
    ``"target"`` (one column) or ``"out"`` (left out). ``answers`` says what the target is: ``"classes"`` or
    ``"value"``. ``missing``: rows that lack a value are dropped, or ``"median"``: filled with the median of
    the training rows. Lines with too few or too many values are refused, or ``ragged`` is ``"drop"``.
    ``picture`` is (height, width) where the numbers of a row are the pixels of a picture.
    """

    delimiter: str = ","
    decimal: str = "."
    header: bool = True
    encoding: str = "utf-8"
    comment: str = ""
    kinds: tuple[str, ...] = ()
    answers: str = "classes"
    missing: str = "drop"
    ragged: str = "refuse"
    picture: tuple[int, int] | None = None
    above: int = 0

    @property
    def target(self) -> int | None:
        """The number of the target column, from 0; None: none is chosen."""
        return self.kinds.index("target") if "target" in self.kinds else None


@dataclass(frozen=True)
class Given:
    """What a person has fixed before the rest is guessed; None: nothing. ``target`` is a column's name, or
    its number from 1."""

    delimiter: str | None = None
    decimal: str | None = None
    header: bool | None = None
    encoding: str | None = None
    target: str | None = None


@dataclass(frozen=True)
class Alternative:
    """One possible answer to a question: ``value`` as it stands in :class:`Choices`, whether it would hold,
    and why, in words such as "4 columns in all 211 lines"."""

    value: object
    holds: bool
    why: str


@dataclass(frozen=True)
class Finding:
    """What was guessed of one question, why, and all that could have been: ``alternatives`` hold the guessed
    one too, in the order in which they are offered."""

    value: object
    why: str
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class ColumnGuess:
    """What a column is: ``kind`` is number, category or out as an input, whatever is predicted. ``answers``:
    what it would be as the target; None: it can't be predicted, and ``why_not`` says so."""

    name: str
    kind: str
    why: str
    alternatives: tuple[Alternative, ...]
    answers: Finding | None
    why_not: str = ""


@dataclass(frozen=True)
class Guess:
    """What was guessed of a table. ``target`` is a column's number from 0. ``notes`` are sentences about what
    isn't plain: skipped lines, columns left out."""

    choices: Choices
    delimiter: Finding
    decimal: Finding
    header: Finding
    encoding: Finding
    columns: tuple[ColumnGuess, ...]
    target: Finding
    answers: Finding
    missing: Finding
    picture: Finding
    notes: tuple[str, ...] = ()

    def with_kind(self, choices: Choices, column: int, kind: str) -> Choices:
        """``choices`` with another kind for one column. A new target's answers are guessed; the column that
        was the target before becomes the input that it would be."""
        kinds = list(choices.kinds)
        answers = choices.answers
        if kind == "target":
            before = choices.target
            if before is not None:
                kinds[before] = self.columns[before].kind
            found = self.columns[column].answers
            answers = str(found.value) if found is not None else answers
        kinds[column] = kind
        changed = replace(choices, kinds=tuple(kinds), answers=answers)
        picture = choices.picture
        if picture is not None and kinds.count("number") != picture[0] * picture[1]:
            changed = replace(changed, picture=None)
        return changed


@dataclass(frozen=True)
class RawLine:
    """A line as it stands in the file, ``number`` from 1, with the places (start, stop) of its delimiters
    and decimal marks."""

    number: int
    text: str
    delimiters: tuple[tuple[int, int], ...] = ()
    decimals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """What is in a column. ``least`` and ``largest``: None where it holds texts or nothing. ``texts``: its
    most frequent texts, or its classes in their order, each with its number of rows. ``histogram``
    (12, classes) counts the rows of each class in twelve equal parts from ``least`` to ``largest``, or
    (12, 1) where values are predicted; (0, 1) for texts."""

    name: str
    kind: str
    missing: int
    distinct: int
    least: float | None
    largest: float | None
    texts: tuple[tuple[str, int], ...]
    histogram: np.ndarray


@dataclass(frozen=True, eq=False)
class Preview:
    """A table as these choices read it: ``rows`` are its first rows (a number, a text, or None where a value
    is missing), ``count`` its rows, ``missing`` the values that are missing in columns that are used.
    ``is_whole``: all of the file was looked at, not only its first rows. ``notes`` are sentences about what
    would be dropped or filled; ``problem``, one sentence, says why it can't be learned from, or is empty;
    ``bad_lines`` are the numbers of lines too short or too long.
    """

    lines: tuple[RawLine, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[float | str | None, ...], ...]
    classes: tuple[str, ...]
    class_counts: tuple[int, ...]
    count: int
    missing: int
    is_whole: bool
    notes: tuple[str, ...] = ()
    problem: str = ""
    bad_lines: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """The arrays that result: ``inputs`` (N, inputs) float32, NaN where a value is missing that is to be
    filled. ``targets`` (N,) class numbers into ``class_names``, or (N,) float32 of what ``output_name``
    names. ``picture`` is (height, width) where a row is one, its pixels 0..1. ``notes`` say in sentences
    what was dropped, left out or made of it."""

    title: str
    inputs: np.ndarray
    targets: np.ndarray
    input_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    output_name: str = ""
    picture: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
